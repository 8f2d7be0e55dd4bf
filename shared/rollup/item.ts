/** What a roll-up is made of: issues of both trackers as one list, and the sources that name which of them count. */

export type Tracker = "jira" | "linear";

export type StatusCategory = "backlog" | "unstarted" | "started" | "completed" | "canceled";

export interface RollupItem {
  /** Unique over both trackers. */
  readonly id: string;
  readonly tracker: Tracker;
  readonly key: string;
  readonly title?: string;
  readonly url?: string;
  /** The same work in the other tracker. */
  readonly counterpartId: string | null;
  readonly parentIds: readonly string[];
  readonly status: StatusCategory;
  readonly points: number | null;
  /** Hours worked and hours still to do. */
  readonly time: { readonly spent: number; readonly remaining: number } | null;
  readonly isSubtask: boolean;
  /** Points mean the same only within one team. */
  readonly team: string;
}

export interface RollupSource {
  readonly id: string;
  /** As a person knows it: "Linear project Checkout", "SHOP-12 and below". */
  readonly label: string;
  /** The issues linked themselves (a Jira parent); empty where the source is no issue (a project, a query). */
  readonly rootIds: readonly string[];
  /** Every issue that the source brings, at any depth. */
  readonly itemIds: readonly string[];
}

/** Whose value counts when the halves of a mirrored pair differ. */
export interface FieldOwners {
  readonly status: Tracker;
  readonly points: Tracker;
  readonly time: Tracker;
}
