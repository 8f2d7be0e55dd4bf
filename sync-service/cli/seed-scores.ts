import { SCORE_PROPERTY } from "#shared/contract/score-property.ts";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { evidenceSchema } from "#shared/scoring/evidence.ts";
import { Ledger } from "#sync/scoring/ledger.ts";
import { hashOf, propertyOf } from "#sync/scoring/property.ts";
import {
  evidenceRecordSchema,
  KINDS,
  outcomesRecordSchema,
  partId,
  rescoreRecordSchema,
  scoreId,
  scoreRecordSchema,
  SETTINGS_ID,
} from "#sync/scoring/records.ts";
import type { JiraTwin } from "#sync/sandbox/jira/twin.ts";
import type { RecordRevision } from "#sync/store/record-revision.ts";
import type { Store } from "#sync/store/open.ts";

export interface SeededIssue {
  issue: JiraIssue;
  /** Inputs by framework. */
  scores: Readonly<Record<string, unknown>>;
  /** The outcomes that it serves, each with what it is expected to bring. */
  outcomes: readonly { id: string; contribution: number | null }[];
  evidence: readonly { kind: string; source: string; quote: string; observedOn: string; strength?: number }[];
  rescore?: { who: string; framework: string; input: string; sentence: string };
}

/**
 * Puts scores into an empty store as if a person had given them, and their properties on the issues as the Forge
 * app would have written them.
 */
export async function seedScores(
  { store, jira }: { store: Store; jira: JiraTwin },
  issues: readonly SeededIssue[],
  given: { settings?: ScoringSettings; who: string; email: string; why: string; at: number },
): Promise<void> {
  const { settings, who, email, why, at } = given;
  const record = (kind: string, id: string, body: unknown, by = who): RecordRevision => ({
    kind,
    id,
    revision: 1,
    body,
    who: by,
    why,
    at,
  });
  const revisions = issues.flatMap((one) => recordsOf(one, record));
  if (settings) revisions.push(record(KINDS.settings, SETTINGS_ID, settings));
  await store.records.once({ id: "seeded-scores", who, at }, async (records) => {
    await records.append(revisions);
    return null;
  });
  const ledger = new Ledger(store.records);
  await ledger.refresh();
  const written: RecordRevision[] = [];
  for (const { issue } of issues) {
    const property = propertyOf(ledger, issue.id);
    if (property === null) continue;
    jira.act({ do: "setProperty", as: email, issue: issue.id, property: SCORE_PROPERTY, value: property });
    written.push(record(KINDS.property, issue.id, { hash: hashOf(property) }));
  }
  await store.records.once({ id: "seeded-properties", who, at }, async (records) => {
    await records.append(written);
    return null;
  });
}

/** What the store holds of one issue, each record by `record`. */
export function recordsOf(
  { issue, scores, outcomes, evidence, rescore }: SeededIssue,
  record: (kind: string, id: string, body: unknown, by?: string) => RecordRevision,
): RecordRevision[] {
  const common = { issue, keptAt: null };
  const given = Object.entries(scores).map(([framework, inputs]) => {
    const body = scoreRecordSchema.parse({ ...common, framework, inputs, ranges: {} });
    return record(KINDS.score, scoreId(issue.id, body.framework), body);
  });
  const supported = evidence.map((item, position) => {
    const body = {
      ...common,
      evidence: evidenceSchema.parse({ id: `evidence-${position + 1}`, ...item }),
      isWithdrawn: false,
    };
    return record(KINDS.evidence, partId(issue.id, body.evidence.id), evidenceRecordSchema.parse(body));
  });
  const doubted = rescore && { ...common, ...rescore, doubted: 1 };
  return [
    ...given,
    ...supported,
    ...(outcomes.length === 0
      ? []
      : [record(KINDS.outcomes, issue.id, outcomesRecordSchema.parse({ ...common, outcomes }))]),
    ...(doubted
      ? [record(KINDS.rescore, partId(issue.id, "doubt-1"), rescoreRecordSchema.parse(doubted), doubted.who)]
      : []),
  ];
}
