import type { AdfNode } from "./adf.ts";

/**
 * What a Markdown text says, whatever way it is written: blocks, and in each the runs of text with the marks
 * that lie on them. Both readers (of Markdown and of ADF) produce it, both writers take it, and two texts are
 * the same when their blocks are.
 */
export type Block = Paragraph | Heading | Rule | Code | Quote | List | Table | Expand;

export interface Paragraph extends Origin {
  kind: "paragraph";
  spans: readonly Span[];
}
export interface Heading extends Origin {
  kind: "heading";
  depth: 1 | 2 | 3 | 4 | 5 | 6;
  spans: readonly Span[];
}
interface Rule extends Origin {
  kind: "rule";
}
export interface Code extends Origin {
  kind: "code";
  language: string;
  text: string;
}
export interface Quote extends Origin {
  kind: "quote";
  body: Sequence;
  /** Of a panel: the icon that its body begins with, and the body without it. */
  icon?: string;
  inner?: Sequence;
}
export interface List extends Origin {
  kind: "list";
  /** Number of the first item; null for a bullet list. */
  start: number | null;
  items: readonly Item[];
}
export interface Item {
  /** null where there is no check box. */
  checked: boolean | null;
  body: Sequence;
  home?: Home;
}
/** The list item in Jira, the lists that follow it there as its own, and the list and containers around it. */
export interface Home {
  node: AdfNode;
  below: readonly AdfNode[];
  list: AdfNode;
  path: Path;
}
export interface Table extends Origin {
  kind: "table";
  /** The first row is the header; a table without one has a header of empty cells. */
  rows: readonly Row[];
  align: readonly Align[];
}
export interface Row {
  cells: readonly Cell[];
  node?: AdfNode;
}
export interface Cell {
  spans: readonly Span[];
  /** The cell in Jira; "covered" where a merged cell lies over this place, which is then its owner. */
  node?: AdfNode | "covered";
  owner?: AdfNode;
}
export type Align = "left" | "center" | "right" | null;
export interface Expand extends Origin {
  kind: "expand";
  title: readonly Span[];
  body: Sequence;
}

/** Blocks in order; `lead` is what stands before the first one in Jira and shows nothing in Markdown. */
export interface Sequence {
  lead: readonly Piece[];
  blocks: readonly Block[];
}

/** Where a block comes from. */
interface Origin {
  /** In Jira: the nodes that it shows, and those after them that show nothing (an empty paragraph). */
  pieces?: Piece[];
  /** In Markdown: its first character and the one after its last. */
  place?: readonly [number, number];
}

/** A node of a document and the containers around it that Markdown does not show (layouts, synced blocks). */
export interface Piece {
  node: AdfNode;
  path: Path;
}
export type Path = readonly AdfNode[];

export type Span = TextSpan | BreakSpan | ImageSpan;

export interface TextSpan {
  kind: "text";
  text: string;
  marks: number;
  /** Target of the link that the text lies in; empty without one. */
  href: string;
  title: string;
  /** The inline node in Jira that shows this text. */
  source?: AdfNode;
  /** In a table cell: the block of the cell that the text lies in. */
  leaf?: AdfNode;
}
interface BreakSpan {
  kind: "break";
  source?: AdfNode;
  leaf?: AdfNode;
}
export interface ImageSpan {
  kind: "image";
  url: string;
  alt: string;
  title: string;
  href: string;
  source?: AdfNode;
  leaf?: AdfNode;
}

export const STRONG = 1;
export const EM = 2;
export const STRIKE = 4;
export const CODE = 8;

export function plain(text: string, source?: AdfNode): TextSpan {
  return { kind: "text", text, marks: 0, href: "", title: "", ...(source && { source }) };
}

export function sequence(blocks: readonly Block[]): Sequence {
  return { lead: [], blocks };
}

/** Adds a block; two lists next to each other become one: the bullets that tell them apart do not survive Linear. */
export function append(blocks: Block[], block: Block): void {
  const last = blocks.at(-1);
  if (last?.kind !== "list" || block.kind !== "list" || (last.start === null) !== (block.start === null)) {
    blocks.push(block);
    return;
  }
  const joined: List = { ...last, items: [...last.items, ...block.items] };
  if (last.pieces && block.pieces) joined.pieces = [...last.pieces, ...block.pieces];
  if (last.place && block.place) joined.place = [last.place[0], block.place[1]];
  blocks[blocks.length - 1] = joined;
}
