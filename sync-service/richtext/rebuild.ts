import { addAll } from "./add-all.ts";
import { paragraph, stringAttr, withContent } from "./adf.ts";
import type { AdfDocument, AdfNode } from "./adf.ts";
import type {
  Block,
  Code,
  Expand,
  Heading,
  Paragraph,
  Path,
  Piece,
  Quote,
  Sequence,
  Span,
} from "./blocks.ts";
import { sequence } from "./blocks.ts";
import type { RichTextContext } from "./context.ts";
import { nestPieces } from "./nest-pieces.ts";
import { blockKey, spansKey, textOf } from "./normal-form.ts";
import { pairUp } from "./pairing.ts";
import type { Candidate, Match } from "./pairing.ts";
import { rebuildInline } from "./rebuild-inline.ts";
import { ListRebuilder } from "./rebuild-list.ts";
import { rebuildTable } from "./rebuild-table.ts";
import { panelIcons, withoutPrefix } from "./shown-as.ts";
import { wordsOf } from "./words.ts";
import { AdfWriter } from "./write-adf.ts";

/** A block of the old text as the new one: the old text's blocks know the nodes that they show. */
export function rebuildDocument(
  before: Sequence,
  after: readonly Block[],
  context: RichTextContext,
): AdfDocument {
  const content = new Rebuilder(context).sequence(before, after, "doc");
  return { version: 1, type: "doc", content };
}

/**
 * Rebuilds ADF for edited Markdown. A block that says what it said keeps its nodes as they are, also where it
 * moved; a block that was edited keeps of its inside what was not; a new block is written anew.
 */
class Rebuilder {
  private readonly context: RichTextContext;
  private readonly writer: AdfWriter;
  private readonly lists: ListRebuilder;

  constructor(context: RichTextContext) {
    this.context = context;
    this.writer = new AdfWriter(context);
    this.lists = new ListRebuilder(this, this.writer, context);
  }

  sequence(before: Sequence, after: readonly Block[], parent: string): AdfNode[] {
    const olds = before.blocks;
    const matches = pairUp(olds.map(candidate), after.map(candidate));
    const kept = new Set(matches.flatMap((match) => (match === undefined ? [] : [match.index])));
    const following = pathsAfter(matches, olds);
    const pieces: Piece[] = [...before.lead];
    let next = 0;
    const leave = (until: number) => {
      for (; next < until; next += 1) if (!kept.has(next)) addAll(pieces, remains(olds[next]));
    };
    for (const [index, block] of after.entries()) {
      const match = matches[index];
      const old = match === undefined ? undefined : olds[match.index];
      const here = between(pieces.at(-1)?.path ?? [], following[index] ?? []);
      if (match === undefined || old === undefined) {
        pieces.push(
          ...this.writer.block(block, here.at(-1)?.type ?? parent).map((node) => ({ node, path: here })),
        );
      } else if (match.moved) {
        addAll(
          pieces,
          (old.pieces ?? []).map(({ node }) => ({ node, path: here })),
        );
      } else {
        leave(match.index);
        next = match.index + 1;
        addAll(pieces, match.exact && old.pieces ? old.pieces : this.block(old, block, parent));
      }
    }
    leave(olds.length);
    return nestPieces(pieces);
  }

  /** The content of a container that must not be empty. */
  body(before: Sequence, after: Sequence, parent: string): AdfNode[] {
    const nodes = this.sequence(before, after.blocks, parent);
    return nodes.length > 0 ? nodes : [paragraph([])];
  }

  /** Both blocks are of one kind. */
  block(old: Block, block: Block, parent: string): Piece[] {
    const [first, ...rest] = old.pieces ?? [];
    if (first === undefined) return this.writer.block(block, parent).map((node) => ({ node, path: [] }));
    const place = first.path.at(-1)?.type ?? parent;
    if (old.kind === "list" && block.kind === "list") return this.lists.rebuild(old, block, place);
    const nodes = this.edited(old, block, first.node, place);
    return [...nodes.map((node) => ({ node, path: first.path })), ...rest];
  }

  private edited(old: Block, block: Block, node: AdfNode, parent: string): readonly AdfNode[] {
    if (old.kind === "paragraph" && block.kind === "paragraph")
      return this.paragraph(old, block, node, parent);
    if (old.kind === "heading" && block.kind === "heading") return [this.heading(old, block, node)];
    if (old.kind === "code" && block.kind === "code") return [codeBlock(old, block, node)];
    if (old.kind === "quote" && block.kind === "quote") return this.quote(old, block, node, parent);
    if (old.kind === "expand" && block.kind === "expand") return [this.expand(old, block, node)];
    if (old.kind === "table" && block.kind === "table") {
      return [rebuildTable(node, old, block, this.context)];
    }
    return old.kind === block.kind ? [node] : this.writer.block(block, parent);
  }

  private paragraph(old: Paragraph, block: Paragraph, node: AdfNode, parent: string): readonly AdfNode[] {
    if (!holdsInline(node)) return this.besideAtom(old, block, node, parent);
    const pictures = new Set(old.spans.map((span) => (span.kind === "image" ? span.url : "")));
    if (block.spans.some((span) => span.kind === "image" && !pictures.has(span.url))) {
      return this.writer.block(block, parent);
    }
    return [withContent(node, rebuildInline(old.spans, block.spans, this.context))];
  }

  /** A picture, card or macro stays when lines were only added before or after it. */
  private besideAtom(old: Paragraph, block: Paragraph, node: AdfNode, parent: string): readonly AdfNode[] {
    const key = spansKey(old.spans);
    const breaks = block.spans.flatMap((span, index) => (span.kind === "break" ? [index] : []));
    const above = breaks.find((at) => spansKey(block.spans.slice(at + 1)) === key);
    const below = breaks.find((at) => spansKey(block.spans.slice(0, at)) === key);
    const write = (spans: readonly Span[]) => this.writer.block({ kind: "paragraph", spans }, parent);
    if (above !== undefined) return [...write(block.spans.slice(0, above)), node];
    if (below !== undefined) return [node, ...write(block.spans.slice(below + 1))];
    return captioned(old, block, node, this.context) ?? this.writer.block(block, parent);
  }

  private heading(old: Heading, block: Heading, node: AdfNode): AdfNode {
    const attrs = old.depth === block.depth ? node.attrs : { ...node.attrs, level: block.depth };
    return withContent(
      { ...node, ...(attrs && { attrs }) },
      rebuildInline(old.spans, block.spans, this.context),
    );
  }

  private quote(old: Quote, block: Quote, node: AdfNode, parent: string): readonly AdfNode[] {
    if (old.icon === undefined || old.inner === undefined) {
      if (isPanel(block)) return this.writer.block(block, parent);
      return [{ ...node, content: this.body(old.body, block.body, node.type) }];
    }
    const inner = withoutPrefix(block.body, old.icon);
    if (inner !== undefined) return [{ ...node, content: this.body(old.inner, inner, node.type) }];
    for (const [panelType, icon] of panelIcons) {
      const other = withoutPrefix(block.body, icon);
      if (other !== undefined) {
        const localId = stringAttr(node, "localId");
        const attrs = { panelType, ...(localId !== undefined && { localId }) };
        return [{ ...node, attrs, content: this.body(old.inner, other, node.type) }];
      }
    }
    return [{ type: "blockquote", content: this.body(old.inner, block.body, "blockquote") }];
  }

  private expand(old: Expand, block: Expand, node: AdfNode): AdfNode {
    const isSame = spansKey(old.title) === spansKey(block.title);
    const attrs = isSame ? node.attrs : { ...node.attrs, title: textOf(block.title) };
    return { ...node, ...(attrs && { attrs }), content: this.body(old.body, block.body, node.type) };
  }
}

function candidate(block: Block): Candidate {
  return { key: blockKey(block), kind: block.kind, words: () => wordsOf(sequence([block])) };
}

/** For every new block, where the next block stands that was there before. */
function pathsAfter(matches: readonly (Match | undefined)[], olds: readonly Block[]): Path[] {
  let path: Path = [];
  return matches
    .toReversed()
    .map((match) => {
      const next = path;
      if (match?.moved === false) path = olds[match.index]?.pieces?.[0]?.path ?? path;
      return next;
    })
    .toReversed();
}

/** The innermost container that holds both neighbours of a new block; of two columns, the first. */
function between(before: Path, after: Path): Path {
  let depth = 0;
  while (depth < before.length && before[depth] === after[depth]) depth += 1;
  return before[depth - 1]?.type === "layoutSection" ? before : before.slice(0, depth);
}

/** What a deleted block leaves: what could not be seen to be deleted, but for empty lines. */
function remains(block: Block | undefined): Piece[] {
  const hidden = (block?.pieces ?? []).slice(1);
  return hidden.filter(({ node }) => node.type !== "paragraph" && !isListNode(node));
}

function isListNode(node: AdfNode): boolean {
  return /^(?:bullet|ordered|task|decision)List$/.test(node.type);
}

const atoms = new Set([
  "mediaSingle",
  "mediaGroup",
  "blockCard",
  "embedCard",
  "extension",
  "bodiedExtension",
  "syncBlock",
  "bodiedSyncBlock",
  "inlineExtension",
]);

function holdsInline(node: AdfNode): boolean {
  return !atoms.has(node.type);
}

function codeBlock(old: Code, block: Code, node: AdfNode): AdfNode {
  const attrs = old.language === block.language ? node.attrs : { ...node.attrs, language: block.language };
  return withContent(
    { ...node, ...(attrs && { attrs }) },
    block.text === "" ? [] : [{ type: "text", text: block.text }],
  );
}

function isPanel(quote: Quote): boolean {
  return [...panelIcons.values()].some((icon) => withoutPrefix(quote.body, icon) !== undefined);
}

/** A picture whose caption was edited. */
function captioned(
  old: Paragraph,
  block: Paragraph,
  node: AdfNode,
  context: RichTextContext,
): readonly AdfNode[] | undefined {
  const [picture, caption] = node.content ?? [];
  const at = block.spans.findIndex((span) => span.kind === "break");
  const oldAt = old.spans.findIndex((span) => span.kind === "break");
  const now = at === -1 ? block.spans : block.spans.slice(0, at);
  const then = oldAt === -1 ? old.spans : old.spans.slice(0, oldAt);
  if (node.type !== "mediaSingle" || picture === undefined || spansKey(now) !== spansKey(then))
    return undefined;
  if (at === -1) return [{ ...node, content: [picture] }];
  const unmarked = (spans: readonly Span[]) =>
    spans.map((span) => (span.kind === "text" ? { ...span, marks: span.marks & ~2 } : span));
  const content = rebuildInline(
    oldAt === -1 ? [] : unmarked(old.spans.slice(oldAt + 1)),
    unmarked(block.spans.slice(at + 1)),
    context,
  );
  return [{ ...node, content: [picture, withContent(caption ?? { type: "caption" }, content)] }];
}
