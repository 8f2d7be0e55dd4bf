/** A pair of indexes: an item of the old list and the item of the new one that is the same. */
type Pair = readonly [before: number, after: number];

/** How many differences the exact search pays for between two anchors, before it calls them all replaced. */
const MOST_DIFFERENCES = 150;

/**
 * Pairs equal keys of two lists, in order: common ends first, then keys that occur once on both sides as anchors
 * (Cohen's patience diff), then between anchors the shortest edit (Myers) as long as it is short. Time grows with
 * the lists' length, whatever they hold.
 */
export function align(before: readonly string[], after: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  const open: [number, number, number, number][] = [[0, before.length, 0, after.length]];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    let [a, aEnd, b, bEnd] = range;
    while (a < aEnd && b < bEnd && before[a] === after[b]) pairs.push([a++, b++]);
    while (a < aEnd && b < bEnd && before[aEnd - 1] === after[bEnd - 1]) pairs.push([--aEnd, --bEnd]);
    if (a === aEnd || b === bEnd) continue;
    const anchors = anchorsIn(before, after, [a, aEnd, b, bEnd]);
    if (anchors.length === 0) {
      pairs.push(
        ...shortestEdit(before.slice(a, aEnd), after.slice(b, bEnd)).map(([i, j]) => [a + i, b + j] as const),
      );
      continue;
    }
    for (const [i, j] of anchors) {
      open.push([a, i, b, j]);
      pairs.push([i, j]);
      [a, b] = [i + 1, j + 1];
    }
    open.push([a, aEnd, b, bEnd]);
  }
  return pairs.sort((left, right) => left[0] - right[0]);
}

function anchorsIn(
  before: readonly string[],
  after: readonly string[],
  [a, aEnd, b, bEnd]: readonly [number, number, number, number],
): Pair[] {
  const once = new Map<string, { before: number; after: number }>();
  for (let i = a; i < aEnd; i += 1) {
    const key = before[i] ?? "";
    once.set(key, { before: once.has(key) ? -1 : i, after: -2 });
  }
  for (let j = b; j < bEnd; j += 1) {
    const found = once.get(after[j] ?? "");
    if (found !== undefined) found.after = found.after === -2 ? j : -1;
  }
  const candidates = [...once.values()]
    .filter((found) => found.before >= 0 && found.after >= 0)
    .sort((left, right) => left.before - right.before)
    .map((found): Pair => [found.before, found.after]);
  return longestRising(candidates);
}

/** The longest run of pairs that rises on both sides (patience sorting). */
function longestRising(pairs: readonly Pair[]): Pair[] {
  const tops: number[] = [];
  const previous: number[] = [];
  for (const [index, [, after]] of pairs.entries()) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < after) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tops[low - 1] ?? -1) : -1;
    tops[low] = index;
  }
  const result: Pair[] = [];
  for (let index = tops.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) result.push(pair);
  }
  return result.reverse();
}

/** Myers' greedy algorithm (1986), given up when the lists differ too much. */
function shortestEdit(before: readonly string[], after: readonly string[]): Pair[] {
  const most = Math.min(before.length + after.length, MOST_DIFFERENCES);
  let reach = new Map<number, number>([[1, 0]]);
  const history: Map<number, number>[] = [];
  for (let differences = 0; differences <= most; differences += 1) {
    const next = new Map(reach);
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      const down = reach.get(diagonal + 1) ?? -1;
      const right = (reach.get(diagonal - 1) ?? -2) + 1;
      let a = diagonal === -differences || (diagonal !== differences && right <= down) ? down : right;
      let b = a - diagonal;
      while (a < before.length && b < after.length && before[a] === after[b]) [a, b] = [a + 1, b + 1];
      next.set(diagonal, a);
      if (a >= before.length && b >= after.length)
        return walkBack(history, reach, before.length, after.length);
    }
    history.push(reach);
    reach = next;
  }
  return [];
}

function walkBack(
  history: readonly ReadonlyMap<number, number>[],
  last: ReadonlyMap<number, number>,
  beforeLength: number,
  afterLength: number,
): Pair[] {
  const pairs: Pair[] = [];
  let [a, b] = [beforeLength, afterLength];
  const layers = [...history, last];
  for (let differences = layers.length - 1; differences >= 0; differences -= 1) {
    const reach = layers[differences];
    const diagonal = a - b;
    const down = reach?.get(diagonal + 1) ?? -1;
    const right = (reach?.get(diagonal - 1) ?? -2) + 1;
    const isDown = diagonal === -differences || (diagonal !== differences && right <= down);
    const startA = isDown ? down : right;
    const startB = startA - diagonal;
    while (a > startA && b > startB) pairs.push([--a, --b]);
    if (differences > 0) [a, b] = isDown ? [a, b - 1] : [a - 1, b];
  }
  return pairs;
}
