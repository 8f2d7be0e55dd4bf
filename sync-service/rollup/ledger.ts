import {
  rollupSettingsSchema,
  savedViewSchema,
  type RollupSettings,
  type SavedView,
} from "#shared/contract/initiatives/definition.ts";
import { entryOf, FollowedRecords, type Entry } from "#sync/store/followed-records.ts";
import type { RecordRevision } from "#sync/store/record-revision.ts";
import type { RecordStore } from "#sync/store/record.ts";
import {
  defaultRollupSettings,
  initiativeSchema,
  KINDS,
  updateRecordSchema,
  type Initiative,
  type UpdateRecord,
} from "./initiative.ts";
import type { RollupIndex } from "./rollup-index.ts";

/** What people decided about initiatives, as it stands now; the index is told of it. */
export class InitiativesLedger extends FollowedRecords {
  readonly initiatives = new Map<string, Entry<Initiative>>();
  /** By initiative, by the update's id, in the order in which they came. */
  readonly updates = new Map<string, Map<string, Entry<UpdateRecord>>>();
  readonly views = new Map<string, SavedView>();
  #settings: Entry<RollupSettings> | null = null;
  readonly #index: RollupIndex;

  constructor(records: RecordStore, index: RollupIndex) {
    super(records, Object.values(KINDS));
    this.#index = index;
  }

  get settings(): RollupSettings {
    return this.#settings?.body ?? defaultRollupSettings;
  }

  /** 0: nobody saved any yet. */
  get settingsRevision(): number {
    return this.#settings?.revision ?? 0;
  }

  protected override clear(): void {
    this.initiatives.clear();
    this.updates.clear();
    this.views.clear();
    this.#settings = null;
  }

  protected override take(record: RecordRevision): void {
    const [first = "", rest = ""] = record.id.split("/");
    switch (record.kind) {
      case KINDS.initiative: {
        const entry = entryOf(initiativeSchema, record);
        if (entry === null) break;
        this.initiatives.set(record.id, entry);
        this.#index.define(record.id, entry.body);
        break;
      }
      case KINDS.update: {
        const entry = entryOf(updateRecordSchema, record);
        if (entry === null) break;
        this.updates.set(
          first,
          (this.updates.get(first) ?? new Map<string, Entry<UpdateRecord>>()).set(rest, entry),
        );
        this.#index.touch([first]);
        break;
      }
      case KINDS.view: {
        const entry = entryOf(savedViewSchema.nullable(), record);
        if (entry?.body === null) this.views.delete(record.id);
        else if (entry) this.views.set(record.id, entry.body);
        break;
      }
      case KINDS.settings: {
        const entry = entryOf(rollupSettingsSchema, record);
        if (entry === null) break;
        this.#settings = entry;
        this.#index.setSettings(entry.body);
      }
    }
  }
}
