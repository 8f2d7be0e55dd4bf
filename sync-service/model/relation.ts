import { issueId, type IssueId, type Snapshot } from "./issue.ts";

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

/** The issues that an issue names as related to it, its parent among them where it is that as well. */
export function relatedTo({ relationIds = {} }: Snapshot): IssueId[] {
  return Object.keys(relationIds).map((text) => relationOf(text).other);
}
