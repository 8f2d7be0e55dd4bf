import type { Side } from "#sync/model/issue.ts";

/** A comment that a person made, in the tracker in which it was made. */
export interface Remark {
  side: Side;
  issue: string;
  id: string;
  author: string;
  /** The one word it says now; null once its author deleted it. */
  word: string | null;
}
