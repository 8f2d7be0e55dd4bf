import type { Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown, gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import { gfm } from "micromark-extension-gfm";
import { createElement } from "react";
import type { ReactNode } from "react";
import { panelOf } from "./panel-marker.ts";

export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

export function writeMarkdown(root: Root): string {
  return toMarkdown(root, { extensions: [gfmToMarkdown()], bullet: "-", emphasis: "_" }).trimEnd();
}

/** A description for reading. Nothing of it runs: HTML is shown as text, links go only where links may go. */
export function MarkdownView({ root }: { root: Root }) {
  return <div className="prose">{nodes(root.children)}</div>;
}

const nodes = (children: readonly RootContent[]): ReactNode[] =>
  children.map((node, position) => <Node key={position} node={node} />);

function Node({ node }: { node: RootContent }): ReactNode {
  switch (node.type) {
    case "text":
    case "html":
      return node.value;
    case "paragraph":
      return <p>{nodes(node.children)}</p>;
    case "heading":
      // A description's headings stand below the page's own.
      return createElement(`h${Math.min(6, node.depth + 3)}`, null, nodes(node.children));
    case "strong":
      return <strong>{nodes(node.children)}</strong>;
    case "emphasis":
      return <em>{nodes(node.children)}</em>;
    case "delete":
      return <del>{nodes(node.children)}</del>;
    case "inlineCode":
      return <code>{node.value}</code>;
    case "code":
      return (
        <pre tabIndex={0}>
          <code>{node.value}</code>
        </pre>
      );
    case "blockquote": {
      const panel = panelOf(node);
      if (panel === null) return <blockquote>{nodes(node.children)}</blockquote>;
      return <blockquote className={`panel-note ${panel.kind}`}>{nodes(panel.children)}</blockquote>;
    }
    case "break":
      return <br />;
    case "thematicBreak":
      return <hr />;
    case "link":
      return <SafeLink url={node.url}>{nodes(node.children)}</SafeLink>;
    case "image":
      return <SafeLink url={node.url}>{node.alt ?? "picture"}</SafeLink>;
    case "list":
      return node.ordered === true ? (
        <ol start={node.start ?? 1}>{nodes(node.children)}</ol>
      ) : (
        <ul>{nodes(node.children)}</ul>
      );
    case "listItem": {
      const box = node.checked === true ? "☑ " : node.checked === false ? "☐ " : "";
      const [only] = node.children;
      const tight = node.children.length === 1 && only?.type === "paragraph" ? only.children : node.children;
      return (
        <li className={box === "" ? undefined : "task"}>
          {box}
          {nodes(tight)}
        </li>
      );
    }
    case "table":
      return (
        <div className="table-frame" tabIndex={0} role="region" aria-label="Table">
          <table>
            <tbody>{nodes(node.children)}</tbody>
          </table>
        </div>
      );
    case "tableRow":
      return <tr>{nodes(node.children)}</tr>;
    case "tableCell":
      return <td>{nodes(node.children)}</td>;
    default:
      return null;
  }
}

function SafeLink({ url, children }: { url: string; children: ReactNode }) {
  if (!/^(https?:|mailto:)/i.test(url)) return <>{children}</>;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
