import type { PhrasingContent } from "mdast";
import { escapeText } from "./escape-text.ts";

/** What encloses a line of text. */
interface LinePlace {
  inLink: boolean;
  inCell: boolean;
  inHeading: boolean;
}

/** A part of a line: text that is still to be escaped, or Markdown as it will stand. */
type Part = { text: string } | { markdown: string; mark?: "opens" | "closes" };

const signs = { strong: "**", emphasis: "*", delete: "~~" } as const;

/**
 * Writes a line where every mark begins and ends so that no reader can mistake it: next to a letter inside and a
 * letter or space outside, by CommonMark's rules of flanking. Undefined where it takes more than that.
 */
export function writeLine(nodes: readonly PhrasingContent[], place: LinePlace): string | undefined {
  const parts: Part[] = [];
  if (!collect(nodes, place, parts)) return undefined;
  const written: string[] = [];
  let before = place.inLink ? "[" : place.inHeading || place.inCell ? " " : "\n";
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    const after =
      next === undefined
        ? place.inLink
          ? "]"
          : place.inCell
            ? " "
            : "\n"
        : (("text" in next ? next.text : next.markdown)[0] ?? "");
    const value = "text" in part ? escapeText(part.text, { ...place, before, after }) : part.markdown;
    written.push(value);
    before = value.at(-1) ?? before;
  }
  const isClear = parts.every(
    (part, index) =>
      "text" in part || part.mark === undefined || stands(written, index, part.mark === "opens"),
  );
  return isClear ? written.join("") : undefined;
}

function collect(nodes: readonly PhrasingContent[], place: LinePlace, parts: Part[]): boolean {
  return nodes.every((node) => {
    switch (node.type) {
      case "text":
        parts.push({ text: node.value });
        return true;
      case "break":
        parts.push({ markdown: "\\\n" });
        return true;
      case "inlineCode":
        parts.push({ markdown: writeCode(node.value, place.inCell) });
        return true;
      case "strong":
      case "emphasis":
      case "delete": {
        parts.push({ markdown: signs[node.type], mark: "opens" });
        const isFine = collect(node.children, place, parts);
        parts.push({ markdown: signs[node.type], mark: "closes" });
        return isFine;
      }
      case "image":
        parts.push({
          markdown: `!${bracketed(node.alt ?? "", place)}${target(node.url, node.title, place.inCell)}`,
        });
        return true;
      case "link": {
        const label = writeLine(node.children, { ...place, inLink: true });
        if (label === undefined) return false;
        parts.push({ markdown: `[${label}]${target(node.url, node.title, place.inCell)}` });
        return true;
      }
      default:
        return false;
    }
  });
}

function bracketed(words: string, place: LinePlace): string {
  return `[${escapeText(words, { ...place, inLink: true, before: "[", after: "]" })}]`;
}

/** Whether the mark at an index opens or closes where it stands, and touches no other of its kind. */
function stands(written: readonly string[], index: number, isOpening: boolean): boolean {
  const sign = written[index] ?? "";
  const [previous, next] = [written[index - 1] ?? "\n", written[index + 1] ?? "\n"];
  if (previous.endsWith(sign.charAt(0)) || next.startsWith(sign.charAt(0))) return false;
  const [before, after] = [previous.at(-1) ?? "\n", next.charAt(0) || "\n"];
  if (/[\uD800-\uDFFF]/.test(before + after)) return false;
  const [inside, outside] = isOpening ? [after, before] : [before, after];
  return !/\s/.test(inside) && (!isSign(inside) || /\s/.test(outside) || isSign(outside));
}

function isSign(character: string): boolean {
  return /[\p{P}\p{S}]/u.test(character);
}

/** Code between fences of one backtick more than it holds in a row. */
function writeCode(words: string, inCell: boolean): string {
  const longest = (words.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = "`".repeat(longest === 0 ? 1 : longest + 1);
  const isPadded = /^`|`$|^ .*[^ ].* $/s.test(words);
  const inside = isPadded ? ` ${words} ` : words;
  return fence + (inCell ? inside.replaceAll("|", "\\|") : inside) + fence;
}

function target(url: string, title: string | null | undefined, inCell: boolean): string {
  const plain = /^[^\s<>()\\&|*_`[\]]+$/.test(url);
  const escaped = url.replace(inCell ? /[<>\\|]/g : /[<>\\]/g, "\\$&").replace(/&(?=#?\w{1,32};)/g, "\\&");
  const address = plain ? url : `<${escaped}>`;
  if (title === null || title === undefined || title === "") return `(${address})`;
  const words = title.replace(inCell ? /["\\|]/g : /["\\]/g, "\\$&").replace(/&(?=#?\w{1,32};)/g, "\\&");
  return `(${address} "${words}")`;
}
