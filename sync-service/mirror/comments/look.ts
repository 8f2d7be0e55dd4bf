import type { CommentRow, CopyMark } from "#sync/model/comment.ts";
import type { Comment, CommentBodies, IssueId, Side } from "#sync/model/issue.ts";
import type { LinkId } from "#sync/model/link.ts";
import type { RichTextContext } from "#sync/richtext/index.ts";

/** What is known of one link's comments: what the database holds, and what a look at both sides showed. */
export interface CommentLook {
  link: LinkId;
  issues: Record<Side, { id: IssueId; key: string; url: string }>;
  /** The Linear workspace. */
  workspace: string;
  rows: readonly CommentRow[];
  /** Nobody has looked at this link's comments before. */
  isFirst: boolean;
  /** All comments of the issue, oldest first; null where they were not looked at. */
  jira: readonly Comment<"jira">[] | null;
  linear: readonly Comment<"linear">[] | null;
  /** Marks of Jira comments that our account wrote and the database does not know. */
  marks: ReadonlyMap<string, CopyMark>;
  /** Comments that were looked for by their ids and are not there: `side/id`. */
  gone: ReadonlySet<string>;
}

/** The mirror's rules, as far as comments are concerned. */
export interface CommentRules {
  /** Whether comments written on this side get a copy on the other. */
  carries: (origin: Side) => boolean;
  context: RichTextContext;
  now: number;
  /** How long a Jira creation without an answer may still land, ms. */
  creationMayLandFor: number;
}

/** What must be known before more can be decided. */
export type Lack = { kind: "reading"; side: Side } | { kind: "proof"; side: Side; id: string };

export type CommentWrite<To extends Side = Side> =
  | {
      kind: "create";
      id: string | null;
      incarnation: number;
      body: CommentBodies[To];
      createdAt: number | null;
      mark: CopyMark | null;
      /** Of the original's text. */
      carried: string;
    }
  | {
      kind: "update";
      id: string;
      body: CommentBodies[To];
      carried: string;
      /** A person's text on the copy that goes by this, as Markdown; null when there is none. */
      overwritten: string | null;
      /** The row's state afterwards. */
      then: "linked" | "tombstone" | "withheld";
    }
  | {
      kind: "remove";
      id: string;
      then: "tombstone" | "withheld" | "surplus";
      overwritten: string | null;
    };

/** What becomes of one comment. */
export interface Decision<To extends Side = Side> {
  /** As it stands before anything is written. */
  row: CommentRow;
  /** Who wrote the original, for words to people; null when it is gone. */
  author: string | null;
  write: CommentWrite<To> | null;
  lacks: readonly Lack[];
  /** When more will be known by itself; null when nothing is waited for. */
  waitUntil: number | null;
}

export const nameIn = (side: Side, id: string): string => `${side}/${id}`;
