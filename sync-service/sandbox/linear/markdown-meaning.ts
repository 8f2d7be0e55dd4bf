import type { Nodes, PhrasingContent, Root } from "mdast";

/**
 * What a Markdown text says, whatever way it is written: its blocks in order, and in each the runs of text with
 * the marks that lie on them. A link that only repeats its own text says no more than the text.
 */
export function meaningOf(tree: Root): string {
  return JSON.stringify(tree.children.map(block));
}

function block(node: Nodes): unknown {
  switch (node.type) {
    case "paragraph":
    case "heading":
    case "tableCell":
      return [
        node.type,
        node.type === "heading" ? node.depth : 0,
        join(node.children.flatMap((c) => runs(c, []))),
      ];
    case "list":
      return ["list", node.ordered, node.start ?? 0, node.children.map(block)];
    case "listItem":
      return ["listItem", node.checked ?? null, node.children.map(block)];
    case "table":
      return ["table", node.align, node.children.map(block)];
    case "code":
      return ["code", node.lang, node.meta, node.value];
    case "html":
      return ["html", node.value];
    case "definition":
      return ["definition", node.identifier, node.url, node.title];
    default:
      return [node.type, "children" in node ? node.children.map(block) : null];
  }
}

interface Run {
  text: string;
  marks: string;
}

function runs(node: PhrasingContent, marks: readonly string[]): Run[] {
  const run = (text: string, ...more: string[]): Run[] => [
    { text, marks: [...new Set([...marks, ...more])].sort().join(" ") },
  ];
  switch (node.type) {
    case "text":
      return run(node.value);
    case "inlineCode":
      return run(node.value, "code");
    case "html":
      return run(node.value, "html");
    case "break":
      return run("\n", "break");
    case "image":
      return run(`${node.alt ?? ""} ${node.url} ${node.title ?? ""}`, "image");
    case "link": {
      const text = textOf(node);
      const address = node.url.replace(/^(https?:\/\/|mailto:)/, "");
      const own = text === node.url || text === address;
      const more = own && !node.title ? marks : [...marks, `link:${node.url}:${node.title ?? ""}`];
      return node.children.flatMap((child) => runs(child, more));
    }
    case "strong":
    case "emphasis":
    case "delete":
      return node.children.flatMap((child) => runs(child, [...marks, node.type]));
    case "linkReference":
      return node.children.flatMap((child) => runs(child, [...marks, `reference:${node.identifier}`]));
    case "imageReference":
    case "footnoteReference":
      return run(node.identifier, node.type);
    default:
      // A node that somebody's extension of mdast added; a parsed text holds none.
      return run(textOf(node), node.type);
  }
}

function textOf(node: Nodes): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}

/** Neighbours with the same marks are one run; a mark on white space alone at an edge says nothing. */
function join(all: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of all) {
    const last = joined.at(-1);
    if (last?.marks === run.marks) last.text += run.text;
    else joined.push({ ...run });
  }
  return joined;
}
