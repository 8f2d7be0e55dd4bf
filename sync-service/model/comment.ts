import type { Side } from "./issue.ts";
import type { LinkId } from "./link.ts";

/** What a copy in Jira carries, in a property of its own, so that it is known without the database. */
export interface CopyMark {
  /** The Linear workspace its original is in, and the original's id. */
  workspace: string;
  origin: string;
}

/** A comment that is not written now, why, and until when. */
export interface CommentRefusal {
  /** Where it could not be written. */
  side: Side;
  code: string;
  /** What happened and what to do, for a person. */
  message: string;
  /** Of the text that was refused: another one is tried at once. */
  fingerprint: string;
  /** Null where trying again helps nobody. */
  retryAt: number | null;
}

/**
 * creating  the copy is wanted; from `startedAt` on its creation may have been sent
 * linked    the copy is there
 * withheld  the original may not be read by everybody, so there is no copy of it
 * paired    both sides held it before they were linked; each belongs to its own side
 * surplus   a second copy of ours, of which no copy is made in turn
 * tombstone one of the two is known to be deleted; the other is never written again
 */
export type CommentState = "creating" | "linked" | "withheld" | "paired" | "surplus" | "tombstone";

/** One comment of a linked issue, known by its original. */
export interface CommentRow {
  link: LinkId;
  /** The side on which a person wrote it. */
  origin: Side;
  originalId: string;
  /** Its copy on the other side; a Linear copy's id is known before it is created. */
  copyId: string | null;
  state: CommentState;
  /** The versions last seen, null before that. */
  originalVersion: number | null;
  copyVersion: number | null;
  /** Fingerprint of the original's text that the copy shows; null when that is not known. */
  carried: string | null;
  /** Fingerprint of the copy as the tracker stored it. */
  shown: string | null;
  /** Counts the copies that were made of it. */
  incarnation: number;
  /** When its creation was last sent, ms by this machine's clock; null when it certainly was not. */
  startedAt: number | null;
  refusal: CommentRefusal | null;
}
