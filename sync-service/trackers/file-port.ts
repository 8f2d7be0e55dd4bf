import type { IssueFile, IssueId, Side } from "#sync/model/issue.ts";
import type { CallOptions } from "./call.ts";
import type { CommentRefused, CommentSighting } from "./comment-port.ts";
import type { Spooled } from "./spool.ts";

export type Download =
  | { kind: "content"; file: Spooled }
  | { kind: "too-large" }
  /** It is not there, or not shown. */
  | { kind: "gone" }
  | { kind: "not-now"; reason: string; retryAt: number | null };

export interface UploadFile {
  issue: IssueId;
  /** The issue's key, for words to people. */
  issueKey: string;
  /** In Linear the new attachment's own id, which makes a repeat harmless; null in Jira, which takes none. */
  id: string | null;
  name: string;
  /** Where it comes from, for people. */
  subtitle: string;
  content: Spooled;
}

export interface NameFile {
  issue: IssueId;
  issueKey: string;
  /** Makes a repeat harmless. */
  id: string;
  name: string;
  subtitle: string;
  url: string;
}

export type FileOutcome =
  | { kind: "applied"; id: string }
  | { kind: "gone" }
  | { kind: "refused"; refusal: CommentRefused }
  /** It may have happened, may yet happen, or not. */
  | { kind: "unknown"; reason: string }
  | { kind: "not-sent"; reason: string; retryAt: number | null };

/** A tracker's files. Nothing here throws for what a tracker answers, but for readings. */
export interface FilePort<S extends Side = Side> {
  /** All files of these issues, oldest first; null where they come along with every reading of an issue. */
  read:
    | ((
        issues: readonly IssueId[],
        options: CallOptions,
      ) => Promise<ReadonlyMap<IssueId, readonly IssueFile<S>[]>>)
    | null;
  /**
   * Files attached or changed at or after `since` (tracker's clock, ms), newest first, of all issues that this
   * account sees; null where a file raises its issue's own version.
   */
  changes: ((since: number, options: CallOptions) => AsyncIterable<readonly CommentSighting[]>) | null;
  /** Takes a file to this machine's disk; whoever asked releases it. `limit` is in bytes. */
  download(file: IssueFile<S>, limit: number, options: CallOptions): Promise<Download>;
  upload(item: UploadFile, options: CallOptions): Promise<FileOutcome>;
  /** Names a file of the other side by a link. */
  name(item: NameFile, options: CallOptions): Promise<FileOutcome>;
  /** "gone" is what is wanted here. */
  remove(item: { issue: IssueId; issueKey: string; id: string }, options: CallOptions): Promise<FileOutcome>;
}
