import { z } from "zod";
import { isFilter, isRecord, predicate } from "./filters.ts";
import { property } from "./properties.ts";
import type { View } from "./world.ts";
import type { AnyRecord } from "./records.ts";
import { invalid } from "./refusals.ts";
import { sees } from "./world.ts";

const argumentsSchema = z.object({
  first: z.number().nullish(),
  last: z.number().nullish(),
  after: z.string().nullish(),
  before: z.string().nullish(),
  orderBy: z.enum(["createdAt", "updatedAt"]).nullish(),
  includeArchived: z.boolean().nullish(),
  includeDisabled: z.boolean().nullish(),
  filter: z.custom<Readonly<Record<string, unknown>>>(isFilter).nullish(),
  sort: z.array(z.record(z.string(), z.unknown())).nullish(),
});

type Compare = (a: AnyRecord, b: AnyRecord) => number;

/** One page of a list as Linear gives it: 50 unless told, newest first, the cursor being the node's id. */
export function connection(list: readonly AnyRecord[], unknownArguments: unknown, view: View) {
  const given = argumentsSchema.parse(unknownArguments);
  const size = pageSize(given.first, "first") ?? pageSize(given.last, "last") ?? 50;
  const fromEnd = typeof given.first !== "number" && typeof given.last === "number";
  const meets = given.filter ? predicate(given.filter, view) : undefined;
  const kept = list.filter(
    (record) =>
      (given.includeArchived === true || record.archivedAt === null) &&
      (record.__typename !== "User" || record.active || given.includeDisabled === true) &&
      sees(view.world, view.caller, record) &&
      (!meets || meets(record)),
  );
  const order = given.sort ? sortedBy(given.sort, view) : newestFirst(given.orderBy ?? "createdAt");
  kept.sort(order);
  const start =
    typeof given.after === "string" ? place(kept, cursor(list, given.after, view), order, "after") : 0;
  const end =
    typeof given.before === "string"
      ? place(kept, cursor(list, given.before, view), order, "before")
      : kept.length;
  const from = fromEnd ? Math.max(start, end - size) : start;
  const to = fromEnd ? end : Math.min(end, start + size);
  const nodes = kept.slice(from, to);
  return {
    nodes,
    edges: nodes.map((node) => ({ node, cursor: node.id })),
    pageInfo: {
      hasNextPage: to < kept.length,
      hasPreviousPage: from > 0,
      startCursor: nodes[0]?.id ?? null,
      endCursor: nodes.at(-1)?.id ?? null,
    },
  };
}

function pageSize(value: number | null | undefined, name: string): number | undefined {
  if (typeof value !== "number") return undefined;
  if (value < 1) throw invalid(`${name} must not be less than 1`);
  if (value > 250) throw invalid(`${name} must not be greater than 250`);
  return value;
}

function cursor(list: readonly AnyRecord[], id: string, view: View): AnyRecord {
  const kind = list[0]?.__typename;
  const record = list.find((one) => one.id === id) ?? (kind && view.world.state.get(kind, id));
  if (!record) throw invalid(`The cursor ${id} is not a node of this connection`);
  return record;
}

/**
 * Where a cursor stands now. Its record may have changed since, so that it has another place in the order or
 * does not meet the filter any more: what the page then holds is what Linear's holds.
 */
function place(
  kept: readonly AnyRecord[],
  record: AnyRecord,
  order: Compare,
  side: "after" | "before",
): number {
  let [low, high] = [0, kept.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = kept[middle];
    const difference = one ? order(one, record) : 0;
    if (difference < 0 || (difference === 0 && side === "after")) low = middle + 1;
    else high = middle;
  }
  return low;
}

function newestFirst(field: "createdAt" | "updatedAt"): Compare {
  return (a, b) =>
    a[field] < b[field] ? 1 : a[field] > b[field] ? -1 : a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}

const sortSchema = z.object({
  order: z.enum(["Ascending", "Descending"]).nullish(),
  nulls: z.enum(["first", "last"]).nullish(),
});

const sortable = new Set([
  "createdAt",
  "updatedAt",
  "completedAt",
  "priority",
  "title",
  "dueDate",
  "estimate",
  "name",
]);

function sortedBy(sort: readonly Record<string, unknown>[], view: View): Compare {
  const keys = sort.flatMap((entry) =>
    Object.entries(entry).map(([name, how]) => {
      if (name !== "manual" && !sortable.has(name)) throw new Error(`The twin cannot sort by ${name}`);
      const { order, nulls } = sortSchema.parse(how);
      const field = name === "manual" ? "sortOrder" : name;
      return { field, sign: order === "Descending" ? -1 : 1, nulls: nulls === "first" ? -1 : 1 };
    }),
  );
  const fallback = newestFirst("createdAt");
  return (a, b) => {
    for (const { field, sign, nulls } of keys) {
      const [left, right] = [property(a, field, view) ?? null, property(b, field, view) ?? null];
      if (left === right) continue;
      if (left === null) return nulls;
      if (right === null) return -nulls;
      if (typeof left === "number" && typeof right === "number") return sign * (left - right);
      return sign * (left < right ? -1 : 1);
    }
    return fallback(a, b);
  };
}

export function recordsIn(value: unknown): AnyRecord[] | undefined {
  return Array.isArray(value) && value.every(isRecord) ? value : undefined;
}
