import type { BlockContent, ListItem, PhrasingContent, Root, RootContent, TableRow } from "mdast";
import type { AdfNode } from "./adf.ts";
import { adfSchema } from "./adf.ts";

/** A Jira description for reading and for a simple editor. */
interface ReadDocument {
  root: Root;
  /** Names of what Markdown cannot say; a document with any is shown, but not edited as Markdown. */
  beyondMarkdown: ReadonlySet<string>;
}

/** Atlassian's document as a Markdown tree. Never throws: what is no document is empty. */
export function documentToMarkdown(document: unknown): ReadDocument {
  const beyondMarkdown = new Set<string>();
  const parsed = adfSchema.safeParse(document);
  const children = parsed.success ? blocks(parsed.data.content ?? [], beyondMarkdown) : [];
  return { root: { type: "root", children }, beyondMarkdown };
}

type Beyond = Set<string>;

function blocks(nodes: readonly AdfNode[], beyond: Beyond): RootContent[] {
  return nodes.flatMap((node) => block(node, beyond));
}

function block(node: AdfNode, beyond: Beyond): RootContent[] {
  const inner = node.content ?? [];
  switch (node.type) {
    case "paragraph":
      return [{ type: "paragraph", children: phrases(inner, beyond) }];
    case "heading":
      return [{ type: "heading", depth: depth(node.attrs?.["level"]), children: phrases(inner, beyond) }];
    case "bulletList":
      return [{ type: "list", ordered: false, spread: false, children: items(inner, beyond) }];
    case "orderedList": {
      const start = node.attrs?.["order"];
      return [
        {
          type: "list",
          ordered: true,
          spread: false,
          start: typeof start === "number" ? start : 1,
          children: items(inner, beyond),
        },
      ];
    }
    case "taskList":
      return [
        { type: "list", ordered: false, spread: false, children: inner.map((item) => task(item, beyond)) },
      ];
    case "codeBlock": {
      const language = node.attrs?.["language"];
      const value = inner.map(({ text = "" }) => text).join("");
      return [{ type: "code", lang: typeof language === "string" ? language : null, value }];
    }
    case "blockquote":
      return [{ type: "blockquote", children: nested(inner, beyond) }];
    case "rule":
      return [{ type: "thematicBreak" }];
    case "table":
      return [{ type: "table", children: inner.map((row) => tableRow(row, beyond)) }];
    case "panel":
      return [{ type: "blockquote", children: [panelMarker(node), ...nested(inner, beyond)] }];
    case "expand":
    case "nestedExpand":
      beyond.add(node.type);
      return [{ type: "blockquote", children: nested(inner, beyond) }];
    default:
      return unknownBlock(node, beyond);
  }
}

/** A panel is written as GitHub writes an alert: a quote that begins with its kind. */
function panelMarker({ attrs }: AdfNode): BlockContent {
  const kind = typeof attrs?.["panelType"] === "string" ? attrs["panelType"] : "info";
  return { type: "paragraph", children: [text(`[!${kind.toUpperCase()}]`)] };
}

function unknownBlock(node: AdfNode, beyond: Beyond): RootContent[] {
  beyond.add(node.type);
  if (node.content !== undefined && !node.type.startsWith("media")) return blocks(node.content, beyond);
  const word = node.type.startsWith("media") ? "picture or file" : node.type;
  return [{ type: "paragraph", children: [{ type: "emphasis", children: [text(`[${word}]`)] }] }];
}

const depths = [1, 2, 3, 4, 5, 6] as const;
const depth = (level: unknown): (typeof depths)[number] => depths.find((each) => each === level) ?? 6;

/** Markdown keeps everything but definitions and footnotes inside a quote or an item. */
function nested(nodes: readonly AdfNode[], beyond: Beyond): BlockContent[] {
  return blocks(nodes, beyond).filter(isBlock);
}

const BLOCKS: ReadonlySet<string> = new Set([
  "paragraph",
  "heading",
  "list",
  "code",
  "blockquote",
  "thematicBreak",
  "table",
  "html",
]);
const isBlock = (node: RootContent): node is BlockContent => BLOCKS.has(node.type);

function items(nodes: readonly AdfNode[], beyond: Beyond): ListItem[] {
  return nodes.map(({ content = [] }) => ({
    type: "listItem",
    spread: false,
    children: nested(content, beyond),
  }));
}

function task(node: AdfNode, beyond: Beyond): ListItem {
  const checked = node.attrs?.["state"] === "DONE";
  const children: BlockContent[] = [{ type: "paragraph", children: phrases(node.content ?? [], beyond) }];
  return { type: "listItem", spread: false, checked, children };
}

function tableRow(node: AdfNode, beyond: Beyond): TableRow {
  const cells = (node.content ?? []).map((cell) => {
    const paragraphs = (cell.content ?? []).map(({ content = [] }) => phrases(content, beyond));
    const children = paragraphs.flatMap((each, position) =>
      position === 0 ? each : [{ type: "break" } as const, ...each],
    );
    return { type: "tableCell", children } as const;
  });
  return { type: "tableRow", children: cells };
}

function phrases(nodes: readonly AdfNode[], beyond: Beyond): PhrasingContent[] {
  return nodes.map((node) => phrase(node, beyond));
}

function phrase(node: AdfNode, beyond: Beyond): PhrasingContent {
  const attribute = (name: string) => {
    const value = node.attrs?.[name];
    return typeof value === "string" ? value : "";
  };
  switch (node.type) {
    case "text":
      return marked(node, beyond);
    case "hardBreak":
      return { type: "break" };
    case "inlineCard":
      return { type: "link", url: attribute("url"), children: [text(attribute("url"))] };
    case "emoji":
      return text(attribute("text") || attribute("shortName"));
    default: {
      beyond.add(node.type);
      const day = node.type === "date" ? dayOf(node.attrs?.["timestamp"]) : "";
      return text(attribute("text") || day || `[${node.type}]`);
    }
  }
}

function dayOf(timestamp: unknown): string {
  const moment = new Date(Number(timestamp));
  return Number.isNaN(moment.getTime()) ? "" : moment.toISOString().slice(0, 10);
}

function marked(node: AdfNode, beyond: Beyond): PhrasingContent {
  const marks = node.marks ?? [];
  const has = (type: string) => marks.some((mark) => mark.type === type);
  let result: PhrasingContent = has("code")
    ? { type: "inlineCode", value: node.text ?? "" }
    : text(node.text ?? "");
  for (const { type, attrs } of marks) {
    if (type === "strong") result = { type: "strong", children: [result] };
    else if (type === "em") result = { type: "emphasis", children: [result] };
    else if (type === "strike") result = { type: "delete", children: [result] };
    else if (type === "link") {
      result = {
        type: "link",
        url: typeof attrs?.["href"] === "string" ? attrs["href"] : "",
        children: [result],
      };
    } else if (type !== "code") beyond.add(type);
  }
  return result;
}

const text = (value: string): PhrasingContent => ({ type: "text", value });
