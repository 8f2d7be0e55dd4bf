import { align } from "./alignment.ts";
import type { Span } from "./blocks.ts";
import { tokensOf } from "./rebuild-inline.ts";
import type { Token } from "./rebuild-inline.ts";

/** A stretch of the base that one side replaced. */
interface Hunk {
  from: number;
  to: number;
  now: readonly Token[];
}

/**
 * Merges a line that both sides edited, word by word; undefined when they edited the same words, or words that
 * touch. Words count with their marks: making one bold is an edit.
 */
export function mergeSpans(
  base: readonly Span[],
  jira: readonly Span[],
  linear: readonly Span[],
): Span[] | undefined {
  const olds = tokensOf(base);
  const left = hunks(olds, tokensOf(jira));
  const right = hunks(olds, tokensOf(linear));
  const merged: Span[] = [];
  let [at, i, j] = [0, 0, 0];
  while (i < left.length || j < right.length) {
    const [one, other] = [left[i], right[j]];
    if (one !== undefined && other !== undefined && touch(one, other)) {
      if (!sameHunk(one, other)) return undefined;
      j += 1;
      continue;
    }
    const isLeft = other === undefined || (one !== undefined && one.from < other.from);
    const next = isLeft ? one : other;
    if (next === undefined) break;
    for (const token of [...olds.slice(at, next.from), ...next.now]) merged.push(token.span);
    at = next.to;
    if (isLeft) i += 1;
    else j += 1;
  }
  return [...merged, ...olds.slice(at).map((token) => token.span)];
}

function hunks(olds: readonly Token[], news: readonly Token[]): Hunk[] {
  const result: Hunk[] = [];
  let [a, b] = [0, 0];
  for (const [i, j] of [
    ...align(olds.map(fullKey), news.map(fullKey)),
    [olds.length, news.length] as const,
  ]) {
    if (i > a || j > b) result.push({ from: a, to: i, now: news.slice(b, j) });
    [a, b] = [i + 1, j + 1];
  }
  return result;
}

function fullKey({ key, span, href }: Token): string {
  return span.kind === "text" ? `${key}\0${span.marks}\0${href}` : key;
}

function touch(one: Hunk, other: Hunk): boolean {
  return one.from <= other.to && other.from <= one.to;
}

function sameHunk(one: Hunk, other: Hunk): boolean {
  const keys = (hunk: Hunk) => hunk.now.map(fullKey).join("\n");
  return one.from === other.from && one.to === other.to && keys(one) === keys(other);
}
