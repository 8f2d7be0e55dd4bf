import type { IssueId, Side } from "#sync/model/issue.ts";

/** The id of an issue in a roll-up: unique over both trackers. */
export const itemId = (side: Side, id: IssueId): string => `${side}:${id}`;
/** The issue behind such an id; null when it is the other side's. */
export const issueOfItem = (side: Side, item: string): string | null =>
  item.startsWith(`${side}:`) ? item.slice(side.length + 1) : null;
