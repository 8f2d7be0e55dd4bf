import { numberAttr, stringAttr } from "./adf.ts";
import type { AdfNode } from "./adf.ts";
import { CODE, plain } from "./blocks.ts";
import type { Align, Cell, Row, Span, Table } from "./blocks.ts";
import type { RichTextContext } from "./context.ts";
import { inlineTypes, readInline } from "./read-adf-inline.ts";
import { panelIcon } from "./shown-as.ts";

/**
 * A table as a grid: a merged cell stands at its first place and leaves the others empty; a table without a
 * header row gets an empty one, for Markdown has no table without.
 */
export function readTable(table: AdfNode, context: RichTextContext): Table {
  const rows: Row[] = [];
  // Cells of rows above that reach down into this one, and how many rows further.
  let reaching: { owner: AdfNode; rows: number }[] = [];
  for (const node of table.content ?? []) {
    const cells: Cell[] = [];
    const next: typeof reaching = [];
    const fill = () => {
      for (let above = reaching[cells.length]; above !== undefined; above = reaching[cells.length]) {
        if (above.rows > 1) next[cells.length] = { owner: above.owner, rows: above.rows - 1 };
        cells.push({ spans: [], node: "covered", owner: above.owner });
      }
    };
    for (const cell of node.content ?? []) {
      fill();
      const rowspan = spanOf(cell, "rowspan");
      const colspan = Math.min(spanOf(cell, "colspan"), Math.max(1, WIDEST - cells.length));
      for (let column = 0; column < colspan; column += 1) {
        if (rowspan > 1) next[cells.length] = { owner: cell, rows: rowspan - 1 };
        cells.push(
          column === 0
            ? { spans: cellSpans(cell, context), node: cell }
            : { spans: [], node: "covered", owner: cell },
        );
      }
    }
    fill();
    reaching = next;
    rows.push({ cells, node });
  }
  const width = rows.reduce((most, row) => Math.max(most, row.cells.length), 1);
  const even = rows.map((row) => ({ ...row, cells: pad(row.cells, width) }));
  const hasHeader = table.content?.[0]?.content?.every((cell) => cell.type === "tableHeader") ?? false;
  const headed = hasHeader ? even : [{ cells: pad([], width) }, ...even];
  return { kind: "table", rows: headed, align: alignment(even, width) };
}

/** No editor makes wider tables; merged cells beyond are not laid out. */
const WIDEST = 200;

function spanOf(cell: AdfNode, name: string): number {
  return Math.min(Math.max(Math.round(numberAttr(cell, name) ?? 1), 1), 1000);
}

function pad(cells: readonly Cell[], width: number): Cell[] {
  return [...cells, ...Array.from({ length: width - cells.length }, (): Cell => ({ spans: [] }))];
}

/** A column is aligned when all that stands in it is. */
function alignment(rows: readonly Row[], width: number): Align[] {
  return Array.from({ length: width }, (_, column) => {
    const found = new Set<Align>();
    for (const row of rows) {
      const cell = row.cells[column]?.node;
      if (cell === undefined || cell === "covered") continue;
      for (const block of cell.content ?? []) if (block.content?.length) found.add(alignOf(block));
    }
    const [only, ...more] = found;
    return more.length === 0 ? (only ?? null) : null;
  });
}

function alignOf(block: AdfNode): Align {
  const mark = block.marks?.find((candidate) => candidate.type === "alignment");
  const align = mark === undefined ? undefined : stringAttr(mark, "align");
  return align === "center" ? "center" : align === "end" ? "right" : null;
}

/** A cell on one line: its blocks one after the other, with the signs that a reader knows for what they are. */
function cellSpans(cell: AdfNode, context: RichTextContext): Span[] {
  const spans = separated(
    (cell.content ?? []).map((block) => oneLine(block, context)),
    " ⏎ ",
  );
  return spans.map((span) =>
    span.kind === "text" && span.text.includes("\\|") ? { ...span, marks: span.marks & ~CODE } : span,
  );
}

function oneLine(node: AdfNode, context: RichTextContext): Span[] {
  const content = node.content ?? [];
  switch (node.type) {
    case "bulletList":
    case "decisionList":
      return separated(
        content.map((item) => [plain("• "), ...below(item, context)]),
        " ",
      );
    case "orderedList":
      return separated(
        content.map((item, index) => [
          plain(`${(numberAttr(node, "order") ?? 1) + index}. `),
          ...below(item, context),
        ]),
        " ",
      );
    case "taskList":
      return separated(
        content.map((item) =>
          item.type === "taskList"
            ? oneLine(item, context)
            : [plain(stringAttr(item, "state") === "DONE" ? "☑ " : "☐ "), ...below(item, context)],
        ),
        " ",
      );
    case "panel":
      return [plain(`${panelIcon(node)} `), ...below(node, context)];
    case "codeBlock":
      return of(node, codeSpans(content.map((child) => child.text ?? "").join("")));
    case "blockCard":
    case "embedCard":
      return of(node, readInline([{ ...node, type: "inlineCard" }], context));
    case "extension":
      return of(node, readInline([{ ...node, type: "inlineExtension" }], context));
    case "rule":
      return [];
    case "nestedExpand":
    case "expand": {
      const title = stringAttr(node, "title") ?? "";
      return title === "" ? below(node, context) : [plain(`${title}: `), ...below(node, context)];
    }
    default:
      return content.every((child) => inlineTypes.has(child.type))
        ? inline(node, context)
        : below(node, context);
  }
}

/** Code in a cell cannot hold a line ending, nor a bar after a backslash. */
function codeSpans(words: string): Span[] {
  const line = words.replace(/\s*[\r\n]\s*/g, " ").replaceAll("\0", "\uFFFD");
  return line === "" ? [] : [{ ...plain(line), marks: CODE }];
}

/** Spans that say which block of the cell they show. */
function of(leaf: AdfNode, spans: readonly Span[]): Span[] {
  return spans.map((span) => ({ ...span, leaf }));
}

function below(node: AdfNode, context: RichTextContext): Span[] {
  const content = node.content ?? [];
  if (content.every((child) => inlineTypes.has(child.type))) return inline(node, context);
  return separated(
    content.map((child) => oneLine(child, context)),
    " ⏎ ",
  );
}

function inline(node: AdfNode, context: RichTextContext): Span[] {
  const nodes = node.type === "media" || node.content === undefined ? [node] : node.content;
  const spans = readInline(nodes, context);
  return of(
    node,
    spans.map((span) => (span.kind === "break" ? plain(" ⏎ ", span.source) : span)),
  );
}

function separated(parts: readonly (readonly Span[])[], separator: string): Span[] {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? [...part] : [plain(separator), ...part]));
}
