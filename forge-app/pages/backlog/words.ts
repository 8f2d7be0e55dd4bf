import type { BacklogRow } from "#shared/contract/scoring/backlog.ts";
import { evidenceKinds } from "#shared/scoring/evidence.ts";
import type { Score } from "#shared/scoring/framework.ts";
import { amountText, count } from "../components/words.ts";

/** The category says more than its number where there is one without a number of its own. */
export function scoreText(score: Score): string {
  if (score.category === undefined) return amountText(score.value);
  return score.terms.length === 0 ? score.category : `${amountText(score.value)} · ${score.category}`;
}

export function moneyText(amount: number, currency: string): string {
  return `${currency} ${count(amount)}`;
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
