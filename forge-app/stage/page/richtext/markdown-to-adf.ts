import type { PhrasingContent, Root, RootContent } from "mdast";
import type { AdfNode } from "./adf.ts";
import { panelOf } from "./panel-marker.ts";

type Mark = NonNullable<AdfNode["marks"]>[number];

/** A Markdown tree as Atlassian's document: what a person typed into the simple editor, for Jira. */
export function markdownToDocument(root: Root): AdfNode & { version: 1 } {
  return { type: "doc", version: 1, content: root.children.flatMap(block) };
}

function block(node: RootContent): AdfNode[] {
  switch (node.type) {
    case "paragraph":
      return [{ type: "paragraph", content: phrases(node.children, []) }];
    case "heading":
      return [{ type: "heading", attrs: { level: node.depth }, content: phrases(node.children, []) }];
    case "list": {
      const content = node.children.map((item): AdfNode => ({
        type: "listItem",
        content: item.children.flatMap(block),
      }));
      if (node.ordered !== true) return [{ type: "bulletList", content }];
      return [{ type: "orderedList", attrs: { order: node.start ?? 1 }, content }];
    }
    case "code": {
      const attrs = node.lang ? { attrs: { language: node.lang } } : {};
      const content = node.value === "" ? {} : { content: [{ type: "text", text: node.value }] };
      return [{ type: "codeBlock", ...attrs, ...content }];
    }
    case "blockquote": {
      const panel = panelOf(node);
      if (panel === null) return [{ type: "blockquote", content: node.children.flatMap(block) }];
      return [{ type: "panel", attrs: { panelType: panel.kind }, content: panel.children.flatMap(block) }];
    }
    case "thematicBreak":
      return [{ type: "rule" }];
    case "table":
      return [
        {
          type: "table",
          content: node.children.map((row, position) => ({
            type: "tableRow",
            content: row.children.map((cell) => ({
              type: position === 0 ? "tableHeader" : "tableCell",
              content: [{ type: "paragraph", content: phrases(cell.children, []) }],
            })),
          })),
        },
      ];
    case "html":
      return [{ type: "paragraph", content: [{ type: "text", text: node.value }] }];
    default:
      return [];
  }
}

function phrases(nodes: readonly PhrasingContent[], marks: readonly Mark[]): AdfNode[] {
  return nodes.flatMap((node) => phrase(node, marks));
}

function phrase(node: PhrasingContent, marks: readonly Mark[]): AdfNode[] {
  const written = (text: string, all = marks): AdfNode[] =>
    text === "" ? [] : [{ type: "text", text, ...(all.length > 0 ? { marks: all } : {}) }];
  switch (node.type) {
    case "text":
      return written(node.value);
    case "inlineCode":
      // Jira allows a link beside code, and nothing else.
      return written(node.value, [...marks.filter(({ type }) => type === "link"), { type: "code" }]);
    case "strong":
      return phrases(node.children, [...marks, { type: "strong" }]);
    case "emphasis":
      return phrases(node.children, [...marks, { type: "em" }]);
    case "delete":
      return phrases(node.children, [...marks, { type: "strike" }]);
    case "link":
      return phrases(node.children, [...marks, { type: "link", attrs: { href: node.url } }]);
    case "break":
      return [{ type: "hardBreak" }];
    case "image":
      return written(node.alt ?? node.url, [...marks, { type: "link", attrs: { href: node.url } }]);
    case "html":
      return written(node.value);
    default:
      return [];
  }
}
