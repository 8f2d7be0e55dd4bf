import { kinds } from "./records.ts";
import type { AnyRecord, Issue, Kind, Records } from "./records.ts";

/** Which fields are looked up by value, so that a request over fifty issues never scans thousands. */
const indexed: Partial<Record<Kind, readonly string[]>> = {
  User: ["email"],
  WorkflowState: ["teamId"],
  Issue: ["teamId", "parentId", "projectId", "projectMilestoneId", "cycleId", "assigneeId"],
  IssueHistory: ["issueId"],
  Comment: ["issueId", "parentId", "projectUpdateId", "initiativeUpdateId", "projectId", "initiativeId"],
  Attachment: ["issueId", "url"],
  IssueRelation: ["issueId", "relatedIssueId"],
  ProjectMilestone: ["projectId"],
  ProjectUpdate: ["projectId"],
  Cycle: ["teamId"],
  InitiativeToProject: ["initiativeId", "projectId"],
  InitiativeRelation: ["initiativeId", "relatedInitiativeId"],
  InitiativeUpdate: ["initiativeId"],
};

type Undo = () => void;

/** The twin's database: tables with indexes, and transactions that leave nothing behind when they fail. */
export class State {
  #tables = emptyTables();
  #indexes = new Map<string, Map<unknown, Set<string>>>();
  #identifiers = new Map<string, string>();
  #undo: Undo[] | undefined;

  get<K extends Kind>(kind: K, id: string | null | undefined): Records[K] | undefined {
    return id === null || id === undefined ? undefined : this.#tables[kind].get(id);
  }

  all<K extends Kind>(kind: K): Records[K][] {
    return [...this.#tables[kind].values()];
  }

  count(kind: Kind): number {
    return this.#tables[kind].size;
  }

  /** Records whose indexed field has this value. */
  where<K extends Kind>(kind: K, field: string & keyof Records[K], value: unknown): Records[K][] {
    if (!indexed[kind]?.includes(field)) throw new Error(`The twin keeps no index of ${kind}.${field}`);
    const ids = this.#indexes.get(`${kind}.${field}`)?.get(value);
    return ids ? [...ids].flatMap((id) => this.get(kind, id) ?? []) : [];
  }

  /** An issue by id or by identifier, also one it had before it changed teams. */
  issue(idOrIdentifier: string): Issue | undefined {
    return (
      this.get("Issue", idOrIdentifier) ??
      this.get("Issue", this.#identifiers.get(idOrIdentifier.toUpperCase()))
    );
  }

  insert<K extends Kind>(kind: K, record: Records[K]): Records[K] {
    const table = this.#tables[kind];
    table.set(record.id, record);
    this.#index(record, true);
    this.#undo?.push(() => {
      this.#index(record, false);
      table.delete(record.id);
    });
    return record;
  }

  change<K extends Kind>(record: Records[K], patch: Partial<Records[K]>): void {
    const before: Partial<Records[K]> = {};
    for (const field of keysOf(patch)) before[field] = record[field];
    const put = (values: Partial<Records[K]>) => {
      this.#index(record, false);
      Object.assign(record, values);
      this.#index(record, true);
    };
    put(patch);
    this.#undo?.push(() => put(before));
  }

  remove<K extends Kind>(kind: K, record: Records[K]): void {
    const table = this.#tables[kind];
    this.#index(record, false);
    table.delete(record.id);
    this.#undo?.push(() => {
      table.set(record.id, record);
      this.#index(record, true);
    });
  }

  /** Runs synchronously; when `run` throws, the state is as it was before. */
  transaction<T>(run: () => T): T {
    if (this.#undo) return run();
    const undo: Undo[] = [];
    this.#undo = undo;
    try {
      return run();
    } catch (error) {
      this.#undo = undefined;
      for (const step of undo.reverse()) step();
      throw error;
    } finally {
      this.#undo = undefined;
    }
  }

  clear(): void {
    this.#tables = emptyTables();
    this.#indexes.clear();
    this.#identifiers.clear();
  }

  #index(record: AnyRecord, add: boolean): void {
    for (const field of indexed[record.__typename] ?? []) {
      const name = `${record.__typename}.${field}`;
      const value: unknown = Reflect.get(record, field);
      if (value === null || value === undefined) continue;
      let index = this.#indexes.get(name);
      if (!index) this.#indexes.set(name, (index = new Map<unknown, Set<string>>()));
      let ids = index.get(value);
      if (!ids) index.set(value, (ids = new Set()));
      if (add) ids.add(record.id);
      else ids.delete(record.id);
    }
    if (record.__typename === "Issue") {
      for (const identifier of [...record.previousIdentifiers, record.identifier]) {
        if (add) this.#identifiers.set(identifier, record.id);
        else if (this.#identifiers.get(identifier) === record.id) this.#identifiers.delete(identifier);
      }
    }
  }
}

function keysOf<T extends object>(value: T): (keyof T)[] {
  return Object.keys(value) as (keyof T)[];
}

type Tables = { [K in Kind]: Map<string, Records[K]> };

function emptyTables(): Tables {
  return Object.fromEntries(kinds.map((kind) => [kind, new Map()])) as Tables;
}
