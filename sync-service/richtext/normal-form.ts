import { CODE, EM, STRIKE, STRONG } from "./blocks.ts";
import type { Block, Item, Sequence, Span, TextSpan } from "./blocks.ts";

/**
 * The one form of inline text: no white space at the edges of a line, no mark on white space that lies at the
 * edge of the mark, no link that only repeats its own address, neighbours with the same marks joined. These are
 * the liberties that Markdown's writers (Linear's among them) take without changing what a text says.
 */
export function normalSpans(spans: readonly Span[]): Span[] {
  return tidySpans(withoutOwnAddresses(spans.some(hasNoReference) ? spans.map(withoutMarks) : spans));
}

/**
 * Control characters and halves of characters have no references in CommonMark, which a mark next to one may need:
 * in a line with one of them, no mark counts.
 */
function hasNoReference(span: Span): boolean {
  return span.kind === "text" && /(?!\t)[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u.test(span.text);
}

function withoutMarks(span: Span): Span {
  return span.kind === "text" ? { ...span, marks: span.marks & CODE } : span;
}

/** The same for spans whose links have been settled. */
function tidySpans(spans: readonly Span[]): Span[] {
  return joinNeighbours(edgedSpans(spans));
}

/** The same before neighbours are joined: every part still knows where it comes from. */
export function edgedSpans(spans: readonly Span[]): Span[] {
  return trimLines(liftMarksOffEdges(spans));
}

/** A text that identifies what a sequence of blocks says: equal for two sequences exactly when they say the same. */
export function sequenceKey(body: Sequence): string {
  return body.blocks.map(blockKey).join("\u0001");
}

const keys = new WeakMap<Block, string>();

export function blockKey(block: Block): string {
  let key = keys.get(block);
  if (key === undefined) {
    key = keyOf(block);
    keys.set(block, key);
  }
  return key;
}

/** A copy of a block that goes by another key. */
export function withKey(block: Block, key: string): Block {
  const copy = { ...block };
  keys.set(copy, key);
  return copy;
}

function keyOf(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return `p${spansKey(block.spans)}`;
    case "heading":
      return `h${block.depth}${spansKey(block.spans)}`;
    case "rule":
      return "r";
    case "code":
      return `c${JSON.stringify([block.language, block.text])}`;
    case "quote":
      return `q(${sequenceKey(block.body)})`;
    case "list":
      return `l${block.start ?? ""}(${block.items.map(itemKey).join("\u0001")})`;
    case "table":
      return `t${JSON.stringify(block.align)}${block.rows
        .map((row) => `(${row.cells.map((cell) => spansKey(cell.spans)).join("\u0002")})`)
        .join("")}`;
    case "expand":
      return `e${spansKey(block.title)}(${sequenceKey(block.body)})`;
  }
}

export function itemKey(item: Item): string {
  return `${item.checked === null ? "" : item.checked ? "x" : "o"}(${sequenceKey(item.body)})`;
}

export function spansKey(spans: readonly Span[]): string {
  return JSON.stringify(
    normalSpans(spans).map((span) => {
      if (span.kind === "break") return 0;
      if (span.kind === "image") return [span.url, span.alt, span.title, span.href];
      return span.href === "" && span.marks === 0
        ? span.text
        : [span.text, span.marks, span.href, span.title].slice(0, span.href === "" ? 2 : 4);
    }),
  );
}

/** The words alone. */
export function textOf(spans: readonly Span[]): string {
  return normalSpans(spans)
    .map((span) => (span.kind === "text" ? span.text : span.kind === "image" ? span.alt : " "))
    .join("");
}

/** Whether a link's text is its address: written out, or without the scheme that a writer added to it. */
function isOwnAddress(text: string, href: string): boolean {
  if (text === href) return true;
  return href === `http://${text}` || href === `https://${text}` || href === `mailto:${text}`;
}

/** Takes off links that only repeat their text. Span for span: nothing is joined or split. */
export function withoutOwnAddresses(spans: readonly Span[]): readonly Span[] {
  if (!spans.some((span) => span.kind === "text" && span.href !== "")) return spans;
  const result: Span[] = [];
  for (let start = 0; start < spans.length;) {
    const first = spans[start];
    if (first === undefined) break;
    let end = start + 1;
    if (first.kind === "text" && first.href !== "") {
      let words = first.text;
      for (
        let next = spans[end];
        next?.kind === "text" && next.href === first.href && next.title === first.title;
        next = spans[end]
      ) {
        words += next.text;
        end += 1;
      }
      const own = first.title === "" && isOwnAddress(words, first.href) && !isGlued(result.at(-1), first);
      for (const span of spans.slice(start, end)) {
        result.push(own && span.kind === "text" ? { ...span, href: "" } : span);
      }
    } else {
      result.push(first);
    }
    start = end;
  }
  return result;
}

/** Right behind a letter, with no mark or link's end between, no reader makes a link of an address by itself. */
function isGlued(before: Span | undefined, link: TextSpan): boolean {
  if (before?.kind !== "text" || before.marks !== link.marks || before.href !== "") return false;
  if (/^https?:/i.test(link.text)) return /[a-z]$/i.test(before.text);
  return (link.text.includes("@") ? /[\w+.-]$/ : /[\p{L}\p{N}]$/u).test(before.text);
}

/** Strong, emphasis and strike-through end and begin at words: on white space they lie only between marked words. */
function liftMarksOffEdges(spans: readonly Span[]): readonly Span[] {
  if (!spans.some((span) => span.kind === "text" && (span.marks & ~CODE) !== 0)) return spans;
  const parts: Span[] = spans.flatMap((span) =>
    span.kind === "text" && (span.marks & CODE) === 0
      ? (span.text.match(/\s+|\S+/gu) ?? []).map((part) => ({ ...span, text: part }))
      : [span],
  );
  const both: number[] = new Array<number>(parts.length).fill(0);
  let before = 0;
  for (const [index, part] of parts.entries()) {
    if (isWhite(part)) both[index] = before;
    else if (part.kind !== "break") before = marksOf(part);
  }
  let after = 0;
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const part = parts[index];
    if (part === undefined) continue;
    if (isWhite(part)) both[index] = (both[index] ?? 0) & after;
    else if (part.kind !== "break") after = marksOf(part);
  }
  return parts.map((part, index) => (isWhite(part) ? { ...part, marks: both[index] ?? 0 } : part));
}

function isWhite(span: Span): span is TextSpan {
  return span.kind === "text" && (span.marks & CODE) === 0 && /^\s*$/u.test(span.text);
}

function marksOf(span: Span): number {
  return span.kind === "text" ? span.marks & (STRONG | EM | STRIKE) : 0;
}

/** Blanks at the start and the end of a line, and breaks at the start and the end of the text, show nothing. */
function trimLines(spans: readonly Span[]): Span[] {
  const forward = dropBlanks(spans, (text) => text.replace(/^[ \t\n\r]+/, ""));
  return dropBlanks(forward.reverse(), (text) => text.replace(/(?<![ \t\n\r])[ \t\n\r]+$/, "")).reverse();
}

function dropBlanks(spans: readonly Span[], trim: (text: string) => string): Span[] {
  const result: Span[] = [];
  let atEdge = true;
  for (const span of spans) {
    if (span.kind === "break") {
      if (result.length > 0) result.push(span);
      atEdge = true;
    } else if (span.kind === "text" && atEdge && (span.marks & CODE) === 0) {
      const text = trim(span.text);
      if (text === "") continue;
      result.push(text === span.text ? span : { ...span, text });
      atEdge = false;
    } else {
      result.push(span);
      atEdge = false;
    }
  }
  return result;
}

export function joinNeighbours(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  let run: TextSpan[] = [];
  const flush = () => {
    const first = run[0];
    if (first !== undefined) {
      const { marks, href, title } = first;
      result.push({ kind: "text", text: run.map((span) => span.text).join(""), marks, href, title });
    }
    run = [];
  };
  for (const span of spans) {
    if (span.kind !== "text") {
      flush();
      result.push(span);
      continue;
    }
    const last = run[0];
    if (last?.marks !== span.marks || last.href !== span.href || last.title !== span.title) flush();
    if (span.text !== "") run.push(span);
  }
  flush();
  return result;
}
