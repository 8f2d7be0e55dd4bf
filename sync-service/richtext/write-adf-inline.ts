import type { AdfMark, AdfNode } from "./adf.ts";
import { CODE, EM, plain, STRIKE, STRONG } from "./blocks.ts";
import type { ImageSpan, Span, TextSpan } from "./blocks.ts";
import type { RichTextContext } from "./context.ts";
import { isOwnAddress, joinNeighbours, tidySpans } from "./normal-form.ts";
import { safeUrl } from "./safe-url.ts";

/** Writes runs of text as inline nodes; a person or an issue that the context knows becomes what it is. */
export function writeInline(spans: readonly Span[], context: RichTextContext): AdfNode[] {
  return writeTidy(tidySpans(withoutPictures(spans)), context);
}

/** The same for a part of a line, whose white space at the ends is not that of the line. */
export function writeInlinePart(spans: readonly Span[], context: RichTextContext): AdfNode[] {
  return writeTidy(joinNeighbours(withoutPictures(spans)), context);
}

function writeTidy(spans: readonly Span[], context: RichTextContext): AdfNode[] {
  return spans.flatMap((span) => (span.kind === "text" ? writeText(span, context) : [{ type: "hardBreak" }]));
}

function withoutPictures(spans: readonly Span[]): Span[] {
  return spans.map((span) => (span.kind === "image" ? pictureAsLink(span) : span));
}

/** Jira has no picture inside a line: its description and address stay. */
function pictureAsLink(image: ImageSpan): Span {
  return { ...plain(image.alt || image.url), href: image.href || image.url };
}

function writeText(span: TextSpan, context: RichTextContext): AdfNode[] {
  if (span.href !== "" && isOwnAddress(span.text, span.href)) {
    const person = context.people?.toAdf(span.href);
    if (person !== undefined) return [mention(person)];
    const issue = context.links?.toAdf(span.href);
    if (issue !== undefined) return [{ type: "inlineCard", attrs: { url: issue } }];
  }
  if (
    (span.marks & CODE) === 0 &&
    span.href === "" &&
    context.people !== undefined &&
    span.text.includes("@")
  ) {
    return withMentions(span, context);
  }
  return [textNode(span, span.text, context)];
}

function textNode(span: TextSpan, words: string, context: RichTextContext): AdfNode {
  const marks = marksOf(span, context);
  return marks.length === 0 ? { type: "text", text: words } : { type: "text", text: words, marks };
}

/** The marks that Markdown shows, as marks of ADF. */
export function marksOf(span: TextSpan, context: RichTextContext): AdfMark[] {
  const marks: AdfMark[] = [];
  const url = safeUrl(span.href);
  if (url !== "") {
    const href = context.links?.toAdf(url) ?? url;
    marks.push({ type: "link", attrs: span.title === "" ? { href } : { href, title: span.title } });
  }
  if ((span.marks & CODE) !== 0) return [...marks, { type: "code" }];
  if ((span.marks & EM) !== 0) marks.push({ type: "em" });
  if ((span.marks & STRONG) !== 0) marks.push({ type: "strong" });
  if ((span.marks & STRIKE) !== 0) marks.push({ type: "strike" });
  return marks;
}

function mention(person: { accountId: string; text: string }): AdfNode {
  return { type: "mention", attrs: { id: person.accountId, text: person.text } };
}

/** `@Name` of up to four words, the longest that names someone. */
function withMentions(span: TextSpan, context: RichTextContext): AdfNode[] {
  const nodes: AdfNode[] = [];
  let kept = 0;
  for (const match of span.text.matchAll(
    /(?<![\p{L}\p{N}_])@[\p{L}\p{N}_.'-]+(?: [\p{L}\p{N}_.'-]+){0,3}/gu,
  )) {
    if (match.index < kept) continue;
    for (let name = match[0]; name !== ""; name = shorter(name)) {
      const person = context.people?.toAdf(name);
      if (person === undefined) continue;
      if (match.index > kept) nodes.push(textNode(span, span.text.slice(kept, match.index), context));
      nodes.push(mention(person));
      kept = match.index + name.length;
      break;
    }
  }
  if (kept < span.text.length) nodes.push(textNode(span, span.text.slice(kept), context));
  return nodes;
}

function shorter(name: string): string {
  const cut = name.replace(/(?:[.'-]+|\s\S+|^@\S*[^.'\s-])$/u, "");
  return cut === name ? "" : cut;
}
