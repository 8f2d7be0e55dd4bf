import type { Block, Sequence, Span } from "./blocks.ts";

/** Enough to tell whether two blocks are alike. */
const MOST_WORDS = 200;

/** The first words of blocks, in order. */
export function wordsOf(body: Sequence): string[] {
  const words: string[] = [];
  for (const block of body.blocks) {
    if (words.length >= MOST_WORDS) break;
    addBlock(block, words);
  }
  return words.slice(0, MOST_WORDS);
}

/** The first words of a line. */
export function wordsOfSpans(spans: readonly Span[]): string[] {
  const words: string[] = [];
  addSpans(spans, words);
  return words.slice(0, MOST_WORDS);
}

function addBlock(block: Block, words: string[]): void {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      addSpans(block.spans, words);
      break;
    case "code":
      addText(block.text, words);
      break;
    case "quote":
    case "expand":
      words.push(...wordsOf(block.body));
      break;
    case "list":
      for (const item of block.items) if (words.length < MOST_WORDS) words.push(...wordsOf(item.body));
      break;
    case "table":
      for (const row of block.rows)
        for (const cell of row.cells) if (words.length < MOST_WORDS) addSpans(cell.spans, words);
      break;
    case "rule":
  }
}

function addSpans(spans: readonly Span[], words: string[]): void {
  for (const span of spans) {
    if (words.length >= MOST_WORDS) return;
    if (span.kind === "text") addText(span.text, words);
    if (span.kind === "image") words.push(span.url);
  }
}

function addText(text: string, words: string[]): void {
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)) {
    if (words.length >= MOST_WORDS) return;
    words.push(match[0]);
  }
}
