import type { Emphasis, Link, Nodes, Parents, PhrasingContent, Root, Strong } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown, gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import type { Info, State } from "mdast-util-to-markdown";
import { gfm } from "micromark-extension-gfm";
import { meaningOf } from "./markdown-meaning.ts";

/**
 * What Linear does to Markdown when it stores it, as users of its API measured: `-` bullets become `*`,
 * lists loosen, tables are padded, `_i_` becomes `*i*`, bold and italic move inside the link they enclose,
 * links get angle brackets, bare domains become links, more characters are escaped.
 *
 * The result says the same as the text, never touches code, and is a fixed point: rewriting it again changes
 * nothing. A text for which that cannot be kept is returned as it came.
 */
export function rewriteMarkdown(text: string): string {
  if (!/\S/.test(text)) return "";
  const source = isolateCollapsibles(text.replace(/\r\n?/g, "\n"));
  const before = parse(source);
  const meaning = meaningOf(before);
  let rewritten = write(before, source);
  if (rewritten === source) return rewritten;
  for (let round = 0; round < 3; round += 1) {
    const tree = parse(rewritten);
    if (round === 0 && meaningOf(tree) !== meaning) return text;
    const again = write(tree, rewritten);
    if (again === rewritten) return rewritten;
    if (meaningOf(parse(again)) !== meaning) return text;
    rewritten = again;
  }
  return text;
}

const syntax = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

function parse(text: string): Root {
  return fromMarkdown(text, syntax);
}

/** Linear's collapsible sections (`+++ Title` … `+++`) are blocks of their own, not lines of a paragraph. */
function isolateCollapsibles(text: string): string {
  if (!text.includes("+++")) return text;
  const lines = text.split("\n");
  const out: string[] = [];
  let fence: string | undefined;
  for (const [index, line] of lines.entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
    const isEdge = fence === undefined && /^\+\+\+( |$)/.test(line);
    if (isEdge && out.length > 0 && out.at(-1) !== "") out.push("");
    out.push(line);
    if (isEdge && index + 1 < lines.length && lines[index + 1] !== "") out.push("");
  }
  return out.join("\n");
}

function write(tree: Root, source: string): string {
  rearrange(tree, source);
  return toMarkdown(tree, {
    extensions: [gfmToMarkdown({ tablePipeAlign: true })],
    bullet: "*",
    bulletOther: "-",
    emphasis: "*",
    strong: "*",
    rule: "-",
    fences: true,
    listItemIndent: "one",
    resourceLink: true,
    handlers: { link: writeLink },
    unsafe: [
      { character: "~", inConstruct: "phrasing" },
      { character: "]", inConstruct: "phrasing" },
      { character: ">", inConstruct: "phrasing", notInConstruct: ["destinationLiteral", "autolink"] },
    ],
  }).replace(/\n$/, "");
}

/** Mentions are bare URLs of the workspace and stay so; every other link names its address in brackets. */
function writeLink(node: Link, _parent: Parents | undefined, state: State, info: Info): string {
  if (node.data !== undefined && "bare" in node.data) return node.url;
  const exit = state.enter("link");
  const label = state.enter("label");
  const text = state.containerPhrasing(node, { ...info, before: "[", after: "]" });
  label();
  const plain = /^[\w:/.-]+$/.test(node.url) && !node.url.includes("_");
  const literal = state.enter(plain ? "destinationRaw" : "destinationLiteral");
  const url = state.safe(node.url, { ...info, before: plain ? "(" : "<", after: plain ? ")" : ">" });
  literal();
  let title = "";
  if (node.title !== null && node.title !== undefined) {
    const quote = state.enter("titleQuote");
    title = ` "${state.safe(node.title, { ...info, before: '"', after: '"' })}"`;
    quote();
  }
  exit();
  return `[${text}](${plain ? url : `<${url}>`}${title})`;
}

function rearrange(tree: Root, source: string): void {
  walk(tree, (node) => {
    if (node.type === "list") {
      node.spread = true;
      for (const item of node.children) item.spread = true;
    }
    if (node.type === "link" && isBareMention(node, source)) {
      node.data = { ...node.data, ...{ bare: true } };
    }
    if (isPhrasingParent(node) && node.type !== "link") {
      node.children = node.children.flatMap((child) =>
        child.type === "text" ? linkDomains(child.value) : [marksInsideLink(child)],
      );
    }
  });
}

function walk(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ("children" in node && node.type !== "link" && node.type !== "linkReference") {
    for (const child of node.children) walk(child, visit);
  }
}

type PhrasingParent = Extract<
  Nodes,
  { type: "paragraph" | "heading" | "strong" | "emphasis" | "delete" | "link" }
>;

function isPhrasingParent(node: Nodes): node is PhrasingParent {
  return ["paragraph", "heading", "strong", "emphasis", "delete", "link"].includes(node.type);
}

function isBareMention(link: Link, source: string): boolean {
  const start = link.position?.start.offset;
  const end = link.position?.end.offset;
  return link.url.startsWith("https://linear.app/") && source.slice(start, end) === link.url;
}

function marksInsideLink(node: PhrasingContent): PhrasingContent {
  if (node.type !== "strong" && node.type !== "emphasis") return node;
  const [only, ...others] = node.children;
  if (only?.type !== "link" || others.length > 0) return node;
  const mark: Strong | Emphasis = { type: node.type, children: only.children };
  return { ...only, children: [mark] };
}

// A word that starts and ends at a space and whose last label is a top-level domain people write.
const domain =
  /(?<=^|[\s(])((?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|ai|co|md))(?=$|[\s),;:!?]|\.(?:\s|$))/gi;

function linkDomains(value: string): PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let end = 0;
  for (const match of value.matchAll(domain)) {
    if (match.index > end) parts.push({ type: "text", value: value.slice(end, match.index) });
    parts.push({ type: "link", url: `http://${match[0]}`, children: [{ type: "text", value: match[0] }] });
    end = match.index + match[0].length;
  }
  if (end < value.length) parts.push({ type: "text", value: value.slice(end) });
  return parts;
}
