import type { DecisionsAnswer, DecisionView } from "#shared/contract/outcomes/decision.ts";
import { amount } from "#shared/outcomes/amount.ts";
import type { ReopenTrigger } from "#shared/outcomes/decision.ts";
import { projectOf } from "#sync/scoring/project-issues.ts";
import type { Entry } from "#sync/store/followed-records.ts";
import { dayOf } from "./day-of.ts";
import type { OutcomesDesk, Sight } from "./desk.ts";
import { liveIssue } from "./live-issue.ts";
import type { DecisionRecord } from "./records.ts";
import { stateOfDecision } from "./standing.ts";

/** What was decided not to be built, of one project or of all. */
export async function decisionsOf(desk: OutcomesDesk, project: string | null): Promise<DecisionsAnswer> {
  const sight = await desk.look();
  const decisions = decisionViews(
    desk,
    sight,
    ({ body }) => project === null || projectOf(liveIssue(sight.known, body.issue).key) === project,
  );
  const standing = decisions.filter(({ state }) => state === "stands");
  const open = decisions.filter(({ state }) => state === "reopened").length;
  const effortSaved = standing.reduce((sum, one) => sum + (one.effortSaved ?? 0), 0);
  const saved = effortSaved === 0 ? "" : `, ${amount(effortSaved, "person-months")} for what matters more`;
  const again = open === 0 ? "" : `; ${open} ${open === 1 ? "is" : "are"} open again`;
  const sentence = `${standing.length} ${standing.length === 1 ? "no stands" : "noes stand"}${saved}${again}.`;
  return { today: sight.today, decisions, sentence, effortSaved };
}

/** What is open again first, then what stands, then the others; of each the newest first. */
export function decisionViews(
  desk: OutcomesDesk,
  sight: Sight,
  isWanted: (entry: Entry<DecisionRecord>) => boolean,
): DecisionView[] {
  return [...desk.ledger.decisions]
    .filter(([, entry]) => isWanted(entry))
    .sort(([, one], [, other]) => other.body.decidedAt - one.body.decidedAt)
    .map(([id, entry]) => decisionView(desk, sight, id, entry))
    .sort((one, other) => ORDER[one.state] - ORDER[other.state]);
}

const ORDER = { reopened: 0, stands: 1, withdrawn: 2, "decided anew": 3 } as const;

function decisionView(
  desk: OutcomesDesk,
  { known }: Sight,
  id: string,
  entry: Entry<DecisionRecord>,
): DecisionView {
  const { decision, issue, evidence, decidedAt } = entry.body;
  const { reason, effortSaved, on, by, reopenWhen } = decision;
  return {
    id,
    revision: entry.revision,
    issue: liveIssue(known, issue),
    decision: decision.decision,
    reason,
    evidence,
    effortSaved,
    on,
    reopenWhen: reopenWhen.map((trigger) => ({ trigger, sentence: triggerSentence(desk, trigger) })),
    state: stateOfDecision(desk.ledger, id, entry),
    reopened: reopenedOf(desk, id, entry),
    given: { by: desk.personOf(by), at: decidedAt, why: entry.revision === 1 ? entry.why : null },
  };
}

function reopenedOf(
  desk: OutcomesDesk,
  id: string,
  { body, who, at, why }: Entry<DecisionRecord>,
): DecisionView["reopened"] {
  const found = desk.ledger.reopened.get(id);
  if (found) return { on: found.body.on, sentence: found.body.sentence, by: null, at: found.at };
  if (body.state !== "reopened") return null;
  return { on: dayOf(at), sentence: why ?? "Somebody asks to look at it again.", by: desk.personOf(who), at };
}

function triggerSentence({ ledger }: OutcomesDesk, trigger: ReopenTrigger): string {
  if (trigger.kind === "date") return `On ${trigger.on}`;
  if (trigger.kind === "evidence") {
    return trigger.count === 1
      ? "With a new piece of evidence"
      : `With ${trigger.count} new pieces of evidence`;
  }
  const metric = ledger.outcomes.get(trigger.outcomeId)?.body.metric;
  const value = amount(trigger.value, metric?.unit ?? "");
  return `When ${metric?.name ?? trigger.outcomeId} goes ${trigger.crosses} ${value}`;
}
