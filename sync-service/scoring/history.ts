import type { HistoryAnswer, HistoryEntry } from "#shared/contract/scoring/history.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import type { RecordRevision } from "#sync/store/record-revision.ts";
import type { ScoringDesk } from "./desk.ts";
import { settingsOf } from "./evaluate.ts";
import { tellRound } from "./poker.ts";
import {
  evidenceRecordSchema,
  KINDS,
  outcomesRecordSchema,
  pokerRecordSchema,
  rescoreRecordSchema,
  scoreRecordSchema,
  type ScoreRecord,
} from "./records.ts";

/** Everything that was decided about an issue's score, newest first. A round of poker only once it was revealed. */
export async function historyOf(desk: ScoringDesk, issue: JiraIssue): Promise<HistoryAnswer> {
  await desk.look();
  const { records } = desk.parts.store;
  const [scores, evidence, rescores, rounds, outcomes] = await Promise.all([
    records.historyOf(KINDS.score, issue.id),
    records.historyOf(KINDS.evidence, issue.id),
    records.historyOf(KINDS.rescore, issue.id),
    records.historyOf(KINDS.poker, issue.id),
    records.history(KINDS.outcomes, issue.id),
  ]);
  const entries = [
    ...scoreEntries(desk, scores),
    ...evidence.map((one) => {
      const { evidence: item, isWithdrawn, keptAt } = evidenceRecordSchema.parse(one.body);
      return entry(desk, one, keptAt, {
        kind: "evidence",
        revision: one.revision,
        evidence: item,
        isWithdrawn,
      });
    }),
    ...rescores.map((one) => {
      const { framework, input, sentence, keptAt } = rescoreRecordSchema.parse(one.body);
      return entry(desk, one, keptAt, { kind: "rescore", framework, input, sentence });
    }),
    ...rounds.flatMap((one) => {
      const round = pokerRecordSchema.parse(one.body);
      const { result } = tellRound(desk, round, null);
      if (round.revealed === null || result === null) return [];
      const { framework, input } = round;
      return [entry(desk, one, null, { kind: "poker", framework, input, sentence: result.sentence })];
    }),
    ...outcomes.map((one) => {
      const { outcomes: served, keptAt } = outcomesRecordSchema.parse(one.body);
      return entry(desk, one, keptAt, { kind: "outcomes", revision: one.revision, outcomes: served });
    }),
  ];
  return { entries: entries.sort((one, other) => other.at - one.at) };
}

function scoreEntries(desk: ScoringDesk, revisions: readonly RecordRevision[]): HistoryEntry[] {
  const before = new Map<FrameworkId, ScoreRecord>();
  const entries: HistoryEntry[] = [];
  for (const one of revisions) {
    const record = scoreRecordSchema.parse(one.body);
    const { framework, inputs, asked, keptAt } = record;
    entries.push(
      entry(desk, one, keptAt, {
        kind: "score",
        framework,
        revision: one.revision,
        inputs,
        before: before.get(framework)?.inputs ?? null,
        asked: asked ?? null,
        value: valueOf(desk, record),
        batch: one.batch ?? null,
      }),
    );
    before.set(framework, record);
  }
  return entries.reverse();
}

function valueOf({ ledger }: ScoringDesk, { framework, inputs }: ScoreRecord): number | null {
  if (inputs === null) return null;
  const result = frameworkById(framework).score(inputs, settingsOf(ledger.settings, framework));
  return result.ok ? result.score.value : null;
}

function entry(
  { personOf }: ScoringDesk,
  { who, at, why }: RecordRevision,
  keptAt: number | null,
  what: HistoryEntry["what"],
): HistoryEntry {
  return { what, by: personOf(who), at, why, keptAt };
}
