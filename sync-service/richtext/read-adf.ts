import { numberAttr, stringAttr } from "./adf.ts";
import type { AdfNode } from "./adf.ts";
import { append, CODE, plain, sequence } from "./blocks.ts";
import type { Block, Home, Item, Path, Piece, Sequence, Span } from "./blocks.ts";
import type { RichTextContext } from "./context.ts";
import { inlineTypes, readInline, readMedia } from "./read-adf-inline.ts";
import { readTable } from "./read-adf-table.ts";
import { decisionPrefix, emptyTask, extensionLabel, panelIcon, prefixed } from "./shown-as.ts";

/** Reads ADF into the blocks that Linear shows for it, each with the nodes that it stands for. */
export function readAdf(content: readonly AdfNode[], context: RichTextContext): Sequence {
  const lead: Piece[] = [];
  const blocks: Block[] = [];
  new AdfReader(context, lead, blocks).read(content, []);
  return { lead, blocks };
}

class AdfReader {
  private readonly context: RichTextContext;
  private readonly lead: Piece[];
  private readonly blocks: Block[];

  constructor(context: RichTextContext, lead: Piece[], blocks: Block[]) {
    this.context = context;
    this.lead = lead;
    this.blocks = blocks;
  }

  read(nodes: readonly AdfNode[], path: Path): void {
    for (const node of nodes) {
      const piece: Piece = { node, path };
      if (isSeeThrough(node)) this.read(node.content ?? [], [...path, node]);
      else this.add(readBlock(node, path, this.context), piece);
    }
  }

  private add(block: Block | undefined, piece: Piece): void {
    if (block === undefined) (this.blocks.at(-1)?.pieces ?? this.lead).push(piece);
    else append(this.blocks, { ...block, pieces: [piece] });
  }
}

/** Containers that Markdown has no form for and that show their content alone. */
function isSeeThrough(node: AdfNode): boolean {
  if (node.content === undefined || node.content.length === 0) return false;
  return !shown.has(node.type) && !inlineTypes.has(node.type) && !node.content.every(isInline);
}

const shown = new Set([
  "paragraph",
  "heading",
  "rule",
  "codeBlock",
  "blockquote",
  "panel",
  "bulletList",
  "orderedList",
  "taskList",
  "decisionList",
  "table",
  "expand",
  "nestedExpand",
  "mediaSingle",
  "mediaGroup",
]);

function isInline(node: AdfNode): boolean {
  return inlineTypes.has(node.type);
}

const holdsRows = /^(?:(?:bullet|ordered|task|decision)List|table)$/;

/** The block that shows a node; undefined when it shows nothing. */
function readBlock(node: AdfNode, path: Path, context: RichTextContext): Block | undefined {
  const content = node.content ?? [];
  if (content.length === 0 && holdsRows.test(node.type)) return undefined;
  switch (node.type) {
    case "heading": {
      const depth = Math.min(Math.max(Math.round(numberAttr(node, "level") ?? 1), 1), 6) as
        1 | 2 | 3 | 4 | 5 | 6;
      const spans = readInline(content, context).map((span) =>
        span.kind === "break" ? plain(" ", span.source) : span,
      );
      return { kind: "heading", depth, spans };
    }
    case "rule":
      return { kind: "rule" };
    case "codeBlock": {
      const words = content.map((child) => child.text ?? "").join("");
      return {
        kind: "code",
        language: (stringAttr(node, "language") ?? "").trim().replace(/\s+/g, " "),
        text: words.replace(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD"),
      };
    }
    case "blockquote":
      return { kind: "quote", body: readAdf(content, context) };
    case "panel": {
      const icon = panelIcon(node);
      const inner = readAdf(content, context);
      return { kind: "quote", body: prefixed(inner, [plain(`${icon} `)]), icon, inner };
    }
    case "bulletList":
    case "orderedList":
      return {
        kind: "list",
        start: node.type === "bulletList" ? null : Math.max(0, Math.round(numberAttr(node, "order") ?? 1)),
        items: content.map((item) => listItem(item, node, path, context)),
      };
    case "taskList":
      return { kind: "list", start: null, items: taskItems(node, path, context) };
    case "decisionList":
      return {
        kind: "list",
        start: null,
        items: content.map((item) => decisionItem(item, node, path, context)),
      };
    case "table":
      return readTable(node, context);
    case "expand":
    case "nestedExpand": {
      const title = (stringAttr(node, "title") ?? "").replace(/\s+/g, " ").trim();
      return { kind: "expand", title: [plain(title || "Details")], body: readAdf(content, context) };
    }
    case "mediaSingle":
    case "mediaGroup":
      return readMedia(content, context);
    case "blockCard":
    case "embedCard":
      return paragraph(readInline([{ ...node, type: "inlineCard" }], context), node);
    case "extension":
    case "bodiedExtension":
    case "inlineExtension":
    case "syncBlock":
    case "bodiedSyncBlock":
      return paragraph([plain(extensionLabel(node))], node);
    default:
      return paragraph(readInline(isInline(node) ? [node] : content, context), node);
  }
}

function paragraph(spans: readonly Span[], node: AdfNode): Block | undefined {
  if (node.type === "paragraph" && !spans.some(isVisible)) return undefined;
  return spans.some(isVisible) ? { kind: "paragraph", spans } : undefined;
}

function isVisible(span: Span): boolean {
  if (span.kind === "text") return (span.marks & CODE) !== 0 || /[^ \t\n\r]/.test(span.text);
  return span.kind === "image";
}

function listItem(node: AdfNode, list: AdfNode, path: Path, context: RichTextContext): Item {
  const body = readAdf(node.content ?? [], context);
  return { ...(emptyTask(body.blocks) ?? { checked: null, body }), home: { node, below: [], list, path } };
}

/** A task list inside a task list belongs to the item before it. */
function taskItems(list: AdfNode, path: Path, context: RichTextContext): Item[] {
  const items: Item[] = [];
  for (const node of list.content ?? []) {
    const last = items.at(-1);
    if (node.type === "taskList" && last?.home !== undefined) {
      const blocks = [...last.body.blocks];
      for (const block of readAdf([node], context).blocks) append(blocks, block);
      const home = { ...last.home, below: [...last.home.below, node] };
      items[items.length - 1] = { ...last, body: { lead: last.body.lead, blocks }, home };
    } else {
      items.push(taskItem(node, { node, below: [], list, path }, context));
    }
  }
  return items;
}

function taskItem(node: AdfNode, home: Home, context: RichTextContext): Item {
  const content = node.content ?? [];
  if (node.type === "taskList") return { checked: null, body: readAdf([node], context), home };
  const checked = stringAttr(node, "state") === "DONE";
  if (!content.every(isInline)) return { checked, body: readAdf(content, context), home };
  const spans = readInline(content, context);
  return { checked, body: sequence(spans.some(isVisible) ? [{ kind: "paragraph", spans }] : []), home };
}

function decisionItem(node: AdfNode, list: AdfNode, path: Path, context: RichTextContext): Item {
  const spans = readInline(node.content ?? [], context);
  const inner = sequence(spans.some(isVisible) ? [{ kind: "paragraph", spans }] : []);
  return { checked: null, body: prefixed(inner, decisionPrefix), home: { node, below: [], list, path } };
}
