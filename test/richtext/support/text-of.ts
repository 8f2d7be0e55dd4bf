import type { AdfNode } from "#sync/richtext/index.ts";

/** The letters of a document in order: its text without white space, which lines and blocks may trade. */
export function lettersOf(node: AdfNode): string {
  const own = (node.text ?? "").replace(/[\s\u0000]/gu, "");
  return own + (node.content ?? []).map(lettersOf).join("");
}
