import type { Caller } from "./caller.ts";
import type { AnyRecord, Kind, Records } from "./records.ts";
import type { World } from "./world.ts";

/** Runs one mutation: all of it or nothing. */
export function atomically<T>(world: World, run: () => T): T {
  try {
    const result = world.state.transaction(run);
    world.changes.commit();
    return result;
  } catch (error) {
    world.changes.discard();
    throw error;
  }
}

export function add<K extends Kind>(world: World, caller: Caller, kind: K, record: Records[K]): Records[K] {
  world.state.insert(kind, record);
  log(world, caller, record, "created", null, summaryOf(record));
  world.changes.event({ action: "create", record, caller });
  return record;
}

/**
 * Sets fields that differ, stamps `updatedAt`, logs each field, and tells by webhook; a patch that changes
 * nothing does nothing. Returns the old values of what changed.
 */
export function amend<K extends Kind>(
  world: World,
  caller: Caller,
  record: Records[K],
  patch: Partial<Records[K]>,
): Readonly<Record<string, unknown>> {
  const changed: Partial<Records[K]> = {};
  const before: Record<string, unknown> = {};
  for (const field of Object.keys(patch) as (keyof Records[K] & string)[]) {
    if (patch[field] === undefined || isSame(record[field], patch[field])) continue;
    changed[field] = patch[field];
    before[field] = record[field];
  }
  if (Object.keys(before).length === 0) return before;
  const { updatedAt } = record;
  world.state.change(record, { ...changed, updatedAt: world.agenda.iso() });
  for (const [field, old] of Object.entries(before)) {
    if (!derived.has(field)) log(world, caller, record, field, old, Reflect.get(record, field));
  }
  world.changes.event({ action: "update", record, updatedFrom: { updatedAt, ...before }, caller });
  return before;
}

export function drop<K extends Kind>(world: World, caller: Caller, kind: K, record: Records[K]): void {
  world.state.remove(kind, record);
  log(world, caller, record, "deleted", summaryOf(record), null);
  world.changes.event({ action: "remove", record, caller });
}

/** Fields that follow from others and are nobody's edit. */
const derived = new Set([
  "startedAt",
  "completedAt",
  "canceledAt",
  "addedToProjectAt",
  "addedToCycleAt",
  "addedToTeamAt",
]);

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}

function log(
  world: World,
  caller: Caller,
  record: AnyRecord,
  field: string,
  old: unknown,
  value: unknown,
): void {
  world.changes.edit({
    at: world.agenda.now(),
    actor: caller.actor,
    object: objectNames[record.__typename] ?? record.__typename,
    objectId: record.id,
    key: keyOf(world, record),
    field,
    old,
    new: value,
  });
}

const objectNames: { readonly [K in Kind]?: string } = {
  Issue: "issue",
  Comment: "comment",
  Attachment: "attachment",
  IssueRelation: "relation",
  IssueLabel: "label",
  Project: "project",
  Initiative: "initiative",
};

/** The human name of a record: the identifier of the issue it is or hangs on, else its own name. */
function keyOf(world: World, record: AnyRecord): string {
  if (record.__typename === "Issue") return record.identifier;
  const issueId: unknown = Reflect.get(record, "issueId");
  const issue = typeof issueId === "string" ? world.state.get("Issue", issueId) : undefined;
  if (issue) return issue.identifier;
  return "name" in record && typeof record.name === "string" ? record.name : record.id;
}

function summaryOf(record: AnyRecord): unknown {
  switch (record.__typename) {
    case "Issue":
      return { identifier: record.identifier, title: record.title };
    case "Comment":
      return { body: record.body };
    case "Attachment":
      return { url: record.url, title: record.title };
    case "IssueRelation":
      return { type: record.type, relatedIssueId: record.relatedIssueId };
    default:
      return "name" in record ? { name: record.name } : { id: record.id };
  }
}
