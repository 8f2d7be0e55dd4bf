import type { Side } from "#sync/model/issue.ts";

/** What a person said of two issues, in the tracker in which it was said. */
export interface Tie {
  side: Side;
  /** Linear's word for it. */
  kind: "blocks" | "related";
  /** The ids that this tracker gives them. */
  from: string;
  to: string;
  /** False where it was taken back. */
  wanted: boolean;
}
