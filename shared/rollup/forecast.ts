import { addDays, daysBetween } from "../day.ts";
import type { Day } from "../day.ts";
import { seededRandom } from "../random.ts";

/**
 * When the work left will be done: Monte Carlo over past weeks. A trial draws whole weeks (what was completed and
 * what scope came, together) until nothing is left. A dozen weeks do not say exactly how often each kind of week
 * comes, so every trial first draws how likely each week is (Bayesian bootstrap, Rubin 1981); without that the
 * 85 % date comes true too rarely.
 */

export interface PastWeek {
  readonly completed: number;
  readonly added: number;
}

interface ForecastInput {
  /** Oldest first. */
  readonly history: readonly PastWeek[];
  /** In the unit of the history: issues or points. */
  readonly remaining: number;
  /** The first day of the first week to come. */
  readonly startsOn: Day;
  readonly seed: number;
  readonly trials?: number;
}

export type Forecast =
  | { readonly kind: "done"; readonly sentence: string }
  | { readonly kind: "too little history"; readonly weeks: number; readonly sentence: string }
  | ForecastRange;

export interface ForecastRange {
  readonly kind: "range";
  readonly startsOn: Day;
  readonly marks: readonly ForecastMark[];
  /** At position w the share of trials that are done after w weeks. */
  readonly doneAfter: readonly number[];
  /** How many of the latest weeks it draws from. */
  readonly weeks: number;
  readonly sentence: string;
}

interface ForecastMark {
  readonly percent: 50 | 85 | 95;
  /** null: more than `horizonWeeks`. */
  readonly weeks: number | null;
  readonly on: Day | null;
}

export const leastHistory = 6;
const mostHistory = 26;
/** Half a year of history says nothing about what is further away than this. */
const horizonWeeks = 104;
const percents = [50, 85, 95] as const;

export function forecast({ history, remaining, startsOn, seed, trials = 10_000 }: ForecastInput): Forecast {
  if (remaining <= 0) return { kind: "done", sentence: "Nothing is left to do." };
  if (history.length < leastHistory) {
    const weeks = history.length;
    const known =
      weeks === 0
        ? "There is no week of history"
        : `There ${weeks === 1 ? "is only one week" : `are only ${weeks} weeks`} of history`;
    return {
      kind: "too little history",
      weeks,
      sentence: `${known}; a forecast needs at least ${leastHistory}.`,
    };
  }
  const recent = history.slice(-mostHistory);
  const weekOfTrial = finishWeeks(recent, remaining, trials, seededRandom(seed));
  const doneAfter = cumulativeShare(weekOfTrial);
  const marks = percents.map((percent): ForecastMark => {
    const weeks = doneAfter.findIndex((share) => share * 100 >= percent - 1e-9);
    return weeks === -1
      ? { percent, weeks: null, on: null }
      : { percent, weeks, on: addDays(startsOn, 7 * weeks) };
  });
  return {
    kind: "range",
    startsOn,
    marks,
    doneAfter,
    weeks: recent.length,
    sentence: sentenceOf(marks, recent.length),
  };
}

/** The share of trials done by a day: 0 to 1. */
export function chanceBy({ startsOn, doneAfter }: ForecastRange, day: Day): number {
  const weeks = Math.floor(daysBetween(startsOn, day) / 7);
  return weeks < 0 ? 0 : (doneAfter[Math.min(weeks, doneAfter.length - 1)] ?? 0);
}

interface ConeWeek {
  readonly on: Day;
  /** What is left then in the slow (95 %), the middle and the fast (5 %) trials. */
  readonly slow: number;
  readonly middle: number;
  readonly fast: number;
}

/** What is left week by week, for the chart, up to the 95 % mark of the forecast of the same input. */
export function forecastCone(input: ForecastInput, range: ForecastRange): readonly ConeWeek[] {
  const weeks = range.marks.at(-1)?.weeks ?? horizonWeeks;
  const trials = 500;
  const random = seededRandom(input.seed);
  const drawing = weekDrawing(input.history.slice(-mostHistory), random);
  const left = Array.from({ length: weeks + 1 }, () => new Float64Array(trials));
  for (let trial = 0; trial < trials; trial += 1) {
    drawing.redraw();
    let remaining = input.remaining;
    for (let week = 0; week <= weeks; week += 1) {
      const row = left[week];
      if (row !== undefined) row[trial] = remaining;
      if (remaining > 0) remaining = Math.max(0, remaining - drawing.next());
    }
  }
  return left.map((row, week) => {
    row.sort();
    const at = (share: number): number => row[Math.floor(share * (trials - 1))] ?? 0;
    return { on: addDays(input.startsOn, 7 * week), slow: at(0.95), middle: at(0.5), fast: at(0.05) };
  });
}

/**
 * How much of the work will be done within so many whole weeks in at least this share of the trials (0 to 1), scope
 * growth taken off: what a target leaves room for.
 */
export function doneWithin(input: ForecastInput, weeks: number, share: number): number {
  const { history, seed, trials = 2_000 } = input;
  const drawing = weekDrawing(history.slice(-mostHistory), seededRandom(seed));
  const most = new Float64Array(trials);
  for (let trial = 0; trial < trials; trial += 1) {
    drawing.redraw();
    let done = 0;
    for (let week = 0; week < Math.min(weeks, horizonWeeks); week += 1) {
      done += drawing.next();
      most[trial] = Math.max(most[trial] ?? 0, done);
    }
  }
  return most.sort()[Math.floor((1 - share) * trials)] ?? 0;
}

/** For each trial the week in which nothing was left; `horizonWeeks` + 1 when that never came. */
function finishWeeks(
  history: readonly PastWeek[],
  remaining: number,
  trials: number,
  random: () => number,
): Uint16Array {
  const drawing = weekDrawing(history, random);
  const weekOfTrial = new Uint16Array(trials);
  for (let trial = 0; trial < trials; trial += 1) {
    drawing.redraw();
    let left = remaining;
    let week = 0;
    while (left > 1e-9 && week <= horizonWeeks) {
      left -= drawing.next();
      week += 1;
    }
    weekOfTrial[trial] = week;
  }
  return weekOfTrial;
}

/**
 * `redraw` draws how likely each past week is in this trial; `next` draws a week: completed less added. A draw begins
 * to look at the week that its slot of the guide names, seldom a step away (indexed search, Chen and Asau 1974).
 */
function weekDrawing(
  history: readonly PastWeek[],
  random: () => number,
): { readonly redraw: () => void; readonly next: () => number } {
  const steps = Float64Array.from(history, ({ completed, added }) => completed - added);
  const last = steps.length - 1;
  const upTo = new Float64Array(steps.length);
  const guide = new Uint8Array(64);
  let total = 0;
  return {
    redraw: () => {
      total = 0;
      for (let week = 0; week <= last; week += 1) {
        total -= Math.log(1 - random());
        upTo[week] = total;
      }
      let week = 0;
      for (let slot = 0; slot < guide.length; slot += 1) {
        while (week < last && (upTo[week] ?? 0) * guide.length <= slot * total) week += 1;
        guide[slot] = week;
      }
    },
    next: () => {
      const chance = random();
      const sought = chance * total;
      let week = guide[Math.floor(chance * guide.length)] ?? 0;
      while (week < last && (upTo[week] ?? 0) <= sought) week += 1;
      return steps[week] ?? 0;
    },
  };
}

function cumulativeShare(weekOfTrial: Uint16Array): readonly number[] {
  const finished = new Array<number>(horizonWeeks + 1).fill(0);
  for (const week of weekOfTrial) if (week <= horizonWeeks) finished[week] = (finished[week] ?? 0) + 1;
  let done = 0;
  return finished.map((count) => {
    done += count;
    return done / weekOfTrial.length;
  });
}

function sentenceOf(marks: readonly ForecastMark[], weeks: number): string {
  const words = marks.map(({ percent, on }) =>
    on === null
      ? `${percent} %: not within ${Math.round(horizonWeeks / 52)} years`
      : `${percent} %: by ${on}`,
  );
  const never = marks.every(({ on }) => on === null);
  const why = never ? " Scope has grown as fast as work was completed." : "";
  return `${words.join(", ")}, drawn from the last ${weeks} weeks.${why}`;
}
