import { addAll } from "./add-all.ts";
import { paragraph } from "./adf.ts";
import type { AdfDocument, AdfNode } from "./adf.ts";
import { mayStandIn } from "./nesting.ts";
import { safeUrl } from "./safe-url.ts";
import { WikiInline } from "./wiki-inline.ts";

/** Deeper quotes and panels are read as text. */
const DEEPEST = 20;

/**
 * Reads Jira's wiki markup, as in webhook bodies, exports and the REST API's version 2: headings, lists, tables,
 * code, quotes, panels, rules, links, pictures, mentions, colours and the marks of text. What it does not know
 * stays text.
 */
export function wikiToAdf(wiki: string): AdfDocument {
  const text = wiki.replace(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD");
  return { version: 1, type: "doc", content: new WikiReader().blocks(text, "doc", 0) };
}

class WikiReader {
  private readonly inline = new WikiInline();

  blocks(text: string, parent: string, depth: number): AdfNode[] {
    const out: AdfNode[] = [];
    let done = 0;
    const ends = closingTags(text);
    for (const match of text.matchAll(
      /(?<![{\\])\{(code|noformat|quote|panel)(?::([^}\n]{0,500}))?\}(?!\})/g,
    )) {
      const [found, name = "", options = ""] = match;
      if (match.index < done) continue;
      const start = match.index + found.length;
      const end = ends.after(name, start);
      if (end === undefined || (depth >= DEEPEST && !/^(?:code|noformat)$/.test(name))) continue;
      this.lines(text.slice(done, match.index), parent, out);
      addAll(out, this.macro(name, options, text.slice(start, end), parent, depth));
      done = end + name.length + 2;
    }
    this.lines(text.slice(done), parent, out);
    return out;
  }

  private macro(name: string, options: string, inside: string, parent: string, depth: number): AdfNode[] {
    if (name === "code" || name === "noformat") {
      const words = inside.replace(/^[ \t]*\n/, "").replace(/\n[ \t]*$/, "");
      const language = name === "code" ? (/^[\w#+.-]+$/.exec(options.split("|")[0] ?? "")?.[0] ?? "") : "";
      return [
        {
          type: "codeBlock",
          ...(language !== "" && { attrs: { language: language.toLowerCase() } }),
          ...(words !== "" && { content: [{ type: "text", text: words }] }),
        },
      ];
    }
    const type = name === "quote" ? "blockquote" : "panel";
    if (!mayStandIn(parent, type)) return this.blocks(inside, parent, depth + 1);
    const title = /(?:^|\|)title=([^|]*)/.exec(options)?.[1]?.trim() ?? "";
    const headline =
      type === "panel" && title !== ""
        ? [paragraph([{ type: "text", text: title, marks: [{ type: "strong" }] }])]
        : [];
    const body = [...headline, ...this.blocks(inside, type, depth + 1)];
    const content = body.length > 0 ? body : [paragraph([])];
    return type === "panel" ? [{ type, attrs: { panelType: "info" }, content }] : [{ type, content }];
  }

  /** Text without macros, line by line. */
  private lines(text: string, parent: string, out: AdfNode[]): void {
    const lines = text.split("\n");
    for (let index = 0; index < lines.length;) {
      const line = lines[index] ?? "";
      const heading = /^\s*h([1-6])\.\s+(\S.*)$/.exec(line);
      if (line.trim() === "") {
        index += 1;
      } else if (heading !== null) {
        out.push(this.heading(Number(heading[1]), heading[2] ?? "", parent));
        index += 1;
      } else if (/^\s*-{4,}\s*$/.test(line)) {
        if (mayStandIn(parent, "rule")) out.push({ type: "rule" });
        index += 1;
      } else if (/^\s*bq\.\s/.test(line)) {
        const quoted = this.paragraphs(line.replace(/^\s*bq\.\s+/, ""));
        out.push(
          ...(mayStandIn(parent, "blockquote") && quoted.length > 0
            ? [{ type: "blockquote", content: quoted }]
            : quoted),
        );
        index += 1;
      } else {
        const end = blockEnd(lines, index);
        const block = lines.slice(index, end);
        if (isItem(line)) addAll(out, this.list(block));
        else if (isRow(line)) addAll(out, this.table(block, parent));
        else addAll(out, this.text(block, parent));
        index = end;
      }
    }
  }

  private heading(level: number, words: string, parent: string): AdfNode {
    const content = this.inline.read(words);
    if (mayStandIn(parent, "heading")) return { type: "heading", attrs: { level }, content };
    const strong = { type: "strong" };
    const isMarked = (node: AdfNode) =>
      node.marks?.some((mark) => mark.type === "code" || mark.type === "strong") === true;
    return paragraph(
      content.map((node) =>
        node.type !== "text" || isMarked(node) ? node : { ...node, marks: [...(node.marks ?? []), strong] },
      ),
    );
  }

  private paragraphs(words: string): AdfNode[] {
    const content = this.inline.read(words.trim());
    return content.length === 0 ? [] : [paragraph(content)];
  }

  /** A picture that has a line to itself is a block; the lines around it are paragraphs. */
  private text(lines: readonly string[], parent: string): AdfNode[] {
    const out: AdfNode[] = [];
    let words: string[] = [];
    for (const line of lines) {
      const url = /^\s*!(https?:[^!|\s]+)(?:\|[^!]*)?!\s*$/.exec(line)?.[1];
      if (url === undefined || !mayStandIn(parent, "mediaSingle")) {
        words.push(line);
        continue;
      }
      const media = { type: "media", attrs: { type: "external", url: safeUrl(url) } };
      out.push(...this.paragraphs(words.join("\n")), {
        type: "mediaSingle",
        attrs: { layout: "center" },
        content: [media],
      });
      words = [];
    }
    return [...out, ...this.paragraphs(words.join("\n"))];
  }

  /** Items with their continuation lines; `*`, `#` and `-` say how deep and of what kind. */
  private list(lines: readonly string[]): AdfNode[] {
    const items: { signs: string; words: string[] }[] = [];
    for (const line of lines) {
      const item = /^\s*([*#]+|-)\s+(.*)$/.exec(line);
      if (item !== null) items.push({ signs: (item[1] ?? "").slice(0, DEEPEST), words: [item[2] ?? ""] });
      else items.at(-1)?.words.push(line.trim());
    }
    return this.listsOf(items, 0);
  }

  private listsOf(items: readonly { signs: string; words: string[] }[], depth: number): AdfNode[] {
    const lists: { type: string; content: { type: string; content: AdfNode[] }[] }[] = [];
    for (let index = 0; index < items.length;) {
      const item = items[index];
      if (item === undefined) break;
      const type = item.signs.charAt(depth) === "#" ? "orderedList" : "bulletList";
      let last = lists.at(-1);
      if (last?.type !== type) lists.push((last = { type, content: [] }));
      if (item.signs.length <= depth + 1) {
        const own = this.paragraphs(item.words.join("\n"));
        last.content.push({ type: "listItem", content: own.length > 0 ? own : [paragraph([])] });
        index += 1;
        continue;
      }
      let end = index + 1;
      while ((items[end]?.signs.length ?? 0) > depth + 1) end += 1;
      const nested = this.listsOf(items.slice(index, end), depth + 1);
      const parent = last.content.at(-1);
      if (parent === undefined) last.content.push({ type: "listItem", content: nested });
      else addAll(parent.content, nested);
      index = end;
    }
    return lists;
  }

  private table(lines: readonly string[], parent: string): AdfNode[] {
    const rows = lines.map((line) => cellsOf(line));
    if (!mayStandIn(parent, "table")) {
      return rows.flatMap((cells) => this.paragraphs(cells.map((cell) => cell.words.trim()).join(" | ")));
    }
    const width = rows.reduce((most, cells) => Math.max(most, cells.length), 1);
    const content = rows.map((cells) => ({
      type: "tableRow",
      content: Array.from({ length: width }, (_, column): AdfNode => {
        const cell = cells[column];
        const words = this.paragraphs(cell?.words ?? "");
        return {
          type: cell?.isHeader === true ? "tableHeader" : "tableCell",
          content: words.length > 0 ? words : [paragraph([])],
        };
      }),
    }));
    return [{ type: "table", content }];
  }
}

function isItem(line: string): boolean {
  return /^\s*(?:[*#]+|-)\s+\S/.test(line);
}

function isRow(line: string): boolean {
  return /^\s*\|.*\|/.test(line);
}

/** Where a list, a table or a paragraph ends: at a blank line, or where something else begins. */
function blockEnd(lines: readonly string[], start: number): number {
  const first = lines[start] ?? "";
  const kind = isItem(first) ? "item" : isRow(first) ? "row" : "text";
  let end = start + 1;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? "";
    if (line.trim() === "" || /^\s*(?:h[1-6]\.\s|bq\.\s|-{4,}\s*$)/.test(line)) break;
    if (kind === "row" ? !isRow(line) : isRow(line)) break;
    if (kind === "text" && isItem(line)) break;
  }
  return end;
}

/** The cells of a row; a bar inside a link, a macro or after a backslash is text. */
function cellsOf(line: string): { words: string; isHeader: boolean }[] {
  const cells: { words: string; isHeader: boolean }[] = [];
  let words = "";
  let isHeader = false;
  let isOpen = false;
  for (const [part] of line
    .trim()
    .matchAll(/\|\|?|\\\||\[[^\]|\n]{0,2000}\|[^\]\n]{0,2000}\]|\{\{[^}\n]{0,2000}\}\}|[^|[{\\]+|[^]/g)) {
    if (!part.startsWith("|")) {
      words += part === "\\|" ? "|" : part;
      continue;
    }
    if (isOpen) cells.push({ words, isHeader });
    words = "";
    isHeader = part === "||";
    isOpen = true;
  }
  return words.trim() === "" ? cells : [...cells, { words, isHeader }];
}

/** Where each macro's closing tags stand, found once. */
function closingTags(text: string): { after(name: string, at: number): number | undefined } {
  const places = new Map<string, number[]>();
  for (const match of text.matchAll(/(?<![{\\])\{(code|noformat|quote|panel)\}(?!\})/g)) {
    const name = match[1] ?? "";
    const all = places.get(name) ?? [];
    all.push(match.index);
    places.set(name, all);
  }
  const next = new Map<string, number>();
  return {
    after(name, at) {
      const all = places.get(name) ?? [];
      let index = next.get(name) ?? 0;
      while ((all[index] ?? Infinity) < at) index += 1;
      next.set(name, index);
      return all[index];
    },
  };
}
