import type { CommentRefusal } from "./comment.ts";
import type { Side } from "./issue.ts";
import type { LinkId } from "./link.ts";

/** A refusal of a file is told as one of a comment is. */
export type FileRefusal = CommentRefusal;

/**
 * creating  the copy is wanted; from `startedAt` on its upload may have been sent
 * linked    the copy is there
 * paired    both sides held the same file before; each belongs to its own side
 * named     too large to be copied: the other side names it by a link
 * surplus   a second copy of ours, of which no copy is made in turn
 * tombstone one of the two is known to be deleted; the other is never uploaded again
 */
export type FileState = "creating" | "linked" | "paired" | "named" | "surplus" | "tombstone";

/** One file of a linked issue, known by its original. */
export interface FileRow {
  link: LinkId;
  /** The side on which a person attached it. */
  origin: Side;
  originalId: string;
  copyId: string | null;
  state: FileState;
  name: string;
  /** Of its content, in hex; null until it was read. */
  sha256: string | null;
  /** How often its upload was sent. */
  attempts: number;
  /** When its upload was last sent, ms by this machine's clock; null when it certainly was not. */
  startedAt: number | null;
  refusal: FileRefusal | null;
}
