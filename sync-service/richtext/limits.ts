import { parseAdf, paragraph, stringAttr } from "./adf.ts";
import type { AdfDocument, AdfNode } from "./adf.ts";
import type { Block } from "./blocks.ts";
import { EM } from "./blocks.ts";
import { textOf } from "./normal-form.ts";
import { readMarkdown } from "./read-markdown.ts";
import { writeMarkdown } from "./write-markdown.ts";

/** Characters of text that Jira takes in a description or a comment. */
export const JIRA_TEXT_LIMIT = 32_767;
/** Characters of Markdown that Linear takes in a description. */
export const LINEAR_TEXT_LIMIT = 250_000;

const notice = "✂️ This text is longer than fits here.";
const whole = "Read the whole of it";

/**
 * A document that Jira takes: as it is when its text fits, else its first blocks and a line that says that it was
 * cut and links to the original. `original` is that text's URL. Cutting what was cut changes nothing.
 */
export function fitAdf(adf: unknown, original?: string, limit: number = JIRA_TEXT_LIMIT): AdfDocument {
  const document = parseAdf(adf);
  const sizes = document.content.map((node) => sizeOf(node) + 1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= limit + 1) return document;
  const line = cutLineAdf(original);
  const room = limit - sizeOf(line) - 1;
  const content: AdfNode[] = [];
  let used = 0;
  for (const [index, node] of document.content.entries()) {
    used += sizes[index] ?? 0;
    if (used > room || isCutLine(node)) break;
    content.push(node);
  }
  return { version: 1, type: "doc", content: [...content, line] };
}

/** Markdown that Linear takes, by the same rule. */
export function fitMarkdown(markdown: string, original?: string, limit: number = LINEAR_TEXT_LIMIT): string {
  if (markdown.length <= limit) return markdown;
  const line = writeMarkdown([cutLine(original)]);
  const room = limit - line.length - 2;
  let end = 0;
  for (const block of readMarkdown(markdown)) {
    if (block.place === undefined || block.place[1] > room || isCutBlock(block)) break;
    end = block.place[1];
  }
  return end === 0 ? line : `${markdown.slice(0, end)}\n\n${line}`;
}

/**
 * Whether a text is the beginning of a longer one that `fitAdf` or `fitMarkdown` cut: it must never replace the
 * original. `mergeText` puts back what was cut off.
 */
export function isCut(text: unknown): boolean {
  if (typeof text === "string") {
    const tail = text.slice(text.lastIndexOf(notice));
    return text.includes(notice) && readMarkdown(tail).length === 1 && isCutBlock(readMarkdown(tail)[0]);
  }
  return parseAdf(text).content.some(isCutLine);
}

/** Whether a block is the line that says that the rest was cut off. */
export function isCutBlock(block: Block | undefined): boolean {
  return block?.kind === "paragraph" && textOf(block.spans).startsWith(notice);
}

function cutLine(original: string | undefined): Block {
  const style = { marks: EM, title: "" };
  const link =
    original === undefined ? [] : [{ kind: "text" as const, text: whole, ...style, href: original }];
  const words = original === undefined ? notice : `${notice} `;
  return { kind: "paragraph", spans: [{ kind: "text", text: words, ...style, href: "" }, ...link] };
}

function cutLineAdf(original: string | undefined): AdfNode {
  const em = { type: "em" };
  const said: AdfNode = { type: "text", text: original === undefined ? notice : `${notice} `, marks: [em] };
  if (original === undefined) return paragraph([said]);
  const link = { type: "link", attrs: { href: original } };
  return paragraph([said, { type: "text", text: whole, marks: [link, em] }]);
}

function isCutLine(node: AdfNode): boolean {
  return node.type === "paragraph" && node.content?.[0]?.text?.startsWith(notice) === true;
}

/** Characters of text in a node and those below it, a line ending between blocks. */
function sizeOf(node: AdfNode): number {
  if (node.text !== undefined) return node.text.length;
  const content = node.content ?? [];
  if (content.length === 0) {
    return (stringAttr(node, "text") ?? stringAttr(node, "shortName") ?? stringAttr(node, "url") ?? "\n")
      .length;
  }
  return content.reduce((sum, child) => sum + sizeOf(child) + 1, 0);
}
