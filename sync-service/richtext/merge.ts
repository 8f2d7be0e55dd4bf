import type { Block, Cell, Item, List, Quote, Row, Sequence, Span, Table } from "./blocks.ts";
import { append, sequence } from "./blocks.ts";
import { mergeSpans } from "./merge-spans.ts";
import { mergeThree } from "./merge-three.ts";
import type { Merging } from "./merge-three.ts";
import { blockKey, itemKey, spansKey } from "./normal-form.ts";
import type { Candidate } from "./pairing.ts";
import { wordsOf, wordsOfSpans } from "./words.ts";
import { writeMarkdown } from "./write-markdown.ts";

/** One place that both sides edited differently, as Markdown; empty where a side deleted it. */
export interface TextConflict {
  base: string;
  jira: string;
  linear: string;
}

export type Side = "jira" | "linear";

/** Merges what both sides made of a text, as deep as blocks nest; `keep` decides what both edited differently. */
export function mergeBlocks(
  base: readonly Block[],
  jira: readonly Block[],
  linear: readonly Block[],
  keep: Side,
): { blocks: Block[]; conflicts: TextConflict[] } {
  const merger = new Merger(keep);
  const blocks = merger.blocks(base, jira, linear);
  return { blocks, conflicts: merger.conflicts };
}

class Merger {
  readonly conflicts: TextConflict[] = [];
  private readonly keep: Side;

  constructor(keep: Side) {
    this.keep = keep;
  }

  blocks(base: readonly Block[], jira: readonly Block[], linear: readonly Block[]): Block[] {
    const merging: Merging<Block> = {
      candidate: blockCandidate,
      bothEdited: (b, j, l) => this.block(b, j, l),
      deletedAndEdited: (b, j, l) => this.conflict([b], j && [j], l && [l]),
    };
    const merged: Block[] = [];
    for (const block of mergeThree(base, jira, linear, merging)) append(merged, block);
    return merged;
  }

  private block(base: Block, jira: Block, linear: Block): Block {
    return (
      this.within(base, jira, linear) ??
      this.decide([base], [jira], [linear], this.keep === "jira" ? jira : linear)
    );
  }

  /** The blocks merged by what is in them; undefined where nothing in them can tell the edits apart. */
  private within(base: Block, jira: Block, linear: Block): Block | undefined {
    if (base.kind === "paragraph" && jira.kind === "paragraph" && linear.kind === "paragraph") {
      const spans = mergeSpans(base.spans, jira.spans, linear.spans);
      return spans && { kind: "paragraph", spans };
    }
    if (base.kind === "heading" && jira.kind === "heading" && linear.kind === "heading") {
      const spans = mergeSpans(base.spans, jira.spans, linear.spans);
      const depth = oneOf(base.depth, jira.depth, linear.depth);
      return spans && depth !== undefined ? { kind: "heading", depth, spans } : undefined;
    }
    if (base.kind === "quote" && jira.kind === "quote" && linear.kind === "quote") {
      return this.quote(base, jira, linear);
    }
    if (base.kind === "list" && jira.kind === "list" && linear.kind === "list")
      return this.list(base, jira, linear);
    if (base.kind === "table" && jira.kind === "table" && linear.kind === "table")
      return this.table(base, jira, linear);
    if (base.kind === "expand" && jira.kind === "expand" && linear.kind === "expand") {
      const title = mergeSpans(base.title, jira.title, linear.title);
      return title && { kind: "expand", title, body: this.body(base.body, jira.body, linear.body) };
    }
    return undefined;
  }

  private quote(base: Quote, jira: Quote, linear: Quote): Quote {
    return { kind: "quote", body: this.body(base.body, jira.body, linear.body) };
  }

  private body(base: Sequence, jira: Sequence, linear: Sequence): Sequence {
    return sequence(this.blocks(base.blocks, jira.blocks, linear.blocks));
  }

  private list(base: List, jira: List, linear: List): List | undefined {
    const start = oneOf(base.start, jira.start, linear.start);
    if (start === undefined) return undefined;
    const items = mergeThree(base.items, jira.items, linear.items, {
      candidate: itemCandidate,
      bothEdited: (b, j, l): Item => {
        const checked = oneOf(b.checked, j.checked, l.checked);
        const body = this.body(b.body, j.body, l.body);
        return { checked: checked === undefined ? j.checked : checked, body };
      },
      deletedAndEdited: (b, j, l) => this.conflict(asBlocks(b), j && asBlocks(j), l && asBlocks(l)),
    });
    return { kind: "list", start, items };
  }

  private table(base: Table, jira: Table, linear: Table): Table | undefined {
    const widths = new Set([base, jira, linear].map((table) => table.rows[0]?.cells.length));
    const align = oneOf(JSON.stringify(base.align), JSON.stringify(jira.align), JSON.stringify(linear.align));
    if (widths.size !== 1 || align === undefined) return undefined;
    const [header, ...rows] = base.rows;
    const [headerInJira, ...rowsInJira] = jira.rows;
    const [headerInLinear, ...rowsInLinear] = linear.rows;
    if (header === undefined || headerInJira === undefined || headerInLinear === undefined) return undefined;
    const merging: Merging<Row> = {
      candidate: rowCandidate,
      bothEdited: (b, j, l) => this.row(b, j, l),
      deletedAndEdited: (b, j, l) => this.conflict(asTable(b), j && asTable(j), l && asTable(l)),
    };
    const merged = mergeThree(rows, rowsInJira, rowsInLinear, merging);
    const headers = this.row(header, headerInJira, headerInLinear);
    const aligned = align === JSON.stringify(linear.align) ? linear.align : jira.align;
    return { kind: "table", rows: [headers, ...merged], align: aligned };
  }

  private row(base: Row, jira: Row, linear: Row): Row {
    return {
      cells: jira.cells.map((cell, column): Cell => {
        const [before, other] = [base.cells[column]?.spans ?? [], linear.cells[column]?.spans ?? []];
        const spans = mergeSpans(before, cell.spans, other);
        if (spans !== undefined) return { spans };
        const kept = { spans: this.keep === "jira" ? cell.spans : other };
        return this.decide(asLine(before), asLine(cell.spans), asLine(other), kept);
      }),
    };
  }

  private decide<T>(base: readonly Block[], jira: readonly Block[], linear: readonly Block[], kept: T): T {
    this.conflict(base, jira, linear);
    return kept;
  }

  private conflict(base: readonly Block[], jira: readonly Block[] = [], linear: readonly Block[] = []): void {
    this.conflicts.push({
      base: writeMarkdown(base),
      jira: writeMarkdown(jira),
      linear: writeMarkdown(linear),
    });
  }
}

/** What a value became when at most one side changed it, or both alike; undefined otherwise. */
function oneOf<T>(base: T, jira: T, linear: T): T | undefined {
  if (linear === base || linear === jira) return jira;
  return jira === base ? linear : undefined;
}

export function blockCandidate(block: Block): Candidate {
  return { key: blockKey(block), kind: block.kind, words: () => wordsOf(sequence([block])) };
}

function itemCandidate(item: Item): Candidate {
  return { key: itemKey(item), kind: "item", words: () => wordsOf(item.body) };
}

function rowCandidate(row: Row): Candidate {
  return {
    key: row.cells.map((cell) => spansKey(cell.spans)).join("\n"),
    kind: "row",
    words: () => row.cells.flatMap((cell) => wordsOfSpans(cell.spans)),
  };
}

function asBlocks(item: Item): Block[] {
  return [{ kind: "list", start: null, items: [item] }];
}

function asTable(row: Row): Block[] {
  return [{ kind: "table", rows: [{ cells: row.cells.map(() => ({ spans: [] })) }, row], align: [] }];
}

function asLine(spans: readonly Span[]): Block[] {
  return [{ kind: "paragraph", spans }];
}
