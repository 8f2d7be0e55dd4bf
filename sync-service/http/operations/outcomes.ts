import type { outcomesOperations } from "#shared/contract/outcomes/operations.ts";
import { betIsOf, betsOf, likeThis } from "#sync/outcomes/bet-view.ts";
import { calibrationView } from "#sync/outcomes/calibration-view.ts";
import { decisionsOf } from "#sync/outcomes/decision-view.ts";
import type { OutcomesDesk } from "#sync/outcomes/desk.ts";
import { outcomeSummary } from "#sync/outcomes/head.ts";
import { inboxOf } from "#sync/outcomes/inbox.ts";
import { notificationsOf, saveNotifications } from "#sync/outcomes/notifications.ts";
import { outcomePage } from "#sync/outcomes/page-view.ts";
import { OutcomesRefused } from "#sync/outcomes/refused.ts";
import { treeOf } from "#sync/outcomes/tree-view.ts";
import { freezeBet, measureBet } from "#sync/outcomes/write-bet.ts";
import { decide, settleDecision } from "#sync/outcomes/write-decision.ts";
import { linkIssues } from "#sync/outcomes/write-links.ts";
import { removeNode, saveNode } from "#sync/outcomes/write-node.ts";
import { saveObjective, saveOutcome } from "#sync/outcomes/write-outcome.ts";
import { checkIn, importReadings, previewReadings } from "#sync/outcomes/write-readings.ts";
import { Refused } from "../refusal.ts";
import { personAsking, type Asker, type Handlers } from "./handlers.ts";

/** What is asked about outcomes, bets, decisions and the inbox. Whoever asks may read; only a person writes. */
export function outcomesHandlers(desk: OutcomesDesk): Handlers<typeof outcomesOperations> {
  return {
    "outcomes.list": async () => {
      const { today } = await desk.look();
      return {
        outcomes: [...desk.ledger.outcomes.values()].map(({ body }) => outcomeSummary(desk, body, today)),
      };
    },
    "outcomes.tree": (_asker, { project }) => treeOf(desk, project),
    "outcomes.page": (_asker, { outcome }) => told(outcomePage(desk, outcome)),
    "outcomes.save": by((request, person) => saveOutcome(desk, request, person)),
    "outcomes.save-objective": by((request, person) => saveObjective(desk, request, person)),
    "outcomes.save-node": by((request, person) => saveNode(desk, request, person)),
    "outcomes.remove-node": by((request, person) => removeNode(desk, request, person)),
    "outcomes.check-in": by((request, person) => checkIn(desk, request, person)),
    "outcomes.preview-readings": (_asker, request) => told(previewReadings(desk, request)),
    "outcomes.import-readings": by((request, person) => importReadings(desk, request, person)),
    "outcomes.link-issues": by((request, person) => linkIssues(desk, request, person)),
    "bets.list": async (_asker, { project, state }) => {
      const sight = await desk.look();
      const bets = betsOf(desk, sight, (entry) => betIsOf(sight, entry, project));
      return { today: sight.today, bets: bets.filter((bet) => state === "all" || bet.state.state === state) };
    },
    "bets.freeze": by((request, person) => freezeBet(desk, request, person)),
    "bets.measure": by((request, person) => measureBet(desk, request, person)),
    "bets.like-this": async (_asker, { subject, outcome, opportunity }) => {
      const issue = subject.kind === "issue" ? subject.issue : null;
      const outcomes = outcome === null ? [] : [outcome];
      return await likeThis(desk, await desk.look(), { issue, outcomes, opportunity });
    },
    "bets.calibration": (_asker, { project }) => calibrationView(desk, project),
    "decisions.list": (_asker, { project }) => decisionsOf(desk, project),
    "decisions.decide": by((request, person) => decide(desk, request, person)),
    "decisions.settle": by((request, person) => settleDecision(desk, request, person)),
    "inbox.list": (asker, { whose }) => inboxOf(desk, whose === "mine" ? personAsking(asker) : null),
    "inbox.notifications": by((_request, person) => notificationsOf(desk, person)),
    "inbox.save-notifications": by((request, person) => saveNotifications(desk, request, person)),
  };
}

/** What only a person may ask or write. */
function by<Request, Answer>(
  answer: (request: Request, person: string) => Promise<Answer>,
): (asker: Asker, request: Request) => Promise<Answer> {
  return (asker, request) => told(answer(request, personAsking(asker)));
}

async function told<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof OutcomesRefused) throw new Refused(error.status, error.message, error.advice);
    throw error;
  }
}
