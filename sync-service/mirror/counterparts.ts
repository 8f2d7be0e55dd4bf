import type { IssueId, Side } from "#sync/model/issue.ts";

/** Where the counterpart of an issue stands that another one speaks of: its parent, one it blocks. */
export type Counterpart =
  /** `jiraType`: the id of the type it has in Jira, as far as the link remembers. */
  | { kind: "linked"; id: IssueId; jiraType: string | null }
  /** In the mirror, and not on the other side yet. */
  | { kind: "waiting" }
  /** Not mirrored: who speaks of it does so on his own side only. */
  | { kind: "outside" };

/** The counterparts of all issues that those of a batch speak of, looked up once: so the plan stays pure. */
export interface Counterparts {
  of(side: Side, id: IssueId): Counterpart;
}

/** Of issues that speak of no other. */
export const noCounterparts: Counterparts = { of: () => ({ kind: "outside" }) };
