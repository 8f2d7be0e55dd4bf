import stringify from "fast-json-stable-stringify";
import type { Inputs } from "#shared/contract/scoring/words.ts";

/**
 * Three-way merge of what two people made of the same thing. What was accepted first stands; what only this
 * person changed is taken.
 *
 *   this person's | the accepted   | result
 *   unchanged     | whatever       | accepted
 *   changed       | unchanged      | this person's
 *   changed       | changed alike  | accepted
 *   changed       | changed otherwise | accepted, and told (`kept`)
 */
interface MergedInputs {
  /** Null: taken away. */
  inputs: Inputs | null;
  /** Keys that another person changed and this one had not touched. */
  merged: string[];
  /** Keys that both changed, differently. */
  kept: string[];
}

export function mergeInputs(
  seen: Inputs | null,
  accepted: Inputs | null,
  asked: Inputs | null,
): MergedInputs {
  if (same(seen, accepted)) return { inputs: asked, merged: [], kept: [] };
  const changed = keysThatDiffer(seen, asked);
  // Taking a score away is one change to all of it: it meets any other change as a whole.
  if (asked === null || accepted === null) {
    return {
      inputs: accepted,
      merged: [],
      kept: changed.filter((key) => !same(asked?.[key], accepted?.[key])),
    };
  }
  const inputs = new Map(Object.entries(accepted));
  const theirs = new Set(keysThatDiffer(seen, accepted));
  const kept: string[] = [];
  for (const key of changed) {
    if (theirs.has(key)) {
      if (!same(asked[key], accepted[key])) kept.push(key);
    } else if (asked[key] === undefined) inputs.delete(key);
    else inputs.set(key, asked[key]);
  }
  const merged = [...theirs].filter((key) => !changed.includes(key));
  return { inputs: Object.fromEntries(inputs), merged, kept };
}

/** The keys whose values differ, in the order of the later ones first given. */
export function keysThatDiffer(before: Inputs | null, after: Inputs | null): string[] {
  const keys = new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})]);
  return [...keys].filter((key) => !same(before?.[key], after?.[key]));
}

/** Equal as JSON, whatever the order of the keys. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined) return false;
  return stringify(left) === stringify(right);
}
