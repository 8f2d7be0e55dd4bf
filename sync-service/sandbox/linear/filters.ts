import type { AnyRecord, Kind, Records } from "./records.ts";
import { property } from "./properties.ts";
import { sees } from "./world.ts";
import type { View, World } from "./world.ts";

/** A filter argument as graphql-js hands it over: the schema has already vouched for its shape. */
type Filter = Readonly<Record<string, unknown>>;

export function isFilter(value: unknown): value is Filter {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isRecord(value: unknown): value is AnyRecord {
  return isFilter(value) && typeof value["__typename"] === "string" && "archivedAt" in value;
}

type Predicate = (subject: unknown) => boolean;

/**
 * Turns a filter into a question to ask of many values. A record is asked for its properties, a collection for
 * some, every or its length (a bare property of a collection means "some"), anything else is compared.
 */
export function predicate(filter: Filter, view: View): Predicate {
  const parts = Object.entries(filter)
    .filter(([, wanted]) => wanted !== undefined)
    .map(([key, wanted]) => part(key, wanted, view));
  return (subject) => parts.every((one) => one(subject));
}

function part(key: string, wanted: unknown, view: View): Predicate {
  if (key === "and" || key === "or") {
    const all = list(wanted)
      .filter(isFilter)
      .map((one) => predicate(one, view));
    return key === "and"
      ? (subject) => all.every((one) => one(subject))
      : (subject) => all.some((one) => one(subject));
  }
  const inner = isFilter(wanted) ? predicate(wanted, view) : undefined;
  const ofCollection = collectionPart(key, wanted, inner, view);
  const ofIssueId = key === "id" && isFilter(wanted) ? issueIdPart(wanted, view.world) : undefined;
  const ofRecord = (subject: AnyRecord) => {
    if (subject.__typename === "Issue" && ofIssueId) return ofIssueId(subject);
    const value = property(subject, key, view);
    if (value === undefined || !inner)
      throw new Error(`The twin cannot filter a ${subject.__typename} by ${key}`);
    return inner(isRecord(value) && !sees(view.world, view.caller, value) ? null : value);
  };
  // A filter on what is not there meets nothing.
  const ofValue = inner ? () => false : key === "null" ? undefined : comparison(key, wanted, view);
  return (subject) => {
    if (Array.isArray(subject)) return ofCollection(subject);
    if (key === "null") return (subject === null) === wanted;
    if (isRecord(subject)) return ofRecord(subject);
    return ofValue?.(subject) ?? false;
  };
}

function collectionPart(
  key: string,
  wanted: unknown,
  inner: Predicate | undefined,
  view: View,
): (subject: readonly unknown[]) => boolean {
  const seen = (subject: readonly unknown[]) =>
    subject.filter((one) => !isRecord(one) || sees(view.world, view.caller, one));
  if (key === "null") return (subject) => (seen(subject).length === 0) === wanted;
  if (!inner) return () => false;
  if (key === "some") return (subject) => seen(subject).some((one) => inner(one));
  if (key === "every") return (subject) => seen(subject).every((one) => inner(one));
  if (key === "length") return (subject) => inner(seen(subject).length);
  let bare: Predicate | undefined;
  return (subject) => {
    const each = (bare ??= part(key, wanted, view));
    return seen(subject).some((one) => each(one));
  };
}

/** An issue's id comparator takes identifiers too. */
function issueIdPart(filter: Filter, world: World): (issue: Records["Issue"]) => boolean {
  const parts = Object.entries(filter).map(([key, wanted]) => {
    const ids = new Set(list(wanted).map((id) => world.state.issue(String(id))?.id));
    const positive = key === "eq" || key === "in";
    return (issue: Records["Issue"]) => ids.has(issue.id) === positive;
  });
  return (issue) => parts.every((one) => one(issue));
}

function comparison(operator: string, wanted: unknown, view: View): Predicate {
  const now = view.world.agenda.now();
  if (operator === "in" || operator === "nin") {
    const all = list(wanted);
    return (subject) => all.some((one) => same(subject, one, now)) === (operator === "in");
  }
  if (operator === "eq" || operator === "neq")
    return (subject) => same(subject, wanted, now) === (operator === "eq");
  const order = orders[operator];
  if (order) {
    return (subject) => {
      const limit = resolve(subject, wanted, now);
      if (typeof subject === "number" && typeof limit === "number") return order(subject - limit);
      if (typeof subject !== "string" || typeof limit !== "string") return false;
      return order(subject < limit ? -1 : subject > limit ? 1 : 0);
    };
  }
  const text = texts[operator];
  if (!text) throw new Error(`The twin does not know the comparator ${operator}`);
  return (subject) => typeof subject === "string" && text(subject, String(wanted));
}

const orders: Readonly<Record<string, (difference: number) => boolean>> = {
  gt: (difference) => difference > 0,
  gte: (difference) => difference >= 0,
  lt: (difference) => difference < 0,
  lte: (difference) => difference <= 0,
};

const lower = (text: string) => text.toLowerCase();
const plain = (text: string) => lower(text.normalize("NFD").replace(/\p{M}/gu, ""));

const texts: Readonly<Record<string, (subject: string, wanted: string) => boolean>> = {
  contains: (subject, wanted) => subject.includes(wanted),
  notContains: (subject, wanted) => !subject.includes(wanted),
  containsIgnoreCase: (subject, wanted) => lower(subject).includes(lower(wanted)),
  notContainsIgnoreCase: (subject, wanted) => !lower(subject).includes(lower(wanted)),
  containsIgnoreCaseAndAccent: (subject, wanted) => plain(subject).includes(plain(wanted)),
  startsWith: (subject, wanted) => subject.startsWith(wanted),
  startsWithIgnoreCase: (subject, wanted) => lower(subject).startsWith(lower(wanted)),
  notStartsWith: (subject, wanted) => !subject.startsWith(wanted),
  endsWith: (subject, wanted) => subject.endsWith(wanted),
  notEndsWith: (subject, wanted) => !subject.endsWith(wanted),
  eqIgnoreCase: (subject, wanted) => lower(subject) === lower(wanted),
  neqIgnoreCase: (subject, wanted) => lower(subject) !== lower(wanted),
};

function same(subject: unknown, wanted: unknown, now: number): boolean {
  return subject === resolve(subject, wanted, now);
}

const durationPattern =
  /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** A duration in the place of a date counts from now, e.g. `-P2W` is two weeks ago; days of 24 hours. */
function resolve(subject: unknown, wanted: unknown, now: number): unknown {
  if (typeof wanted !== "string" || typeof subject !== "string") return wanted;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(subject);
  const match = durationPattern.exec(wanted);
  if (!match) return isDay && /^\d{4}-\d{2}-\d{2}T/.test(wanted) ? wanted.slice(0, 10) : wanted;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(2)
    .map((part) => Number(part || 0));
  const wholeDays = (years ?? 0) * 365 + (months ?? 0) * 30 + (weeks ?? 0) * 7 + (days ?? 0);
  const milliseconds = (((wholeDays * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
  const time = new Date(now + (match[1] === "-" ? -milliseconds : milliseconds)).toISOString();
  return isDay ? time.slice(0, 10) : time;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** The records a filter can be met by, by the index of a field it pins down; the filter still has to be asked. */
export function candidates<K extends Kind>(kind: K, filter: Filter | undefined, world: World): Records[K][] {
  const { state } = world;
  const ids = filter && pinned(filter["id"]);
  if (ids) {
    const found = ids.flatMap((id) => (kind === "Issue" ? state.issue(id)?.id : id) ?? []);
    return [...new Set(found)].flatMap((id) => state.get(kind, id) ?? []);
  }
  for (const [name, field] of pinnable[kind] ?? []) {
    const inner = filter?.[name];
    const values = name === "url" ? pinned(inner) : isFilter(inner) ? pinned(inner["id"]) : undefined;
    if (!values) continue;
    const resolved =
      name === "issue" || name === "parent" ? values.map((id) => state.issue(id)?.id ?? id) : values;
    return [...new Set(resolved)].flatMap((value) => state.where(kind, field, value));
  }
  return state.all(kind);
}

const pinnable: { readonly [K in Kind]?: readonly (readonly [string, string & keyof Records[K]])[] } = {
  Issue: [
    ["parent", "parentId"],
    ["project", "projectId"],
    ["projectMilestone", "projectMilestoneId"],
    ["cycle", "cycleId"],
    ["assignee", "assigneeId"],
    ["team", "teamId"],
  ],
  Comment: [["issue", "issueId"]],
  Attachment: [["url", "url"]],
  WorkflowState: [["team", "teamId"]],
};

function pinned(comparator: unknown): string[] | undefined {
  if (!isFilter(comparator)) return undefined;
  if (typeof comparator["eq"] === "string") return [comparator["eq"]];
  const values = comparator["in"];
  return Array.isArray(values) ? values.map(String) : undefined;
}
