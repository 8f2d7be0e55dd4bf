import type { AdfDocument, AdfMark, AdfNode } from "#sync/richtext/index.ts";

export function doc(...content: AdfNode[]): AdfDocument {
  return { version: 1, type: "doc", content };
}

export function text(words: string, ...marks: AdfMark[]): AdfNode {
  return marks.length === 0 ? { type: "text", text: words } : { type: "text", text: words, marks };
}

export function paragraph(...content: AdfNode[]): AdfNode {
  return { type: "paragraph", content };
}

export function heading(level: number, words: string): AdfNode {
  return { type: "heading", attrs: { level }, content: [text(words)] };
}

export function panel(panelType: string, ...content: AdfNode[]): AdfNode {
  return { type: "panel", attrs: { panelType }, content };
}

export function list(type: "bulletList" | "orderedList", ...items: string[]): AdfNode {
  return { type, content: items.map((item) => ({ type: "listItem", content: [paragraph(text(item))] })) };
}

export function table(header: string[], ...rows: string[][]): AdfNode {
  const row = (type: string, cells: string[]): AdfNode => ({
    type: "tableRow",
    content: cells.map((cell) => ({ type, content: [paragraph(text(cell))] })),
  });
  return {
    type: "table",
    content: [row("tableHeader", header), ...rows.map((cells) => row("tableCell", cells))],
  };
}

export function mention(id: string, name: string): AdfNode {
  return { type: "mention", attrs: { id, text: name } };
}

export function status(words: string, color: string): AdfNode {
  return { type: "status", attrs: { text: words, color } };
}
