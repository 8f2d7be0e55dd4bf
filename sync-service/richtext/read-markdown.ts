import type {
  Definition,
  List as MdastList,
  Nodes,
  PhrasingContent,
  RootContent,
  Table as MdastTable,
} from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { CODE, EM, plain, sequence, STRIKE, STRONG } from "./blocks.ts";
import type { Block, Code, Expand, Item, List, Row, Span, TextSpan } from "./blocks.ts";
import { collapsibleSyntax, collapsibleTree } from "./collapsible-syntax.ts";

// Linear has neither HTML nor footnotes: `<b>` and `[^1]` are text.
const notInLinear = {
  disable: {
    null: ["htmlFlow", "htmlText", "gfmFootnoteCall", "gfmFootnoteDefinition", "gfmPotentialFootnoteCall"],
  },
};
const extensions = [gfm(), collapsibleSyntax, notInLinear];
// Without their second look at finished text, which would find links in what was escaped.
const mdastExtensions = [
  ...gfmFromMarkdown().map(({ enter, exit }) => ({ enter: enter ?? {}, exit: exit ?? {} })),
  collapsibleTree,
];

/** Reads Markdown into blocks, each with its place in the text. */
export function readMarkdown(markdown: string): Block[] {
  const tree = fromMarkdown(markdown, { extensions, mdastExtensions });
  const definitions = new Map<string, Definition>();
  collectDefinitions(tree.children, definitions);
  return new Reader(definitions).blocks(tree.children);
}

function collectDefinitions(nodes: readonly RootContent[], into: Map<string, Definition>): void {
  for (const node of nodes) {
    if (node.type === "definition" && !into.has(node.identifier)) into.set(node.identifier, node);
    if (node.type === "blockquote" || node.type === "list" || node.type === "listItem") {
      collectDefinitions(node.children, into);
    }
  }
}

class Reader {
  private readonly definitions: ReadonlyMap<string, Definition>;

  constructor(definitions: ReadonlyMap<string, Definition>) {
    this.definitions = definitions;
  }

  blocks(nodes: readonly RootContent[]): Block[] {
    const result: Block[] = [];
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index];
      if (node === undefined) break;
      if (node.type === "collapsibleEdge") {
        const end = closingEdge(nodes, index);
        if (node.value !== "" && end !== undefined) {
          result.push(placed(this.expand(node.value, nodes.slice(index + 1, end)), node, nodes[end]));
          index = end;
        } else {
          const words = node.value === "" ? "+++" : `+++ ${node.value}`;
          result.push(placed({ kind: "paragraph", spans: [plain(words)] }, node, node));
        }
        continue;
      }
      const block = this.block(node);
      if (block !== undefined) append(result, placed(block, node, node));
    }
    return result;
  }

  private block(node: RootContent): Block | undefined {
    switch (node.type) {
      case "paragraph":
        return { kind: "paragraph", spans: this.spans(node.children) };
      case "heading":
        return { kind: "heading", depth: node.depth, spans: this.spans(node.children) };
      case "thematicBreak":
        return { kind: "rule" };
      case "code":
        return code([node.lang, node.meta].filter(Boolean).join(" "), node.value);
      case "blockquote":
        return { kind: "quote", body: sequence(this.blocks(node.children)) };
      case "list":
        return this.list(node);
      case "table":
        return this.table(node);
      default:
        return undefined;
    }
  }

  private expand(title: string, nodes: readonly RootContent[]): Expand {
    return { kind: "expand", title, body: sequence(this.blocks(nodes)) };
  }

  private list(node: MdastList): List {
    const items = node.children.map((item): Item => {
      const blocks = this.blocks(item.children);
      return item.checked === true || item.checked === false
        ? { checked: item.checked, body: sequence(blocks) }
        : (emptyTask(blocks) ?? { checked: null, body: sequence(blocks) });
    });
    return { kind: "list", start: node.ordered === true ? (node.start ?? 1) : null, items };
  }

  private table(node: MdastTable): Block {
    const rows = node.children.map((row): Row => ({
      cells: row.children.map((cell) => ({ spans: this.spans(cell.children) })),
    }));
    return { kind: "table", rows, align: node.align ?? [] };
  }

  private spans(nodes: readonly PhrasingContent[], marks = 0, href = "", title = ""): Span[] {
    return nodes.flatMap((node): Span[] => {
      switch (node.type) {
        case "text":
          return lines({ kind: "text", text: node.value, marks, href, title });
        case "inlineCode":
          return [{ kind: "text", text: node.value, marks: marks | CODE, href, title }];
        case "break":
          return [{ kind: "break" }];
        case "strong":
          return this.spans(node.children, marks | STRONG, href, title);
        case "emphasis":
          return this.spans(node.children, marks | EM, href, title);
        case "delete":
          return this.spans(node.children, marks | STRIKE, href, title);
        case "image":
          return [{ kind: "image", url: node.url, alt: node.alt ?? "", title: node.title ?? "", href }];
        case "link":
          return this.link(node.children, node.url, node.title ?? "", marks);
        case "linkReference": {
          const definition = this.definitions.get(node.identifier);
          return this.link(node.children, definition?.url ?? "", definition?.title ?? "", marks);
        }
        case "imageReference": {
          const definition = this.definitions.get(node.identifier);
          return [
            {
              kind: "image",
              url: definition?.url ?? "",
              alt: node.alt ?? "",
              title: definition?.title ?? "",
              href,
            },
          ];
        }
        default:
          return [];
      }
    });
  }

  private link(nodes: readonly PhrasingContent[], url: string, title: string, marks: number): Span[] {
    const spans = this.spans(nodes, marks, url, title);
    const words = spans.length > 0 ? spans : lines({ kind: "text", text: url, marks, href: url, title });
    return words;
  }
}

/** Two lists next to each other read as one: the bullets that tell them apart do not survive Linear. */
function append(blocks: Block[], block: Block): void {
  const last = blocks.at(-1);
  if (last?.kind === "list" && block.kind === "list" && (last.start === null) === (block.start === null)) {
    const place = last.place && block.place ? ([last.place[0], block.place[1]] as const) : undefined;
    blocks[blocks.length - 1] = {
      ...last,
      items: [...last.items, ...block.items],
      ...(place && { place }),
    };
  } else {
    blocks.push(block);
  }
}

function closingEdge(nodes: readonly RootContent[], open: number): number | undefined {
  let depth = 0;
  for (let index = open; index < nodes.length; index += 1) {
    const node = nodes[index];
    if (node?.type !== "collapsibleEdge") continue;
    depth += node.value === "" ? -1 : 1;
    if (depth === 0) return index;
  }
  return undefined;
}

export function code(language: string, text: string): Code {
  return { kind: "code", language, text: text.replace(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD") };
}

/** GFM sees no check box in an item without text; people and Linear do. */
function emptyTask(blocks: readonly Block[]): Item | undefined {
  const [first, ...rest] = blocks;
  if (first?.kind !== "paragraph") return undefined;
  const [only, ...more] = first.spans;
  if (only?.kind !== "text" || more.length > 0 || only.marks !== 0) return undefined;
  const mark = /^\[([ xX])\]$/.exec(only.text)?.[1];
  return mark === undefined ? undefined : { checked: mark !== " ", body: sequence(rest) };
}

/** A line ending inside a paragraph is a break in Linear. */
function lines(span: TextSpan): Span[] {
  if (!/[\n\r]/.test(span.text)) return [span];
  return span.text
    .split(/\r\n?|\n/)
    .flatMap((text, index): Span[] => [
      ...(index > 0 ? [{ kind: "break" } as const] : []),
      ...(text === "" ? [] : [{ ...span, text }]),
    ]);
}

function placed<B extends Block>(block: B, first: Nodes, last: Nodes | undefined): B {
  const start = first.position?.start.offset;
  const end = last?.position?.end.offset;
  return start === undefined || end === undefined ? block : { ...block, place: [start, end] };
}
