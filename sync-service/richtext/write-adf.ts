import { addAll } from "./add-all.ts";
import { paragraph, withContent } from "./adf.ts";
import type { AdfNode } from "./adf.ts";
import { CODE, EM, plain, sequence, STRONG } from "./blocks.ts";
import type {
  Block,
  Cell,
  Expand,
  Heading,
  Item,
  List,
  Paragraph,
  Quote,
  Sequence,
  Span,
  Table,
} from "./blocks.ts";
import type { RichTextContext } from "./context.ts";
import { mayStandIn } from "./nesting.ts";
import { edgedSpans, normalSpans, textOf } from "./normal-form.ts";
import { safeUrl } from "./safe-url.ts";
import { decisionLabel, panelIcons, withoutPrefix } from "./shown-as.ts";
import { writeInline } from "./write-adf-inline.ts";

/** Writes blocks as nodes that may stand in `parent`; what Jira does not allow there is said more simply. */
export function writeAdf(blocks: readonly Block[], parent: string, context: RichTextContext): AdfNode[] {
  return new AdfWriter(context).blocks(blocks, parent);
}

export class AdfWriter {
  private readonly context: RichTextContext;
  private readonly ids = new Map<string, number>();

  constructor(context: RichTextContext) {
    this.context = context;
  }

  blocks(blocks: readonly Block[], parent: string): AdfNode[] {
    return blocks.flatMap((block) => this.block(block, parent));
  }

  /** The content of a container that must not be empty. */
  body(body: Sequence, parent: string): AdfNode[] {
    const nodes = this.blocks(body.blocks, parent);
    return nodes.length > 0 ? nodes : [paragraph([])];
  }

  block(block: Block, parent: string): AdfNode[] {
    switch (block.kind) {
      case "paragraph":
        return this.paragraph(block, parent);
      case "heading":
        return this.heading(block, parent);
      case "rule":
        return mayStandIn(parent, "rule") ? [{ type: "rule" }] : [];
      case "code":
        return [codeBlock(block.language, block.text)];
      case "quote":
        return this.quote(block, parent);
      case "list":
        return this.list(block, parent);
      case "table":
        return this.table(block, parent);
      case "expand":
        return this.expand(block, parent);
    }
  }

  /** A picture that has a line to itself is a block in Jira. */
  private paragraph(block: Paragraph, parent: string): AdfNode[] {
    if (!mayStandIn(parent, "mediaSingle") || !block.spans.some((span) => span.kind === "image")) {
      return this.inlineParagraph(block.spans);
    }
    const result: AdfNode[] = [];
    let words: Span[] = [];
    let picture: AdfNode | undefined;
    for (const line of splitLines(block.spans)) {
      const media = this.lonePicture(line);
      const caption = words.length === 0 && picture !== undefined ? captionOf(line) : undefined;
      if (media !== undefined) {
        result.push(...this.inlineParagraph(words), media);
        words = [];
      } else if (caption !== undefined && picture !== undefined) {
        const content = writeInline(caption, this.context);
        result.push({ ...picture, content: [...(picture.content ?? []), { type: "caption", content }] });
      } else {
        if (words.length > 0) words.push({ kind: "break" });
        addAll(words, line);
      }
      if (caption !== undefined && picture !== undefined) result.splice(-2, 1);
      picture = media;
    }
    return [...result, ...this.inlineParagraph(words)];
  }

  private lonePicture(line: readonly Span[]): AdfNode | undefined {
    const [only, ...others] = line.filter((span) => span.kind !== "text" || span.text.trim() !== "");
    return only?.kind === "image" && others.length === 0
      ? this.media(only.url, only.alt, only.href)
      : undefined;
  }

  private inlineParagraph(spans: readonly Span[]): AdfNode[] {
    const content = writeInline(spans, this.context);
    return content.length === 0 ? [] : [paragraph(content)];
  }

  private media(address: string, alt: string, href: string): AdfNode | undefined {
    const url = safeUrl(address);
    if (url === "") return undefined;
    const file = this.context.attachments?.toAdf(url);
    const described = alt === "" ? {} : { alt };
    const attrs =
      file === undefined
        ? { type: "external", url, ...described }
        : { type: "file", id: file.mediaId, collection: file.collection, ...described };
    const target = safeUrl(href);
    const marks = target === "" ? {} : { marks: [{ type: "link", attrs: { href: target } }] };
    return {
      type: "mediaSingle",
      attrs: { layout: "center" },
      content: [{ type: "media", attrs, ...marks }],
    };
  }

  private heading(block: Heading, parent: string): AdfNode[] {
    if (!mayStandIn(parent, "heading")) {
      return this.inlineParagraph(asStrong(block.spans));
    }
    const content = writeInline(block.spans, this.context);
    return [{ type: "heading", attrs: { level: block.depth }, ...(content.length > 0 && { content }) }];
  }

  private quote(block: Quote, parent: string): AdfNode[] {
    for (const [panelType, icon] of panelIcons) {
      const inner = withoutPrefix(block.body, icon) ?? withoutPrefix(block.body, icon.replace("\uFE0F", ""));
      if (inner !== undefined && mayStandIn(parent, "panel")) {
        return [{ type: "panel", attrs: { panelType }, content: this.body(inner, "panel") }];
      }
    }
    if (!mayStandIn(parent, "blockquote")) return this.blocks(block.body.blocks, parent);
    return [{ type: "blockquote", content: this.body(block.body, "blockquote") }];
  }

  private expand(block: Expand, parent: string): AdfNode[] {
    const type = ["expand", "nestedExpand"].find((candidate) => mayStandIn(parent, candidate));
    if (type !== undefined) {
      return [{ type, attrs: { title: textOf(block.title) }, content: this.body(block.body, type) }];
    }
    const title = { ...plain(textOf(block.title)), marks: STRONG };
    return [...this.inlineParagraph([title]), ...this.blocks(block.body.blocks, parent)];
  }

  private list(block: List, parent: string): AdfNode[] {
    if (block.start !== null) {
      const order = block.start === 1 ? {} : { attrs: { order: block.start } };
      return [{ type: "orderedList", ...order, content: this.listItems(block.items) }];
    }
    const decisions = mayStandIn(parent, "decisionList") ? asDecisions(block.items) : undefined;
    if (decisions !== undefined) {
      const content = decisions.map((item) => this.decision(item));
      return [{ type: "decisionList", attrs: { localId: this.localId("decisionList") }, content }];
    }
    return runsOf(block.items, (item) => item.checked !== null && mayStandIn(parent, "taskList")).map(
      (items) =>
        items[0] !== undefined && items[0].checked !== null && mayStandIn(parent, "taskList")
          ? this.taskList(items)
          : { type: "bulletList", content: this.listItems(items) },
    );
  }

  listItems(items: readonly Item[]): AdfNode[] {
    return items.map((item) => this.listItem(item));
  }

  private listItem(item: Item): AdfNode {
    const box = item.checked === null ? undefined : plain(item.checked ? "☑ " : "☐ ");
    const [first, ...rest] = item.body.blocks;
    const blocks: readonly Block[] =
      box === undefined
        ? item.body.blocks
        : first?.kind === "paragraph"
          ? [{ ...first, spans: [box, ...first.spans] }, ...rest]
          : [{ kind: "paragraph", spans: [box] }, ...item.body.blocks];
    return { type: "listItem", content: this.body(sequence(blocks), "listItem") };
  }

  taskList(items: readonly Item[]): AdfNode {
    return { type: "taskList", attrs: { localId: this.localId("taskList") }, content: this.taskItems(items) };
  }

  /** A task holds one line of text in Jira; tasks below it follow it as a list. */
  taskItems(items: readonly Item[]): AdfNode[] {
    return items.flatMap((item): AdfNode[] => {
      const [tasks, others] = partition(item.body.blocks, isTaskList);
      const content = this.inlineOf(others);
      const attrs = {
        localId: this.localId(wordsIn(content)),
        state: item.checked === true ? "DONE" : "TODO",
      };
      return [
        withContent({ type: "taskItem", attrs }, content),
        ...tasks.map((list) => this.taskList(list.items)),
      ];
    });
  }

  /** `item` is without the word that Markdown marks a decision with. */
  decision(item: Item): AdfNode {
    const content = this.inlineOf(item.body.blocks);
    const attrs = { localId: this.localId(wordsIn(content)), state: "DECIDED" };
    return withContent({ type: "decisionItem", attrs }, content);
  }

  /** Blocks as lines of one text, where Jira allows no more. */
  inlineOf(blocks: readonly Block[]): AdfNode[] {
    return writeInline(asLines(blocks), this.context);
  }

  private table(block: Table, parent: string): AdfNode[] {
    if (!mayStandIn(parent, "table")) {
      return block.rows.flatMap((row) =>
        this.inlineParagraph(
          joined(
            row.cells.map((cell) => cell.spans),
            " | ",
          ),
        ),
      );
    }
    const [header, ...rows] = block.rows;
    const hasHeader = header?.cells.some((cell) => cell.spans.length > 0) ?? false;
    const content = [
      ...(hasHeader && header !== undefined ? [this.row(header.cells, "tableHeader", block)] : []),
      ...rows.map((row) => this.row(row.cells, "tableCell", block)),
    ];
    return content.length === 0 ? [] : [{ type: "table", content }];
  }

  private row(cells: readonly Cell[], type: "tableHeader" | "tableCell", table: Table): AdfNode {
    return {
      type: "tableRow",
      content: cells.map((cell, column) => this.cell(cell, type, table.align[column])),
    };
  }

  private cell(cell: Cell, type: string, align: Table["align"][number] | undefined): AdfNode {
    const content = writeInline(cell.spans, this.context);
    const to = align === "center" ? "center" : align === "right" ? "end" : undefined;
    const aligned =
      to !== undefined && content.length > 0 ? { marks: [{ type: "alignment", attrs: { align: to } }] } : {};
    return { type, content: [{ ...paragraph(content), ...aligned }] };
  }

  /** Jira wants an id on each task and decision: made of its words, so that the same text has the same id. */
  localId(words: string): string {
    let hash = 0x811c9dc5;
    for (let index = 0; index < words.length; index += 1) {
      hash = Math.imul(hash ^ words.charCodeAt(index), 0x01000193);
    }
    const name = (hash >>> 0).toString(36);
    const seen = this.ids.get(name) ?? 0;
    this.ids.set(name, seen + 1);
    return seen === 0 ? name : `${name}-${seen + 1}`;
  }
}

function wordsIn(content: readonly AdfNode[]): string {
  return content.map((node) => node.text ?? node.type).join(" ");
}

function codeBlock(language: string, words: string): AdfNode {
  return {
    type: "codeBlock",
    ...(language !== "" && { attrs: { language } }),
    ...(words !== "" && { content: [{ type: "text", text: words }] }),
  };
}

/** A heading's words where no heading may stand. */
function asStrong(spans: readonly Span[]): Span[] {
  return edgedSpans(
    spans.map((span) =>
      span.kind === "text" && (span.marks & CODE) === 0 ? { ...span, marks: span.marks | STRONG } : span,
    ),
  );
}

function asDecisions(items: readonly Item[]): Item[] | undefined {
  const decisions: Item[] = [];
  for (const item of items) {
    const blocks = item.body.blocks.map((block): Block =>
      block.kind === "heading" ? { kind: "paragraph", spans: asStrong(block.spans) } : block,
    );
    const body = item.checked === null ? withoutPrefix(sequence(blocks), decisionLabel, STRONG) : undefined;
    if (
      body === undefined ||
      body.blocks.length > 1 ||
      body.blocks.some((block) => block.kind !== "paragraph")
    ) {
      return undefined;
    }
    decisions.push({ ...item, body });
  }
  return decisions;
}

function isTaskList(block: Block): block is List {
  return block.kind === "list" && block.start === null && block.items.every((item) => item.checked !== null);
}

function partition<T, U extends T>(all: readonly T[], is: (one: T) => one is U): [U[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

function runsOf<T>(all: readonly T[], of: (one: T) => boolean): T[][] {
  const runs: T[][] = [];
  let last: boolean | undefined;
  for (const one of all) {
    const now = of(one);
    if (now === last) runs.at(-1)?.push(one);
    else runs.push([one]);
    last = now;
  }
  return runs;
}

/** Blocks as lines of one text, where Jira allows no more. */
function asLines(blocks: readonly Block[]): Span[] {
  const lines = blocks.flatMap((block): Span[][] => {
    switch (block.kind) {
      case "paragraph":
      case "heading":
        return [[...block.spans]];
      case "rule":
        return [];
      case "code":
        return block.text
          .split("\n")
          .filter(Boolean)
          .map((line) => [{ ...plain(line), marks: CODE }]);
      case "quote":
        return [asLines(block.body.blocks)];
      case "expand":
        return [[...block.title], asLines(block.body.blocks)];
      case "list":
        return block.items.map((item, index) => [
          plain(
            block.start === null
              ? item.checked === null
                ? "• "
                : item.checked
                  ? "☑ "
                  : "☐ "
              : `${block.start + index}. `,
          ),
          ...asLines(item.body.blocks),
        ]);
      case "table":
        return block.rows.map((row) =>
          joined(
            row.cells.map((cell) => cell.spans),
            " | ",
          ),
        );
    }
  });
  return lines
    .filter((line) => line.length > 0)
    .flatMap((line, index): Span[] => (index === 0 ? line : [{ kind: "break" }, ...line]));
}

function joined(parts: readonly (readonly Span[])[], separator: string): Span[] {
  return parts.flatMap((part, index) => (index === 0 ? [...part] : [plain(separator), ...part]));
}

/** A line of nothing but emphasis below a picture is its caption. */
function captionOf(line: readonly Span[]): Span[] | undefined {
  const words = normalSpans(line);
  const isEmphasis = words.every((span) => span.kind === "text" && (span.marks & (EM | CODE)) !== 0);
  if (words.length === 0 || !isEmphasis) return undefined;
  return words.map((span) => (span.kind === "text" ? { ...span, marks: span.marks & ~EM } : span));
}

function splitLines(spans: readonly Span[]): Span[][] {
  const lines: Span[][] = [[]];
  for (const span of spans) {
    if (span.kind === "break") lines.push([]);
    else lines.at(-1)?.push(span);
  }
  return lines;
}
