import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { meaningOf } from "#sync/sandbox/linear/markdown-meaning.ts";
import { rewriteMarkdown } from "#sync/sandbox/linear/markdown-rewriting.ts";

const says = (text: string) =>
  meaningOf(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));

describe("Linear's rewriting of Markdown", () => {
  it.each([
    ["dashes become asterisks and lists loosen", "- one\n- two", "* one\n\n* two"],
    ["links get angle brackets", "[t](https://a.example/x?y=1)", "[t](<https://a.example/x?y=1>)"],
    ["a plain address keeps its parentheses", "[t](https://a.example/x)", "[t](https://a.example/x)"],
    ["bare domains become links", "see example.com.", "see [example.com](http://example.com)."],
    ["bold moves inside its link", "**[t](https://a.example)**", "[**t**](https://a.example)"],
    ["underscored italics become starred", "_i_ and __b__", "*i* and **b**"],
    [
      "tables are padded",
      "|a|b|\n|-|-|\n|long cell|x|",
      "| a         | b |\n| --------- | - |\n| long cell | x |",
    ],
    ["literal characters are escaped", "a ~ b > c ] d", "a \\~ b \\> c \\] d"],
    [
      "a mention stays a bare address",
      "see https://linear.app/a/issue/ENG-1/t",
      "see https://linear.app/a/issue/ENG-1/t",
    ],
    ["a collapsible keeps its edges", "+++ More\n- one\n+++", "+++ More\n\n* one\n\n+++"],
    ["nothing stays nothing", "  \n", ""],
  ])("%s", (_what, text, stored) => {
    expect(rewriteMarkdown(text)).toBe(stored);
  });

  it("never touches code", () => {
    const code = "```ts\n- a_b*c [x](y) example.com\n```";
    expect(rewriteMarkdown(code)).toBe(code);
    expect(rewriteMarkdown("run `a_b - example.com`")).toBe("run `a_b - example.com`");
  });

  const piece = fc.constantFrom(
    "- ", "* ", "1. ", "+++ T", "\n", "\n\n", "# ", "> ", "**", "*", "_", "__", "`", "```\n", "~~", "[t](", "u)", "]", "[",
    "<b>", "&amp;", "\\", "|", "a|b\n-|-\n", "example.com", "https://x.example/a_b", "word", " ", "  ", "é", "- [ ] ",
    "https://linear.app/w/issue/A-1", "---\n", "<!-- c -->", "a@b.co", "\t",
  ); // prettier-ignore
  const text = fc.oneof(
    fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join("")),
    fc.string({ maxLength: 40 }),
  );

  it("rewriting what was stored changes nothing", () => {
    fc.assert(
      fc.property(text, (value) => {
        const stored = rewriteMarkdown(value);
        expect(rewriteMarkdown(stored)).toBe(stored);
      }),
      { numRuns: 200 },
    );
  });

  it("says the same before and after, but that a section's edge ends the paragraph it stands in", () => {
    fc.assert(
      fc.property(text, (value) => {
        fc.pre(!value.includes("+++"));
        expect(says(rewriteMarkdown(value))).toBe(says(value));
      }),
      { numRuns: 200 },
    );
  });

  const file = new URL("../../../../shared/data/jira-issues/usergrid.csv", import.meta.url);
  it.skipIf(!existsSync(file))("real descriptions survive (needs ../shared/data)", () => {
    const rows = readFileSync(file, "utf8").split("\n");
    for (const row of rows.slice(0, 150)) {
      const stored = rewriteMarkdown(row);
      expect(rewriteMarkdown(stored)).toBe(stored);
    }
  });
});
