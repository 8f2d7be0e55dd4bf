import type { AdfMark, AdfNode } from "./adf.ts";
import { CODE, EM, plain, STRIKE, STRONG } from "./blocks.ts";
import type { ImageSpan, Span, TextSpan } from "./blocks.ts";
import type { RichTextContext } from "./context.ts";
import { withoutTrail } from "./escape-text.ts";
import { joinNeighbours, normalSpans, withoutOwnAddresses } from "./normal-form.ts";
import { safeUrl } from "./safe-url.ts";

/** Writes runs of text as inline nodes; a person or an issue that the context knows becomes what it is. */
export function writeInline(spans: readonly Span[], context: RichTextContext): AdfNode[] {
  return writeTidy(normalSpans(withoutPictures(spans)), context);
}

/** The same for a part of a line, whose white space at the ends is not that of the line. */
export function writeInlinePart(spans: readonly Span[], context: RichTextContext): AdfNode[] {
  return writeTidy(joinNeighbours(withoutOwnAddresses(withoutPictures(spans))), context);
}

function writeTidy(spans: readonly Span[], context: RichTextContext): AdfNode[] {
  return spans.flatMap((span) => {
    if (span.kind !== "text") return [{ type: "hardBreak" }];
    const isBare = span.href === "" && (span.marks & CODE) === 0;
    return isBare ? withNames(span, context) : [textNode(span, span.text, context)];
  });
}

function withoutPictures(spans: readonly Span[]): Span[] {
  return spans.map((span) => (span.kind === "image" ? pictureAsLink(span) : span));
}

/** Jira has no picture inside a line: its description and address stay. */
function pictureAsLink(image: ImageSpan): Span {
  return { ...plain(image.alt || image.url), href: image.href || image.url };
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

const address = /(?<![a-z])https?:\/\/[^\s<>\p{Cc}]+|(?<![\w.+/-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;
const name = /(?<![\p{L}\p{N}_./])@[\p{L}\p{N}_.'-]+(?: [\p{L}\p{N}_.'-]+){0,3}/gu;

/** Text with the addresses in it as links, and the people and issues in it as what they are. */
function withNames(span: TextSpan, context: RichTextContext): AdfNode[] {
  const nodes: AdfNode[] = [];
  let kept = 0;
  const put = (at: number, size: number, node: AdfNode) => {
    if (at > kept) nodes.push(textNode(span, span.text.slice(kept, at), context));
    nodes.push(node);
    kept = at + size;
  };
  for (const { at, words, isName } of found(span.text, context.people !== undefined)) {
    if (at < kept) continue;
    if (isName) {
      const [person, size] = longestName(words, context);
      if (person !== undefined) put(at, size, mention(person));
    } else {
      put(at, words.length, addressed(span, words, context));
    }
  }
  if (kept < span.text.length) nodes.push(textNode(span, span.text.slice(kept), context));
  return nodes;
}

function found(text: string, withPeople: boolean): { at: number; words: string; isName: boolean }[] {
  const addresses = [...text.matchAll(address)].map((match) => {
    return { at: match.index, words: withoutTrail(match[0]), isName: false };
  });
  if (!withPeople) return addresses;
  const names = [...text.matchAll(name)].map((match) => ({ at: match.index, words: match[0], isName: true }));
  return [...addresses, ...names].sort((one, other) => one.at - other.at);
}

function addressed(span: TextSpan, words: string, context: RichTextContext): AdfNode {
  const person = context.people?.toAdf(words);
  if (person !== undefined) return mention(person);
  const issue = context.links?.toAdf(words);
  if (issue !== undefined) return { type: "inlineCard", attrs: { url: issue } };
  const isUrl = /^https?:/i.test(words);
  return textNode({ ...span, href: isUrl ? words : `mailto:${words}` }, words, context);
}

/** Of `@Name` and up to three words more, the most that name someone. */
function longestName(
  words: string,
  context: RichTextContext,
): [person: { accountId: string; text: string } | undefined, size: number] {
  for (let candidate = words; candidate !== ""; candidate = shorter(candidate)) {
    const person = context.people?.toAdf(candidate);
    if (person !== undefined) return [person, candidate.length];
  }
  return [undefined, 0];
}

function shorter(name: string): string {
  const cut = name.replace(/(?:[.'-]+|\s\S+|^@\S*[^.'\s-])$/u, "");
  return cut === name ? "" : cut;
}
