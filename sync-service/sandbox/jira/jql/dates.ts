import { calendarDay, isCalendarDay, wallClock, wallClockParts } from "../time.ts";
import { JqlProblem } from "./problem.ts";

export interface Moment {
  now: number;
  /** Of the calling user: Jira reads every date of a query in it. */
  timeZone: string;
}

const MINUTE = 60_000;
const UNITS: Record<string, number> = { w: 7 * 24 * 60, d: 24 * 60, h: 60, m: 1 };

/** The instant a date of a query means: minute-grained, in the user's time zone. */
export function instant(text: string, field: string, moment: Moment): number {
  const relative = relativeMinutes(text);
  if (relative !== null) return moment.now + relative * MINUTE;
  const [, year, month, day, hour, minute] =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}):(\d\d))?$/.exec(text) ?? [];
  if (year === undefined || Number(month) > 12 || Number(day) > 31 || Number(hour ?? 0) > 23) {
    throw new JqlProblem(
      `Date value '${text}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
    );
  }
  return wallClock(moment.timeZone, [
    Number(year),
    Number(month),
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
  ]);
}

/** The calendar day a date of a query means, for fields that hold days. */
export function day(text: string, field: string, moment: Moment): string {
  const plain = text.replaceAll("/", "-");
  if (isCalendarDay(plain)) return plain;
  return calendarDay(instant(text, field, moment), moment.timeZone);
}

/** "-5d", "4w 2d", "+1h": minutes from now; null when the text is no period. */
function relativeMinutes(text: string): number | null {
  const trimmed = text.trim();
  if (!/^[+-]?(\d+\s*[wdhm]\s*)+$/.test(trimmed)) return null;
  const sign = trimmed.startsWith("-") ? -1 : 1;
  const parts = [...trimmed.matchAll(/(\d+)\s*([wdhm])/g)];
  return sign * parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ""] ?? 0), 0);
}

/** startOfDay(), endOfDay(-1), startOfWeek(), startOfMonth("+1M"), startOfYear() … */
export function dateFunction(name: string, increment: string | undefined, moment: Moment): number | null {
  const [, edge, unit] = /^(startOf|endOf)(Day|Week|Month|Year)$/i.exec(name) ?? [];
  if (!edge || !unit) return null;
  const [year, month, dayOfMonth] = wallClockParts(moment.now, moment.timeZone);
  const step = incrementOf(name, increment);
  const ends = edge.toLowerCase() === "endof" ? 1 : 0;
  const start = ((): [number, number, number, number, number] => {
    switch (unit.toLowerCase()) {
      case "day":
        return [year, month, dayOfMonth + step + ends, 0, 0];
      case "week": {
        const weekday = new Date(Date.UTC(year, month - 1, dayOfMonth)).getUTCDay();
        return [year, month, dayOfMonth - weekday + 7 * (step + ends), 0, 0];
      }
      case "month":
        return [year, month + step + ends, 1, 0, 0];
      default:
        return [year + step + ends, 1, 1, 0, 0];
    }
  })();
  return wallClock(moment.timeZone, start) - ends;
}

function incrementOf(name: string, increment: string | undefined): number {
  if (increment === undefined) return 0;
  const [, number] = /^([+-]?\d+)[a-zA-Z]?$/.exec(increment) ?? [];
  if (number === undefined)
    throw new JqlProblem(`The argument '${increment}' of the function '${name}' is invalid.`);
  return Number(number);
}
