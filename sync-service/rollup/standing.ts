import type { ForecastView } from "#shared/contract/initiatives/words.ts";
import { daysBetween, type Day } from "#shared/day.ts";
import { chanceBy, doneWithin, forecast, forecastCone, type Forecast } from "#shared/rollup/forecast.ts";
import { shapesOf } from "#shared/rollup/history-shape.ts";
import type { Progress } from "#shared/rollup/progress.ts";
import type { Week } from "#shared/rollup/throughput.ts";
import { workKey, type Work } from "#shared/rollup/works.ts";
import { deliveredBy, pastWeeks, type Delivered } from "./delivered.ts";
import type { RollupIndex } from "./rollup-index.ts";

/** What the work of an initiative says on a day, before anybody's opinion. */
export interface Standing {
  readonly today: Day;
  readonly progress: Progress;
  readonly delivered: Delivered;
  readonly weeks: readonly Week[];
  /** In the unit of `delivered`. */
  readonly total: number;
  readonly remaining: number;
  readonly forecast: Forecast;
  readonly warnings: readonly string[];
  readonly blocked: readonly BlockedWork[];
}

interface BlockedWork {
  readonly key: string;
  readonly work: Work;
  readonly since: Day;
  readonly by: readonly string[];
}

export function standingOf(index: RollupIndex, id: string, today: Day): Standing {
  const progress = index.progress(id);
  const delivered = deliveredBy(index, id);
  const weeks = pastWeeks(delivered, today);
  const live = delivered.works.filter(({ cancelledOn }) => cancelledOn === null);
  const total = sum(live.map(({ weight }) => weight));
  const remaining = sum(live.map(({ weight, completedOn }) => (completedOn === null ? weight : 0)));
  return {
    today,
    progress,
    delivered,
    weeks,
    total,
    remaining,
    forecast: progress.total === 0 ? nothingCounts : forecast(inputOf(id, weeks, remaining, today)),
    warnings: shapesOf(weeks.map(({ completed }) => completed)).map(({ sentence }) => sentence),
    blocked: blockedOf(index, progress),
  };
}

const nothingCounts: Forecast = {
  kind: "too little history",
  weeks: 0,
  sentence: "Nothing counts yet, so there is nothing to forecast.",
};

const inputOf = (id: string, weeks: readonly Week[], remaining: number, today: Day) => ({
  history: weeks,
  remaining,
  startsOn: today,
  seed: seedOf(id),
});

export function forecastView(
  { forecast: told, warnings }: Pick<Standing, "forecast" | "warnings">,
  targetOn: Day | null,
): ForecastView {
  if (told.kind !== "range") return told;
  const { kind, marks, weeks, sentence } = told;
  const chanceByTarget = targetOn === null ? null : chanceBy(told, targetOn);
  return { kind, marks: [...marks], weeks, chanceByTarget, sentence, warnings: [...warnings] };
}

/** What will be completed by when, in slow, middle and fast trials, of the scope as it is today. */
export function coneOf(id: string, { weeks, total, remaining, today, forecast: told }: Standing) {
  if (told.kind !== "range") return [];
  const cone = forecastCone(inputOf(id, weeks, remaining, today), told);
  const done = (left: number): number => Math.round((total - left) * 10) / 10;
  return cone.map(({ on, slow, middle, fast }) => ({
    on,
    slow: done(slow),
    middle: done(middle),
    fast: done(fast),
  }));
}

/** How much of what is left will be done by the target in 85 of 100 trials; null where nothing can be forecast. */
export function doneByTarget(
  id: string,
  { weeks, remaining, today, forecast: told }: Standing,
  targetOn: Day,
): number | null {
  if (told.kind !== "range" || targetOn <= today) return null;
  const wholeWeeks = Math.floor(daysBetween(today, targetOn) / 7);
  return Math.floor(Math.min(remaining, doneWithin(inputOf(id, weeks, remaining, today), wholeWeeks, 0.85)));
}

function blockedOf(index: RollupIndex, progress: Progress): readonly BlockedWork[] {
  const blocked: BlockedWork[] = [];
  for (const { work } of progress.lines) {
    if (work.status === "completed") continue;
    const waits = work.items.flatMap(({ id }) => index.item(id)?.blocked ?? []);
    const [first, ...others] = waits;
    if (first === undefined) continue;
    const since = others.reduce(
      (earliest, each) => (each.since < earliest ? each.since : earliest),
      first.since,
    );
    blocked.push({ key: workKey(work), work, since, by: [...new Set(waits.flatMap(({ by }) => by))] });
  }
  return blocked.sort((one, other) => (one.since < other.since ? -1 : 1));
}

/** The same initiative draws the same weeks each time (FNV-1a, 32 bits). */
function seedOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < id.length; place += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(place), 0x01000193);
  }
  return hash >>> 0;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
