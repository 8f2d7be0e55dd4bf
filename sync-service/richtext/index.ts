import { parseAdf } from "./adf.ts";
import type { AdfDocument } from "./adf.ts";
import type { RichTextContext } from "./context.ts";
import { readAdf } from "./read-adf.ts";
import { readMarkdown } from "./read-markdown.ts";
import { rebuildDocument } from "./rebuild.ts";
import { sameAdf, sameText } from "./same.ts";
import { writeAdf } from "./write-adf.ts";
import { writeMarkdown } from "./write-markdown.ts";

export { parseAdf } from "./adf.ts";
export type { AdfDocument, AdfMark, AdfNode } from "./adf.ts";
export type { RichTextContext } from "./context.ts";
export { sameAdf, sameText } from "./same.ts";

/** Markdown that shows an ADF document in Linear. */
export function adfToMarkdown(adf: unknown, context: RichTextContext = {}): string {
  return writeMarkdown(readAdf(parseAdf(adf).content, context).blocks);
}

/** ADF of a Markdown text; with `previous`, what was not edited comes back exactly as it was. */
export function markdownToAdf(
  markdown: string,
  options: { previous?: unknown; context?: RichTextContext } = {},
): AdfDocument {
  const context = options.context ?? {};
  const blocks = readMarkdown(markdown);
  if (options.previous === undefined)
    return { version: 1, type: "doc", content: writeAdf(blocks, "doc", context) };
  return rebuildDocument(readAdf(parseAdf(options.previous).content, context), blocks, context);
}

export interface TextConflict {
  /** What both sides started from, and what each made of it; Markdown. */
  base: string;
  jira: string;
  linear: string;
}

/** Merges the edits of both sides. */
export function mergeText(input: {
  base: { adf: unknown; markdown: string };
  jira: unknown;
  linear: string;
  context?: RichTextContext;
}): { adf: AdfDocument; markdown: string; conflicts: TextConflict[] } {
  const { base, linear, context = {} } = input;
  const jira = parseAdf(input.jira);
  if (sameText(base.markdown, linear)) {
    const markdown = sameAdf(base.adf, jira) ? linear : adfToMarkdown(jira, context);
    return { adf: jira, markdown, conflicts: [] };
  }
  const adf = markdownToAdf(linear, { previous: base.adf, context });
  if (sameAdf(base.adf, jira)) return { adf, markdown: linear, conflicts: [] };
  const conflict = { base: base.markdown, jira: adfToMarkdown(jira, context), linear };
  return { adf: jira, markdown: conflict.jira, conflicts: [conflict] };
}

/** ADF of Jira's wiki markup. */
export function wikiToAdf(wiki: string): AdfDocument {
  return parseAdf(wiki);
}
