import type { Category, Happening } from "./happenings.ts";
import type { Mutation } from "./mutations.ts";
import { simulate } from "./simulate.ts";

const keyOf = (category: Category, step: number): string => `${category} ${step}`;

/**
 * The least of what happened that still violates: whole categories go first, then ever smaller parts of the
 * rest (delta debugging, Zeller and Hildebrandt 2002). What is left out leaves all other decisions as they
 * were, though they may meet other requests.
 */
export async function shrink(
  seed: number,
  script: readonly Happening[],
  mutation?: Mutation,
): Promise<readonly Happening[]> {
  const fails = async (kept: readonly Happening[]): Promise<readonly Happening[] | undefined> => {
    const keys = new Set(kept.map(({ category, step }) => keyOf(category, step)));
    const outcome = await simulate(seed, {
      allowed: (category, step) => keys.has(keyOf(category, step)),
      ...(mutation ? { mutation } : {}),
    });
    return outcome.violations.length > 0 ? outcome.script : undefined;
  };
  let kept = script;
  for (const category of new Set(script.map((one) => one.category))) {
    kept = (await fails(kept.filter((one) => one.category !== category))) ?? kept;
  }
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < kept.length;) {
      const smaller = await fails(kept.toSpliced(start, size));
      if (smaller) kept = smaller;
      else start += size;
    }
  }
  return kept;
}

export function toldScript(script: readonly Happening[]): string[] {
  return script.map(({ step, category, kind, told }) =>
    `step ${step}: ${category}, ${kind} ${told}`.trimEnd(),
  );
}
