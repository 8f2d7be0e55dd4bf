import { unbroken } from "#forge/ui/words.ts";
import { daysBetween } from "#shared/day.ts";
import type { Day } from "#shared/day.ts";
import type { OutcomeHead } from "#shared/contract/outcomes/words.ts";
import { changeUnit, unitOf } from "#shared/outcomes/amount.ts";
import type { ReopenTrigger } from "#shared/outcomes/decision.ts";
import { count } from "../components/words.ts";

/** Amounts with their unit, days and states as people read them. */

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const day = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });

/** "57 %", "EUR 12,300", "1,204 users", "4.2 of 5". */
export function withUnit(value: number, unit: string): string {
  const amount = number.format(value);
  if (unit === "") return amount;
  return /^[A-Z]{3}$/.test(unit) ? `${unit} ${amount}` : `${amount}\u00a0${unitOf(value, unit)}`;
}

/** With its sign: "+4 points" of a share, "−1.5 minutes". */
export function changeText(change: number, unit: string): string {
  const sign = change > 0 ? "+" : change < 0 ? "−" : "";
  return `${sign}${withUnit(Math.abs(change), changeUnit(unit))}`;
}

export const dayWords = (on: Day): string => day.format(new Date(on));

/** A sentence of the service, with its days as people read them. */
export const withDayWords = (sentence: string): string =>
  unbroken(sentence.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (on) => dayWords(on)));

/** "today", "yesterday", "5 days ago", "in 3 days". */
export function fromToday(on: Day, today: Day): string {
  const days = daysBetween(today, on);
  if (days === 0) return "today";
  if (days === -1) return "yesterday";
  if (days === 1) return "tomorrow";
  return days < 0 ? `${daysText(-days)} ago` : `in ${daysText(days)}`;
}

export const daysText = (days: number): string => `${count(days)} ${days === 1 ? "day" : "days"}`;

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

type Appearance = "default" | "inprogress" | "moved" | "removed" | "success" | "new";

export const PROGRESS: Readonly<
  Record<OutcomeHead["progress"]["state"], { readonly words: string; readonly appearance: Appearance }>
> = {
  "no reading": { words: "No reading yet", appearance: "default" },
  "not due to move yet": { words: "Not due to move yet", appearance: "default" },
  moving: { words: "Moving", appearance: "inprogress" },
  "has not moved": { words: "Has not moved", appearance: "moved" },
  "moved the wrong way": { words: "Moved the wrong way", appearance: "removed" },
  reached: { words: "Reached", appearance: "success" },
};

/** What would reopen a decision, in words. `metricOf` names an outcome's metric and its unit. */
export function triggerWords(
  trigger: ReopenTrigger,
  metricOf: (outcome: string) => { readonly name: string; readonly unit: string } | undefined,
): string {
  switch (trigger.kind) {
    case "date":
      return `on ${dayWords(trigger.on)}`;
    case "evidence":
      return trigger.count === 1
        ? "with one new piece of evidence"
        : `with ${count(trigger.count)} new pieces of evidence`;
    case "metric": {
      const metric = metricOf(trigger.outcomeId);
      const way = trigger.crosses === "above" ? "rises above" : "falls below";
      return `when ${metric?.name ?? "the metric"} ${way} ${withUnit(trigger.value, metric?.unit ?? "")}`;
    }
  }
}

/** What a confidence means, in words. */
export function confidenceWords(confidence: number): string {
  if (confidence >= 100) return "certain: no chance of being wrong";
  if (confidence >= 95) return "almost certain: wrong once in twenty";
  if (confidence >= 85) return "very likely: wrong once in ten";
  if (confidence >= 75) return "likely: wrong once in five";
  if (confidence >= 65) return "more likely than not: wrong three times in ten";
  if (confidence >= 55) return "a little better than a coin";
  return "a coin toss";
}

/** "12.5", "12,5" and "1 200" as the number; null for anything else. */
export function numberIn(text: string): number | null {
  const clean = text.replaceAll(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(clean.replace("−", "-"))) return null;
  return Number(clean.replace("−", "-"));
}
