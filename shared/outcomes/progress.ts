import { daysBetween } from "../day.ts";
import type { Day } from "../day.ts";
import { amount } from "./amount.ts";
import type { Metric, Reading } from "./outcome.ts";

export interface OutcomeProgress {
  /** The last reading on or before the day; null before the first. */
  readonly now: Reading | null;
  /** 0 at the baseline, 1 at the target, below 0 the wrong way, above 1 beyond; null without a reading. */
  readonly share: number | null;
  /** How much of its time has passed, 0 to 1. */
  readonly timeShare: number;
  readonly state:
    "no reading" | "not due to move yet" | "moving" | "has not moved" | "moved the wrong way" | "reached";
  readonly sentence: string;
}

const movedShare = 0.1;
const timeToMove = 0.5;

/** The rule in one sentence, for the place where its result is shown. */
export const outcomeStatement =
  `(now − baseline) ÷ (target − baseline); “has not moved”: below ${movedShare * 100} % of the way when ` +
  `${timeToMove * 100} % of its time is gone.`;

/**
 * (now − baseline) ÷ (target − baseline), as of a day. "Has not moved": below 10 % of the way when half of its
 * time is gone.
 */
export function outcomeProgress(metric: Metric, readings: readonly Reading[], asOf: Day): OutcomeProgress {
  const now = latestReading(readings, asOf);
  const timeShare = elapsedShare(metric, asOf);
  if (now === null) {
    return {
      now,
      share: null,
      timeShare,
      state: "no reading",
      sentence: `${metric.name} has not been read yet.`,
    };
  }
  const share = (now.value - metric.baseline) / (metric.target - metric.baseline);
  const state = stateOf(share, timeShare);
  return { now, share, timeShare, state, sentence: sentenceFor(metric, now, share, timeShare, state) };
}

/** Of several readings on one day the last given counts. */
export function latestReading(readings: readonly Reading[], asOf: Day): Reading | null {
  let latest: Reading | null = null;
  for (const reading of readings) {
    if (reading.on <= asOf && (latest === null || reading.on >= latest.on)) latest = reading;
  }
  return latest;
}

function elapsedShare({ startsOn, dueOn }: Metric, asOf: Day): number {
  const share = daysBetween(startsOn, asOf) / daysBetween(startsOn, dueOn);
  return Math.min(1, Math.max(0, share));
}

function stateOf(share: number, timeShare: number): OutcomeProgress["state"] {
  if (share >= 1) return "reached";
  if (share <= -movedShare) return "moved the wrong way";
  if (share >= movedShare) return "moving";
  return timeShare >= timeToMove ? "has not moved" : "not due to move yet";
}

function sentenceFor(
  metric: Metric,
  now: Reading,
  share: number,
  timeShare: number,
  state: OutcomeProgress["state"],
): string {
  const { name, unit, baseline, target } = metric;
  const way = `${name} is at ${amount(now.value, unit)}, from ${amount(baseline, unit)} towards ${amount(target, unit)}`;
  const time = `${Math.round(timeShare * 100)} % of its time`;
  if (state === "reached") return `${way}: the target is reached.`;
  if (state === "moved the wrong way") return `${way}: it moved the wrong way.`;
  if (state === "has not moved") return `${way}: after ${time} it has not moved.`;
  return `${way}: ${Math.round(share * 100)} % of the way in ${time}.`;
}
