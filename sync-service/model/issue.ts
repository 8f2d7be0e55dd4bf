import type { AdfDocument } from "#sync/richtext/index.ts";

export type Side = "jira" | "linear";
export const SIDES = ["jira", "linear"] as const satisfies readonly Side[];
export const otherSide = { jira: "linear", linear: "jira" } as const satisfies Record<Side, Side>;

/** The tracker's own, stable id of an issue: Jira's numeric id (as text) or Linear's UUID. Never the key. */
export type IssueId = string & { readonly __issueId: unique symbol };
export const issueId = (id: string): IssueId => id as IssueId;

/**
 * What an issue says, in the values of the side that stores it. `status`, `priority` and `assignee` are the
 * tracker's ids (Linear's priority is "0" to "4"); labels are names; dates are YYYY-MM-DD; the estimate is in
 * points.
 */
interface SharedValues {
  title: string;
  status: string;
  priority: string | null;
  assignee: string | null;
  labels: readonly string[];
  estimate: number | null;
  dueDate: string | null;
  /** The issue it is a part of. */
  parent: IssueId | null;
  /** Names of components in Jira; in Linear the labels that stand for them. */
  components: readonly string[];
  /** By the name of a field of Jira's that the mapping chose: the option there, the label in Linear. */
  custom: Readonly<Record<string, string | null>>;
  /**
   * The id of its sprint or cycle. In Jira the open sprint; of an issue that is done, the last one it was in, so
   * that a sprint's end is no edit.
   */
  cycle: string | null;
  /** What it is to other issues, each as `relationText` says it. */
  relations: readonly string[];
}
export interface JiraValues extends SharedValues {
  /** The names of its fix versions. */
  milestone: readonly string[];
  /** The id of its type. */
  type: string;
  description: AdfDocument | null;
}
export interface LinearValues extends SharedValues {
  /** The id of its project's milestone. */
  milestone: string | null;
  /** The label that stands for a type of Jira's, of those that the mapping names. */
  type: string | null;
  /** Markdown as Linear stored it; empty when there is none. */
  description: string;
}
export interface ValuesOf {
  jira: JiraValues;
  linear: LinearValues;
}

export type FieldName = keyof SharedValues | "description" | "type" | "milestone";
export const FIELDS = [
  "title",
  "description",
  "status",
  "priority",
  "assignee",
  "labels",
  "estimate",
  "dueDate",
  "type",
  "parent",
  "relations",
  "components",
  "custom",
  "milestone",
  "cycle",
] as const satisfies readonly FieldName[];

/**
 * What the service writes on each side to name the link, so that a lost database is rebuilt from the
 * trackers. Each commit raises the generation on the side it writes.
 */
export interface Mark {
  link: string;
  mirror: string;
  generation: number;
  /** The other side's issue id; absent while its creation is under way. */
  counterpart: IssueId | null;
}

/** A comment's text, as the side that stores it holds it. */
export interface CommentBodies {
  jira: AdfDocument;
  linear: string;
}

/** A comment as observed on one side. */
export interface Comment<S extends Side = Side> {
  id: string;
  /** Null where the tracker names no account (an integration, a person who is gone). */
  authorId: string | null;
  /** The name as that tracker shows it; empty where there is none. */
  author: string;
  body: CommentBodies[S];
  /** Milliseconds since the epoch by the tracker's clock, as is the version: when it last changed. */
  createdAt: number;
  version: number;
  /** The first comment of its thread; null for one that begins a thread, and always in Jira. */
  parent: string | null;
  /** True when only some of those who see the issue may read it. Such a comment is not carried over. */
  restricted: boolean;
}

/** A file as observed on an issue. */
export interface IssueFile<S extends Side = Side> {
  side: S;
  id: string;
  name: string;
  /** Bytes; null where the tracker does not say. */
  size: number | null;
  authorId: string | null;
  author: string;
  /** Milliseconds since the epoch by the tracker's clock. */
  createdAt: number;
  /** Where its content is read. */
  url: string;
}

/** A sprint of Jira's or a cycle of Linear's. */
export interface Cycle {
  id: string;
  /** As people see it: "Cycle 12" where Linear's has no name of its own. */
  name: string;
  /** Linear's cycles are numbered. */
  number?: number;
  /** Milliseconds since the epoch; null where a sprint has no dates yet. */
  start: number | null;
  end: number | null;
  /** True when it is closed or over: then nothing is moved into it any more. */
  isPast: boolean;
}

/** An issue as observed on one side, with the side's own version. */
export interface Snapshot<S extends Side = Side> {
  side: S;
  id: IssueId;
  /** PROJ-12 or ENG-12: changes when the issue moves; for people only. */
  key: string;
  url: string;
  /** The id of the Jira project or Linear team. */
  container: string;
  /** Milliseconds since the epoch by the tracker's clock: when it last changed, as the tracker says. */
  version: number;
  createdAt: number;
  lifecycle: "active" | "archived" | "trashed";
  values: ValuesOf[S];
  /** In Linear: all labels, where `values` tells them apart by what they mean. */
  allLabels?: readonly string[];
  /** Who reported it in Jira or created it in Linear; carried over at creation, and never changed after. */
  author?: { id: string; name: string } | null;
  /** Of a project that stands in an issue's place: its teams. */
  teams?: readonly string[];
  /** In Linear: the id of its project. */
  project?: string | null;
  /** The sprint or cycle it is in; in Jira the last it was in, where no open one holds it. */
  cycle?: Cycle | null;
  /** In Jira: the resolution's name. */
  resolution?: string | null;
  /** In Jira: the property that shows the score, as it was found; whoever may edit the issue can write it. */
  scoreProperty?: unknown;
  /** The tracker's own ids of the relations it names. */
  relationIds?: Readonly<Record<string, string>>;
  mark: Mark | null;
  /** The other issues of the same tracker that its values name, with their keys. */
  mentions: readonly { id: IssueId; key: string }[];
  /** URLs the issue itself carries of the other tracker: how an earlier import is recognised. */
  counterpartUrls: readonly string[];
  /** True when another service (Linear's own Jira sync) already mirrors this issue. */
  mirroredElsewhere: boolean;
  /** Comments that came along with the issue: all of them only where the total says so. */
  comments?: { total: number; shown: readonly Comment<S>[] };
  /** Its files, where they come along with the issue. */
  files?: readonly IssueFile<S>[];
}

export function isOnSide<S extends Side>(snapshot: Snapshot, side: S): snapshot is Snapshot<S> {
  return snapshot.side === side;
}

/** `absent` says only that the tracker does not show it: deleted, or forbidden. It proves nothing. */
export type Observation<S extends Side = Side> =
  { kind: "present"; snapshot: Snapshot<S> } | { kind: "absent"; id: IssueId };
