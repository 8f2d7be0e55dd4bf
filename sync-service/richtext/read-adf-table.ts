import { numberAttr, stringAttr } from "./adf.ts";
import type { AdfNode } from "./adf.ts";
import { plain } from "./blocks.ts";
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
  let covered: number[] = [];
  for (const node of table.content ?? []) {
    const cells: Cell[] = [];
    const next: number[] = [];
    const fill = () => {
      while ((covered[cells.length] ?? 0) > 0) {
        next[cells.length] = (covered[cells.length] ?? 0) - 1;
        cells.push({ spans: [], node: "covered" });
      }
    };
    for (const cell of node.content ?? []) {
      fill();
      const columns = span(cell, "colspan");
      const down = span(cell, "rowspan") - 1;
      for (let column = 0; column < columns; column += 1) {
        next[cells.length] = down;
        cells.push(
          column === 0 ? { spans: cellSpans(cell, context), node: cell } : { spans: [], node: "covered" },
        );
      }
    }
    fill();
    covered = next;
    rows.push({ cells, node });
  }
  const width = Math.max(1, ...rows.map((row) => row.cells.length));
  const even = rows.map((row) => ({ ...row, cells: pad(row.cells, width) }));
  const hasHeader = table.content?.[0]?.content?.every((cell) => cell.type === "tableHeader") ?? false;
  const headed = hasHeader ? even : [{ cells: pad([], width) }, ...even];
  return { kind: "table", rows: headed, align: alignment(even, width) };
}

function span(cell: AdfNode, name: string): number {
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
export function cellSpans(cell: AdfNode, context: RichTextContext): Span[] {
  return separated(
    (cell.content ?? []).map((block) => oneLine(block, context)),
    " ⏎ ",
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
      return readInline(
        content
          .filter((child) => child.text)
          .map((child) => ({ type: "text", text: child.text ?? "", marks: [{ type: "code" }] })),
        context,
      );
    case "blockCard":
    case "embedCard":
      return readInline([{ ...node, type: "inlineCard" }], context);
    case "extension":
      return readInline([{ ...node, type: "inlineExtension" }], context);
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
  return readInline(nodes, context).map((span) => (span.kind === "break" ? plain(" ⏎ ", span.source) : span));
}

function separated(parts: readonly (readonly Span[])[], separator: string): Span[] {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? [...part] : [plain(separator), ...part]));
}
