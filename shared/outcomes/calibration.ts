import type { Bet, BetResult } from "./bet.ts";

/**
 * Whether people who say 80 % are right in 80 of 100. Brier score: the mean of (confidence − happened)², 0 for a
 * perfect forecaster, 0.25 for one who always says 50 % (Brier 1950).
 */

export interface Prediction {
  /** 0 to 1. */
  readonly confidence: number;
  readonly happened: boolean;
}

/** A settled bet as a prediction: a hit happened, a near one did not. */
interface BetPrediction extends Prediction {
  readonly team: string;
  readonly framework: string;
}

/** Bets that could not be measured say nothing about confidence: they are left out here and stay visible elsewhere. */
export function predictionsOf(bets: readonly Bet[], results: readonly BetResult[]): readonly BetPrediction[] {
  const resultOf = new Map(results.map(({ betId, result }) => [betId, result]));
  return bets.flatMap(({ id, confidence, team, framework }) => {
    const result = resultOf.get(id);
    if (result === undefined || result === "unmeasurable") return [];
    return [{ confidence: confidence / 100, happened: result === "hit", team, framework }];
  });
}

interface Calibration {
  readonly count: number;
  /** null without a prediction. */
  readonly brier: number | null;
  readonly baseRate: number | null;
  /** What always saying the base rate would have scored: its variance. */
  readonly baseRateBrier: number | null;
  /** 1 − Brier ÷ that of the base rate: above 0 the confidences say more than the average does. */
  readonly skill: number | null;
  readonly bands: readonly Band[];
  readonly isEnough: boolean;
  readonly sentence: string;
}

interface Band {
  /** In percent; the upper end is not in it, but for 100. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly hits: number;
  readonly meanConfidence: number | null;
  readonly hitRate: number | null;
  /** 95 % interval of the hit rate (Wilson 1927). */
  readonly interval: readonly [number, number] | null;
}

const enough = 20;
const bandEnds = [50, 60, 70, 80, 90, 100] as const;

export function calibrationOf(predictions: readonly Prediction[]): Calibration {
  const groups = byConfidence(predictions);
  const count = predictions.length;
  const hits = predictions.filter(({ happened }) => happened).length;
  const isEnough = count >= enough;
  const bands = bandEnds.slice(0, -1).map((from, at) => bandOf(groups, from, bandEnds[at + 1] ?? 100));
  if (count === 0) {
    const none = { brier: null, baseRate: null, baseRateBrier: null, skill: null };
    return { count, ...none, bands, isEnough, sentence: "No bet has been measured yet." };
  }
  const brier =
    sumOf(groups, ({ confidence, count: all, hits: right }) => missed(confidence, all, right)) / count;
  const baseRate = hits / count;
  const baseRateBrier = baseRate * (1 - baseRate);
  const skill = baseRateBrier === 0 ? null : 1 - brier / baseRateBrier;
  return {
    count,
    brier,
    baseRate,
    baseRateBrier,
    skill,
    bands,
    isEnough,
    sentence: sentenceOf(count, hits, brier, skill),
  };
}

/** By team, by framework: whatever names the group. */
export function calibrationBy<Item extends Prediction>(
  predictions: readonly Item[],
  groupOf: (prediction: Item) => string,
): ReadonlyMap<string, Calibration> {
  const groups = Map.groupBy(predictions, groupOf);
  return new Map([...groups].map(([group, members]) => [group, calibrationOf(members)]));
}

/** The Wilson score interval of a share (Wilson 1927), 95 % unless told: honest also for 0 or all of few. */
export function wilsonInterval(hits: number, count: number, z = 1.959964): readonly [number, number] {
  const rate = hits / count;
  const shrink = 1 + (z * z) / count;
  const centre = (rate + (z * z) / (2 * count)) / shrink;
  const half = (z * Math.sqrt((rate * (1 - rate)) / count + (z * z) / (4 * count * count))) / shrink;
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

interface Group {
  readonly confidence: number;
  readonly count: number;
  readonly hits: number;
}

/** Counts by confidence, in its order: sums then do not depend on the order of the predictions. */
function byConfidence(predictions: readonly Prediction[]): readonly Group[] {
  return [...Map.groupBy(predictions, ({ confidence }) => confidence)]
    .map(([confidence, members]) => ({
      confidence,
      count: members.length,
      hits: members.filter(({ happened }) => happened).length,
    }))
    .sort((left, right) => left.confidence - right.confidence);
}

function bandOf(groups: readonly Group[], from: number, to: number): Band {
  const within = groups.filter(({ confidence }) => {
    const percent = Math.round(confidence * 1e6) / 1e4;
    return percent >= from && (percent < to || (to === 100 && percent === 100));
  });
  const count = sumOf(within, (group) => group.count);
  const hits = sumOf(within, (group) => group.hits);
  if (count === 0) return { from, to, count, hits, meanConfidence: null, hitRate: null, interval: null };
  const meanConfidence = sumOf(within, (group) => group.confidence * group.count) / count;
  return {
    from,
    to,
    count,
    hits,
    meanConfidence,
    hitRate: hits / count,
    interval: wilsonInterval(hits, count),
  };
}

function missed(confidence: number, count: number, hits: number): number {
  return hits * (1 - confidence) ** 2 + (count - hits) * confidence ** 2;
}

function sumOf(groups: readonly Group[], value: (group: Group) => number): number {
  return groups.reduce((sum, group) => sum + value(group), 0);
}

function sentenceOf(count: number, hits: number, brier: number, skill: number | null): string {
  const score = `${hits} of ${count} came true, Brier score ${brier.toFixed(2)}`;
  if (count < enough) return `${score}: too few to say more, it takes ${enough}.`;
  if (skill === null) return `${score}.`;
  return skill > 0
    ? `${score}: better than always saying the average.`
    : `${score}: always saying the average would have done as well or better.`;
}
