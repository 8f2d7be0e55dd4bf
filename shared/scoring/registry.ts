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
interface RegisteredFramework {
  readonly id: FrameworkId;
  readonly name: string;
  readonly formula: string;
  readonly confidenceKey: string | null;
  /** Why these settings are refused; none when they are fine. */
  readonly settingsProblems: (settings: unknown) => readonly Problem[];
  /** `settings` left out are the defaults; refused ones throw, so ask for their problems where they are entered. */
  readonly fields: (settings?: unknown) => readonly Field[];
  readonly score: (inputs: unknown, settings?: unknown) => ScoreResult;
  /** The same formula with some inputs replaced by values that need not be on the scale, as in a simulation. */
  readonly scoreBetween: (
    inputs: unknown,
    replaced: Readonly<Record<string, number>>,
    settings?: unknown,
  ) => ScoreResult;
}

type ScoreResult =
  | { readonly ok: true; readonly score: Score }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A refused input: `key` names the field, "" the whole. */
export interface Problem {
  readonly key: string;
  readonly message: string;
}

function register<Inputs, Settings>(framework: Framework<Inputs, Settings>): RegisteredFramework {
  const { id, name, formula, confidenceKey } = framework;
  const prepare = (settings: unknown): Prepared<Inputs, Settings> => {
    const known = framework.settings.parse(settings);
    return { settings: known, fields: framework.fields(known), schema: framework.schema(known) };
  };
  const prepared = preparedOnce(prepare);
  const score = (
    inputs: unknown,
    replaced: Readonly<Record<string, number>>,
    settings: unknown,
  ): ScoreResult => {
    const ready = prepared(settings);
    const parsed = ready.schema.safeParse(inputs);
    if (!parsed.success) return { ok: false, problems: problemsOf(parsed) };
    return { ok: true, score: framework.score({ ...parsed.data, ...replaced }, ready.settings) };
  };
  return {
    id,
    name,
    formula,
    confidenceKey,
    settingsProblems: (settings) => problemsOf(framework.settings.safeParse(settings)),
    fields: (settings) => prepared(settings).fields,
    score: (inputs, settings) => score(inputs, {}, settings),
    scoreBetween: score,
  };
}

interface Prepared<Inputs, Settings> {
  readonly settings: Settings;
  readonly fields: readonly Field[];
  readonly schema: z.ZodType<Inputs>;
}

/**
 * Making a schema takes a hundred times as long as using it, and a backlog is scored with one settings object:
 * remembered by that object, which is taken as unchanging.
 */
function preparedOnce<Ready>(prepare: (settings: unknown) => Ready): (settings: unknown) => Ready {
  const known = new WeakMap<object, Ready>();
  const defaults = {};
  return (given = defaults) => {
    if (typeof given !== "object" || given === null) return prepare(given);
    const ready = known.get(given) ?? prepare(given);
    known.set(given, ready);
    return ready;
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
