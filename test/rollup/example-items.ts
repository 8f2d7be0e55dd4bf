import type { ItemVersion, Membership, TrackedItem } from "#sync/rollup/tracked-item.ts";

/** An issue of the Linear team ENG, untouched since it was created on 1 September. */
export function tracked(key: string, given: Partial<TrackedItem> = {}): TrackedItem {
  return {
    id: `linear:${key}`,
    tracker: "linear",
    key,
    counterpartId: null,
    parentIds: [],
    status: "unstarted",
    points: null,
    time: null,
    isSubtask: false,
    team: "ENG",
    isPrivate: false,
    createdOn: "2026-09-01",
    startedOn: null,
    completedOn: null,
    canceledOn: null,
    startsOn: null,
    dueOn: null,
    blocked: null,
    assignee: null,
    updatedAt: 0,
    ...given,
  };
}

export const version = (item: TrackedItem, since: number, until: number | null = null): ItemVersion => ({
  item,
  since,
  until,
});

export function member(item: string, given: Partial<Membership> = {}): Membership {
  return { initiative: "checkout", source: "0", item, isRoot: false, since: null, until: null, ...given };
}
