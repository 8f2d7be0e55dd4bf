import { notificationsSchema, type Notifications } from "#shared/contract/outcomes/inbox.ts";
import type { BetResult } from "#shared/outcomes/bet.ts";
import type { Reading } from "#shared/outcomes/outcome.ts";
import { entryOf, FollowedRecords, type Entry } from "#sync/store/followed-records.ts";
import type { RecordRevision } from "#sync/store/record-revision.ts";
import type { RecordStore } from "#sync/store/record.ts";
import { ReadingSeries } from "./reading-series.ts";
import {
  betRecordSchema,
  decisionRecordSchema,
  KINDS,
  nodeRecordSchema,
  notifiedRecordSchema,
  objectiveRecordSchema,
  outcomeRecordSchema,
  readingsRecordSchema,
  reopenedRecordSchema,
  resultRecordSchema,
  type BetRecord,
  type DecisionRecord,
  type NodeRecord,
  type NotifiedRecord,
  type ObjectiveRecord,
  type OutcomeRecord,
  type ReopenedRecord,
} from "./records.ts";

type Entries<Body> = Map<string, Entry<Body>>;

/** Everything that was decided about outcomes, as it stands now. */
export class OutcomesLedger extends FollowedRecords {
  readonly outcomes: Entries<OutcomeRecord> = new Map();
  readonly objectives: Entries<ObjectiveRecord> = new Map();
  /** Without those that were taken out. */
  readonly nodes: Entries<NodeRecord> = new Map();
  readonly bets: Entries<BetRecord> = new Map();
  readonly results: Entries<BetResult> = new Map();
  readonly decisions: Entries<DecisionRecord> = new Map();
  readonly reopened: Entries<ReopenedRecord> = new Map();
  readonly notifications: Entries<Notifications> = new Map();
  /** By person and the record's id. */
  readonly notified = new Map<string, Entries<NotifiedRecord>>();
  readonly #series = new Map<string, ReadingSeries>();

  constructor(records: RecordStore) {
    super(records, Object.values(KINDS));
  }

  seriesOf(outcome: string): ReadingSeries {
    const series = this.#series.get(outcome) ?? new ReadingSeries();
    this.#series.set(outcome, series);
    return series;
  }

  readingsOf(outcome: string): readonly Reading[] {
    return this.seriesOf(outcome).readings();
  }

  protected override clear(): void {
    for (const map of [
      this.outcomes,
      this.objectives,
      this.nodes,
      this.bets,
      this.results,
      this.decisions,
      this.reopened,
      this.notifications,
      this.notified,
      this.#series,
    ]) {
      map.clear();
    }
  }

  protected override take(record: RecordRevision): void {
    const { id } = record;
    const [first = ""] = id.split("/");
    switch (record.kind) {
      case KINDS.outcome: {
        const entry = entryOf(outcomeRecordSchema, record);
        if (entry === null) break;
        if (!this.outcomes.has(id)) this.#takeReadings(id, entry, entry.body.readings ?? []);
        this.outcomes.set(id, entry);
        break;
      }
      case KINDS.readings: {
        const entry = entryOf(readingsRecordSchema, record);
        if (entry) this.#takeReadings(first, entry, entry.body.readings);
        break;
      }
      case KINDS.node: {
        const entry = entryOf(nodeRecordSchema, record);
        if (entry?.body.isRemoved === true) this.nodes.delete(id);
        else keep(this.nodes, id, entry);
        break;
      }
      case KINDS.notified: {
        const entry = entryOf(notifiedRecordSchema, record);
        const messages = this.notified.get(first) ?? new Map<string, Entry<NotifiedRecord>>();
        keep(messages, id, entry);
        this.notified.set(first, messages);
        break;
      }
      case KINDS.objective: {
        keep(this.objectives, id, entryOf(objectiveRecordSchema, record));
        break;
      }
      case KINDS.bet: {
        keep(this.bets, id, entryOf(betRecordSchema, record));
        break;
      }
      case KINDS.result: {
        keep(this.results, id, entryOf(resultRecordSchema, record));
        break;
      }
      case KINDS.decision: {
        keep(this.decisions, id, entryOf(decisionRecordSchema, record));
        break;
      }
      case KINDS.reopened: {
        keep(this.reopened, id, entryOf(reopenedRecordSchema, record));
        break;
      }
      case KINDS.notifications: {
        keep(this.notifications, id, entryOf(notificationsSchema, record));
      }
    }
  }

  #takeReadings(outcome: string, { who, why, at }: Entry<unknown>, readings: readonly Reading[]): void {
    this.seriesOf(outcome).take(readings, { who, why, at });
  }
}

function keep<Body>(entries: Entries<Body>, id: string, entry: Entry<Body> | null): void {
  if (entry !== null) entries.set(id, entry);
}
