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

const TOLD = [KINDS.score, KINDS.evidence, KINDS.rescore, KINDS.poker, KINDS.outcomes];

/** Everything that was decided about an issue's score, newest first. A round of poker only once it was revealed. */
export async function historyOf(desk: ScoringDesk, issue: JiraIssue): Promise<HistoryAnswer> {
  await desk.look();
  const revisions = await desk.parts.store.records.historyAbout(TOLD, issue.id);
  const before = new Map<FrameworkId, ScoreRecord>();
  return { entries: revisions.flatMap((one) => tell(desk, one, before) ?? []).reverse() };
}

/** `before` holds the last score of each framework so far. */
function tell(
  desk: ScoringDesk,
  one: RecordRevision,
  before: Map<FrameworkId, ScoreRecord>,
): HistoryEntry | null {
  const { revision } = one;
  switch (one.kind) {
    case KINDS.score: {
      const parsed = scoreRecordSchema.safeParse(one.body);
      // An earlier version kept scores in another shape; nothing was decided by people then.
      if (!parsed.success) return null;
      const record = parsed.data;
      const { framework, inputs, asked = null, keptAt } = record;
      const last = before.get(framework)?.inputs ?? null;
      before.set(framework, record);
      const batch = one.batch ?? null;
      const value = valueOf(desk, record);
      return entry(desk, one, keptAt, {
        kind: "score",
        framework,
        revision,
        inputs,
        before: last,
        asked,
        value,
        batch,
      });
    }
    case KINDS.evidence: {
      const { evidence, isWithdrawn, keptAt } = evidenceRecordSchema.parse(one.body);
      return entry(desk, one, keptAt, { kind: "evidence", revision, evidence, isWithdrawn });
    }
    case KINDS.rescore: {
      const { framework, input, sentence, keptAt } = rescoreRecordSchema.parse(one.body);
      return entry(desk, one, keptAt, { kind: "rescore", framework, input, sentence });
    }
    case KINDS.outcomes: {
      const { outcomes, keptAt } = outcomesRecordSchema.parse(one.body);
      return entry(desk, one, keptAt, { kind: "outcomes", revision, outcomes });
    }
    default: {
      const round = pokerRecordSchema.parse(one.body);
      const { result } = tellRound(desk, round, null);
      if (round.revealed === null || result === null) return null;
      const { framework, input } = round;
      return entry(desk, one, null, { kind: "poker", framework, input, sentence: result.sentence });
    }
  }
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
