import type { AdfNode } from "#sync/richtext/index.ts";
import { decisionLabel, panelIcons } from "#sync/richtext/shown-as.ts";

/** The letters of a document in order: its text without white space, which lines and blocks may trade. */
export function lettersOf(node: AdfNode): string {
  const own = (node.text ?? "").replace(/[\s\u0000]/gu, "");
  return own + (node.content ?? []).map(lettersOf).join("");
}

/** The texts of a document that another one does not say, in the order they have there. */
export function missingWords(document: AdfNode, other: AdfNode): string[] {
  const said = saidBy(other);
  let from = 0;
  return textsOf(document).filter((words) => {
    const at = said.indexOf(words, from);
    if (at !== -1) from = at + words.length;
    return at === -1;
  });
}

function textsOf(node: AdfNode): string[] {
  const own = lettersOf({ type: "text", text: node.text ?? "" });
  return [...(own === "" ? [] : [own]), ...(node.content ?? []).flatMap(textsOf)];
}

/** All letters that a reader sees: those of texts, titles and pictures, of check boxes, icons and labels. */
function saidBy(node: AdfNode): string {
  const { title, alt, text, shortName, url } = node.attrs ?? {};
  const own = [shownFirst(node), node.text, title, alt, text, shortName, url].filter(
    (words) => typeof words === "string",
  );
  return lettersOf({ type: "text", text: own.join("") }) + (node.content ?? []).map(saidBy).join("");
}

/** What a node shows before its content, for which a text may have stood literally. */
function shownFirst(node: AdfNode): string | undefined {
  switch (node.type) {
    case "panel":
      return panelIcons.get(String(node.attrs?.["panelType"]));
    case "taskItem":
      return node.attrs?.["state"] === "DONE" ? "[x]" : "[ ]";
    case "decisionItem":
      return decisionLabel;
    default:
      return undefined;
  }
}
