import type { Definition, List as MdastList, PhrasingContent, RootContent, Table as MdastTable } from "mdast";
import { append, CODE, EM, plain, sequence, STRIKE, STRONG } from "./blocks.ts";
import type { Block, Code, Item, List, Row, Span, TextSpan } from "./blocks.ts";
import { emptyTask } from "./shown-as.ts";
import { Parsed, parseLine, parseMarkdown } from "./parse-markdown.ts";

/** Reads Markdown into blocks, each with its place in the text. Versions of one text share what was `parsed`. */
export function readMarkdown(markdown: string, parsed = new Parsed()): Block[] {
  const placed = parseMarkdown(markdown, parsed);
  const nodes = placed.map(({ node }) => node);
  const definitions = new Map<string, Definition>();
  collectDefinitions(nodes, definitions);
  const places = placed.map(({ place }) => place);
  return new Reader(definitions).blocks(nodes, places);
}

type Places = readonly (readonly [number, number])[];

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

  /** Blocks that are not inside another one have a place each. */
  blocks(nodes: readonly RootContent[], places: Places = []): Block[] {
    const result: Block[] = [];
    const closing = matchEdges(nodes);
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index];
      if (node === undefined) break;
      const end = closing.get(index);
      if (node.type === "collapsibleEdge" && end !== undefined) {
        const body = sequence(this.blocks(nodes.slice(index + 1, end)));
        const title = this.spans(parseLine(node.value));
        append(result, placed({ kind: "expand", title, body }, places[index], places[end]));
        index = end;
      } else {
        const block = this.block(node);
        if (block !== undefined) append(result, placed(block, places[index], places[index]));
      }
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
      case "collapsibleEdge":
        return { kind: "paragraph", spans: [plain("+++ "), ...this.spans(parseLine(node.value))] };
      default:
        return undefined;
    }
  }

  private list(node: MdastList): List {
    const items = node.children.map((item): Item => {
      const body = sequence(this.blocks(item.children));
      const checked = item.checked ?? null;
      return checked === null ? (emptyTask(body.blocks) ?? { checked, body }) : { checked, body };
    });
    return { kind: "list", start: node.ordered === true ? (node.start ?? 1) : null, items };
  }

  private table(node: MdastTable): Block {
    const rows = node.children.map((row): Row => ({
      cells: row.children.map((cell) => ({ spans: this.spans(cell.children) })),
    }));
    return { kind: "table", rows, align: node.align ?? [] };
  }

  private spans(nodes: readonly PhrasingContent[]): Span[] {
    const spans: Span[] = [];
    for (const node of nodes) this.addSpans(node, plain(""), spans);
    return spans;
  }

  /** `style` carries the marks and the link that lie around the node. */
  private addSpans(node: PhrasingContent, style: TextSpan, into: Span[]): void {
    switch (node.type) {
      case "text":
        for (const span of lines({ ...style, text: node.value })) into.push(span);
        break;
      case "inlineCode":
        into.push({ ...style, text: node.value.replace(/\r\n?|\n/g, " "), marks: style.marks | CODE });
        break;
      case "break":
        into.push({ kind: "break" });
        break;
      case "strong":
        for (const child of node.children)
          this.addSpans(child, { ...style, marks: style.marks | STRONG }, into);
        break;
      case "emphasis":
        for (const child of node.children) this.addSpans(child, { ...style, marks: style.marks | EM }, into);
        break;
      case "delete":
        for (const child of node.children)
          this.addSpans(child, { ...style, marks: style.marks | STRIKE }, into);
        break;
      case "link":
        this.addLink(node.children, node, style, into);
        break;
      case "linkReference":
        this.addLink(node.children, this.definitions.get(node.identifier), style, into);
        break;
      case "image":
        into.push(image(node, node.alt, style));
        break;
      case "imageReference":
        into.push(image(this.definitions.get(node.identifier), node.alt, style));
        break;
      default:
    }
  }

  private addLink(
    nodes: readonly PhrasingContent[],
    to: { url: string; title?: string | null | undefined } | undefined,
    style: TextSpan,
    into: Span[],
  ): void {
    const linked = { ...style, href: to?.url ?? "", title: to?.title ?? "" };
    const before = into.length;
    for (const node of nodes) this.addSpans(node, linked, into);
    if (into.length === before && linked.href !== "") into.push({ ...linked, text: linked.href });
  }
}

function placed(block: Block, first: Places[number] | undefined, last: Places[number] | undefined): Block {
  return first === undefined || last === undefined ? block : { ...block, place: [first[0], last[1]] };
}

function image(
  to: { url: string; title?: string | null | undefined } | undefined,
  alt: string | null | undefined,
  style: TextSpan,
): Span {
  return { kind: "image", url: to?.url ?? "", alt: alt ?? "", title: to?.title ?? "", href: style.href };
}

const DEEPEST_COLLAPSIBLE = 30;

/** The edge that closes each collapsible section, by the index of the one that opens it. */
function matchEdges(nodes: readonly RootContent[]): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (const [index, node] of nodes.entries()) {
    if (node.type !== "collapsibleEdge") continue;
    if (node.value !== "") {
      open.push(index);
    } else {
      const start = open.pop();
      if (start !== undefined && open.length < DEEPEST_COLLAPSIBLE) closing.set(start, index);
    }
  }
  return closing;
}

function code(language: string, text: string): Code {
  return {
    kind: "code",
    language: language.replace(/\s+/g, " ").trim(),
    text: text.replace(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD"),
  };
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
