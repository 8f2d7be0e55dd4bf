import { pairUp } from "./pairing.ts";
import type { Candidate } from "./pairing.ts";

/** How to merge one kind of thing. */
export interface Merging<T> {
  candidate(one: T): Candidate;
  /** Both sides edited what was one thing. */
  bothEdited(base: T, jira: T, linear: T): T;
  /** One side deleted what the other edited; the edit stays. */
  deletedAndEdited(base: T, jira: T | undefined, linear: T | undefined): void;
}

interface Side<T> {
  /** What the side made of each base thing; undefined when it deleted it. */
  of: (T | undefined)[];
  /** Base things that the side put elsewhere. */
  moved: Set<number>;
  /** What it inserted after each base thing (index + 1; first at 0), and the base thing that was moved there. */
  inserted: { value: T; from: number | undefined }[][];
}

/**
 * Merges two edited versions of a list: things that only one side edited, inserted, moved or deleted end up as
 * that side has them; what both inserted at one place stands there twice, Jira's first, unless it is the same.
 */
export function mergeThree<T>(
  base: readonly T[],
  jira: readonly T[],
  linear: readonly T[],
  merging: Merging<T>,
): T[] {
  const left = sideOf(base, jira, merging);
  const right = sideOf(base, linear, merging);
  const key = (one: T) => merging.candidate(one).key;
  const result: T[] = [];
  const put = (index: number) => {
    const merged = mergeOne(base[index], left.of[index], right.of[index], merging);
    if (merged !== undefined) result.push(merged);
  };
  for (let index = -1; index < base.length; index += 1) {
    if (index >= 0 && !left.moved.has(index) && !right.moved.has(index)) put(index);
    const fromJira = left.inserted[index + 1] ?? [];
    for (const { value, from } of fromJira) {
      if (from === undefined) result.push(value);
      else put(from);
    }
    const already = new Set(fromJira.map(({ value }) => key(value)));
    for (const { value, from } of right.inserted[index + 1] ?? []) {
      if (from !== undefined && !left.moved.has(from)) put(from);
      else if (from === undefined && !already.has(key(value))) result.push(value);
    }
  }
  return result;
}

function sideOf<T>(base: readonly T[], now: readonly T[], merging: Merging<T>): Side<T> {
  const matches = pairUp(
    base.map((one) => merging.candidate(one)),
    now.map((one) => merging.candidate(one)),
  );
  const side: Side<T> = {
    of: new Array<T | undefined>(base.length).fill(undefined),
    moved: new Set(),
    inserted: Array.from({ length: base.length + 1 }, () => []),
  };
  let after = 0;
  for (const [index, value] of now.entries()) {
    const match = matches[index];
    if (match === undefined || match.moved) {
      side.inserted[after]?.push({ value, from: match?.index });
      if (match !== undefined) side.moved.add(match.index);
    } else {
      after = match.index + 1;
    }
    if (match !== undefined) side.of[match.index] = value;
  }
  return side;
}

function mergeOne<T>(
  base: T | undefined,
  jira: T | undefined,
  linear: T | undefined,
  merging: Merging<T>,
): T | undefined {
  if (base === undefined) return undefined;
  const key = (one: T) => merging.candidate(one).key;
  if (jira !== undefined && linear !== undefined) {
    if (key(linear) === key(base) || key(linear) === key(jira)) return jira;
    return key(jira) === key(base) ? linear : merging.bothEdited(base, jira, linear);
  }
  const left = jira ?? linear;
  if (left === undefined || key(left) === key(base)) return undefined;
  merging.deletedAndEdited(base, jira, linear);
  return left;
}
