import { z } from "zod";
import { addDays } from "../day.ts";
import type { Day } from "../day.ts";
import type { Outcome, Reading } from "./outcome.ts";
import { latestReading } from "./progress.ts";

/** The weekly check-in: one number and one sentence, twenty seconds. */
export const checkInSchema = z.object({
  value: z.number({ error: () => "A check-in needs one number: the metric as it is now." }),
  sentence: z
    .string()
    .trim()
    .min(1, "A check-in needs one sentence: what happened?")
    .max(280, "One sentence, at most 280 characters."),
});
type CheckIn = z.output<typeof checkInSchema>;

const defaultCheckInDays = 7;

export function readingOf(checkIn: CheckIn, on: Day): Reading {
  return { on, value: checkIn.value, source: "hand", sentence: checkIn.sentence };
}

/** The day a check-in is due: a week after the last reading, or after the start; none once it is past its date. */
export function checkInDueOn(
  { metric }: Outcome,
  readings: readonly Reading[],
  today: Day,
  everyDays: number = defaultCheckInDays,
): Day | null {
  const last = latestReading(readings, today)?.on ?? metric.startsOn;
  const due = addDays(last > metric.startsOn ? last : metric.startsOn, everyDays);
  return last >= metric.dueOn ? null : due;
}
