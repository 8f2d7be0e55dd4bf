import { seededRandom } from "../random.ts";
import type { Term } from "./framework.ts";

/** How sure a rank is: the span it takes in 90 % of the trials when each input varies within its range. */

/** A term of the formula with the ends of what it may be; the stated value is the peak between them. */
export interface UncertainTerm {
  readonly enters: Term["enters"];
  readonly low: number;
  readonly stated: number;
  readonly high: number;
}

export interface UncertainScore {
  readonly key: string;
  /** Ranked before values, as in rankIssues. */
  readonly tier: number;
  readonly terms: readonly UncertainTerm[];
}

export interface RankSpan {
  readonly key: string;
  /** The 5th and 95th percentile of the rank over all trials. */
  readonly from: number;
  readonly to: number;
}

interface StabilitySettings {
  readonly seed: number;
  readonly trials?: number;
}

/**
 * Triangular between the ends of each input's range, 1,000 trials, the same for the same seed. Needs four bytes an
 * issue and trial: 20 MB for 5,000 issues.
 */
export function rankStability(
  scores: readonly UncertainScore[],
  { seed, trials = 1000 }: StabilitySettings,
): readonly RankSpan[] {
  const random = seededRandom(seed);
  const spans = new Map<string, RankSpan>();
  const tiers = [...new Set(scores.map(({ tier }) => tier))].sort((left, right) => right - left);
  let ahead = 0;
  for (const tier of tiers) {
    const peers = scores.filter((score) => score.tier === tier);
    const ranks = ranksOfTrials(peers, trials, random);
    const percentile = percentiles(peers.length);
    peers.forEach(({ key }, position) => {
      const [from, to] = percentile(ranks.subarray(position * trials, (position + 1) * trials), 0.05, 0.95);
      spans.set(key, { key, from: ahead + from, to: ahead + to });
    });
    ahead += peers.length;
  }
  return scores.flatMap(({ key }) => spans.get(key) ?? []);
}

/** For issue i the ranks of its trials at i × trials …; equal values share a rank. */
function ranksOfTrials(scores: readonly UncertainScore[], trials: number, random: () => number): Uint32Array {
  const program = compile(scores);
  const count = scores.length;
  const ranks = new Uint32Array(count * trials);
  // Ranks come trial by trial and are read issue by issue: gathered a few trials at a time, the cache holds them.
  const gathered = new Uint32Array(count * gatheredTrials);
  const values = new Float32Array(count);
  const sort = sorter(values);
  for (let first = 0; first < trials; first += gatheredTrials) {
    const size = Math.min(gatheredTrials, trials - first);
    for (let trial = 0; trial < size; trial += 1) {
      program(values, random);
      const order = sort();
      let rank = 0;
      let previous = NaN;
      for (let position = count - 1; position >= 0; position -= 1) {
        const issue = order[position] ?? 0;
        const value = values[issue] ?? 0;
        if (value !== previous) rank = count - position;
        previous = value;
        gathered[issue * gatheredTrials + trial] = rank;
      }
    }
    for (let issue = 0; issue < count; issue += 1) {
      const start = issue * gatheredTrials;
      ranks.set(gathered.subarray(start, start + size), issue * trials + first);
    }
  }
  return ranks;
}

/** Two percentiles of an issue's ranks, by counting how often each rank came up. */
function percentiles(count: number): (ranks: Uint32Array, low: number, high: number) => [number, number] {
  const times = new Uint32Array(count + 1);
  return (ranks, low, high) => {
    let least = count;
    let most = 0;
    for (let trial = 0; trial < ranks.length; trial += 1) {
      const rank = ranks[trial] ?? 0;
      times[rank] = (times[rank] ?? 0) + 1;
      if (rank < least) least = rank;
      if (rank > most) most = rank;
    }
    let seen = 0;
    let from = 0;
    let to = 0;
    for (let rank = least; rank <= most; rank += 1) {
      seen += times[rank] ?? 0;
      times[rank] = 0;
      if (from === 0 && seen >= low * ranks.length) from = rank;
      if (to === 0 && seen >= high * ranks.length) to = rank;
    }
    return [from, to];
  };
}

const gatheredTrials = 32;
const digitBits = 11;
const digits = 1 << digitBits;

/**
 * Positions by ascending value: a radix sort over the bits of the 32-bit floats, three passes of 11 bits, some
 * ten times as fast as sorting pairs by a comparison. 24 bits of precision are plenty for a random trial.
 */
function sorter(values: Float32Array<ArrayBuffer>): () => Uint32Array {
  const bits = new Uint32Array(values.buffer);
  const keys = new Uint32Array(values.length);
  const counts = new Uint32Array(digits);
  let order = new Uint32Array(values.length);
  let spare = new Uint32Array(values.length);
  return () => {
    for (let position = 0; position < values.length; position += 1) {
      const own = bits[position] ?? 0;
      // The bits of floats order like their values once negative ones are inverted and put below the others.
      keys[position] = own >>> 31 === 1 ? ~own : own | 0x80000000;
      order[position] = position;
    }
    for (let shift = 0; shift < 32; shift += digitBits) {
      counts.fill(0);
      for (let position = 0; position < keys.length; position += 1) {
        const digit = ((keys[position] ?? 0) >>> shift) & (digits - 1);
        counts[digit] = (counts[digit] ?? 0) + 1;
      }
      let start = 0;
      for (let digit = 0; digit < digits; digit += 1) {
        const size = counts[digit] ?? 0;
        counts[digit] = start;
        start += size;
      }
      for (let index = 0; index < order.length; index += 1) {
        const position = order[index] ?? 0;
        const digit = ((keys[position] ?? 0) >>> shift) & (digits - 1);
        const place = counts[digit] ?? 0;
        spare[place] = position;
        counts[digit] = place + 1;
      }
      [order, spare] = [spare, order];
    }
    return order;
  };
}

/** All terms of all issues as flat arrays: five million evaluations leave no time for objects. */
function compile(scores: readonly UncertainScore[]): (values: Float32Array, random: () => number) => void {
  const terms = scores.flatMap((score) => score.terms);
  const ends = new Uint32Array(scores.length);
  const low = Float64Array.from(terms, (term) => term.low);
  const high = Float64Array.from(terms, (term) => term.high);
  // The inverse of the triangular distribution: a root on either side of the peak.
  const peak = Float64Array.from(terms, (term) =>
    term.high === term.low ? 0 : (term.stated - term.low) / (term.high - term.low),
  );
  const rising = Float64Array.from(terms, (term) => (term.high - term.low) * (term.stated - term.low));
  const falling = Float64Array.from(terms, (term) => (term.high - term.low) * (term.high - term.stated));
  const operation = Uint8Array.from(terms, ({ enters }) =>
    enters === "adds" ? 0 : enters === "multiplies" ? 1 : 2,
  );
  let end = 0;
  scores.forEach((score, position) => {
    end += score.terms.length;
    ends[position] = end;
  });

  return (values, random) => {
    let term = 0;
    for (let issue = 0; issue < ends.length; issue += 1) {
      const last = ends[issue] ?? 0;
      let value = 0;
      for (; term < last; term += 1) {
        let amount = low[term] ?? 0;
        const highest = high[term] ?? 0;
        if (highest > amount) {
          const chance = random();
          amount =
            chance < (peak[term] ?? 0)
              ? amount + Math.sqrt(chance * (rising[term] ?? 0))
              : highest - Math.sqrt((1 - chance) * (falling[term] ?? 0));
        }
        if (operation[term] === 0) value += amount;
        else if (operation[term] === 1) value *= amount;
        else value /= amount;
      }
      values[issue] = value;
    }
  };
}
