import type { BetState } from "./bet.ts";
import type { OutcomeProgress } from "./progress.ts";

/**
 * Delivery and outcome are two things: shown together, never mixed into one number. After a bet's date nothing is
 * achieved without a measurement.
 */
interface BesideDelivery {
  readonly state:
    | "shipped, metric has not moved"
    | "metric moved, nothing shipped"
    | "waiting for a measurement"
    | "achieved"
    | "under way";
  readonly sentence: string;
}

/** `delivered`: the share of the work done, 0 to 1; `moved` counts from a tenth of the way. */
export function besideDelivery(
  delivered: number | null,
  outcome: OutcomeProgress,
  bets: readonly BetState[],
): BesideDelivery {
  const due = bets.filter(({ state }) => state === "due").length;
  const isShipped = delivered !== null && delivered >= 1;
  const hasMoved = outcome.state === "moving" || outcome.state === "reached";
  const { sentence } = outcome;
  if (due > 0) {
    const one = due === 1 ? "One bet is" : `${due} bets are`;
    return { state: "waiting for a measurement", sentence: `${one} due to be measured. ${sentence}` };
  }
  if (outcome.state === "reached") return { state: "achieved", sentence };
  if (isShipped && !hasMoved)
    return { state: "shipped, metric has not moved", sentence: `All of it is shipped. ${sentence}` };
  if (hasMoved && (delivered === null || delivered === 0)) {
    return { state: "metric moved, nothing shipped", sentence: `Nothing is shipped yet. ${sentence}` };
  }
  return { state: "under way", sentence };
}
