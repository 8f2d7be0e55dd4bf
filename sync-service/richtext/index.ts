import { parseAdf } from "./adf.ts";
import type { AdfDocument } from "./adf.ts";
import type { RichTextContext } from "./context.ts";
import { readAdf } from "./read-adf.ts";
import { readMarkdown } from "./read-markdown.ts";
import { rebuildDocument } from "./rebuild.ts";
import { writeAdf } from "./write-adf.ts";
import { writeMarkdown } from "./write-markdown.ts";

export { parseAdf } from "./adf.ts";
export type { AdfDocument, AdfMark, AdfNode } from "./adf.ts";
export type { RichTextContext } from "./context.ts";
export { fitAdf, fitMarkdown, isCut, JIRA_TEXT_LIMIT, LINEAR_TEXT_LIMIT } from "./limits.ts";
export { mergeText } from "./merge-text.ts";
export type { TextConflict } from "./merge.ts";
export { sameAdf, sameText } from "./same.ts";
export { wikiToAdf } from "./wiki.ts";

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
