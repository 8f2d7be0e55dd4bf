import type { OutcomeHead } from "#shared/contract/outcomes/words.ts";
import type { OutcomeSummary } from "#shared/contract/worth.ts";
import { daysBetween } from "#shared/day.ts";
import { stateOf } from "#shared/outcomes/bet.ts";
import { checkInDueOn } from "#shared/outcomes/check-in.ts";
import { gradeOf } from "#shared/outcomes/grade.ts";
import { outcomeProgress } from "#shared/outcomes/progress.ts";
import type { Entry } from "#sync/store/followed-records.ts";
import type { OutcomesDesk, Sight } from "./desk.ts";
import { pointsOf } from "./points.ts";
import type { OutcomeRecord } from "./records.ts";
import type { servingByOutcome } from "./serving.ts";

const SPARK = 24;

/** An outcome where it is listed: what it is and where its metric stands. */
export function outcomeHead(
  desk: OutcomesDesk,
  { today, known }: Sight,
  { body, revision, who }: Entry<OutcomeRecord>,
  serving: ReturnType<typeof servingByOutcome>,
): OutcomeHead {
  const { id, title, forWhom, change, metric, owner, projects, parentId, objectiveId, isClosed } = body;
  const readings = desk.ledger.readingsOf(id);
  const { now, share, timeShare, state, sentence } = outcomeProgress(metric, readings, today);
  const issues = (serving.get(id) ?? []).map(({ issue }) => known.byId.get(issue.id)?.work ?? null);
  const results = [...desk.ledger.results.values()].map((entry) => entry.body);
  const bets = [...desk.ledger.bets.values()]
    .filter((entry) => entry.body.bet.outcomeId === id)
    .map((entry) => stateOf(entry.body.bet, results, today).state);
  return {
    id,
    revision,
    title,
    forWhom,
    change,
    metric,
    owner: desk.personOf(owner ?? who),
    projects,
    parentId,
    objectiveId,
    isClosed,
    progress: { now: now && { on: now.on, value: now.value }, share, timeShare, state, sentence },
    grade: share === null ? null : gradeOf(share),
    checkIn: checkInOf(desk, body, today),
    spark: pointsOf(readings, SPARK),
    serving: {
      issues: issues.length,
      inProgress: issues.filter((work) => work === "in progress").length,
      done: issues.filter((work) => work === "done").length,
    },
    bets: {
      running: bets.filter((one) => one === "running").length,
      due: bets.filter((one) => one === "due").length,
      settled: bets.filter((one) => one === "settled").length,
    },
  };
}

/** When the outcome's next check-in is due; a closed one asks for none. */
export function checkInOf(desk: OutcomesDesk, outcome: OutcomeRecord, today: string): OutcomeHead["checkIn"] {
  const dueOn = outcome.isClosed ? null : checkInDueOn(outcome, desk.ledger.readingsOf(outcome.id), today);
  const isDue = dueOn !== null && dueOn <= today;
  return { dueOn, isDue, daysLate: isDue ? daysBetween(dueOn, today) : 0 };
}

/** As the issue context and the initiatives show it. */
export function outcomeSummary({ ledger }: OutcomesDesk, body: OutcomeRecord, today: string): OutcomeSummary {
  const { id, title, forWhom, metric } = body;
  const { now, share, state, sentence } = outcomeProgress(metric, ledger.readingsOf(id), today);
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
