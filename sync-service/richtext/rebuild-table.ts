import { paragraph } from "./adf.ts";
import type { AdfNode } from "./adf.ts";
import { align } from "./alignment.ts";
import type { Align, Cell, Row, Span, Table } from "./blocks.ts";
import type { RichTextContext } from "./context.ts";
import { spansKey } from "./normal-form.ts";
import { pairUp } from "./pairing.ts";
import { alignTokens, rebuildTokens, tokensOf } from "./rebuild-inline.ts";
import type { Token } from "./rebuild-inline.ts";
import { wordsOfSpans } from "./words.ts";
import { writeInline } from "./write-adf-inline.ts";

/** Rebuilds a table cell by cell; merged cells stay merged while nothing was typed where they lie. */
export function rebuildTable(node: AdfNode, old: Table, table: Table, context: RichTextContext): AdfNode {
  return new TableRebuilder(old, table, context).rebuild(node);
}

type Taken = "covered" | AdfNode;

class TableRebuilder {
  private readonly old: Table;
  private readonly table: Table;
  private readonly context: RichTextContext;
  private readonly rows: readonly (number | undefined)[];
  private readonly columns: readonly (number | undefined)[];
  private readonly taken: (Taken | undefined)[][];

  constructor(old: Table, table: Table, context: RichTextContext) {
    this.old = old;
    this.table = table;
    this.context = context;
    this.columns = columnOrigins(old, table);
    this.rows = rowOrigins(old, table);
    this.taken = table.rows.map((row) => row.cells.map(() => undefined));
  }

  rebuild(node: AdfNode): AdfNode {
    const content = this.table.rows.flatMap((row, index): AdfNode[] => {
      const isHeader = index === 0;
      const empty = row.cells.every((cell) => cell.spans.length === 0);
      const origin = this.rows[index];
      const before = origin === undefined ? undefined : this.old.rows[origin]?.node;
      // The header that Markdown adds to a table without one.
      if (isHeader && empty && before === undefined) return [];
      const cells = row.cells.flatMap((cell, column) => this.cell(cell, index, column));
      return [{ ...(before ?? { type: "tableRow" }), content: cells }];
    });
    return content.length === 0 ? node : { ...node, content };
  }

  private cell(cell: Cell, row: number, column: number): AdfNode[] {
    if (this.taken[row]?.[column] !== undefined) return [];
    const before = this.before(row, column);
    if (before?.node === undefined || before.node === "covered") return [this.fresh(cell, row, column)];
    const node = this.resized(before.node, row, column);
    const aligned = this.old.align[this.columns[column] ?? -1] === this.table.align[column];
    if (aligned && spansKey(before.spans) === spansKey(cell.spans)) return [node];
    const content = rebuildCell(node, before.spans, cell.spans, this.context);
    return [
      {
        ...node,
        content: aligned ? content : content.map((block) => realigned(block, this.table.align[column])),
      },
    ];
  }

  private before(row: number, column: number): Cell | undefined {
    const [i, j] = [this.rows[row], this.columns[column]];
    return i === undefined || j === undefined ? undefined : this.old.rows[i]?.cells[j];
  }

  /** The merged cell over as much of its place as is still there and empty. */
  private resized(node: AdfNode, row: number, column: number): AdfNode {
    const { columns, rows } = this.extent(row, column);
    let width = 1;
    while (
      width < columns &&
      this.isFree(row, column + width, this.rows[row], (this.columns[column] ?? 0) + width)
    ) {
      width += 1;
    }
    let height = 1;
    while (height < rows && this.rowIsFree(row + height, column, width, (this.rows[row] ?? 0) + height))
      height += 1;
    for (let down = 0; down < height; down += 1) {
      const line = this.taken[row + down];
      if (line !== undefined) line.fill("covered", column, column + width);
    }
    if (width === columns && height === rows) return node;
    const { colspan: _, rowspan: __, colwidth, ...attrs } = node.attrs ?? {};
    return {
      ...node,
      attrs: {
        ...attrs,
        ...(width > 1 && { colspan: width }),
        ...(height > 1 && { rowspan: height }),
        ...(width === columns && colwidth !== undefined && { colwidth }),
      },
    };
  }

  /** How many places the old cell took, by the old grid. */
  private extent(row: number, column: number): { columns: number; rows: number } {
    const [i, j] = [this.rows[row] ?? 0, this.columns[column] ?? 0];
    const covered = (at: number, to: number) =>
      this.old.rows[at]?.cells[to]?.owner === this.old.rows[i]?.cells[j]?.node;
    let columns = 1;
    while (covered(i, j + columns)) columns += 1;
    let rows = 1;
    while (covered(i + rows, j)) rows += 1;
    return { columns, rows };
  }

  private rowIsFree(row: number, column: number, width: number, oldRow: number): boolean {
    for (let across = 0; across < width; across += 1) {
      if (!this.isFree(row, column + across, oldRow, (this.columns[column] ?? 0) + across)) return false;
    }
    return true;
  }

  private isFree(row: number, column: number, oldRow: number | undefined, oldColumn: number): boolean {
    return (
      this.rows[row] === oldRow &&
      this.columns[column] === oldColumn &&
      this.table.rows[row]?.cells[column]?.spans.length === 0
    );
  }

  private fresh(cell: Cell, row: number, column: number): AdfNode {
    const content = [realigned(paragraph(writeInline(cell.spans, this.context)), this.table.align[column])];
    return { type: this.isHeaderPlace(row, column) ? "tableHeader" : "tableCell", content };
  }

  private isHeaderPlace(row: number, column: number): boolean {
    if (row === 0) return true;
    const oldColumn = this.columns[column];
    const below = this.old.rows.slice(1).flatMap((line) => {
      const node = oldColumn === undefined ? undefined : line.cells[oldColumn]?.node;
      return node === undefined || node === "covered" ? [] : [node.type];
    });
    return below.length > 0 && below.every((type) => type === "tableHeader");
  }
}

function rowOrigins(old: Table, table: Table): (number | undefined)[] {
  const candidates = (rows: readonly Row[]) =>
    rows.map((row) => ({
      key: row.cells.map((cell) => spansKey(cell.spans)).join("\n"),
      kind: "row",
      words: () => row.cells.flatMap((cell) => wordsOfSpans(cell.spans)),
    }));
  const [, ...oldBody] = old.rows;
  const [, ...body] = table.rows;
  const matches = pairUp(candidates(oldBody), candidates(body));
  return [0, ...matches.map((match) => (match === undefined || match.moved ? undefined : match.index + 1))];
}

function columnOrigins(old: Table, table: Table): (number | undefined)[] {
  const width = table.rows[0]?.cells.length ?? 0;
  if (width === (old.rows[0]?.cells.length ?? 0)) return Array.from({ length: width }, (_, index) => index);
  const keys = (of: Table) =>
    (of.rows[0]?.cells ?? []).map((_, column) =>
      of.rows.map((row) => spansKey(row.cells[column]?.spans ?? [])).join("\n"),
    );
  const origins = new Array<number | undefined>(width).fill(undefined);
  for (const [i, j] of align(keys(old), keys(table))) origins[j] = i;
  return origins;
}

/**
 * A cell of several blocks is one line in Markdown. While the signs between them stand, each edit belongs to the
 * block it was made in; otherwise the cell becomes one paragraph.
 */
function rebuildCell(
  cell: AdfNode,
  before: readonly Span[],
  after: readonly Span[],
  context: RichTextContext,
): AdfNode[] {
  const olds = tokensOf(before);
  const news = tokensOf(after);
  const shares = sharesOf(olds, news);
  if (shares === undefined) {
    const [only, ...more] = cell.content ?? [];
    const content = rebuildTokens(olds, news, context);
    return only?.type === "paragraph" && more.length === 0 ? [{ ...only, content }] : [paragraph(content)];
  }
  const replaced = new Map<AdfNode, AdfNode>();
  for (const [leaf, share] of shares) {
    const own = olds.filter((token) => token.span.kind !== "break" && token.span.leaf === leaf);
    if (
      own.map((token) => token.key).join("\0") === share.map((token) => token.key).join("\0") &&
      sameStyles(own, share)
    ) {
      continue;
    }
    replaced.set(leaf, { ...leaf, content: rebuildLeaf(leaf, own, share, context) });
  }
  return (cell.content ?? []).map((node) => replaceIn(node, replaced));
}

function rebuildLeaf(
  leaf: AdfNode,
  own: readonly Token[],
  share: readonly Token[],
  context: RichTextContext,
): AdfNode[] {
  if (leaf.type !== "codeBlock") return rebuildTokens(own, share, context);
  const text = share.map((token) => (token.span.kind === "text" ? token.span.text : "")).join("");
  return text === "" ? [] : [{ type: "text", text }];
}

/** The new words of each block of a cell; undefined when they cannot be told apart. */
function sharesOf(olds: readonly Token[], news: readonly Token[]): Map<AdfNode, Token[]> | undefined {
  const shares = new Map<AdfNode, Token[]>();
  for (const { span } of olds) if (span.leaf !== undefined) shares.set(span.leaf, []);
  if (shares.size === 0) return undefined;
  const origin = new Array<number | undefined>(news.length).fill(undefined);
  for (const [i, j] of alignTokens(olds, news)) origin[j] = i;
  const signs = olds.filter(({ span }) => span.leaf === undefined).length;
  const signsKept = origin.filter((i) => i !== undefined && olds[i]?.span.leaf === undefined).length;
  if (signs !== signsKept) return undefined;
  let leaf = olds.find(({ span }) => span.leaf !== undefined)?.span.leaf;
  let passed = -1;
  for (const [j, token] of news.entries()) {
    const i = origin[j];
    if (i !== undefined) passed = i;
    const old = i === undefined ? undefined : olds[i];
    if (old !== undefined && old.span.leaf === undefined) {
      leaf = olds.slice(passed).find(({ span }) => span.leaf !== undefined)?.span.leaf ?? leaf;
      continue;
    }
    leaf = old?.span.leaf ?? leaf;
    if (leaf !== undefined) shares.get(leaf)?.push(token);
  }
  const unknown = [...shares.keys()].some(
    (node) => node.type.endsWith("Card") || node.type === "extension" || node.type === "media",
  );
  return unknown && shares.size === 1 ? undefined : shares;
}

function sameStyles(a: readonly Token[], b: readonly Token[]): boolean {
  return a.every((token, index) => {
    const other = b[index];
    if (token.span.kind !== "text" || other?.span.kind !== "text")
      return token.span.kind === other?.span.kind;
    return token.span.marks === other.span.marks && token.href === other.href;
  });
}

function replaceIn(node: AdfNode, replaced: ReadonlyMap<AdfNode, AdfNode>): AdfNode {
  const other = replaced.get(node);
  if (other !== undefined) return other;
  return node.content === undefined
    ? node
    : { ...node, content: node.content.map((child) => replaceIn(child, replaced)) };
}

function realigned(block: AdfNode, align: Align | undefined): AdfNode {
  if (block.type !== "paragraph" && block.type !== "heading") return block;
  const to = align === "center" ? "center" : align === "right" ? "end" : undefined;
  const { marks = [], ...bare } = block;
  const others = marks.filter((mark) => mark.type !== "alignment");
  const now = to === undefined ? others : [...others, { type: "alignment", attrs: { align: to } }];
  return now.length === 0 ? bare : { ...bare, marks: now };
}
