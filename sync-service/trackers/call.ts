import type { IssueId } from "#sync/model/issue.ts";

/**
 * Which issues of a tracker are meant. `filter` narrows the containers down in the tracker's own words: JQL
 * (without ORDER BY) in Jira, an `IssueFilter` as JSON in Linear.
 */
export interface Scope {
  containers: readonly string[];
  filter?: string;
  /** Linear's projects of these teams instead of their issues. */
  isOfProjects?: boolean;
  /** Only what is a part of one of these. */
  partsOf?: readonly IssueId[];
}

/** How a call may be made: who waits for it, and until when it may be under way. */
export interface CallOptions {
  priority: Priority;
  /** No request starts that could outlive this moment (a lease), in the clock's milliseconds. */
  deadline?: number;
}
export type Priority = "interactive" | "live" | "backfill";
