import { isRecord, stringAttr } from "./adf.ts";
import type { AdfMark, AdfNode } from "./adf.ts";
import { CODE, EM, plain, STRIKE, STRONG } from "./blocks.ts";
import type { Block, Span, TextSpan } from "./blocks.ts";
import type { RichTextContext } from "./context.ts";
import { safeUrl } from "./safe-url.ts";
import { extensionLabel } from "./shown-as.ts";

export const inlineTypes: ReadonlySet<string> = new Set([
  "text",
  "hardBreak",
  "mention",
  "emoji",
  "date",
  "status",
  "inlineCard",
  "placeholder",
  "mediaInline",
  "inlineExtension",
]);

/** The runs of text that show inline nodes, each with its node. */
export function readInline(nodes: readonly AdfNode[], context: RichTextContext): Span[] {
  return nodes.flatMap((node) => readOne(node, context));
}

function readOne(node: AdfNode, context: RichTextContext): Span[] {
  switch (node.type) {
    case "text":
      return readText(node, context);
    case "hardBreak":
      return [{ kind: "break", source: node }];
    case "mention":
      return [mention(node, context)];
    case "emoji":
      return words(node, stringAttr(node, "text") || (stringAttr(node, "shortName") ?? ""));
    case "date":
      return words(node, isoDate(stringAttr(node, "timestamp") ?? ""));
    case "status":
    case "placeholder":
      return words(node, stringAttr(node, "text") ?? "");
    case "inlineCard":
      return card(node, context);
    case "media":
    case "mediaInline":
      return [medium(node, context)];
    case "inlineExtension":
      return words(node, extensionLabel(node));
    default:
      return node.content === undefined ? words(node, node.text ?? "") : readInline(node.content, context);
  }
}

function words(node: AdfNode, text: string): Span[] {
  const clean = text.replace(/\s+/g, " ").replaceAll("\0", "\uFFFD");
  return clean === "" ? [] : [plain(clean, node)];
}

const visibleMarks: Readonly<Record<string, number>> = { strong: STRONG, em: EM, strike: STRIKE, code: CODE };

function readText(node: AdfNode, context: RichTextContext): Span[] {
  let marks = 0;
  let href = "";
  let title = "";
  for (const mark of node.marks ?? []) {
    marks |= Object.hasOwn(visibleMarks, mark.type) ? (visibleMarks[mark.type] ?? 0) : 0;
    if (mark.type === "link") {
      href = linkTarget(mark, context);
      title = href === "" ? "" : (stringAttr(mark, "title") ?? "").replace(/\s+/g, " ");
    }
  }
  const text = (node.text ?? "").replaceAll("\0", "\uFFFD");
  if ((marks & CODE) !== 0) {
    return [{ kind: "text", text: text.replace(/\r\n?|\n/g, " "), marks, href, title, source: node }];
  }
  return text.split(/\r\n?|\n/).flatMap((line, index): Span[] => {
    const span: TextSpan = { kind: "text", text: line, marks, href, title, source: node };
    return [...(index > 0 ? [{ kind: "break", source: node } as const] : []), ...(line === "" ? [] : [span])];
  });
}

function linkTarget(mark: AdfMark, context: RichTextContext): string {
  const url = safeUrl(stringAttr(mark, "href") ?? "");
  return url === "" ? "" : (context.links?.toMarkdown(url) ?? url);
}

function mention(node: AdfNode, context: RichTextContext): Span {
  const text = stringAttr(node, "text");
  const person = context.people?.toMarkdown(stringAttr(node, "id") ?? "", text) ?? text ?? "";
  const name = person.replace(/\s+/g, " ").trim() || "someone";
  const shown = /^(@|https?:)/.test(name) ? name : `@${name}`;
  return { ...plain(shown, node), href: shown.startsWith("@") ? "" : shown };
}

function card(node: AdfNode, context: RichTextContext): Span[] {
  const data = node.attrs?.["data"];
  const named = isRecord(data) ? (data["url"] ?? data["name"]) : undefined;
  const address = stringAttr(node, "url") ?? (typeof named === "string" ? named : "");
  const url = safeUrl(address);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) return words(node, address);
  const target = context.links?.toMarkdown(url) ?? url;
  return [{ ...plain(target, node), href: target }];
}

/** The day that a date node names. Jira stores midnight UTC in milliseconds. */
function isoDate(timestamp: string): string {
  const milliseconds = Number(timestamp);
  const date = new Date(milliseconds);
  return timestamp.trim() === "" || Number.isNaN(date.getTime())
    ? timestamp
    : date.toISOString().slice(0, 10);
}

function medium(node: AdfNode, context: RichTextContext): Span {
  const alt = (stringAttr(node, "alt") ?? "").replace(/\s+/g, " ").trim();
  const id = stringAttr(node, "id");
  const url =
    id === undefined
      ? safeUrl(stringAttr(node, "url") ?? "")
      : context.attachments?.toMarkdown(id, stringAttr(node, "collection") ?? "");
  const link = node.marks?.find((mark) => mark.type === "link");
  const href = link === undefined ? "" : linkTarget(link, context);
  if (url === undefined || url === "") return { ...plain(`📎 ${alt || "attachment"}`, node), href };
  if (node.type === "mediaInline" && stringAttr(node, "type") !== "image") {
    return { ...plain(alt || url, node), href: url };
  }
  return { kind: "image", url, alt, title: "", href, source: node };
}

/** Pictures and files, one a line, and the caption below them. */
export function readMedia(content: readonly AdfNode[], context: RichTextContext): Block | undefined {
  const spans = content.flatMap((node, index): Span[] => {
    const line =
      node.type === "caption"
        ? readInline(node.content ?? [], context).map((span) =>
            span.kind === "text" ? { ...span, marks: span.marks | EM } : span,
          )
        : [medium(node, context)];
    return index > 0 && line.length > 0 ? [{ kind: "break" }, ...line] : line;
  });
  return spans.length === 0 ? undefined : { kind: "paragraph", spans };
}
