import type { CallOptions, Scope } from "./call.ts";
import type { CommentPort } from "./comment-port.ts";
import type { FilePort } from "./file-port.ts";
import type {
  Cycle,
  FieldName,
  IssueId,
  Mark,
  Observation,
  Side,
  Snapshot,
  ValuesOf,
} from "#sync/model/issue.ts";

export type { CallOptions, Priority, Scope } from "./call.ts";

/** What the maps need to know of a tracker; read seldom, kept by the caller. */
export interface Directory {
  side: Side;
  /** Jira's cloud id or Linear's organization id. */
  workspace: string;
  url: string;
  /** The account whose token we use. */
  self: string;
  containers: readonly Container[];
  users: readonly Person[];
  /** In Linear: what projects go through. */
  projectStatuses?: readonly Status[];
  priorities: readonly { id: string; name: string }[];
}

/** A Jira project or a Linear team. */
export interface Container {
  id: string;
  key: string;
  name: string;
  statuses: readonly Status[];
  issueTypes: readonly { id: string; name: string; level: number }[];
  labels: readonly string[];
  /** Linear's milestones, each with the id of its project. */
  milestones?: readonly { id: string; name: string; project: string }[];
  /** Sprints and cycles that are not over; absent where the tracker was not asked for them, or has none to show. */
  cycles?: readonly Cycle[];
  /** Linear's groups with the names of their labels. */
  labelGroups?: readonly { name: string; labels: readonly string[] }[];
}

export interface Status {
  id: string;
  name: string;
  category: StatusCategory;
}

/** Linear's state types; Jira's three categories map to unstarted, started and completed. */
export type StatusCategory =
  "triage" | "backlog" | "unstarted" | "started" | "completed" | "canceled" | "duplicate" | "unknown";

export interface Person {
  id: string;
  name: string;
  /** Null where the tracker hides it. */
  email: string | null;
  active: boolean;
}

/** A reason to look: the issue's id and, where told, the version it had. */
export interface Sighting {
  id: IssueId;
  /** Milliseconds since the epoch by the tracker's clock; null where the listing does not tell. */
  version: number | null;
}

/** A relation as the listing of all of them shows it, from the issue it starts at. */
export interface Related {
  issue: IssueId;
  relation: string;
}

/** What a webhook gives reason to look at. */
export interface HintedIssue extends Sighting {
  /** The comment it speaks of, where it tells which and in which version. */
  comment?: { id: string; version: number };
  /** Id or key of its project or team; null where the webhook does not tell. */
  container: string | null;
}

/** A set is written as what comes and what goes, never whole. */
export interface SetChange {
  add: readonly string[];
  remove: readonly string[];
}

/** Fields that hold sets: adds and removes of both sides all count. */
type SetField = "labels" | "relations" | "components";
export type ScalarField = Exclude<FieldName, SetField>;

/** What Linear keeps among the labels. */
type MeantByLabels = "type" | "components" | "custom";
/** The scalars a side stores as such. */
export type StoredScalar<S extends Side> = Exclude<ScalarField, S extends "linear" ? MeantByLabels : never>;

/** What people are shown of the issue on the other side. */
export interface CounterpartWords {
  key: string;
  url: string;
  title: string;
  /** Who wrote it, where that was a person. */
  author?: string;
}

export interface CreateIssue<S extends Side = Side> {
  /** Makes a repeat harmless: in Linear it is the new issue's own id, in Jira it stands in the mark. */
  key: string;
  container: string;
  /** Jira's type, by id or name; null for the project's first usual one. */
  issueType: string | null;
  /** In Jira: the account that is named as the reporter, where the token's account may name others. */
  reporter?: string;
  /** Relations are written once both issues are there. */
  values: Partial<Omit<ValuesOf[S], "relations" | (S extends "jira" ? "type" : MeantByLabels)>> & {
    title: string;
  };
  mark: Mark;
  counterpart: CounterpartWords;
}

export interface UpdateIssue<S extends Side = Side> {
  id: IssueId;
  container: string;
  /** The state it was observed in, which decides the transitions there are. */
  observed: Snapshot<S>;
  set: Partial<Pick<ValuesOf[S], StoredScalar<S>>>;
  labels?: SetChange;
  relations?: SetChange;
  /** In Jira only. */
  components?: SetChange;
  /** In Jira only: the resolution to have in the status that is set. */
  resolution?: string;
  mark: Mark;
  counterpart: CounterpartWords;
}

export interface MarkIssue {
  id: IssueId;
  mark: Mark;
  counterpart: CounterpartWords;
}

/** What a tracker would not take, and what a person can do about it. */
export interface Refusal {
  fields: readonly FieldName[] | "issue";
  code:
    | "no-transition"
    | "required-field"
    | "permission"
    | "too-large"
    | "unknown-value"
    | "invalid"
    | "not-found"
    | "unmapped"
    /** Another issue must be mirrored first. */
    | "waits";
  message: string;
}

export type WriteOutcome<S extends Side = Side> =
  /** Written and read back; fields named in `refused` were left as they are. */
  | {
      kind: "applied";
      snapshot: Snapshot<S>;
      refused: readonly Refusal[];
      /** What the tracker's history shows that others wrote after our look and our write covered. */
      covered?: readonly CoveredEdit[];
    }
  /** Nothing of this item was written. */
  | { kind: "refused"; refused: readonly Refusal[] }
  /** It may have happened, may yet happen, or not: look before repeating. */
  | { kind: "unknown"; reason: string }
  /** Certainly not sent: the budget is spent, the deadline too near, or an earlier item ended the batch. */
  | { kind: "not-sent"; reason: string; retryAt: number | null };

/** A value that somebody gave a field between our look and our write, in the side's own values. */
export interface CoveredEdit {
  field: ScalarField;
  value: unknown;
}

export type MarkOutcome = { kind: "applied" } | Exclude<WriteOutcome, { kind: "applied" }>;

/**
 * One tracker, seen as the mirror needs it. Reads throw `TrackerUnavailable` when there is no answer to be
 * had; writes never throw for what a tracker answered: each item's fate is told. All calls batch as far as
 * the tracker allows and draw on the connection's budget.
 */
export interface Tracker<S extends Side = Side> {
  readonly side: S;
  directory(options: CallOptions): Promise<Directory>;
  /**
   * Issues of the scope changed at or after `since` (tracker's clock, ms), newest first, a page at a time,
   * archived and trashed ones included where the tracker shows them.
   */
  changes(scope: Scope, since: number, options: CallOptions): AsyncIterable<readonly Sighting[]>;
  /** Every issue of the scope, ids only: the sweep and the first listing. */
  list(scope: Scope, options: CallOptions): AsyncIterable<readonly Sighting[]>;
  /** All relations there are, where a tracker tells of their changes in no other way. */
  relations?(options: CallOptions): AsyncIterable<readonly Related[]>;
  /** The rules of a container's workflow; null where any status may follow any other. */
  workflow(container: Container, options: CallOptions): Promise<WorkflowFacts | null>;
  /** Which of these issues the scope holds now. */
  within(scope: Scope, ids: readonly IssueId[], options: CallOptions): Promise<ReadonlySet<IssueId>>;
  /** Reads whole issues by id; every id asked for is in the answer. */
  observe(ids: readonly IssueId[], options: CallOptions): Promise<ReadonlyMap<IssueId, Observation<S>>>;
  /** Outcomes in the order of the items. */
  create(items: readonly CreateIssue<S>[], options: CallOptions): Promise<readonly WriteOutcome<S>[]>;
  update(items: readonly UpdateIssue<S>[], options: CallOptions): Promise<readonly WriteOutcome<S>[]>;
  /** Writes marks alone, without raising the issue's version where the tracker allows it. */
  mark(items: readonly MarkIssue[], options: CallOptions): Promise<readonly MarkOutcome[]>;
  /**
   * After a lost answer: what creations with these keys left behind, looked up by something that does not
   * lag. `since` is the moment (tracker's clock, ms) before the earliest attempt. More than one id for a key means that a late
   * creation landed as well. `settled` is false while one may still land.
   */
  findCreated(
    container: string,
    keys: readonly string[],
    probe: CreationProbe,
    options: CallOptions,
  ): Promise<{ found: ReadonlyMap<string, readonly IssueId[]>; probe: CreationProbe }>;
  /** Where to start looking, should the answers of the creations about to be sent be lost. */
  creationProbe(container: string, options: CallOptions): Promise<CreationProbe>;
  /** Deletes an untouched duplicate of our own making; refuses anything a person has touched. */
  retireDuplicate(
    id: IssueId,
    mark: Mark,
    options: CallOptions,
  ): Promise<WriteOutcome<S> | { kind: "retired" }>;
  comments: CommentPort<S>;
  files: FilePort<S>;
  /** Requests and points spent, and until when the tracker told us to wait. */
  spending(): Spending;
}

/** What a tracker's own rules allow, as far as it lets itself be asked. */
export interface WorkflowFacts {
  /** From each status that an issue stands in now: where a step leads, and what its screen asks for, by name. */
  moves: readonly { from: string; to: string; requires: readonly string[] }[];
  /** Per type, by id: fields without a default that a creation must bring, by name, beyond title and type. */
  asked: readonly { type: string; fields: readonly string[] }[];
}

/** Opaque to the mirror: e.g. the highest issue number known before the attempt. */
export type CreationProbe = string;

export interface Spending {
  requests: number;
  points: number;
  /** What the tracker's own headers last said, null before the first answer. */
  remaining: number | null;
  limit: number | null;
  pausedUntil: number | null;
}

/** A tracker that cannot be asked now: no network, its own error, or its limit. Nothing was changed. */
export class TrackerUnavailable extends Error {
  readonly side: Side;
  /** Milliseconds since the epoch on the caller's clock when it makes sense to ask again. */
  readonly retryAt: number | null;
  readonly reason: "network" | "server" | "rate-limit" | "credentials" | "deadline" | "contract";

  constructor(
    side: Side,
    reason: TrackerUnavailable["reason"],
    message: string,
    retryAt: number | null = null,
  ) {
    super(message);
    this.name = "TrackerUnavailable";
    this.side = side;
    this.reason = reason;
    this.retryAt = retryAt;
  }
}
