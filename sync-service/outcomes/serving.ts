import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import type { Entry } from "#sync/store/followed-records.ts";
import type { OutcomesRecord } from "#sync/scoring/records.ts";
import type { OutcomesDesk } from "./desk.ts";

interface ServingIssue {
  issue: JiraIssue;
  contribution: number | null;
  entry: Entry<OutcomesRecord>;
}

/** By outcome, the issues that serve it. */
export function servingByOutcome({ scoring }: OutcomesDesk): ReadonlyMap<string, readonly ServingIssue[]> {
  const serving = new Map<string, ServingIssue[]>();
  for (const entry of scoring.ledger.outcomes.values()) {
    for (const { id, contribution } of entry.body.outcomes) {
      const others = serving.get(id) ?? [];
      others.push({ issue: entry.body.issue, contribution, entry });
      serving.set(id, others);
    }
  }
  return serving;
}
