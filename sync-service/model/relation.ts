import { issueId, type IssueId } from "./issue.ts";

/**
 * What one issue is to another of the same tracker, as one text, so that sets of them compare: "Blocks 10002" of
 * the issue that blocks, "<Blocks 10001" of the one that is blocked. The kind is the tracker's own name for it.
 */
interface Relation {
  /** True when the other issue is the one it starts from. */
  inward: boolean;
  kind: string;
  other: IssueId;
}

export function relationText({ inward, kind, other }: Relation): string {
  return `${inward ? "<" : ""}${kind} ${other}`;
}

export function relationOf(text: string): Relation {
  const inward = text.startsWith("<");
  const space = text.lastIndexOf(" ");
  return { inward, kind: text.slice(inward ? 1 : 0, space), other: issueId(text.slice(space + 1)) };
}
