import type { PlannedIssue } from "#sync/model/planned-issue.ts";
import { itemId } from "./item-id.ts";
import { dayOf } from "./initiative.ts";
import type { TrackedItem } from "./tracked-item.ts";

/** What is known of an issue for a roll-up, from what its tracker tells; `before` is what was known of it. */
export function trackedOf(
  issue: PlannedIssue,
  counterpartId: string | null,
  before: TrackedItem | null,
  now: number,
): TrackedItem {
  const day = (at: number | null) => (at === null ? null : dayOf(at));
  return {
    id: itemId(issue.side, issue.id),
    tracker: issue.side,
    key: issue.key,
    url: issue.url,
    counterpartId,
    parentIds: issue.parent === null ? [] : [itemId(issue.side, issue.parent)],
    status: issue.category,
    points: issue.points,
    time: issue.time,
    isSubtask: issue.isSubtask,
    team: issue.team,
    isPrivate: issue.isPrivate,
    createdOn: dayOf(issue.createdAt),
    startedOn: day(issue.startedAt),
    completedOn: day(issue.completedAt),
    canceledOn: day(issue.canceledAt),
    startsOn: issue.starts,
    dueOn: issue.due,
    blocked: blockedOf(issue, before, now),
    assignee: issue.assignee,
    updatedAt: issue.version,
  };
}

/** Where a tracker does not tell since when, it is since we first saw it. */
function blockedOf(issue: PlannedIssue, before: TrackedItem | null, now: number): TrackedItem["blocked"] {
  if (issue.blockedBy.length === 0 || issue.category === "completed" || issue.category === "canceled")
    return null;
  const told = issue.blockedBy.flatMap(({ since }) => (since === null ? [] : [since]));
  const since = told.length > 0 ? dayOf(Math.min(...told)) : (before?.blocked?.since ?? dayOf(now));
  return { since, by: issue.blockedBy.map(({ key }) => key) };
}
