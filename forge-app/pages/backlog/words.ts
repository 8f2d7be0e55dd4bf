import type { BacklogRow } from "#shared/contract/scoring/backlog.ts";
import { evidenceKinds } from "#shared/scoring/evidence.ts";
import type { Score } from "#shared/scoring/framework.ts";

/** Numbers and moments as people read them. */

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
const moment = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat("en", { dateStyle: "medium" });
const dayOfYear = new Intl.DateTimeFormat("en", { month: "short", day: "numeric" });

export const count = (amount: number): string => whole.format(amount);
export const amountText = (amount: number): string =>
  Math.abs(amount) >= 1_000 ? whole.format(amount) : short.format(amount);
export const momentText = (at: number): string => moment.format(at);

/** "Nov 22", with the year unless it is this one. */
export function dayText(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dayOfYear : day).format(at);
}

/** "1 issue", "12 issues". */
export function issues(amount: number): string {
  return `${count(amount)} ${amount === 1 ? "issue" : "issues"}`;
}

/** The category says more than its number where there is one without a number of its own. */
export function scoreText(score: Score): string {
  if (score.category === undefined) return amountText(score.value);
  return score.terms.length === 0 ? score.category : `${amountText(score.value)} · ${score.category}`;
}

export function moneyText(amount: number, currency: string): string {
  return `${currency} ${whole.format(amount)}`;
}

export function evidenceText({ evidence }: BacklogRow): string {
  if (evidence.strongest === null) return "none";
  const meter = Math.round(evidence.meter * 100) / 100;
  return `${meter} of 10: ${evidenceKinds[evidence.strongest].label}`;
}

/** "up 2", "down 14", "new", "out". */
export function moveText(from: number | null, to: number | null): string {
  if (to === null) return from === null ? "" : "out";
  if (from === null) return "new";
  if (from === to) return "";
  return from > to ? `up ${count(from - to)}` : `down ${count(to - from)}`;
}
