import type { IssueId, Side } from "./issue.ts";

/** What a status means for a plan, whichever tracker it is of. */
export type PlannedCategory = "backlog" | "unstarted" | "started" | "completed" | "canceled";

/** An issue as a roll-up needs it: what it weighs, how far it is and since when. Who can act on it, and none of its texts but the title. */
export interface PlannedIssue {
  side: Side;
  id: IssueId;
  key: string;
  title: string;
  url: string;
  /** Its last change by the tracker's clock, ms, as all moments here. */
  version: number;
  category: PlannedCategory;
  points: number | null;
  /** Hours worked and hours still to do, where the tracker keeps them. */
  time: { spent: number; remaining: number } | null;
  /** The key of the Jira project or Linear team: points mean the same within one. */
  team: string;
  /** Of a Linear team that not everybody may see. */
  isPrivate: boolean;
  isSubtask: boolean;
  assignee: { id: string; name: string } | null;
  parent: IssueId | null;
  /** Linear's project. */
  project: string | null;
  createdAt: number;
  startedAt: number | null;
  completedAt: number | null;
  canceledAt: number | null;
  /** Calendar days, "2026-03-31". */
  starts: string | null;
  due: string | null;
  /** Issues that are not done and that this one waits for; since when, where the tracker tells. */
  blockedBy: readonly { id: IssueId; key: string; since: number | null }[];
}
