import type { FieldName } from "#sync/model/issue.ts";
import type { JiraDump } from "#sync/sandbox/jira/dump.ts";
import type { LinearDump } from "#sync/sandbox/linear/dump.ts";
import type { Dice } from "./dice.ts";

export type JiraIssue = JiraDump["issues"][number];
export type LinearIssue = LinearDump["issues"][number];
/** A value in people's words: one text or number, or the members of a set. */
export type Value = string | number | null | readonly string[];

/** What ids stand for. */
export interface Names {
  jira: (id: unknown) => string | null;
  linear: (id: unknown) => string | null;
}

/** What a person does, as a twin's action without the issue and the name. */
type Act = Record<string, unknown> & { do: string };

/** What a person may name while changing a field: keys of the tracker's issues. */
export interface Around {
  /** Those that others can be part of. */
  epics: readonly string[];
  others: readonly string[];
}

export interface FieldKind {
  name: FieldName;
  /** "set": each member has a fate of its own. */
  kind: "one" | "set";
  /** Its values are ids of issues, which each tracker calls otherwise. */
  ofIssues?: true;
  /** What the trackers' edit logs call it. */
  logged: { jira: string; linear: string };
  /** From an edit log, or from a value in a conflict record. */
  read: { jira: (raw: unknown, names: Names) => Value; linear: (raw: unknown, names: Names) => Value };
  dumped: { jira: (issue: JiraIssue) => Value; linear: (issue: LinearIssue) => Value };
  same: (jira: Value, linear: Value) => boolean;
  /** Where several values may stand for one: whether they do so whatever else the other side has. */
  agrees?: (jira: Value, linear: Value) => boolean;
  /** Undefined where there is nothing to change. */
  change: {
    jira: (dice: Dice, issue: JiraIssue, fresh: string, around: Around) => Act | undefined;
    linear: (dice: Dice, issue: LinearIssue, fresh: string, around: Around) => Act | undefined;
  };
}

export const text = (raw: unknown): Value =>
  typeof raw === "string" || typeof raw === "number" ? raw : null;

export const otherThan = <Item>(dice: Dice, items: readonly Item[], now: Item): Item =>
  dice.pick(items.filter((item) => item !== now));
