import type {
  BlockContent,
  Literal,
  Nodes,
  List as MdastList,
  Parents,
  PhrasingContent,
  RootContent,
  Table as MdastTable,
  Text,
} from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import type { Info, State } from "mdast-util-to-markdown";
import { CODE, EM, STRIKE, STRONG } from "./blocks.ts";
import type { Block, List, Span, Table, TextSpan } from "./blocks.ts";
import { escapeText } from "./escape-text.ts";
import { normalSpans, textOf } from "./normal-form.ts";
import { writeLine } from "./write-line.ts";

/** Writes blocks as Linear does: `*` bullets, `---` rules, fenced code, tight lists. No final line ending. */
export function writeMarkdown(blocks: readonly Block[]): string {
  return serialized({ type: "root", children: blocks.flatMap(flow) });
}

/** A line of text that is already Markdown. */
interface Written extends Literal {
  type: "written";
}
declare module "mdast" {
  interface PhrasingContentMap {
    written: Written;
  }
  interface RootContentMap {
    written: Written;
  }
}

function serialized(tree: Nodes): string {
  return toMarkdown(tree, {
    extensions: [gfmToMarkdown({ tablePipeAlign: false })],
    bullet: "*",
    bulletOther: "-",
    emphasis: "*",
    strong: "*",
    rule: "-",
    fences: true,
    listItemIndent: "one",
    resourceLink: true,
    join: [apartFromParagraph],
    handlers: { text: writeText, collapsibleEdge: writeValue, written: writeValue },
  }).replace(/\n$/, "");
}

/**
 * Next to a paragraph, readers take a numbered item other than 1, and an empty item, for a line of it: also where
 * such an item is the first thing in other items and quotes. There, a blank line goes between.
 */
function apartFromParagraph(left: Nodes, right: Nodes): 1 | undefined {
  if (left.type !== "paragraph") return undefined;
  for (let first: Nodes | undefined = right; first !== undefined && "children" in first;) {
    if (first.type === "list" && first.ordered === true && first.start !== 1) return 1;
    if (first.type === "listItem" && first.children.length === 0) return 1;
    first = containers.has(first.type) ? first.children[0] : undefined;
  }
  return undefined;
}

const containers = new Set(["list", "listItem", "blockquote"]);

function flow(block: Block): (RootContent & BlockContent)[] {
  switch (block.kind) {
    case "paragraph": {
      const children = phrasing(block.spans, { inHeading: false, inCell: false });
      return children.length === 0 ? [] : [{ type: "paragraph", children }];
    }
    case "heading":
      return [
        {
          type: "heading",
          depth: block.depth,
          children: phrasing(block.spans, { inHeading: true, inCell: false }),
        },
      ];
    case "rule":
      return [{ type: "thematicBreak" }];
    case "code":
      return [{ type: "code", lang: block.language || null, value: block.text }];
    case "quote":
      return [{ type: "blockquote", children: block.body.blocks.flatMap(flow) }];
    case "list":
      return [list(block)];
    case "table":
      return [table(block)];
    case "expand":
      return [
        { type: "collapsibleEdge", value: `+++ ${escapeText(textOf(block.title), titlePlace)}` },
        ...block.body.blocks.flatMap(flow),
        { type: "collapsibleEdge", value: "+++" },
      ];
  }
}

const titlePlace = { before: " ", after: "\n", inLink: false, inCell: false, inHeading: false };

function list(block: List): MdastList {
  return {
    type: "list",
    ordered: block.start !== null,
    start: block.start,
    spread: false,
    children: block.items.map((item) => {
      const children = item.body.blocks.flatMap(flow);
      // GFM has no check box without text beside it.
      const lone = item.checked !== null && children[0]?.type !== "paragraph";
      const box: RootContent & BlockContent = {
        type: "paragraph",
        children: [{ type: "text", value: item.checked === true ? "[x]" : "[ ]" }],
      };
      return {
        type: "listItem",
        spread: false,
        checked: lone ? null : item.checked,
        children: lone ? [box, ...children] : children,
      };
    }),
  };
}

function table(block: Table): MdastTable {
  return {
    type: "table",
    align: [...block.align],
    children: block.rows.map((row) => ({
      type: "tableRow",
      children: row.cells.map((cell) => ({
        type: "tableCell",
        children: phrasing(
          cell.spans.map((span) => (span.kind === "break" ? space : span)),
          { inHeading: false, inCell: true },
        ),
      })),
    })),
  };
}

const space: TextSpan = { kind: "text", text: " ", marks: 0, href: "", title: "" };

type Wrapper = "link" | "strong" | "emphasis" | "delete";
const wrappers: readonly (readonly [Wrapper, number])[] = [
  ["strong", STRONG],
  ["emphasis", EM],
  ["delete", STRIKE],
];

/** More than this many marks at once are more than the careful serializer can weigh in good time. */
const MOST_NODES = 200;

function phrasing(spans: readonly Span[], place: { inHeading: boolean; inCell: boolean }): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  nest(normalSpans(spans), 0, false, nodes);
  if (nodes.length === 0) return [];
  const line = writeLine(nodes, { ...place, inLink: false });
  if (line !== undefined) return [{ type: "written", value: line }];
  if (nodes.length <= MOST_NODES) return nodes;
  return groups(nodes).map((group) => ({
    type: "written",
    value:
      writeLine(group, { ...place, inLink: false }) ?? serialized({ type: "paragraph", children: group }),
  }));
}

/** Short runs of nodes, cut before white space where there is any. */
function groups(nodes: readonly PhrasingContent[]): PhrasingContent[][] {
  const result: PhrasingContent[][] = [[]];
  for (const node of nodes) {
    const last = result.at(-1) ?? [];
    const mayCut = node.type === "text" && /^\s/.test(node.value);
    if ((mayCut && last.length >= MOST_NODES / 2) || last.length >= MOST_NODES) result.push([node]);
    else last.push(node);
  }
  return result;
}

/** Turns runs with marks into nested marks, the one that reaches furthest outermost. */
function nest(spans: readonly Span[], done: number, inLink: boolean, into: PhrasingContent[]): void {
  for (let index = 0; index < spans.length;) {
    const span = spans[index];
    if (span === undefined) break;
    let end = index + 1;
    let best: Wrapper | undefined;
    let bit = 0;
    if (!inLink && span.kind !== "break" && span.href !== "") {
      end = reach(
        spans,
        index,
        (next) => next.kind !== "break" && next.href === span.href && next.title === span.title,
      );
      best = "link";
    }
    for (const [wrapper, mark] of wrappers) {
      if ((done & mark) !== 0 || span.kind !== "text" || (span.marks & mark) === 0) continue;
      const until = reach(spans, index, (next) => next.kind !== "text" || (next.marks & mark) !== 0);
      if (best === undefined || until > end) {
        end = until;
        best = wrapper;
        bit = mark;
      }
    }
    const inside = spans.slice(index, end);
    if (best === undefined) {
      into.push(leaf(span));
    } else if (best === "link") {
      const children: PhrasingContent[] = [];
      nest(inside, done, true, children);
      const { href, title } = span.kind === "break" ? { href: "", title: "" } : span;
      into.push({ type: "link", url: href, title: title || null, children: withoutLinks(children) });
    } else {
      const children: PhrasingContent[] = [];
      nest(inside, done | bit, inLink, children);
      into.push({ type: best, children });
    }
    index = end;
  }
}

function reach(spans: readonly Span[], from: number, covers: (span: Span) => boolean): number {
  let end = from + 1;
  for (let next = spans[end]; next !== undefined && covers(next); next = spans[end]) end += 1;
  // A mark ends at a word, not at the break or picture after it.
  while (end > from + 1 && spans[end - 1]?.kind !== "text") end -= 1;
  return end;
}

function withoutLinks(nodes: PhrasingContent[]): PhrasingContent[] {
  return nodes.filter((node) => node.type !== "link");
}

function leaf(span: Span): PhrasingContent {
  if (span.kind === "break") return { type: "break" };
  if (span.kind === "image")
    return { type: "image", url: span.url, alt: span.alt, title: span.title || null };
  return (span.marks & CODE) === 0
    ? { type: "text", value: span.text }
    : { type: "inlineCode", value: span.text };
}

function writeText(node: Text, _parent: Parents | undefined, state: State, info: Info): string {
  return escapeText(node.value, {
    before: info.before,
    after: info.after,
    inLink: state.stack.includes("label"),
    inCell: state.stack.includes("tableCell"),
    inHeading: state.stack.includes("headingAtx"),
  });
}

function writeValue(node: Literal): string {
  return node.value;
}
