import { daysBetween } from "#shared/day.ts";
import type { Day } from "#shared/day.ts";
import type { OutcomePage } from "#shared/contract/outcomes/outcome.ts";
import { changeText, dayWords, withUnit } from "../words.ts";

/** The geometry of an outcome's curve: what stands where, and what a reader meets going along it. */

export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Point {
  readonly on: Day;
  readonly value: number;
}

export interface CurveScales {
  readonly from: Day;
  readonly to: Day;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  readonly x: (on: Day) => number;
  readonly y: (value: number) => number;
}

type Shown = Pick<OutcomePage, "today" | "outcome" | "curve" | "bets">;

/** Wide enough for the metric's whole time and every reading; the amounts hold baseline and target too. */
export function scalesOf({ today, outcome: { metric }, curve, bets }: Shown, frame: Frame): CurveScales {
  const days = [
    metric.startsOn,
    metric.dueOn,
    today,
    ...curve.points.map(({ on }) => on),
    ...bets.map(({ measureBy }) => measureBy),
  ].sort();
  const values = [
    metric.baseline,
    metric.target,
    ...curve.points.map(({ value }) => value),
    ...bets.map(({ baseline, expectedChange }) => baseline + expectedChange),
  ];
  const from = days[0] ?? today;
  const to = days.at(-1) ?? today;
  const ticks = valueTicks(Math.min(...values), Math.max(...values), 5);
  const low = ticks[0] ?? 0;
  const high = ticks.at(-1) ?? 1;
  const wide = Math.max(1, daysBetween(from, to));
  return {
    from,
    to,
    low,
    high,
    ticks,
    x: (on) => frame.left + ((frame.right - frame.left) * daysBetween(from, on)) / wide,
    y: (value) => frame.bottom - ((frame.bottom - frame.top) * (value - low)) / (high - low),
  };
}

/** Round amounts that enclose both ends, in about `most` steps of 1, 2 or 5 times a power of ten. */
export function valueTicks(lowest: number, highest: number, most: number): readonly number[] {
  const spread = highest - lowest || Math.abs(highest) || 1;
  const power = 10 ** Math.floor(Math.log10(spread / most));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => spread / each <= most) ?? 10 * power;
  const first = Math.floor(lowest / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(highest / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** The path of a line through points, for SVG. */
export function pathThrough(points: readonly Point[], { x, y }: Pick<CurveScales, "x" | "y">): string {
  return points
    .map(({ on, value }, at) => `${at === 0 ? "M" : "L"}${x(on).toFixed(1)} ${y(value).toFixed(1)}`)
    .join("");
}

/** A day on which there is something to tell. */
interface Stop {
  readonly on: Day;
  /** Where the mark of it stands; null where it has no amount. */
  readonly value: number | null;
  readonly text: string;
}

/** Everything there is on the curve in the order of days, for those who go along it by key or by pointer. */
export function stopsOf({ outcome: { metric }, curve, bets }: Shown): readonly Stop[] {
  const { unit } = metric;
  const parts = [
    ...curve.points.map(({ on, value }) => ({ on, value, text: withUnit(value, unit) })),
    ...curve.shipped.map(({ on, issue }) => ({ on, value: null, text: `${issue.key} was done` })),
    ...bets.map(({ measureBy, baseline, expectedChange, confidence }) => ({
      on: measureBy,
      value: baseline + expectedChange,
      text: `a bet on ${changeText(expectedChange, unit)}, ${confidence} % sure, is measured`,
    })),
  ];
  const byDay = Map.groupBy(parts, ({ on }) => on);
  return [...byDay]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([on, there]) => ({
      on,
      value: there.find(({ value }) => value !== null)?.value ?? null,
      text: `${dayWords(on)}: ${listed(there.map(({ text }) => text))}`,
    }));
}

/** A day on which more happened is told in part: the lists beside the curve have all. */
const TOLD = 3;

function listed(texts: readonly string[]): string {
  const told = texts.slice(0, TOLD).join("; ");
  return texts.length > TOLD ? `${told}; and ${texts.length - TOLD} more` : told;
}

/** The stop that is nearest to a place on the drawing. */
export function nearestStop(stops: readonly Stop[], place: number, x: CurveScales["x"]): number {
  let nearest = 0;
  stops.forEach(({ on }, at) => {
    const best = stops[nearest];
    if (best !== undefined && Math.abs(x(on) - place) < Math.abs(x(best.on) - place)) nearest = at;
  });
  return nearest;
}
