import type { z } from "zod";
import { costOfDelay } from "./cost-of-delay.ts";
import type { Field, Framework, FrameworkId, Score } from "./framework.ts";
import { iceMean, iceProduct } from "./ice.ts";
import { kano } from "./kano.ts";
import { moscow } from "./moscow.ts";
import { rice } from "./rice.ts";
import { valueEffort } from "./value-effort.ts";
import { weighted } from "./weighted.ts";
import { wsjf } from "./wsjf.ts";

/** Every framework behind one door: unknown inputs in, a score or the reasons for its refusal out. */
export interface RegisteredFramework {
  readonly id: FrameworkId;
  readonly name: string;
  readonly formula: string;
  readonly confidenceKey: string | null;
  /** Why these settings are refused; none when they are fine. */
  readonly settingsProblems: (settings: unknown) => readonly Problem[];
  /** `settings` left out are the defaults; refused ones throw, so ask for their problems where they are entered. */
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
    settingsProblems: (settings) => problemsOf(framework.settings.safeParse(settings)),
    fields: (settings = {}) => framework.fields(framework.settings.parse(settings)),
    score: (inputs, settings = {}) => {
      const known = framework.settings.parse(settings);
      const parsed = framework.schema(known).safeParse(inputs);
      if (parsed.success) return { ok: true, score: framework.score(parsed.data, known) };
      return { ok: false, problems: problemsOf(parsed) };
    },
  };
}

function problemsOf(parsed: z.ZodSafeParseResult<unknown>): readonly Problem[] {
  return (parsed.error?.issues ?? []).map(({ path, message }) => ({ key: path.join("."), message }));
}

export const frameworks: readonly RegisteredFramework[] = [
  register(rice),
  register(iceProduct),
  register(iceMean),
  register(wsjf),
  register(costOfDelay),
  register(valueEffort),
  register(weighted),
  register(moscow),
  register(kano),
];

/** Throws when the id is none of ours. */
export function frameworkById(id: FrameworkId): RegisteredFramework {
  const found = frameworks.find((framework) => framework.id === id);
  if (found === undefined) throw new Error(`There is no scoring framework “${id}”.`);
  return found;
}
