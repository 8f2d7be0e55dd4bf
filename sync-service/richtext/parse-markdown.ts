import { addAll } from "./add-all.ts";
import type { Code, PhrasingContent, Root, RootContent, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { collapsibleSyntax, collapsibleTree } from "./collapsible-syntax.ts";
import { splitInline } from "./split-inline.ts";
import { isPlain, splitMarkdown } from "./split-markdown.ts";
import type { Stretch } from "./split-markdown.ts";

/** A block of a syntax tree and its place in the whole text. */
interface Placed {
  node: RootContent;
  place: readonly [number, number];
}

// Linear has neither HTML nor footnotes: `<b>` and `[^1]` are text.
const notInLinear = [
  "htmlFlow",
  "htmlText",
  "gfmFootnoteCall",
  "gfmFootnoteDefinition",
  "gfmPotentialFootnoteCall",
];
const blockSyntax = [
  "blockQuote",
  "list",
  "codeFenced",
  "codeIndented",
  "headingAtx",
  "setextUnderline",
  "thematicBreak",
  "definition",
  "table",
  "collapsibleEdge",
];
const inlineSyntax = [
  "attention",
  "autolink",
  "characterEscape",
  "characterReference",
  "codeText",
  "emailAutolink",
  "hardBreakEscape",
  "labelEnd",
  "labelStartImage",
  "labelStartLink",
  "protocolAutolink",
  "strikethrough",
  "wwwAutolink",
];

// Without their second look at finished text, which finds links in what was escaped.
const mdastExtensions = [
  ...gfmFromMarkdown().map(({ enter, exit }) => ({ enter: enter ?? {}, exit: exit ?? {} })),
  collapsibleTree,
];

type Parser = (markdown: string) => Root;

function parserWithout(names: readonly string[]): Parser {
  const extensions = [gfm(), collapsibleSyntax, { disable: { null: [...notInLinear, ...names] } }];
  return (markdown) => fromMarkdown(markdown, { extensions, mdastExtensions });
}

const parseAll = parserWithout([]);
const parseBlocks = parserWithout(["definition", ...inlineSyntax]);
const parseInline = parserWithout(blockSyntax);

/** References need the whole text at hand, which is affordable up to this many characters; later they are text. */
const LONGEST_WITH_REFERENCES = 50_000;
const LONGEST_AT_ONCE = 8_000;
const ENOUGH_OF_A_TABLE = 2_000;
/** Deeper than any editor nests, or underlined more often than any writer does: read as the text that it is. */
const tooDeep = /^(?:[ \t]{0,3}(?:>|[*+-][ \t]|\d{1,9}[.)][ \t])){60}|^ {120,}(?:[*+-]|\d{1,9}[.)])[ \t]/m;
const MOST_UNDERLINES = 200;
/** What a line may begin with when it begins, ends or changes a block. */
const blockStart = /^(?:[ \t>#+\-=:|~*]|```|\d{1,9}[.)])/m;

/** What was parsed before, by parser and text: two versions of a text have most of it in common. */
export class Parsed {
  private readonly trees = new Map<Parser, Map<string, readonly RootContent[]>>();

  of(parser: Parser, text: string): readonly RootContent[] {
    const trees = this.trees.get(parser) ?? new Map<string, readonly RootContent[]>();
    this.trees.set(parser, trees);
    let tree = trees.get(text);
    if (tree === undefined) {
      tree = parser(text).children;
      trees.set(text, tree);
    }
    return tree;
  }
}

/** Parses Markdown as Linear reads it, in time that grows with its length. */
export function parseMarkdown(markdown: string, parsed: Parsed): Placed[] {
  const atOnce = hasReferences(markdown);
  const stretches = atOnce ? [{ text: markdown, start: 0 }] : splitMarkdown(markdown);
  return stretches.flatMap((stretch) => parseStretch(stretch, atOnce, parsed));
}

/** Whether a text may define addresses that links elsewhere in it refer to. */
export function hasReferences(markdown: string): boolean {
  return markdown.length <= LONGEST_WITH_REFERENCES && /^[ \t>*+\-\d.)]*\[[^\]\n]+\]:/m.test(markdown);
}

function parseStretch(stretch: Stretch, atOnce: boolean, parsed: Parsed): Placed[] {
  const { text, start } = stretch;
  if (isPlain(text) || isHostile(text)) return plainParagraph(text, start);
  const nodes =
    atOnce || text.length <= LONGEST_AT_ONCE ? parsed.of(parseAll, text) : parseLong(text, parsed);
  return nodes.map((node) => ({
    node,
    place: [
      start + (node.position?.start.offset ?? 0),
      start + (node.position?.end.offset ?? text.length),
    ] as const,
  }));
}

function isHostile(text: string): boolean {
  if (tooDeep.test(text)) return true;
  return (
    text.length > LONGEST_AT_ONCE && (text.match(/^ {0,3}(?:=+|-+)[ \t]*$/gm)?.length ?? 0) > MOST_UNDERLINES
  );
}

/** What a parser cannot do at once in good time: one paragraph, one table, or blocks first and then their text. */
function parseLong(text: string, parsed: Parsed): readonly RootContent[] {
  if (!blockStart.test(text) && !/\n[ \t\r]*\n\s*\S/.test(text)) {
    const children = parseLine(text.trim().replace(/[ \t]*(?:\r\n?|\n)[ \t]*/g, "\n"), parsed);
    return [{ type: "paragraph", children }];
  }
  return parseLongTable(text, parsed) ?? parseInTwo(text, parsed);
}

/** A table, some rows at a time. */
function parseLongTable(text: string, parsed: Parsed): RootContent[] | undefined {
  const lines = text.trimEnd().split(/\r?\n/);
  const [header = "", delimiter = "", ...rows] = lines;
  if (!/^\|?[ \t:|-]+$/.test(delimiter) || !lines.every((line) => /^\|/.test(line))) return undefined;
  const size = Math.max(1, Math.round((ENOUGH_OF_A_TABLE * lines.length) / text.length));
  const children: Table["children"] = [];
  let align: Table["align"];
  for (let at = 0; at === 0 || at < rows.length; at += size) {
    const [part] = parsed.of(parseAll, [header, delimiter, ...rows.slice(at, at + size)].join("\n"));
    if (part?.type !== "table") return undefined;
    align = part.align;
    addAll(children, at === 0 ? part.children : part.children.slice(1));
  }
  return [{ type: "table", align, children }];
}

function plainParagraph(text: string, start: number): Placed[] {
  const value = text.trim().replace(/[ \t]*(?:\r\n?|\n)[ \t]*/g, "\n");
  if (value === "") return [];
  const from = start + text.length - text.trimStart().length;
  const place = [from, start + text.trimEnd().length] as const;
  return [{ node: { type: "paragraph", children: [{ type: "text", value }] }, place }];
}

/** Blocks first, then the text in each: what a parser cannot do at once for a long text in good time. */
function parseInTwo(text: string, parsed: Parsed): readonly RootContent[] {
  const { children } = parseBlocks(text);
  for (const node of children) readInlineOf(node, false, parsed);
  return children;
}

function readInlineOf(node: RootContent, inCell: boolean, parsed: Parsed): void {
  switch (node.type) {
    case "paragraph":
    case "heading":
    case "tableCell":
      node.children = inlineOf(node.children, inCell || node.type === "tableCell", parsed);
      break;
    case "blockquote":
    case "list":
    case "listItem":
    case "table":
    case "tableRow":
      for (const child of node.children) readInlineOf(child, inCell, parsed);
      break;
    case "code":
      readLanguage(node, parsed);
      break;
    default:
  }
}

/** The words behind a fence are not code: escapes and references count in them, behind a fence of `~` even backticks. */
function readLanguage(node: Code, parsed: Parsed): void {
  if (!/[\\&]/.test(`${node.lang ?? ""}${node.meta ?? ""}`)) return;
  const [fenced] = parsed.of(parseAll, `~~~ ${node.lang ?? ""} ${node.meta ?? ""}\n~~~`);
  if (fenced?.type === "code") Object.assign(node, { lang: fenced.lang, meta: fenced.meta });
}

function inlineOf(children: readonly PhrasingContent[], inCell: boolean, parsed: Parsed): PhrasingContent[] {
  const raw = children.map((child) => (child.type === "text" ? child.value : "\n")).join("");
  const nodes = parseLine(raw, parsed);
  return inCell ? nodes.map(unescapePipes) : nodes;
}

/** Parses text that is known to hold no blocks. */
export function parseLine(raw: string, parsed = new Parsed()): PhrasingContent[] {
  return splitInline(raw).flatMap(({ text, gap }) => {
    const nodes = isPlain(text)
      ? [{ type: "text", value: text } as const]
      : parsed.of(parseInline, text).flatMap((child) => (child.type === "paragraph" ? child.children : []));
    return gap === "" ? nodes : [...nodes, { type: "text", value: gap } as const];
  });
}

function unescapePipes<T extends PhrasingContent>(node: T): T {
  if (node.type === "inlineCode") return { ...node, value: node.value.replaceAll("\\|", "|") };
  return "children" in node ? { ...node, children: node.children.map(unescapePipes) } : node;
}
