import { align } from "./alignment.ts";
import type { Block } from "./blocks.ts";
import { blockKey } from "./normal-form.ts";
import { hasReferences } from "./parse-markdown.ts";
import { writeMarkdown } from "./write-markdown.ts";

/**
 * Writes blocks over the Markdown that was there: a block that says what it said keeps its words as they are,
 * with everything in them that this code has no name for.
 */
export function spliceMarkdown(blocks: readonly Block[], previous: string, before: readonly Block[]): string {
  const pairs = align(before.map(blockKey), blocks.map(blockKey));
  if (pairs.length === blocks.length && pairs.length === before.length) return previous;
  // Its definitions may stand anywhere.
  if (hasReferences(previous)) return writeMarkdown(blocks);
  const kept = new Map(pairs.map(([i, j]) => [j, before[i]?.place]));
  return blocks
    .map((block, index) => {
      const place = kept.get(index);
      return place === undefined ? writeMarkdown([block]) : previous.slice(place[0], place[1]);
    })
    .filter((part) => part !== "")
    .join("\n\n");
}
