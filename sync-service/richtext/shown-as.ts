import { isRecord, stringAttr } from "./adf.ts";
import type { AdfNode } from "./adf.ts";
import { plain, sequence, STRONG } from "./blocks.ts";
import type { Block, Item, Sequence, Span } from "./blocks.ts";

/** The icon that a panel's quote begins with, and that makes a quote a panel. */
export const panelIcons: ReadonlyMap<string, string> = new Map([
  ["info", "ℹ️"],
  ["note", "📝"],
  ["tip", "💡"],
  ["success", "✅"],
  ["warning", "⚠️"],
  ["error", "⛔"],
]);

export function panelIcon(panel: AdfNode): string {
  const type = stringAttr(panel, "panelType") ?? "info";
  const own = stringAttr(panel, "panelIconText") ?? stringAttr(panel, "panelIcon") ?? "";
  return panelIcons.get(type) ?? (own.trim().replace(/\s+/g, " ") || "📌");
}

/** What a decision begins with. */
export const decisionLabel = "Decision:";
export const decisionPrefix: readonly Span[] = [{ ...plain(decisionLabel), marks: STRONG }, plain(" ")];

/** A macro is named, so that its reader knows that Jira shows more. */
export function extensionLabel(node: AdfNode): string {
  const parameters = node.attrs?.["parameters"];
  const metadata = isRecord(parameters) ? parameters["macroMetadata"] : undefined;
  const title = isRecord(metadata) ? metadata["title"] : undefined;
  const name =
    stringAttr(node, "text") ??
    (typeof title === "string" ? title : undefined) ??
    stringAttr(node, "extensionKey");
  return `🧩 ${name?.replace(/\s+/g, " ").trim() || "Synced block"}`;
}

/** A sequence whose first line begins with something more; a line of its own when the first block has none. */
export function prefixed(body: Sequence, prefix: readonly Span[]): Sequence {
  const [first, ...rest] = body.blocks;
  if (first?.kind !== "paragraph") {
    return { lead: body.lead, blocks: [{ kind: "paragraph", spans: prefix, pieces: [] }, ...body.blocks] };
  }
  return { lead: body.lead, blocks: [{ ...first, spans: [...prefix, ...first.spans] }, ...rest] };
}

/** The sequence without the words it begins with; undefined when it begins otherwise. */
export function withoutPrefix(body: Sequence, prefix: string, marks = 0): Sequence | undefined {
  const [first, ...rest] = body.blocks;
  if (first?.kind !== "paragraph") return undefined;
  const [head, ...tail] = first.spans;
  if (head?.kind !== "text" || head.marks !== marks || head.href !== "" || !head.text.startsWith(prefix)) {
    return undefined;
  }
  const words = head.text.slice(prefix.length);
  if (words !== "" && !/^\s/.test(words)) return undefined;
  const spans = [{ ...head, text: words.trimStart() }, ...tail].filter(
    (span) => span.kind !== "text" || span.text !== "",
  );
  return { lead: body.lead, blocks: spans.length === 0 ? rest : [{ ...first, spans }, ...rest] };
}

/** GFM sees no check box in an item without text; people and Linear do, in a document as in Markdown. */
export function emptyTask(blocks: readonly Block[]): Item | undefined {
  const [first, ...rest] = blocks;
  if (first?.kind !== "paragraph") return undefined;
  const [only, ...more] = first.spans;
  if (only?.kind !== "text" || more.length > 0 || only.marks !== 0) return undefined;
  const mark = /^\[([ xX])\]$/.exec(only.text)?.[1];
  return mark === undefined ? undefined : { checked: mark !== " ", body: sequence(rest) };
}
