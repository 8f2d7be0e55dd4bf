import { parseAdf } from "./adf.ts";
import type { AdfMark, AdfNode } from "./adf.ts";
import { sequence } from "./blocks.ts";
import { sequenceKey } from "./normal-form.ts";
import { Parsed } from "./parse-markdown.ts";
import { readMarkdown } from "./read-markdown.ts";
import { sameValue } from "./same-value.ts";

/**
 * Whether two Markdown texts say the same: equality of one normal form, so that bullets, escapes, autolinks,
 * delimiters, table padding and list looseness do not count, and every character, mark, address and block does.
 */
export function sameText(a: string, b: string): boolean {
  const parsed = new Parsed();
  const key = (text: string) => sequenceKey(sequence(readMarkdown(text, parsed)));
  return a === b || key(a) === key(b);
}

/** Whether two values are the same document: the order of keys and marks, local ids and how text is split do not count. */
export function sameAdf(a: unknown, b: unknown): boolean {
  return a === b || sameNodes(withoutEmptyEnd(parseAdf(a).content), withoutEmptyEnd(parseAdf(b).content));
}

/** Empty paragraphs at the end are what an editor leaves behind. */
function withoutEmptyEnd(nodes: readonly AdfNode[]): readonly AdfNode[] {
  let end = nodes.length;
  while (end > 0 && nodes[end - 1]?.type === "paragraph" && !nodes[end - 1]?.content?.length) end -= 1;
  return nodes.slice(0, end);
}

function sameNodes(a: readonly AdfNode[], b: readonly AdfNode[]): boolean {
  const left = joinTexts(a);
  const right = joinTexts(b);
  return (
    left.length === right.length &&
    left.every((node, index) => {
      const other = right[index];
      return other !== undefined && sameNode(node, other);
    })
  );
}

function sameNode(a: AdfNode, b: AdfNode): boolean {
  return (
    a === b ||
    (a.type === b.type &&
      (a.text ?? "") === (b.text ?? "") &&
      sameAttrs(a.attrs, b.attrs) &&
      sameMarks(a.marks ?? [], b.marks ?? []) &&
      sameNodes(a.content ?? [], b.content ?? []))
  );
}

function joinTexts(nodes: readonly AdfNode[]): AdfNode[] {
  const result: AdfNode[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (node.type === "text" && last?.type === "text" && sameMarks(node.marks ?? [], last.marks ?? [])) {
      result[result.length - 1] = { ...last, text: (last.text ?? "") + (node.text ?? "") };
    } else {
      result.push(node);
    }
  }
  return result;
}

function sameMarks(a: readonly AdfMark[], b: readonly AdfMark[]): boolean {
  return (
    a.length === b.length &&
    a.every((mark) => b.some((other) => mark.type === other.type && sameAttrs(mark.attrs, other.attrs)))
  );
}

function sameAttrs(a: AdfNode["attrs"], b: AdfNode["attrs"]): boolean {
  const keys = (attrs: AdfNode["attrs"]) =>
    Object.keys(attrs ?? {}).filter(
      (key) => key !== "localId" && attrs?.[key] !== undefined && attrs[key] !== null,
    );
  const left = keys(a);
  return (
    left.length === keys(b).length &&
    left.every((key) => b !== undefined && Object.hasOwn(b, key) && sameValue(a?.[key], b[key]))
  );
}
