import type { DecisionView } from "#shared/contract/outcomes/decision.ts";
import type { Entry } from "#sync/store/followed-records.ts";
import type { OutcomesLedger } from "./ledger.ts";
import type { DecisionRecord } from "./records.ts";

/** Where a decision stands: of several about one issue only the last counts. */
export function stateOfDecision(
  ledger: OutcomesLedger,
  id: string,
  { body }: Entry<DecisionRecord>,
): DecisionView["state"] {
  if (body.state === "withdrawn") return "withdrawn";
  const isLast = lastAbout(ledger, body.issue.id) === id;
  if (!isLast) return "decided anew";
  return body.state === "reopened" || ledger.reopened.has(id) ? "reopened" : "stands";
}

export function standingDecisions(ledger: OutcomesLedger): [id: string, entry: Entry<DecisionRecord>][] {
  return [...ledger.decisions].filter(([id, entry]) => stateOfDecision(ledger, id, entry) === "stands");
}

function lastAbout(ledger: OutcomesLedger, issue: string): string | null {
  let last: { id: string; at: number } | null = null;
  for (const [id, { body }] of ledger.decisions) {
    if (body.issue.id === issue && (last === null || body.decidedAt >= last.at)) {
      last = { id, at: body.decidedAt };
    }
  }
  return last?.id ?? null;
}
