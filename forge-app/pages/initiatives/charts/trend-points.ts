import type { Day } from "#shared/day.ts";
import { dayScale, dayTicks, pathOf } from "./scales.ts";

/** Where an outcome's curve stands: its readings between baseline and target, and the days on which work shipped. */

export interface Trend {
  readonly readings: readonly { readonly on: Day; readonly value: number }[];
  readonly baseline: number;
  readonly target: number;
  readonly dueOn: Day;
  readonly today: Day;
  readonly shipped: readonly { readonly on: Day; readonly works: number }[];
}

const TREND_EDGE = { left: 48, right: 12, top: 14, bottom: 26 };

export function trendChart(trend: Trend, { width, height }: { width: number; height: number }) {
  const { readings, baseline, target, dueOn, today, shipped } = trend;
  const right = width - TREND_EDGE.right;
  const bottom = height - TREND_EDGE.bottom;
  const known = [...readings.map(({ on }) => on), today, dueOn].sort();
  const from = known[0] ?? today;
  const days = dayScale(from, known.at(-1) ?? today, TREND_EDGE.left, right);
  const values = [...readings.map(({ value }) => value), baseline, target];
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const room = (highest - lowest || 1) * 0.08;
  const y = (value: number): number =>
    bottom - ((bottom - TREND_EDGE.top) * (value - lowest + room)) / (highest - lowest + 2 * room);
  const marks = shipped.filter(({ on }) => on >= from && on <= days.to);
  const most = Math.max(1, ...marks.map(({ works }) => works));
  return {
    left: TREND_EDGE.left,
    right,
    top: TREND_EDGE.top,
    bottom,
    line: pathOf(readings.map(({ on, value }) => [days.x(on), y(value)])),
    points: readings.map(({ on, value }) => ({ on, value, x: days.x(on), y: y(value) })),
    baselineY: y(baseline),
    targetY: y(target),
    todayX: days.x(today),
    dueX: days.x(dueOn),
    /** A day on which much was shipped has a taller mark. */
    ships: marks.map(({ on, works }) => ({ on, works, x: days.x(on), height: 4 + (8 * works) / most })),
    days: dayTicks(days, Math.max(2, Math.floor((right - TREND_EDGE.left) / 72))).map((tick) => ({
      ...tick,
      x: days.x(tick.on),
    })),
  };
}

/** A small curve without axes; a single reading is a level line. Null without any. */
export function sparkline(
  readings: Trend["readings"],
  width: number,
  height: number,
): { readonly path: string; readonly end: readonly [number, number] } | null {
  const [first] = readings;
  const last = readings.at(-1);
  if (first === undefined || last === undefined) return null;
  const days = dayScale(first.on, last.on, 2, width - 4);
  const values = readings.map(({ value }) => value);
  const lowest = Math.min(...values);
  const range = Math.max(...values) - lowest;
  const y = (value: number): number =>
    range === 0 ? height / 2 : height - 3 - ((height - 6) * (value - lowest)) / range;
  const points = readings.map(({ on, value }) => [days.x(on), y(value)] as const);
  const level = y(last.value);
  return readings.length === 1
    ? { path: pathOf([[2, level], [width - 4, level]]), end: [width - 4, level] } // prettier-ignore
    : { path: pathOf(points), end: points.at(-1) ?? [0, 0] };
}
