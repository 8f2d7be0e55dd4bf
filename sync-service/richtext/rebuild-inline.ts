import type { AdfMark, AdfNode } from "./adf.ts";
import { align } from "./alignment.ts";
import type { ImageSpan, Span, TextSpan } from "./blocks.ts";
import type { RichTextContext } from "./context.ts";
import { edgedSpans, withoutOwnAddresses } from "./normal-form.ts";
import { sameValue } from "./same-value.ts";
import { marksOf, writeInlinePart } from "./write-adf-inline.ts";

/** A word, a sign or a stretch of white space, as its link is written and as it counts. */
export interface Token {
  key: string;
  span: Span;
  href: string;
}

const longestAtom = 64;

/**
 * Inline nodes for edited text: a word that was there before keeps the node it came from, with every mark that
 * Markdown cannot show; a mention, status, date or card stays one as long as its words stand untouched.
 */
export function rebuildInline(
  before: readonly Span[],
  after: readonly Span[],
  context: RichTextContext,
): AdfNode[] {
  return rebuildTokens(tokensOf(before), tokensOf(after), context);
}

export function rebuildTokens(
  olds: readonly Token[],
  news: readonly Token[],
  context: RichTextContext,
): AdfNode[] {
  const origin = new Array<number | undefined>(news.length).fill(undefined);
  for (const [i, j] of alignTokens(olds, news)) origin[j] = i;
  const result: AdfNode[] = [];
  for (let j = 0; j < news.length;) {
    const from = origin[j];
    const old = from === undefined ? undefined : olds[from];
    const source = old?.span.source;
    const token = news[j];
    if (token === undefined) break;
    if (from === undefined || old === undefined || source === undefined) {
      let end = j + 1;
      while (end < news.length && sourceAt(olds, origin[end]) === undefined) end += 1;
      const inherited = commonMarks(olds, origin[j - 1], origin[end]);
      for (const node of writeInlinePart(
        news.slice(j, end).map((fresh) => fresh.span),
        context,
      )) {
        result.push(node.type === "text" ? withMarks(node, inherited) : node);
      }
      j = end;
    } else if (source.type === "text" && old.span.kind === "text" && token.span.kind === "text") {
      result.push(keptText(old, old.span, token, token.span, context));
      j += 1;
    } else if (source.type === "text" || source.type === "hardBreak") {
      result.push(source.type === "text" ? { type: "hardBreak" } : source);
      j += 1;
    } else {
      const size = wholeAtom(olds, from, origin, j);
      if (size === 0) {
        result.push(...writeInlinePart([token.span], context));
        j += 1;
      } else {
        result.push(source);
        j += size;
      }
    }
  }
  return joinTexts(result);
}

export function alignTokens(olds: readonly Token[], news: readonly Token[]): ReturnType<typeof align> {
  return align(
    olds.map((token) => token.key),
    news.map((token) => token.key),
  );
}

export function tokensOf(spans: readonly Span[]): Token[] {
  const shown = edgedSpans(spans);
  const counted = edgedSpans(withoutOwnAddresses(spans));
  return shown.flatMap((span, index): Token[] => {
    const other = counted[index];
    const href = other === undefined || other.kind === "break" ? "" : other.href;
    if (span.kind === "break") return [{ key: "\n", span, href }];
    if (span.kind === "image") return [{ key: imageKey(span), span, href }];
    const words = span.text.match(/[\p{L}\p{M}\p{N}_]+|\s+|[^]/gu) ?? [];
    return words.map((text) => ({ key: text, span: { ...span, text }, href }));
  });
}

function imageKey(image: ImageSpan): string {
  return `\n${image.url}\n${image.alt}`;
}

function sourceAt(olds: readonly Token[], index: number | undefined): AdfNode | undefined {
  return index === undefined ? undefined : olds[index]?.span.source;
}

/** How many new tokens stand for the whole of the atom that the old token begins; 0 when some were touched. */
function wholeAtom(
  olds: readonly Token[],
  from: number,
  origin: readonly (number | undefined)[],
  j: number,
): number {
  const source = olds[from]?.span.source;
  if (olds[from - 1]?.span.source === source) return 0;
  let size = 0;
  while (olds[from + size]?.span.source === source && size < longestAtom) {
    if (origin[j + size] !== from + size) return 0;
    size += 1;
  }
  return olds[from + size]?.span.source === source ? 0 : size;
}

/** The node of a word that stayed: its own marks where Markdown shows it as before, else the new ones it shows. */
function keptText(
  old: Token,
  oldSpan: TextSpan,
  token: Token,
  span: TextSpan,
  context: RichTextContext,
): AdfNode {
  const marks = oldSpan.source?.marks ?? [];
  const same = oldSpan.marks === span.marks && old.href === token.href && oldSpan.title === span.title;
  const kept = same
    ? marks
    : merged(marks, marksOf({ ...span, href: token.href }, context), old.href === token.href);
  return kept.length === 0
    ? { type: "text", text: span.text }
    : { type: "text", text: span.text, marks: kept };
}

const shownMarks = new Set(["strong", "em", "strike", "code", "link"]);

function merged(before: readonly AdfMark[], shown: readonly AdfMark[], sameLink: boolean): AdfMark[] {
  const link = sameLink ? before.find((mark) => mark.type === "link") : undefined;
  const now = shown.map((mark) => (mark.type === "link" && link !== undefined ? link : mark));
  const hidden = before.filter((mark) => !shownMarks.has(mark.type));
  const isCode = now.some((mark) => mark.type === "code");
  return [...now, ...(isCode ? hidden.filter((mark) => mark.type === "annotation") : hidden)];
}

/** What was typed inside a coloured stretch is coloured. */
function commonMarks(olds: readonly Token[], left: number | undefined, right: number | undefined): AdfMark[] {
  const [before, after] = [sourceAt(olds, left)?.marks ?? [], sourceAt(olds, right)?.marks ?? []];
  return before.filter((mark) => !shownMarks.has(mark.type) && after.some((other) => sameValue(mark, other)));
}

function withMarks(node: AdfNode, marks: readonly AdfMark[]): AdfNode {
  const own = node.marks ?? [];
  const added = own.some((mark) => mark.type === "code")
    ? marks.filter((mark) => mark.type === "annotation")
    : marks;
  return added.length === 0 ? node : { ...node, marks: [...own, ...added] };
}

function joinTexts(nodes: readonly AdfNode[]): AdfNode[] {
  const result: AdfNode[] = [];
  let words: string[] = [];
  let open: AdfNode | undefined;
  const flush = () => {
    if (open !== undefined) result.push({ ...open, text: words.join("") });
    open = undefined;
    words = [];
  };
  for (const node of nodes) {
    if (node.type === "text" && open !== undefined && sameValue(node.marks ?? [], open.marks ?? [])) {
      words.push(node.text ?? "");
      continue;
    }
    flush();
    if (node.type === "text") {
      open = node;
      words.push(node.text ?? "");
    } else {
      result.push(node);
    }
  }
  flush();
  return result;
}
