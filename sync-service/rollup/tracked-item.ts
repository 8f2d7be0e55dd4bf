import { z } from "zod";
import { daySchema, type Day } from "#shared/day.ts";
import type { StatusCategory, Tracker } from "#shared/rollup/item.ts";
import { dayOf } from "./initiative.ts";

/**
 * One issue of one side, as its tracker tells it for a roll-up. It bears no title: titles are looked up where a reader
 * may see them, so no number, snapshot or log can leak one.
 */
export const trackedItemSchema = z.object({
  /** "jira:10012" or "linear:<UUID>" (`itemId`). */
  id: z.string().min(1),
  tracker: z.enum(["jira", "linear"] satisfies Tracker[]),
  key: z.string().min(1),
  url: z.string().exactOptional(),
  /** The same work in the other tracker, by the mirror's link. */
  counterpartId: z.string().nullable(),
  /** The issues it is a part of, whether or not they are in a source. */
  parentIds: z.array(z.string()).readonly(),
  status: z.enum(["backlog", "unstarted", "started", "completed", "canceled"] satisfies StatusCategory[]),
  points: z.number().nonnegative().nullable(),
  /** Hours worked and hours still to do. */
  time: z.object({ spent: z.number().nonnegative(), remaining: z.number().nonnegative() }).nullable(),
  isSubtask: z.boolean(),
  /** The key of its team or project: points mean the same only within one. */
  team: z.string(),
  /** Of a private Linear team: counts, and is never shown with its title. */
  isPrivate: z.boolean(),
  createdOn: daySchema,
  startedOn: daySchema.nullable(),
  completedOn: daySchema.nullable(),
  canceledOn: daySchema.nullable(),
  /** Its own dates. */
  startsOn: daySchema.nullable(),
  dueOn: daySchema.nullable(),
  /** Since when an open issue blocks it, or somebody flagged it, and the keys of what blocks it. */
  blocked: z.object({ since: daySchema, by: z.array(z.string()).readonly() }).nullable(),
  /** Who can act on it; the name as that tracker tells it. */
  assignee: z.object({ id: z.string().min(1), name: z.string().nullable() }).nullable(),
  /** When it last changed, ms by the tracker's clock. */
  updatedAt: z.int(),
});
export type TrackedItem = z.output<typeof trackedItemSchema>;

/**
 * Everything that pages of past days are rebuilt from, as rows with the time in which they held, ms by the service's
 * clock: `until` is null while it holds. One row a change; rows of one item (or one membership) do not overlap. Within
 * a day rows may be merged into their last, but never across the moment of a human update: "what changed since" is
 * told from that moment.
 */
export interface ItemVersion {
  readonly item: TrackedItem;
  readonly since: number;
  readonly until: number | null;
}

/** That a source of an initiative brings an issue. The other half of a pair needs no row: its link names it. */
export interface Membership {
  readonly initiative: string;
  /** The source's id. */
  readonly source: string;
  readonly item: string;
  /** The source names this very issue (the parent of a `jira-parent`). */
  readonly isRoot: boolean;
  /** Null: it was there when the source was first read, so it came into scope when it was created. */
  readonly since: number | null;
  readonly until: number | null;
}

/** What held at a moment. */
interface PastRollup {
  readonly items: readonly TrackedItem[];
  readonly members: readonly Membership[];
  /** True where an issue was first seen later, and what its tracker says about its dates was believed. */
  readonly isRebuilt: boolean;
}

/**
 * `versions` and `members` are every row of an initiative, its pairs' other halves included. Before the first row of an
 * issue, its tracker's own dates say whether it was there, started, completed or cancelled; its points, team and
 * parents are those first seen.
 */
export function rollupAt(
  versions: readonly ItemVersion[],
  members: readonly Membership[],
  moment: number,
): PastRollup {
  const latest = new Map<string, ItemVersion>();
  const first = new Map<string, ItemVersion>();
  for (const version of versions) {
    const { id } = version.item;
    const earliest = first.get(id);
    if (earliest === undefined || version.since < earliest.since) first.set(id, version);
    if (version.since <= moment && (version.until === null || version.until > moment))
      latest.set(id, version);
  }
  const items: TrackedItem[] = [];
  let isRebuilt = false;
  for (const [id, earliest] of first) {
    const held = latest.get(id);
    if (held !== undefined) items.push(held.item);
    else if (earliest.since > moment && earliest.item.createdOn <= dayOf(moment)) {
      items.push(asOfDay(earliest.item, dayOf(moment)));
      isRebuilt = true;
    }
  }
  const held = members.filter(
    ({ since, until }) => (since === null || since <= moment) && (until === null || until > moment),
  );
  return { items, members: held, isRebuilt };
}

/** An issue as its own dates say it was at the end of an earlier day. */
function asOfDay(item: TrackedItem, day: Day): TrackedItem {
  const had = (on: Day | null): Day | null => (on !== null && on <= day ? on : null);
  const completedOn = had(item.completedOn);
  const canceledOn = had(item.canceledOn);
  const startedOn = had(item.startedOn);
  const status = statusThen(item.status, { startedOn, completedOn, canceledOn });
  const blocked = item.blocked !== null && item.blocked.since <= day ? item.blocked : null;
  return { ...item, status, startedOn, completedOn, canceledOn, blocked, time: null };
}

function statusThen(
  now: StatusCategory,
  { startedOn, completedOn, canceledOn }: Pick<TrackedItem, "startedOn" | "completedOn" | "canceledOn">,
): StatusCategory {
  if (completedOn !== null) return "completed";
  if (canceledOn !== null) return "canceled";
  if (startedOn !== null) return "started";
  return now === "backlog" ? "backlog" : "unstarted";
}
