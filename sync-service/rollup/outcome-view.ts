import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import type { OutcomeSummary } from "#shared/contract/worth.ts";
import { change } from "#shared/outcomes/amount.ts";
import { besideDelivery } from "#shared/outcomes/beside-delivery.ts";
import { stateOf, type Bet, type BetState } from "#shared/outcomes/bet.ts";
import { curveOf } from "#shared/outcomes/curve.ts";
import { outcomeProgress } from "#shared/outcomes/progress.ts";
import type { Day } from "#shared/day.ts";
import type { ServedOutcome, Sight } from "./sight.ts";

/** Readings that draw the curve of a page, and of a row of the overview. */
const ON_A_PAGE = 200;
const IN_A_ROW = 16;

function outcomeSummary({ outcome, readings }: ServedOutcome, today: Day): OutcomeSummary {
  const { id, title, forWhom, metric } = outcome;
  const { now, share, state, sentence } = outcomeProgress(metric, readings, today);
  const { name, unit, direction, baseline, target, dueOn } = metric;
  return {
    id,
    title,
    forWhom,
    metric: { name, unit, direction, baseline, target, dueOn },
    now: now && { on: now.on, value: now.value },
    share,
    state,
    sentence,
  };
}

export function outcomeInRow(served: ServedOutcome, today: Day) {
  const { id, title, share, state, sentence } = outcomeSummary(served, today);
  return { id, title, share, state, sentence, trend: trendOf(served, IN_A_ROW) };
}

/** Delivery and outcome beside each other, with the bets on it. */
export function outcomeOnPage(
  served: ServedOutcome,
  { standing, today, id }: Sight,
): InitiativePage["outcomes"][number] {
  const { metric } = served.outcome;
  const bets = served.bets.filter(({ subject }) => subject.kind === "issue" || subject.id === id);
  const states = bets.map((bet) => stateOf(bet, served.results, today));
  const { progress } = standing;
  // Linear's rule gives work under way a quarter: shipped is what is completed.
  const delivered = progress.total === 0 ? null : progress.completed / progress.total;
  return {
    ...outcomeSummary(served, today),
    trend: trendOf(served, ON_A_PAGE),
    beside: besideDelivery(delivered, outcomeProgress(metric, served.readings, today), states),
    bets: bets.flatMap((bet, place) => {
      const state = states[place];
      return state === undefined ? [] : [betOnPage(bet, state, metric.unit)];
    }),
  };
}

function betOnPage(
  bet: Bet,
  state: BetState,
  unit: string,
): InitiativePage["outcomes"][number]["bets"][number] {
  const { id, outcomeId, expectedChange, confidence, measureBy, by } = bet;
  return {
    id,
    outcome: outcomeId,
    expectedChange,
    confidence,
    measureBy,
    by,
    state: state.state,
    result: state.state === "settled" ? state.result.result : null,
    sentence: betSentence(bet, state, unit),
  };
}

function betSentence({ expectedChange, measureBy, confidence }: Bet, state: BetState, unit: string): string {
  const bet = `${change(expectedChange, unit)} by ${measureBy}, ${confidence} % sure`;
  if (state.state === "running") return `${bet}: to be measured in ${days(state.daysLeft)}.`;
  if (state.state === "due") {
    const late = state.daysOverdue === 0 ? "today" : `${days(state.daysOverdue)} ago`;
    return `${bet}: it was to be measured ${late}. Until it is, this is not achieved.`;
  }
  return `${bet}. “${state.result.learned}”`;
}

function trendOf({ readings }: ServedOutcome, most: number): { on: Day; value: number }[] {
  const ordered = [...readings].sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
  return curveOf(ordered, most).map(({ on, value }) => ({ on, value }));
}

export const days = (count: number): string => (count === 1 ? "a day" : `${count} days`);
