import { addAll } from "./add-all.ts";
import { parseAdf } from "./adf.ts";
import type { AdfDocument } from "./adf.ts";
import type { Block, Piece, Sequence } from "./blocks.ts";
import type { RichTextContext } from "./context.ts";
import { isCutBlock } from "./limits.ts";
import { blockCandidate, mergeBlocks } from "./merge.ts";
import type { Side, TextConflict } from "./merge.ts";
import { blockKey, withKey } from "./normal-form.ts";
import { pairUp } from "./pairing.ts";
import { Parsed } from "./parse-markdown.ts";
import { readAdf } from "./read-adf.ts";
import { readMarkdown } from "./read-markdown.ts";
import { rebuildDocument } from "./rebuild.ts";
import { sameAdf } from "./same.ts";
import { spliceMarkdown } from "./splice-markdown.ts";

interface TextMerge {
  /** What both sides last meant the same by: the document in Jira, and the Markdown as Linear stored it. */
  base: { adf: unknown; markdown: string };
  /** The document in Jira now. */
  jira: unknown;
  /** The Markdown in Linear now. */
  linear: string;
  context?: RichTextContext;
  /** Whose words stay where both sides edited the same words differently; Jira's by default. */
  keep?: Side;
}

/**
 * Merges the edits of both sides into one text and gives it in both forms. Edits to different blocks, items,
 * cells or words all survive. On each side, what the other did not edit stays exactly as it is there. A text
 * that was cut to fit stands for the longer one on the other side: the result is whole, to be fitted anew.
 */
export function mergeText(input: TextMerge): {
  adf: AdfDocument;
  markdown: string;
  conflicts: TextConflict[];
} {
  const { base, linear, context = {}, keep = "jira" } = input;
  const jira = parseAdf(input.jira);
  const parsed = new Parsed();
  const linearBlocks = readMarkdown(linear, parsed);
  const stored = readMarkdown(base.markdown, parsed);
  const bridge = bridgeOf(readAdf(parseAdf(base.adf).content, context).blocks, stored);
  const now = bridge.inJira(readAdf(jira.content, context));
  const there = bridge.inLinear(linearBlocks);
  const merged = sameAdf(base.adf, jira)
    ? { blocks: there, conflicts: [] }
    : mergeBlocks(bridge.base, now.blocks, there, keep);
  return {
    adf: rebuildDocument(now, merged.blocks, context),
    markdown: spliceMarkdown(merged.blocks, linear, linearBlocks),
    conflicts: merged.conflicts,
  };
}

/** How the two halves of a base speak of the same blocks. */
interface Bridge {
  base: Block[];
  /** A text of one side, its blocks named as in the base, with what was cut off it. */
  inJira(body: Sequence): Sequence;
  inLinear(blocks: readonly Block[]): Block[];
}

/**
 * Pairs what the base's document shows with what Linear stored for it. Linear may have rewritten a block beyond
 * what counts as the same: then Jira's block goes by the name of Linear's. What stands on one side alone is the
 * rest that was cut off the other; a node that Linear shows nothing of goes with the block before it.
 */
function bridgeOf(shown: readonly Block[], stored: readonly Block[]): Bridge {
  const jira = shown.filter((block) => !isCutBlock(block));
  const linear = stored.filter((block) => !isCutBlock(block));
  const matches = pairUp(jira.map(blockCandidate), linear.map(blockCandidate));
  const names = new Map<string, string>();
  const paired = new Set<number>();
  const base: Block[] = [];
  let [endInJira, endInLinear] = [0, 0];
  for (const [index, match] of matches.entries()) {
    const [block, counterpart] = [linear[index], match === undefined ? undefined : jira[match.index]];
    if (block === undefined || match === undefined || counterpart === undefined) continue;
    const name = blockKey(block);
    if (name !== blockKey(counterpart)) names.set(blockKey(counterpart), name);
    base.push(withKey(counterpart, name));
    paired.add(match.index);
    endInJira = Math.max(endInJira, match.index + 1);
    endInLinear = index + 1;
  }
  const restOfJira = stored.length > linear.length ? jira.slice(endInJira) : [];
  const restOfLinear = shown.length > jira.length ? linear.slice(endInLinear) : [];
  const unseen = new Set(
    jira.flatMap((block, index) =>
      paired.has(index) || restOfJira.includes(block) ? [] : [blockKey(block)],
    ),
  );
  return {
    base: [...base, ...restOfJira, ...restOfLinear],
    inJira: (body) => {
      const renamed = withoutUnseen(body, unseen);
      const blocks = renamed.blocks.map((block) =>
        withKey(block, names.get(blockKey(block)) ?? blockKey(block)),
      );
      return { lead: renamed.lead, blocks: [...blocks, ...restOfLinear.map(withoutPlace)] };
    },
    inLinear: (blocks) => [...blocks.filter((block) => !isCutBlock(block)), ...restOfJira],
  };
}

function withoutUnseen(body: Sequence, unseen: ReadonlySet<string>): Sequence {
  const lead: Piece[] = [...body.lead];
  const blocks: Block[] = [];
  for (const block of body.blocks) {
    if (isCutBlock(block)) continue;
    const last = blocks.at(-1);
    if (!unseen.has(blockKey(block))) blocks.push({ ...block, pieces: [...(block.pieces ?? [])] });
    else addAll(last?.pieces ?? lead, block.pieces ?? []);
  }
  return { lead, blocks };
}

function withoutPlace(block: Block): Block {
  const { place: _, ...rest } = block;
  return rest;
}
