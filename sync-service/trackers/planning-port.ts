import type { IssueId } from "#sync/model/issue.ts";
import type { PlannedIssue } from "#sync/model/planned-issue.ts";
import type { CallOptions, MarkOutcome, Sighting } from "./tracker.ts";

/** What both trackers are asked for roll-ups. Reads throw `TrackerUnavailable` when there is no answer to be had. */
interface IssueReading {
  /**
   * Issues anywhere in the tracker that changed at or after `since` (tracker's clock, ms), newest first, a page
   * at a time: one request when nothing did, however many initiatives there are.
   */
  changes(since: number, options: CallOptions): AsyncIterable<readonly Sighting[]>;
  /**
   * Reads issues; those that are gone or hidden are left out. `known` is what was read of them before, so that
   * history is not asked for again.
   */
  read(
    ids: readonly IssueId[],
    known: ReadonlyMap<IssueId, Pick<PlannedIssue, "startedAt" | "blockedBy">>,
    options: CallOptions,
  ): Promise<readonly PlannedIssue[]>;
}

/** JQL without ORDER BY. */
export type Jql = string;

export interface JiraPlanning extends IssueReading {
  /** The ids of issues by their ids or keys; what Jira does not show is left out. */
  named(
    idsOrKeys: readonly string[],
    options: CallOptions,
  ): Promise<readonly { id: IssueId; key: string; title: string; url: string; due: string | null }[]>;
  /** Everything that JQL finds, ids only, up to 5,000 a request. */
  matching(jql: Jql, options: CallOptions): Promise<readonly IssueId[]>;
  /** Everything below these issues at any depth, without them: a request a level and 1,000 parents. */
  below(parents: readonly IssueId[], options: CallOptions): Promise<ReadonlySet<IssueId>>;
  /** Which of these issues each query finds, in the order of the queries: few requests when most find none. */
  within(
    queries: readonly Jql[],
    ids: readonly IssueId[],
    options: CallOptions,
  ): Promise<readonly ReadonlySet<IssueId>[]>;
  /** Writes the roll-up onto a parent: the property, and number fields by their names or ids. */
  writeRollup(rollup: JiraRollup, options: CallOptions): Promise<MarkOutcome>;
}

/** The roll-up's property on a Jira issue. */
export const ROLLUP_PROPERTY = "throughline-rollup";

export interface JiraRollup {
  issue: IssueId;
  key: string;
  value: unknown;
  fields: Readonly<Record<string, number | null>>;
}

export interface LinearPlanning extends IssueReading {
  /** Initiatives and projects with what ties them: one request for up to 250 of each. */
  structure(options: CallOptions): Promise<LinearStructure>;
  /**
   * The id of each of these projects, by what names it: its id, or its slug id, the short one at the end of its link.
   * What Linear does not show is left out. One request for up to 250.
   */
  projectsNamed(idsOrSlugIds: readonly string[], options: CallOptions): Promise<ReadonlyMap<string, string>>;
  /** The issues of these projects, a page of 250 a request. */
  ofProjects(
    projects: readonly string[],
    options: CallOptions,
  ): AsyncIterable<readonly { id: IssueId; project: string | null }[]>;
  /** Everything that an `IssueFilter` finds, a page of 250 a request. */
  matching(filter: LinearFilter, options: CallOptions): Promise<readonly IssueId[]>;
  /** As Jira's: which of these issues each filter finds. */
  within(
    filters: readonly LinearFilter[],
    ids: readonly IssueId[],
    options: CallOptions,
  ): Promise<readonly ReadonlySet<IssueId>[]>;
  /** Posts an update; a repeat with the same id changes nothing. */
  postUpdate(update: LinearUpdate, options: CallOptions): Promise<MarkOutcome>;
}

/** An `IssueFilter` of Linear's API. */
export type LinearFilter = Readonly<Record<string, unknown>>;

export type LinearHealth = "onTrack" | "atRisk" | "offTrack";

export interface LinearUpdate {
  /** A UUID of ours: what makes a repeat harmless. */
  id: string;
  on: "initiative" | "project";
  /** The initiative's or project's id or slug id, and its name. */
  subject: string;
  name: string;
  /** Null: nothing is said of it. */
  health: LinearHealth | null;
  /** Markdown. */
  body: string;
}

export interface LinearStructure {
  initiatives: readonly LinearInitiative[];
  projects: readonly LinearProject[];
}

interface LinearInitiative {
  id: string;
  /** The short id at the end of its link. */
  slugId: string;
  name: string;
  url: string;
  /** Linear's word: Proposed, Planned, Active, Completed, Canceled. */
  status: string;
  owner: { name: string; email: string | null } | null;
  targetOn: string | null;
  health: LinearHealth | null;
  /** Ids of the initiatives right below it, and of the projects in it alone. */
  initiatives: readonly string[];
  projects: readonly string[];
}

interface LinearProject {
  id: string;
  name: string;
  url: string;
  /** The type of its status, e.g. "started". */
  status: string;
  lead: { name: string; email: string | null } | null;
  startsOn: string | null;
  targetOn: string | null;
  health: LinearHealth | null;
  /** Keys of its teams. */
  teams: readonly string[];
  /** Not everybody may see any of its teams. */
  isPrivate: boolean;
}

/** The projects of an initiative and of all initiatives below it; rings are gone around once. */
export function projectsBelow(structure: LinearStructure, initiative: string): ReadonlySet<string> {
  const byId = new Map(structure.initiatives.map((one) => [one.id, one]));
  const projects = new Set<string>();
  const seen = new Set<string>([initiative]);
  for (const id of seen) {
    const found = byId.get(id);
    for (const project of found?.projects ?? []) projects.add(project);
    for (const below of found?.initiatives ?? []) seen.add(below);
  }
  return projects;
}
