import schema from "@atlaskit/adf-schema/dist/json-schema/v1/full.json" with { type: "json" };
import type { ValidateFunction } from "ajv";
import Ajv from "ajv-draft-04";
import type { Adf } from "./model.ts";

/** Jira refuses a rich text whose text is longer than this many characters. */
export const MAXIMUM_TEXT_LENGTH = 32_767;

/** The schema is Atlassian's: it is not checked itself, and compiling it costs more than it would save. */
const QUICK_TO_COMPILE = {
  strict: false,
  validateFormats: false,
  validateSchema: false,
  code: { optimize: false },
} as const;

let validate: ValidateFunction<Adf> | undefined;

/** Whether a value is a document that Atlassian's official schema accepts. Compiled on first use (0.2 s). */
export function isAdf(value: unknown): value is Adf {
  validate ??= new Ajv(QUICK_TO_COMPILE).compile<Adf>(schema);
  return validate(value);
}

interface Node {
  type: string;
  text?: string;
  attrs: Record<string, unknown>;
  marks: Node[];
  content: Node[];
}

function nodeOf(value: unknown): Node {
  const raw = typeof value === "object" && value !== null ? value : {};
  const get = (name: string): unknown => (Object.hasOwn(raw, name) ? Reflect.get(raw, name) : undefined);
  const list = (name: string): Node[] => {
    const items = get(name);
    return Array.isArray(items) ? items.map(nodeOf) : [];
  };
  const attrs = get("attrs");
  const text = get("text");
  return {
    type: String(get("type")),
    attrs: typeof attrs === "object" && attrs !== null ? { ...attrs } : {},
    marks: list("marks"),
    content: list("content"),
    ...(typeof text === "string" ? { text } : {}),
  };
}

const plainTexts = new WeakMap<Adf, string>();

/** The words of a document, block by block: what a text search sees and what the length limit counts. */
export function plainText(document: Adf): string {
  let text = plainTexts.get(document);
  if (text === undefined) {
    text = document.content.map((block) => textOf(nodeOf(block))).join("\n");
    plainTexts.set(document, text);
  }
  return text;
}

function textOf(node: Node): string {
  if (node.text !== undefined) return node.text;
  if (node.type === "hardBreak") return "\n";
  const shown = node.attrs["text"] ?? node.attrs["shortName"] ?? node.attrs["url"];
  if (node.content.length === 0) return typeof shown === "string" ? shown : "";
  const inline = node.content[0]?.text !== undefined || node.content[0]?.type === "hardBreak";
  return node.content.map(textOf).join(inline ? "" : "\n");
}

const NAMED_BLOCKS = new Set([
  "paragraph",
  "heading",
  "bulletList",
  "orderedList",
  "codeBlock",
  "blockquote",
]);

/** The document with a `localId` on its outer blocks, as Jira's editor stores it: the same text, other bytes. */
export function withLocalIds(document: Adf, newId: () => string): Adf {
  const content = document.content.map((block) => {
    const { type, attrs } = nodeOf(block);
    if (!NAMED_BLOCKS.has(type) || attrs["localId"] !== undefined || typeof block !== "object") return block;
    return { ...block, attrs: { ...attrs, localId: newId() } };
  });
  return { ...document, content };
}

/** A document of plain paragraphs, one a line. */
export function paragraphs(text: string): Adf {
  const content = text
    .split("\n")
    .map((line) => ({ type: "paragraph", content: line === "" ? [] : [{ type: "text", text: line }] }));
  return { type: "doc", version: 1, content };
}

/** The document as wiki markup: Jira's webhooks and changelog carry this, never ADF. */
export function wikiMarkup(document: Adf): string {
  return document.content.map((block) => blockMarkup(nodeOf(block), "")).join("\n\n");
}

function blockMarkup(node: Node, bullet: string): string {
  const inner = () => node.content.map((child) => blockMarkup(child, "")).join("\n");
  switch (node.type) {
    case "paragraph":
      return inlineMarkup(node);
    case "heading":
      return `h${Number(node.attrs["level"] ?? 1)}. ${inlineMarkup(node)}`;
    case "codeBlock": {
      const language = node.attrs["language"];
      return `{code${typeof language === "string" ? `:${language}` : ""}}\n${textOf(node)}\n{code}`;
    }
    case "blockquote":
      return `{quote}${inner()}{quote}`;
    case "panel":
      return `{panel}\n${inner()}\n{panel}`;
    case "rule":
      return "----";
    case "bulletList":
      return listMarkup(node, `${bullet}*`);
    case "orderedList":
      return listMarkup(node, `${bullet}#`);
    case "table":
      return node.content.map(rowMarkup).join("\n");
    default:
      return node.content.length > 0 ? inner() : textOf(node);
  }
}

function listMarkup(list: Node, bullet: string): string {
  const isList = (node: Node) => node.type === "bulletList" || node.type === "orderedList";
  return list.content
    .flatMap((item) =>
      item.content.map((child) =>
        isList(child) ? blockMarkup(child, bullet) : `${bullet} ${blockMarkup(child, "")}`,
      ),
    )
    .join("\n");
}

function rowMarkup(row: Node): string {
  const cells = row.content.map((cell) => {
    const bar = cell.type === "tableHeader" ? "||" : "|";
    return `${bar}${cell.content.map((child) => blockMarkup(child, "")).join(" ")}`;
  });
  return `${cells.join("")}${row.content.at(-1)?.type === "tableHeader" ? "||" : "|"}`;
}

const WRAPPERS: Record<string, string> = { strong: "*", em: "_", strike: "-", underline: "+" };

function inlineMarkup(block: Node): string {
  return block.content
    .map((node) => {
      if (node.type === "mention") return `[~accountid:${String(node.attrs["id"])}]`;
      if (node.type === "inlineCard") return `[${String(node.attrs["url"])}]`;
      return node.marks.reduce((text, mark) => {
        if (mark.type === "code") return `{{${text}}}`;
        if (mark.type === "link") return `[${text}|${String(mark.attrs["href"])}]`;
        const wrapper = WRAPPERS[mark.type] ?? "";
        return `${wrapper}${text}${wrapper}`;
      }, textOf(node));
    })
    .join("");
}
