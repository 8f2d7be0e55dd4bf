import type { CommentRow } from "#sync/model/comment.ts";
import type { Side } from "#sync/model/issue.ts";
import type { LinkCommit } from "#sync/store/store.ts";
import type { CommentOutcome } from "#sync/trackers/comment-port.ts";
import type { CommentLook, Decision } from "./look.ts";

/** A comment with what becomes of it, and of what became of that. */
export interface Fate<To extends Side = Side> {
  look: CommentLook;
  side: To;
  decision: Decision<To>;
  outcome: CommentOutcome<To> | null;
}

/** What a round made of one link's comments; part of that link's commit. */
export interface CommentResult {
  rows: readonly CommentRow[];
  /** Whether every reason to look has been answered. */
  isAnswered: boolean;
  parked: LinkCommit["parked"];
  audit: LinkCommit["audit"];
  /** When to look again; null when nothing waits. */
  lookAgainAt: number | null;
  /** Comments that a tracker took. */
  written: number;
}
