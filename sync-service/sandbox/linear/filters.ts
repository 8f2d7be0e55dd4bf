import type { AnyRecord, Kind, Records } from "./records.ts";
import { property } from "./properties.ts";
import type { View } from "./properties.ts";
import type { World } from "./world.ts";
import { sees } from "./world.ts";

/** A filter argument as graphql-js hands it over: the schema has already vouched for its shape. */
export type Filter = Readonly<Record<string, unknown>>;

export function isFilter(value: unknown): value is Filter {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isRecord(value: unknown): value is AnyRecord {
  return isFilter(value) && typeof value["__typename"] === "string" && "archivedAt" in value;
}

/**
 * Whether a value meets a filter. A record is asked for its properties, a collection for some, every or its
 * length (a bare property of a collection means "some"), anything else is compared.
 */
export function matches(subject: unknown, filter: Filter, view: View): boolean {
  return Object.entries(filter).every(([key, wanted]) => {
    if (wanted === undefined) return true;
    if (key === "and") return asFilters(wanted).every((one) => matches(subject, one, view));
    if (key === "or") return asFilters(wanted).some((one) => matches(subject, one, view));
    if (Array.isArray(subject)) return matchesCollection(subject, key, wanted, view);
    if (key === "null") return (subject === null) === wanted;
    if (isRecord(subject)) {
      const inner = isFilter(wanted) ? wanted : {};
      if (subject.__typename === "Issue" && key === "id") return compareIssueId(subject, inner, view.world);
      const value = property(subject, key, view);
      if (value === undefined) throw new Error(`The twin cannot filter a ${subject.__typename} by ${key}`);
      return matches(isRecord(value) && !sees(view.world, view.caller, value) ? null : value, inner, view);
    }
    // A comparator's wanted value is plain; a filter on what is not there meets nothing.
    if (isFilter(wanted)) return false;
    return compare(subject, key, wanted, view);
  });
}

function matchesCollection(subject: readonly unknown[], key: string, wanted: unknown, view: View): boolean {
  const inner = isFilter(wanted) ? wanted : {};
  const seen = subject.filter((one) => !isRecord(one) || sees(view.world, view.caller, one));
  if (key === "some") return seen.some((one) => matches(one, inner, view));
  if (key === "every") return seen.every((one) => matches(one, inner, view));
  if (key === "length") return matches(seen.length, inner, view);
  if (key === "null") return (seen.length === 0) === wanted;
  return seen.some((one) => matches(one, { [key]: wanted }, view));
}

/** An issue's id comparator takes identifiers too. */
function compareIssueId(issue: Records["Issue"], filter: Filter, world: World): boolean {
  return Object.entries(filter).every(([key, wanted]) => {
    const ids = [wanted].flat().map((id) => world.state.issue(String(id))?.id);
    const found = ids.includes(issue.id);
    return key === "eq" || key === "in" ? found : !found;
  });
}

function compare(subject: unknown, operator: string, wanted: unknown, view: View): boolean {
  const now = view.world.agenda.now();
  if (operator === "in") return list(wanted).some((one) => same(subject, one, now));
  if (operator === "nin") return !list(wanted).some((one) => same(subject, one, now));
  if (operator === "eq") return same(subject, wanted, now);
  if (operator === "neq") return !same(subject, wanted, now);
  if (subject === null) return false;
  const order = orders[operator];
  if (order) {
    const [a, b] = [subject, resolve(subject, wanted, now)];
    if (typeof a === "number" && typeof b === "number") return order(a - b);
    return order(String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);
  }
  const text = texts[operator];
  if (!text) throw new Error(`The twin does not know the comparator ${operator}`);
  return text(String(subject), String(wanted));
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

function asFilters(value: unknown): Filter[] {
  return list(value).filter(isFilter);
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
