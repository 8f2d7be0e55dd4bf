import type { Blockquote } from "mdast";

const MARKER = /^\[!(INFO|NOTE|TIP|SUCCESS|WARNING|ERROR|CUSTOM)\]\s*$/;

/** The kind of panel that a quote stands for, in Jira's word, and the quote without its marker. */
export function panelOf(quote: Blockquote): { kind: string; children: Blockquote["children"] } | null {
  const [first, ...children] = quote.children;
  if (first?.type !== "paragraph" || first.children.length !== 1) return null;
  const [only] = first.children;
  const kind = only?.type === "text" ? MARKER.exec(only.value)?.[1]?.toLowerCase() : undefined;
  return kind === undefined ? null : { kind, children };
}
