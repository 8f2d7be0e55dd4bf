import type { z } from "zod";
import {
  defaultScoringSettings,
  scoringSettingsSchema,
  type ScoringSettings,
} from "#shared/contract/scoring/settings.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import type { RecordPosition } from "#sync/store/record-follow.ts";
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

/** A record's latest revision, with its body parsed. */
export interface Entry<Body> {
  revision: number;
  body: Body;
  who: string;
  why: string | null;
  at: number;
}

type OfIssue<Body> = Map<string, Map<string, Entry<Body>>>;

/**
 * Everything that scoring decided, as it stands now, in memory: rebuilt from the store once, then followed. Other
 * processes append as well, so whoever reads asks for `refresh` first; that costs one count when nothing is new.
 */
export class Ledger {
  readonly #records: RecordStore;
  #position: RecordPosition | null = null;
  #refreshing: Promise<void> | null = null;

  readonly scores: OfIssue<ScoreRecord> = new Map();
  readonly evidence: OfIssue<EvidenceRecord> = new Map();
  readonly rescores: OfIssue<RescoreRecord> = new Map();
  readonly poker: OfIssue<PokerRecord> = new Map();
  readonly outcomes = new Map<string, Entry<OutcomesRecord>>();
  /** By issue, the content of the property that the app last wrote. */
  readonly written = new Map<string, string>();
  #settings: Entry<ScoringSettings> | null = null;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  /** Names the present state: equal when nothing was appended in between. */
  get version(): string {
    return this.#position === null ? "" : `${this.#position.last}-${this.#position.rows}`;
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

  /** Brings the ledger up to what the store holds now. Several callers share one look. */
  async refresh(): Promise<void> {
    // A look that began before the caller's own write may not show it: wait for that one, then look again.
    while (this.#refreshing !== null) await this.#refreshing;
    this.#refreshing = this.#follow();
    try {
      await this.#refreshing;
    } finally {
      this.#refreshing = null;
    }
  }

  async #follow(): Promise<void> {
    const { position, whole, revisions } = await this.#records.follow(Object.values(KINDS), this.#position);
    if (whole) this.#clear();
    for (const revision of revisions) this.#take(revision);
    this.#position = position;
  }

  #clear(): void {
    for (const map of [this.scores, this.evidence, this.rescores, this.poker, this.outcomes, this.written]) {
      map.clear();
    }
    this.#settings = null;
  }

  #take(record: RecordRevision): void {
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

/** Null for a record of another shape, such as an earlier version's: it is history, and decides nothing. */
function entryOf<Body>(
  schema: z.ZodType<Body>,
  { body, revision, who, why, at }: RecordRevision,
): Entry<Body> | null {
  const parsed = schema.safeParse(body);
  return parsed.success ? { revision, body: parsed.data, who, why, at } : null;
}

function put<Body>(map: OfIssue<Body>, issue: string, part: string, entry: Entry<Body> | null): void {
  if (entry === null || part === "") return;
  const parts = map.get(issue) ?? new Map<string, Entry<Body>>();
  map.set(issue, parts.set(part, entry));
}
