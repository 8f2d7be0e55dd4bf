import type { Comment, CommentBodies, Side } from "#sync/model/issue.ts";
import {
  adfToMarkdown,
  fitAdf,
  fitMarkdown,
  markdownToAdf,
  type AdfDocument,
  type AdfNode,
  type RichTextContext,
} from "#sync/richtext/index.ts";

/** What a copy says besides the text of its original. */
interface Telling {
  context: RichTextContext;
  /** Where the original can be read. */
  url: string | undefined;
}

/** A Jira comment as it stands in Linear: a line that names its author, then its text. */
export function inLinear({ author, body }: Comment<"jira">, { context, url }: Telling): string {
  const line = paragraph(strong(nameOf(author)), text(" in Jira:"));
  const whole: AdfDocument = { version: 1, type: "doc", content: [line, ...body.content] };
  return fitMarkdown(adfToMarkdown(whole, context), url);
}

/**
 * A Linear comment as it stands in Jira, where threads are flat: the line also names whom a reply answers.
 * Blocks of the previous copy that were not edited stay as they are.
 */
export function inJira(
  { author, body }: Comment<"linear">,
  { context, url, answers, previous }: Telling & { answers: string | null; previous: AdfDocument | null },
): AdfDocument {
  const line = paragraph(
    strong(nameOf(author)),
    text(answers === null ? " in Linear:" : " in Linear, in reply to "),
    ...(answers === null ? [] : [strong(nameOf(answers)), text(":")]),
  );
  const before = previous && { ...previous, content: previous.content.slice(1) };
  const { content } = markdownToAdf(body, { context, ...(before ? { previous: before } : {}) });
  return fitAdf({ version: 1, type: "doc", content: [line, ...content] }, url);
}

/** What is left of a copy under which people went on talking, when its original is deleted. */
export const deletedWords: CommentBodies = {
  linear: "*This comment was deleted in Jira.*",
  jira: { version: 1, type: "doc", content: [paragraph(text("This comment was deleted in Linear."))] },
};

/** Where people find a comment. */
export function urlOf(side: Side, issueUrl: string | null, comment: string): string | undefined {
  if (issueUrl === null) return undefined;
  return side === "jira"
    ? `${issueUrl}?focusedCommentId=${comment}`
    : `${issueUrl}#comment-${comment.slice(0, 8)}`;
}

function nameOf(author: string): string {
  const name = author.replaceAll(/\s+/g, " ").trim();
  return name === "" ? "Somebody" : name;
}

function paragraph(...content: AdfNode[]): AdfNode {
  return { type: "paragraph", content };
}

function text(words: string): AdfNode {
  return { type: "text", text: words };
}

function strong(words: string): AdfNode {
  return { type: "text", text: words, marks: [{ type: "strong" }] };
}
