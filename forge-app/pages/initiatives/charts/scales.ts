import { addDays, daysBetween } from "#shared/day.ts";
import type { Day } from "#shared/day.ts";

/** Where days and amounts stand on a drawing, and which of them are named at its edges. */

interface DayScale {
  readonly from: Day;
  readonly to: Day;
  /** In the drawing's units; days outside of the scale lie outside of the drawing. */
  readonly x: (day: Day) => number;
}

/** `from` and `to` may be one day: it then stands in the middle. */
export function dayScale(from: Day, to: Day, left: number, right: number): DayScale {
  const days = daysBetween(from, to);
  const x = (day: Day): number =>
    days === 0 ? (left + right) / 2 : left + ((right - left) * daysBetween(from, day)) / days;
  return { from, to, x };
}

const steps = [7, 14] as const;
const dayOfYear = new Intl.DateTimeFormat("en", { month: "short", day: "numeric", timeZone: "UTC" });
const monthOnly = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" });
const monthOfYear = new Intl.DateTimeFormat("en", { month: "short", year: "numeric", timeZone: "UTC" });

/** At most `most` days to be named: Mondays while they fit, else the first days of months, quarters or years. */
export function dayTicks(
  { from, to }: Pick<DayScale, "from" | "to">,
  most: number,
): readonly { readonly on: Day; readonly label: string }[] {
  const days = daysBetween(from, to);
  const step = steps.find((each) => days / each <= most);
  if (step !== undefined) {
    const weekday = (new Date(Date.parse(from)).getUTCDay() + 6) % 7;
    const monday = addDays(from, (7 - weekday) % 7);
    const count = Math.max(0, Math.floor(daysBetween(monday, to) / step) + 1);
    return Array.from({ length: count }, (_, at) => addDays(monday, at * step)).map((on) => ({
      on,
      label: dayOfYear.format(Date.parse(on)),
    }));
  }
  const months = [1, 3, 6].find((each) => days / (each * 30.4) <= most) ?? 12 * Math.ceil(days / 365 / most);
  const ticks: { on: Day; label: string }[] = [];
  for (let month = nextMonth(from, months); month <= to; month = nextMonth(addDays(month, 1), months)) {
    const isJanuary = month.slice(5, 7) === "01";
    const format = isJanuary || ticks.length === 0 ? monthOfYear : monthOnly;
    ticks.push({ on: month, label: format.format(Date.parse(month)) });
  }
  return ticks;
}

/** The first day, from `day` on, that starts a month, a quarter, half a year or a year. */
function nextMonth(day: Day, every: number): Day {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const start = day.endsWith("-01") ? month - 1 : month;
  return new Date(Date.UTC(year, Math.ceil(start / every) * every, 1)).toISOString().slice(0, 10);
}

/** Round amounts from 0 to the first one at or above `largest`: at most `most` steps of 1, 2 or 5 times ten. */
export function amountTicks(largest: number, most: number): readonly number[] {
  if (largest <= 0) return [0, 1];
  const rough = largest / most;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * ten).find((each) => each >= rough - 1e-9) ?? 10 * ten;
  const count = Math.ceil(largest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}

/** Heights for labels that want to stand at `wanted`, kept `apart` from each other within `[top, bottom]`. */
export function spreadApart(
  wanted: readonly number[],
  apart: number,
  top: number,
  bottom: number,
): readonly number[] {
  const order = wanted.map((_, at) => at).sort((left, right) => (wanted[left] ?? 0) - (wanted[right] ?? 0));
  const placed = [...wanted];
  let least = top;
  for (const at of order) {
    placed[at] = Math.max(least, placed[at] ?? 0);
    least = (placed[at] ?? 0) + apart;
  }
  let most = bottom;
  for (const at of order.reverse()) {
    placed[at] = Math.min(most, placed[at] ?? 0);
    most = (placed[at] ?? 0) - apart;
  }
  return placed;
}

/** "M1 2L3 4": an SVG path through the points. */
export function pathOf(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
