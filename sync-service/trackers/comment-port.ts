import type { CopyMark } from "#sync/model/comment.ts";
import type { Comment, CommentBodies, IssueId, Side } from "#sync/model/issue.ts";
import type { CallOptions, Scope } from "./call.ts";

/** A reason to look at an issue's comments. */
export interface CommentSighting {
  id: string;
  issue: IssueId;
  /** Milliseconds since the epoch by the tracker's clock. */
  version: number;
}

export interface CreateComment<S extends Side = Side> {
  issue: IssueId;
  /** The issue's key, for words to people. */
  issueKey: string;
  /** In Linear the new comment's own id, which makes a repeat harmless; null in Jira, which takes none. */
  id: string | null;
  body: CommentBodies[S];
  /** When the original was written, if that is long ago; shown where the tracker lets us. */
  createdAt: number | null;
  /** Kept in Jira with the comment; Linear has no place for it, there the id tells. */
  mark: CopyMark | null;
}

export interface UpdateComment<S extends Side = Side> {
  issue: IssueId;
  issueKey: string;
  id: string;
  body: CommentBodies[S];
}

export type RemoveComment = Omit<UpdateComment, "body">;

export interface CommentRefused {
  code: "permission" | "too-large" | "not-found" | "invalid";
  /** What happened and what to do, for a person. */
  message: string;
}

export type CommentOutcome<S extends Side = Side> =
  /** Written, and shown as the tracker stored it. */
  | { kind: "applied"; comment: Comment<S> }
  /** It is not there (any more). */
  | { kind: "gone" }
  | { kind: "refused"; refusal: CommentRefused }
  /** It may have happened, may yet happen, or not. */
  | { kind: "unknown"; reason: string }
  | { kind: "not-sent"; reason: string; retryAt: number | null };

/** A comment with the mark it carries; read by id, so that no page's border can hide it. */
export interface FoundComment<S extends Side = Side> {
  comment: Comment<S>;
  mark: CopyMark | null;
}

/** A tracker's comments. Reads and writes behave as the tracker's own. */
export interface CommentPort<S extends Side = Side> {
  /** All comments of these issues, oldest first. An issue that is not shown is not in the answer. */
  read(
    issues: readonly IssueId[],
    options: CallOptions,
  ): Promise<ReadonlyMap<IssueId, readonly Comment<S>[]>>;
  /** Those of these comments that are there. */
  find(ids: readonly string[], options: CallOptions): Promise<ReadonlyMap<string, FoundComment<S>>>;
  /**
   * Comments changed at or after `since` (tracker's clock, ms), newest first, a page at a time; null where a
   * comment raises its issue's own version.
   */
  changes:
    ((scope: Scope, since: number, options: CallOptions) => AsyncIterable<readonly CommentSighting[]>) | null;
  /** Outcomes in the order of the items. Those of one issue are written in this order. */
  create(items: readonly CreateComment<S>[], options: CallOptions): Promise<readonly CommentOutcome<S>[]>;
  update(items: readonly UpdateComment<S>[], options: CallOptions): Promise<readonly CommentOutcome<S>[]>;
  /** "gone" is what is wanted here. */
  remove(items: readonly RemoveComment[], options: CallOptions): Promise<readonly CommentOutcome<S>[]>;
}
