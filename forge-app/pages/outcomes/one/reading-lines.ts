import { parseReadings } from "#shared/outcomes/readings-csv.ts";
import type { Day } from "#shared/day.ts";

/** A CSV of readings line by line: what each line gives, or why it is refused. */
type ReadingLine =
  | { readonly kind: "taken"; readonly on: Day; readonly value: number; readonly sentence: string }
  | { readonly kind: "refused"; readonly line: number; readonly reason: string };

/** Refused lines first, then the days in their order. */
export function readingLines(text: string): readonly ReadingLine[] {
  if (text.trim() === "") return [];
  const { readings, refused } = parseReadings(text);
  return [
    ...refused.map(({ line, reason }): ReadingLine => ({ kind: "refused", line, reason })),
    ...readings.map(({ on, value, sentence }): ReadingLine => ({
      kind: "taken",
      on,
      value,
      sentence: sentence ?? "",
    })),
  ];
}
