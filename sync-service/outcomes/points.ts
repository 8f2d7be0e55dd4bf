import { curveOf } from "#shared/outcomes/curve.ts";
import type { Reading } from "#shared/outcomes/outcome.ts";

/** A line through readings, thinned to about `most` points without losing a peak. */
export const pointsOf = (readings: readonly Reading[], most: number): { on: string; value: number }[] =>
  curveOf(readings, most).map(({ on, value }) => ({ on, value }));
