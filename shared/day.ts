import { z } from "zod";

/** A calendar day, "2026-03-01": what plans, readings and predictions are dated by. Days compare as text. */
export const daySchema = z.iso.date({ error: () => "A day is written 2026-03-01." });
export type Day = z.output<typeof daySchema>;

const millisecondsADay = 86_400_000;

const asRead = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** "20 Aug 2026" */
export function dayWords(day: Day): string {
  return asRead.format(Date.parse(day));
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / millisecondsADay);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * millisecondsADay).toISOString().slice(0, 10);
}

/** Days from Monday to Friday after `from`, up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: Day, to: Day): number {
  const days = daysBetween(from, to);
  if (days <= 0) return 0;
  const fullWeeks = Math.floor(days / 7);
  let count = fullWeeks * 5;
  for (let offset = fullWeeks * 7 + 1; offset <= days; offset += 1) {
    const weekday = new Date(Date.parse(addDays(from, offset))).getUTCDay();
    if (weekday !== 0 && weekday !== 6) count += 1;
  }
  return count;
}
