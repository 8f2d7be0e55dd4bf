import { daysBetween } from "../day.ts";
import type { Reading } from "./outcome.ts";

/**
 * At most about `most` readings that draw the same curve: of each stretch of time the first, the last, the lowest
 * and the highest, so that no peak is lost. Readings are given in the order of their days.
 */
export function curveOf(readings: readonly Reading[], most: number): readonly Reading[] {
  const first = readings[0];
  const last = readings.at(-1);
  if (first === undefined || last === undefined || readings.length <= most) return readings;
  const stretches = Math.max(1, Math.floor(most / 4));
  const days = daysBetween(first.on, last.on) + 1;
  const byStretch = Map.groupBy(readings, ({ on }) =>
    Math.floor((daysBetween(first.on, on) * stretches) / days),
  );
  return [...byStretch.values()].flatMap((stretch) => {
    const lowest = stretch.reduce((low, each) => (each.value < low.value ? each : low));
    const highest = stretch.reduce((high, each) => (each.value > high.value ? each : high));
    const kept = new Set([stretch[0], lowest, highest, stretch.at(-1)]);
    return stretch.filter((each) => kept.has(each));
  });
}
