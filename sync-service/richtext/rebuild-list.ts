import { addAll } from "./add-all.ts";
import { withContent } from "./adf.ts";
import type { AdfNode } from "./adf.ts";
import { STRONG } from "./blocks.ts";
import type { Block, Item, List, Path, Piece, Sequence } from "./blocks.ts";
import type { RichTextContext } from "./context.ts";
import { itemKey } from "./normal-form.ts";
import { pairUp } from "./pairing.ts";
import type { Candidate } from "./pairing.ts";
import { rebuildInline } from "./rebuild-inline.ts";
import { decisionLabel, withoutPrefix } from "./shown-as.ts";
import { wordsOf } from "./words.ts";
import type { AdfWriter } from "./write-adf.ts";

/** What the list needs of the one that rebuilds everything else. */
interface Others {
  body(before: Sequence, after: Sequence, parent: string): AdfNode[];
  block(old: Block, block: Block, parent: string): Piece[];
}

/** Items next to each other that belong to one list in Jira, already as nodes. */
interface Run {
  list: AdfNode | undefined;
  type: string;
  path: Path;
  content: AdfNode[];
}

/** Rebuilds a list item by item; what Markdown shows as one list may be several in Jira. */
export class ListRebuilder {
  private readonly others: Others;
  private readonly writer: AdfWriter;
  private readonly context: RichTextContext;

  constructor(others: Others, writer: AdfWriter, context: RichTextContext) {
    this.others = others;
    this.writer = writer;
    this.context = context;
  }

  rebuild(old: List, block: List, parent: string): Piece[] {
    const runs = this.runs(old, block, parent);
    const pieces: Piece[] = [];
    const hidden = [...(old.pieces ?? [])];
    for (const run of runs) {
      const at = hidden.findIndex((piece) => piece.node === run.list);
      if (at !== -1)
        addAll(
          pieces,
          hidden.splice(0, at + 1).filter((piece) => !isHome(piece, old)),
        );
      pieces.push({ node: this.listNode(run, old, block), path: run.path });
    }
    return [...pieces, ...hidden.filter((piece) => !isHome(piece, old))];
  }

  private runs(old: List, block: List, parent: string): Run[] {
    const matches = pairUp(old.items.map(candidate), block.items.map(candidate));
    const runs: Run[] = [];
    for (const [index, item] of block.items.entries()) {
      const match = matches[index];
      const before = match === undefined ? undefined : old.items[match.index];
      const last = runs.at(-1);
      const inherited = last ?? firstHome(old);
      const home = match?.moved === true ? undefined : before?.home;
      const list = home?.list ?? inherited?.list;
      const path = home?.path ?? inherited?.path ?? [];
      const type = listType(item, block, home?.list ?? before?.home?.list ?? list, parent);
      const content =
        before?.home !== undefined && match?.exact === true && before.home.list.type === type
          ? [before.home.node, ...before.home.below]
          : this.item(before, item, type);
      if (last !== undefined && last.list === list && last.type === type) addAll(last.content, content);
      else
        runs.push({
          list: list?.type === type || last === undefined ? list : undefined,
          type,
          path,
          content,
        });
    }
    return runs;
  }

  private listNode(run: Run, old: List, block: List): AdfNode {
    if (run.list?.type !== run.type) {
      return run.type === "taskList" || run.type === "decisionList"
        ? { type: run.type, attrs: { localId: this.writer.localId(run.type) }, content: run.content }
        : { type: run.type, content: run.content };
    }
    const node = { ...run.list, content: run.content };
    const renumbered = block.start !== null && block.start !== old.start && run.list === firstHome(old)?.list;
    return renumbered ? { ...node, attrs: { ...node.attrs, order: block.start } } : node;
  }

  private item(before: Item | undefined, item: Item, type: string): AdfNode[] {
    const node = before?.home?.node;
    switch (type) {
      case "taskList":
        return this.task(
          before,
          item,
          node?.type === "taskItem" || node?.type === "blockTaskItem" ? node : undefined,
        );
      case "decisionList":
        return [this.decision(before, item, node?.type === "decisionItem" ? node : undefined)];
      default:
        if (before === undefined || node?.type !== "listItem") {
          return this.writer.listItems([item]);
        }
        return [{ ...node, content: this.others.body(before.body, item.body, "listItem") }];
    }
  }

  private task(before: Item | undefined, item: Item, node: AdfNode | undefined): AdfNode[] {
    if (before === undefined || node === undefined) return this.writer.taskItems([item]);
    const attrs = { ...node.attrs, state: item.checked === true ? "DONE" : "TODO" };
    if (node.type === "blockTaskItem") {
      return [{ ...node, attrs, content: this.others.body(before.body, item.body, node.type) }];
    }
    const [nested, lines] = apart(item.body.blocks);
    const [nestedBefore, linesBefore] = apart(before.body.blocks);
    const [line] = lines;
    const [lineBefore] = linesBefore;
    const content =
      lines.length <= 1 && (line === undefined || line.kind === "paragraph")
        ? rebuildInline(
            lineBefore?.kind === "paragraph" ? lineBefore.spans : [],
            line?.spans ?? [],
            this.context,
          )
        : this.writer.inlineOf(lines);
    const task = withContent({ ...node, attrs }, content);
    const below = nested.flatMap((list, index) => {
      const counterpart = nestedBefore[index];
      return counterpart === undefined
        ? [this.writer.taskList(list.items)]
        : this.rebuild(counterpart, list, "taskList").map((piece) => piece.node);
    });
    return [task, ...below];
  }

  private decision(before: Item | undefined, item: Item, node: AdfNode | undefined): AdfNode {
    const now = undecorated(item);
    const fresh = this.writer.decision({ ...item, body: now });
    if (before === undefined || node === undefined) return fresh;
    const [line, ...more] = now.blocks;
    const [lineBefore] = undecorated(before).blocks;
    if (more.length > 0 || (line !== undefined && line.kind !== "paragraph")) {
      return { ...fresh, ...(node.attrs && { attrs: node.attrs }) };
    }
    const spans = lineBefore?.kind === "paragraph" ? lineBefore.spans : [];
    const content = rebuildInline(spans, line?.spans ?? [], this.context);
    return withContent(node, content);
  }
}

function candidate(item: Item): Candidate {
  return { key: itemKey(item), kind: "item", words: () => wordsOf(item.body) };
}

function firstHome(list: List): { list: AdfNode; path: Path } | undefined {
  return list.items.find((item) => item.home !== undefined)?.home;
}

function isHome(piece: Piece, list: List): boolean {
  return list.items.some((item) => item.home?.list === piece.node);
}

/** Which list of Jira an item belongs to, going by what it shows and where it was. */
function listType(item: Item, block: List, list: AdfNode | undefined, parent: string): string {
  if (block.start !== null) return "orderedList";
  if (list?.type === "decisionList" && isDecision(item)) return "decisionList";
  if (item.checked !== null && parent !== "blockquote") return "taskList";
  return list?.type === "taskList" && item.body.blocks.length === 1 && item.body.blocks[0]?.kind === "list"
    ? "taskList"
    : "bulletList";
}

function isDecision(item: Item): boolean {
  return item.checked === null && withoutPrefix(item.body, decisionLabel, STRONG) !== undefined;
}

function undecorated(item: Item): Sequence {
  return withoutPrefix(item.body, decisionLabel, STRONG) ?? item.body;
}

function apart(blocks: readonly Block[]): [List[], Block[]] {
  const isTasks = (block: Block): block is List =>
    block.kind === "list" && block.start === null && block.items.every((item) => item.checked !== null);
  return [blocks.filter(isTasks), blocks.filter((block) => !isTasks(block))];
}
