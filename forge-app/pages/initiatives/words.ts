import { unbroken } from "#forge/ui/words.ts";
import type { ForecastView, InitiativeRow, WorkView } from "#shared/contract/initiatives/words.ts";
import { daysBetween } from "#shared/day.ts";
import type { Day } from "#shared/day.ts";
import { count } from "../components/words.ts";

/** How the pages about initiatives say things. Days are UTC, as the roll-up counts them. */

export type HealthWord = InitiativeRow["health"]["computed"]["health"];

const dayOfYear = new Intl.DateTimeFormat("en", { month: "short", day: "numeric", timeZone: "UTC" });
const fullDay = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });
const longDay = new Intl.DateTimeFormat("en", { dateStyle: "full", timeZone: "UTC" });

export const dayOf = (moment: number): Day => new Date(moment).toISOString().slice(0, 10);

/** "Nov 22"; with the year when it is not that of `today`. */
export function dayWords(day: Day, today: Day): string {
  const format = day.slice(0, 4) === today.slice(0, 4) ? dayOfYear : fullDay;
  return format.format(Date.parse(day));
}

/** A sentence of the roll-up names days as it stores them; people read them as dates. */
export const withDays = (sentence: string, today: Day): string =>
  unbroken(sentence.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/gu, (day) => dayWords(day, today)));

/** "Sunday, November 15, 2026" */
export const longDayWords = (day: Day): string => longDay.format(Date.parse(day));

/** "today", "in 6 weeks", "3 days ago": rounded as people plan. */
export function distanceWords(day: Day, today: Day): string {
  const days = daysBetween(today, day);
  const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  if (Math.abs(days) < 14) return relative.format(days, "day");
  if (Math.abs(days) < 90) return relative.format(Math.round(days / 7), "week");
  return relative.format(Math.round(days / 30.4), "month");
}

export const healthWords = (health: HealthWord): string =>
  ({ "on track": "On track", "at risk": "At risk", "off track": "Off track", unknown: "Not known yet" })[
    health
  ];

/** What stands first in the pill: what a person said where somebody did. */
export function shownHealth({ health }: Pick<InitiativeRow, "health">): HealthWord {
  return health.declared?.health ?? health.computed.health;
}

/** "Dec 4 – Jan 15": the 50 and the 95 % date; a word where there is no range. */
export function forecastWords(forecast: ForecastView, today: Day): string {
  if (forecast.kind === "done") return "Done";
  if (forecast.kind === "too little history") return "Too little history";
  const [early, , late] = forecast.marks;
  if (early === undefined || late === undefined || early.on === null) return "Beyond what can be forecast";
  if (early.on === late.on) return dayWords(early.on, today);
  return `${dayWords(early.on, today)} – ${late.on === null ? "open" : dayWords(late.on, today)}`;
}

/** Each date with how sure it is, in one sentence. */
export function forecastSentence(forecast: ForecastView, today: Day): string {
  if (forecast.kind !== "range") return forecast.sentence;
  const dates = forecast.marks.map(({ percent, on }) =>
    on === null ? `${percent} %: not within five years` : `${percent} %: by ${dayWords(on, today)}`,
  );
  return unbroken(`${dates.join(", ")}.`);
}

/** "SHOP-12 = ENG-4" for a pair. */
export function keysOf({ jira, linear }: Pick<WorkView, "jira" | "linear">): string {
  return [jira, linear].flatMap((end) => (end === null ? [] : [end.key])).join(" = ");
}

/** "12 issues", "1 point". */
export function amountOf(amount: number, unit: string): string {
  const rounded = Math.round(amount * 10) / 10;
  const one = unit.endsWith("s") ? unit.slice(0, -1) : unit;
  return `${rounded >= 1_000 ? count(rounded) : String(rounded)} ${rounded === 1 ? one : unit}`;
}

/** "3 on track, 1 at risk, 2 off track": the overview in one line, by what is shown. */
export function healthCounts(rows: readonly Pick<InitiativeRow, "health">[]): string {
  const order: readonly HealthWord[] = ["off track", "at risk", "on track", "unknown"];
  return order
    .flatMap((health) => {
      const amount = rows.filter((row) => shownHealth(row) === health).length;
      return amount === 0 ? [] : [`${count(amount)} ${health === "unknown" ? "not known yet" : health}`];
    })
    .join(", ");
}
