import { describe, expect, it } from "vitest";
import {
  adfToMarkdown,
  markdownToAdf,
  mergeText,
  parseAdf,
  sameAdf,
  sameText,
  wikiToAdf,
} from "#sync/richtext/index.ts";
import type { AdfNode } from "#sync/richtext/index.ts";
import { doc, list, paragraph, text } from "./support/make-adf.ts";
import { schemaErrors } from "./support/schema.ts";
import { lettersOf } from "./support/text-of.ts";

/** The bench times 250,000; here it is enough that nothing grows faster than the text. */
const SIZE = 40_000;
const fill = (part: string): string => part.repeat(Math.ceil(SIZE / part.length)).slice(0, SIZE);

describe("values that are no documents", () => {
  it.each([
    null,
    undefined,
    0,
    "",
    "words",
    true,
    [],
    {},
    { content: 5 },
    {
      type: "doc",
      content: [null, 1, "x", {}, { type: 7 }, { type: "paragraph", content: [{ type: "text" }] }],
    },
    {
      type: "doc",
      content: [
        {
          type: "table",
          content: [
            { type: "tableRow" },
            { type: "tableRow", content: [{ type: "tableCell", attrs: { colspan: 1e9, rowspan: -1 } }] },
          ],
        },
      ],
    },
    {
      type: "doc",
      content: [
        { type: "heading", attrs: { level: 99 } },
        { type: "date", attrs: { timestamp: {} } },
        { type: "taskList", content: [{ type: "taskList" }] },
      ],
    },
  ])("%j is read without throwing", (value) => {
    const markdown = adfToMarkdown(value);
    expect(schemaErrors(markdownToAdf(markdown))).toBeUndefined();
    expect(markdownToAdf(markdown, { previous: value })).toEqual(parseAdf(value));
    expect(sameAdf(value, value)).toBe(true);
    expect(mergeText({ base: { adf: value, markdown }, jira: value, linear: markdown }).conflicts).toEqual(
      [],
    );
  });

  it("keeps keys that would pollute a prototype as the data they are", () => {
    const value: unknown = JSON.parse(
      '{"type":"doc","version":1,"content":[{"type":"panel","attrs":{"panelType":"info","__proto__":{"polluted":1},"constructor":2},"content":[{"type":"paragraph","content":[{"type":"text","text":"a"},{"type":"__proto__"},{"type":"constructor"},{"type":"toString","text":"b"}]}]}]}',
    );
    const after = markdownToAdf(adfToMarkdown(value).replace("a", "A"), { previous: value });
    expect(Object.hasOwn(after.content[0]?.attrs ?? {}, "__proto__")).toBe(true);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});

describe("what a reader must not run", () => {
  it.each([
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    " java\nscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
  ])("drops a link to %j and keeps its words", (href) => {
    expect(adfToMarkdown(doc(paragraph(text("click", { type: "link", attrs: { href } }))))).toBe("click");
    const back = markdownToAdf(`[click](<${href.replace("\n", "")}>)`);
    expect(back.content).toEqual([paragraph(text("click"))]);
  });
});

describe("what this code has never heard of", () => {
  const unknown: AdfNode = {
    type: "hologram",
    attrs: { angle: 3 },
    content: [paragraph(text("inside")), { type: "beam", attrs: { text: "x" }, content: [text("light")] }],
  };

  it("is shown as its text and kept as it is", () => {
    const document = doc(paragraph(text("a")), unknown);
    const markdown = adfToMarkdown(document);
    expect(markdown).toBe("a\n\ninside\n\nlight");
    const after = markdownToAdf(markdown.replace("a", "b"), { previous: document });
    expect(after.content[1]).toEqual(unknown);
  });
});

describe("deep nesting", () => {
  const nested = (depth: number): AdfNode =>
    depth === 0
      ? list("bulletList", "deepest")
      : {
          type: "bulletList",
          content: [{ type: "listItem", content: [paragraph(text(`level ${depth}`)), nested(depth - 1)] }],
        };

  it("of 30 levels survives", () => {
    const document = doc(nested(30));
    const markdown = adfToMarkdown(document);
    expect(markdownToAdf(markdown)).toEqual(document);
    expect(markdownToAdf(markdown.replace("deepest", "deep"), { previous: document })).not.toEqual(document);
  });

  it("of ten thousand levels does not exhaust the stack", () => {
    let node: AdfNode = paragraph(text("at the bottom"));
    for (let depth = 0; depth < 10_000; depth += 1) node = { type: "blockquote", content: [node] };
    expect(adfToMarkdown(doc(node))).toContain("at the bottom");
    expect(sameAdf(doc(node), doc(node))).toBe(true);
    expect(() => markdownToAdf(`${"> ".repeat(5000)}x`)).not.toThrow();
    expect(() => markdownToAdf(fill("*a **b "))).not.toThrow();
  });
});

describe("forty thousand characters", () => {
  it.each([
    "lorem ipsum dolor. ",
    "**a** ",
    "* item\n",
    "| a | b |\n",
    "[",
    "![",
    "`",
    "*",
    "_",
    "~~",
    "> ",
    "<",
    "&amp;",
    "\\",
    "a\n",
    "\n",
    "=\n",
    "+++ x\n\n",
    "https://x.io/a ",
    "{code}",
    "{{",
    "#",
    "- - ",
    "\u0000",
    "😀",
    "\uD800",
  ])("of %j are read and written", (part) => {
    const source = fill(part);
    const literal = doc(paragraph(text(source)));
    expect(schemaErrors(markdownToAdf(source))).toBeUndefined();
    expect(sameText(source, source)).toBe(true);
    expect(schemaErrors(wikiToAdf(source))).toBeUndefined();
    const back = markdownToAdf(adfToMarkdown(literal), { previous: literal });
    expect(lettersOf(back)).toBe(lettersOf(literal));
  });
});
