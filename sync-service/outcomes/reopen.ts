import type { Day } from "#shared/day.ts";
import { reopening, type Since } from "#shared/outcomes/decision.ts";
import { dayOf } from "./day-of.ts";
import type { ScoringDesk } from "#sync/scoring/desk.ts";
import type { RecordStore } from "#sync/store/record.ts";
import type { OutcomesLedger } from "./ledger.ts";
import { KINDS, THROUGHLINE, type DecisionRecord } from "./records.ts";
import { standingDecisions } from "./standing.ts";

interface Decisions {
  ledger: OutcomesLedger;
  scoring: ScoringDesk;
  records: RecordStore;
}

/**
 * Reopens the decisions whose trigger came true, each once: what was reopened is kept, so that a metric that falls
 * back changes nothing. Returns how many.
 */
export async function reopenWhatIsDue(decisions: Decisions, today: Day): Promise<number> {
  let reopened = 0;
  for (const [id, { body }] of standingDecisions(decisions.ledger)) {
    const found = reopening(body.decision, sinceOf(decisions, body, today));
    if (found === null) continue;
    const [who, at] = [THROUGHLINE, decisions.scoring.now()];
    await decisions.records.once({ id: `${KINDS.reopened}-${id}`, who, at }, async (records) => {
      // Another process may have been quicker, with a request of an earlier run.
      if ((await records.latest(KINDS.reopened, [id])).size > 0) return null;
      await records.append([{ kind: KINDS.reopened, id, revision: 1, body: found, who, why: null, at }]);
      return null;
    });
    reopened += 1;
  }
  return reopened;
}

function sinceOf({ ledger, scoring }: Decisions, body: DecisionRecord, today: Day): Since {
  const outcomes = body.decision.reopenWhen.flatMap((each) =>
    each.kind === "metric" ? [each.outcomeId] : [],
  );
  return {
    today,
    readings: new Map(outcomes.map((id) => [id, ledger.readingsOf(id)])),
    valuesThen: new Map(Object.entries(body.valuesThen)),
    evidenceOn: scoring.ledger
      .evidenceOf(body.issue.id)
      .filter(({ body: { evidence } }) => !body.evidenceThen.includes(evidence.id))
      .map(({ at }) => dayOf(at)),
  };
}
