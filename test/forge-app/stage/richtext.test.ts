import { describe, expect, it } from "vitest";
import { documentToMarkdown } from "#forge/stage/page/richtext/adf-to-markdown.ts";
import { markdownToDocument } from "#forge/stage/page/richtext/markdown-to-adf.ts";
import { parseMarkdown, writeMarkdown } from "#forge/stage/page/richtext/markdown.tsx";

const read = (document: unknown) => {
  const { root, beyondMarkdown } = documentToMarkdown(document);
  return { text: writeMarkdown(root), beyond: [...beyondMarkdown] };
};
const write = (text: string) => markdownToDocument(parseMarkdown(text));

describe("the simple editor’s descriptions", () => {
  it.each([
    ["paragraphs", "One.\n\nTwo."],
    ["headings", "## Why\n\nBecause."],
    ["lists in lists", "- a\n  - b\n- c"],
    ["numbered lists that start elsewhere", "3. a\n4. b"],
    ["code", "```ts\nconst a = 1;\n```"],
    ["marks", "**bold**, _slanted_, ~~gone~~, `code`, [a link](https://example.com)"],
    ["quotes", "> said"],
    ["panels", "> \\[!WARNING]\n>\n> careful"],
    ["tables", "| a | b |\n| - | - |\n| 1 | 2 |"],
    ["a rule", "a\n\n***\n\nb"],
  ])("keep %s on the way to Jira and back", (_, text) => {
    expect(read(write(text))).toEqual({ text, beyond: [] });
  });

  it("turn a panel into a panel again", () => {
    const panel = {
      type: "panel",
      attrs: { panelType: "warning" },
      content: [{ type: "paragraph", content: [{ type: "text", text: "careful" }] }],
    };
    expect(write(read({ type: "doc", version: 1, content: [panel] }).text).content).toEqual([panel]);
  });

  it("name what Markdown cannot keep, so that it is not edited away", () => {
    const mention = { type: "mention", attrs: { id: "1", text: "@Ada" } };
    const { text, beyond } = read({
      type: "doc",
      version: 1,
      content: [{ type: "paragraph", content: [mention] }],
    });
    expect(text).toBe("@Ada");
    expect(beyond).toEqual(["mention"]);
  });

  it("show nothing for what is no document", () => {
    expect(read(null)).toEqual({ text: "", beyond: [] });
    expect(read({ type: 7 })).toEqual({ text: "", beyond: [] });
  });
});
