import { align } from "./alignment.ts";

/** What is known of something that may have been edited: equal keys are equal, kinds never turn into others. */
export interface Candidate {
  key: string;
  kind: string;
  words: () => readonly string[];
}

/** Which old one a new one is: the same (perhaps elsewhere), the same but edited, or none. */
export interface Match {
  index: number;
  exact: boolean;
  moved: boolean;
}

/** Larger gaps are paired in order, kind by kind, without weighing every pair. */
const LARGEST_WEIGHED = 400;
const ALIKE = 0.3;

/** Finds, for every new candidate, the old one that it was before an edit. No old one is used twice. */
export function pairUp(before: readonly Candidate[], after: readonly Candidate[]): (Match | undefined)[] {
  const result = new Array<Match | undefined>(after.length).fill(undefined);
  const used = new Set<number>();
  const pairs = align(
    before.map((candidate) => candidate.key),
    after.map((candidate) => candidate.key),
  );
  for (const [index, j] of pairs) {
    result[j] = { index, exact: true, moved: false };
    used.add(index);
  }
  findMoved(before, after, result, used);
  let [a, b] = [0, 0];
  for (const [aEnd, bEnd] of [...pairs, [before.length, after.length] as const]) {
    const olds = indexes(a, aEnd).filter((i) => !used.has(i));
    const news = indexes(b, bEnd).filter((j) => result[j] === undefined);
    for (const [i, j] of pairGap(before, after, olds, news))
      result[j] = { index: i, exact: false, moved: false };
    [a, b] = [aEnd + 1, bEnd + 1];
  }
  return result;
}

function findMoved(
  before: readonly Candidate[],
  after: readonly Candidate[],
  result: (Match | undefined)[],
  used: Set<number>,
): void {
  const left = new Map<string, number[]>();
  for (let index = before.length - 1; index >= 0; index -= 1) {
    const key = before[index]?.key;
    if (key === undefined || used.has(index)) continue;
    left.set(key, [...(left.get(key) ?? []), index]);
  }
  for (const [j, candidate] of after.entries()) {
    const index = result[j] === undefined ? left.get(candidate.key)?.pop() : undefined;
    if (index === undefined) continue;
    result[j] = { index, exact: true, moved: true };
    used.add(index);
  }
}

function pairGap(
  before: readonly Candidate[],
  after: readonly Candidate[],
  olds: readonly number[],
  news: readonly number[],
): [number, number][] {
  const alike = (i: number, j: number): number => {
    const [one, other] = [before[i], after[j]];
    return one === undefined || other === undefined || one.kind !== other.kind ? 0 : likeness(one, other);
  };
  const [onlyOld, onlyNew] = [olds[0], news[0]];
  if (olds.length === 1 && news.length === 1 && onlyOld !== undefined && onlyNew !== undefined) {
    return before[onlyOld]?.kind === after[onlyNew]?.kind ? [[onlyOld, onlyNew]] : [];
  }
  if (olds.length * news.length > LARGEST_WEIGHED) return inOrder(before, after, olds, news);
  return bestInOrder(olds, news, alike);
}

function inOrder(
  before: readonly Candidate[],
  after: readonly Candidate[],
  olds: readonly number[],
  news: readonly number[],
): [number, number][] {
  const pairs: [number, number][] = [];
  let next = 0;
  for (const j of news) {
    const found = olds.findIndex(
      (i, at) => at >= next && at < next + 5 && before[i]?.kind === after[j]?.kind,
    );
    const i = olds[found];
    if (i === undefined) continue;
    pairs.push([i, j]);
    next = found + 1;
  }
  return pairs;
}

/** The pairs in order whose likenesses add up to the most. */
function bestInOrder(
  olds: readonly number[],
  news: readonly number[],
  alike: (i: number, j: number) => number,
): [number, number][] {
  const width = news.length + 1;
  const best = new Array<number>((olds.length + 1) * width).fill(0);
  const at = (row: number, column: number): number => best[row * width + column] ?? 0;
  const weights = olds.map((i) => news.map((j) => alike(i, j)));
  const weight = (row: number, column: number): number => weights[row]?.[column] ?? 0;
  for (let row = olds.length - 1; row >= 0; row -= 1) {
    for (let column = news.length - 1; column >= 0; column -= 1) {
      const paired = weight(row, column) >= ALIKE ? weight(row, column) + at(row + 1, column + 1) : 0;
      best[row * width + column] = Math.max(paired, at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let row = 0, column = 0; row < olds.length && column < news.length;) {
    if (at(row, column) === at(row + 1, column)) row += 1;
    else if (at(row, column) === at(row, column + 1)) column += 1;
    else {
      const [i, j] = [olds[row], news[column]];
      if (i !== undefined && j !== undefined) pairs.push([i, j]);
      row += 1;
      column += 1;
    }
  }
  return pairs;
}

/** How much of the words two have in common (Dice's coefficient). */
function likeness(one: Candidate, other: Candidate): number {
  const [a, b] = [one.words(), other.words()];
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : ALIKE;
  const counts = new Map<string, number>();
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of b) {
    const count = counts.get(word) ?? 0;
    if (count > 0) common += 1;
    counts.set(word, count - 1);
  }
  return (2 * common) / (a.length + b.length);
}

function indexes(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
