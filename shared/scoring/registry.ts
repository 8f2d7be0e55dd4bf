import type { Field, Framework, FrameworkId, Score } from "./framework.ts";
import { rice } from "./rice.ts";

/** Every framework behind one door: unknown inputs in, a score or the reasons for its refusal out. */
export interface RegisteredFramework {
  readonly id: FrameworkId;
  readonly name: string;
  readonly formula: string;
  readonly confidenceKey: string | null;
  readonly fields: (settings?: unknown) => readonly Field[];
  readonly score: (inputs: unknown, settings?: unknown) => ScoreResult;
}

export type ScoreResult =
  | { readonly ok: true; readonly score: Score }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A refused input: `key` names the field, "" the whole. */
export interface Problem {
  readonly key: string;
  readonly message: string;
}

function register<Inputs, Settings>(framework: Framework<Inputs, Settings>): RegisteredFramework {
  const { id, name, formula, confidenceKey } = framework;
  return {
    id,
    name,
    formula,
    confidenceKey,
    fields: (settings = {}) => framework.fields(framework.settings.parse(settings)),
    score: (inputs, settings = {}) => {
      const known = framework.settings.parse(settings);
      const parsed = framework.schema(known).safeParse(inputs);
      if (parsed.success) return { ok: true, score: framework.score(parsed.data, known) };
      const problems = parsed.error.issues.map(({ path, message }) => ({ key: path.join("."), message }));
      return { ok: false, problems };
    },
  };
}

const frameworks: readonly RegisteredFramework[] = [register(rice)];

/** Throws when the id is none of ours. */
export function frameworkById(id: FrameworkId): RegisteredFramework {
  const found = frameworks.find((framework) => framework.id === id);
  if (found === undefined) throw new Error(`There is no scoring framework “${id}”.`);
  return found;
}
