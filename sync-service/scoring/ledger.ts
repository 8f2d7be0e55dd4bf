import {
  defaultScoringSettings,
  scoringSettingsSchema,
  type ScoringSettings,
} from "#shared/contract/scoring/settings.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { entryOf, FollowedRecords, type Entry } from "#sync/store/followed-records.ts";
import type { RecordRevision } from "#sync/store/record-revision.ts";
import type { RecordStore } from "#sync/store/record.ts";
import {
  evidenceRecordSchema,
  KINDS,
  outcomesRecordSchema,
  pokerRecordSchema,
  propertyRecordSchema,
  rescoreRecordSchema,
  scoreRecordSchema,
  type EvidenceRecord,
  type OutcomesRecord,
  type PokerRecord,
  type RescoreRecord,
  type ScoreRecord,
} from "./records.ts";

type OfIssue<Body> = Map<string, Map<string, Entry<Body>>>;

/** Everything that scoring decided, as it stands now. */
export class Ledger extends FollowedRecords {
  readonly scores: OfIssue<ScoreRecord> = new Map();
  readonly evidence: OfIssue<EvidenceRecord> = new Map();
  readonly rescores: OfIssue<RescoreRecord> = new Map();
  readonly poker: OfIssue<PokerRecord> = new Map();
  readonly outcomes = new Map<string, Entry<OutcomesRecord>>();
  /** By issue, the content of the property that the app last wrote. */
  readonly written = new Map<string, string>();
  #settings: Entry<ScoringSettings> | null = null;

  constructor(records: RecordStore) {
    super(records, Object.values(KINDS));
  }

  get settings(): ScoringSettings {
    return this.#settings?.body ?? defaultScoringSettings;
  }

  /** Null: nobody saved any yet. */
  get savedSettings(): Entry<ScoringSettings> | null {
    return this.#settings;
  }

  scoreOf(issue: string, framework: FrameworkId): Entry<ScoreRecord> | undefined {
    return this.scores.get(issue)?.get(framework);
  }

  /** What supports the issue's scores: its evidence without what was withdrawn. */
  evidenceOf(issue: string): Entry<EvidenceRecord>[] {
    return [...(this.evidence.get(issue)?.values() ?? [])].filter(({ body }) => !body.isWithdrawn);
  }

  /** Doubts that no later score has answered. */
  openRescores(issue: string): [id: string, entry: Entry<RescoreRecord>][] {
    return [...(this.rescores.get(issue) ?? [])].filter(([, { body }]) => {
      const score = this.scoreOf(issue, body.framework);
      return (score?.revision ?? 0) <= body.doubted;
    });
  }

  protected override clear(): void {
    for (const map of [this.scores, this.evidence, this.rescores, this.poker, this.outcomes, this.written]) {
      map.clear();
    }
    this.#settings = null;
  }

  protected override take(record: RecordRevision): void {
    const [issue = "", part = ""] = record.id.split("/");
    switch (record.kind) {
      case KINDS.score: {
        put(this.scores, issue, part, entryOf(scoreRecordSchema, record));
        break;
      }
      case KINDS.evidence: {
        put(this.evidence, issue, part, entryOf(evidenceRecordSchema, record));
        break;
      }
      case KINDS.rescore: {
        put(this.rescores, issue, part, entryOf(rescoreRecordSchema, record));
        break;
      }
      case KINDS.poker: {
        put(this.poker, issue, part, entryOf(pokerRecordSchema, record));
        break;
      }
      case KINDS.outcomes: {
        const entry = entryOf(outcomesRecordSchema, record);
        if (entry) this.outcomes.set(issue, entry);
        break;
      }
      case KINDS.property: {
        const entry = entryOf(propertyRecordSchema, record);
        if (entry) this.written.set(issue, entry.body.hash);
        break;
      }
      case KINDS.settings: {
        this.#settings = entryOf(scoringSettingsSchema, record);
      }
    }
  }
}

function put<Body>(map: OfIssue<Body>, issue: string, part: string, entry: Entry<Body> | null): void {
  if (entry === null || part === "") return;
  const parts = map.get(issue) ?? new Map<string, Entry<Body>>();
  map.set(issue, parts.set(part, entry));
}
