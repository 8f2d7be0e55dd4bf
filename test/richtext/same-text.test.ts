import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adfToMarkdown, sameAdf, sameText } from "#sync/richtext/index.ts";
import { rewriteMarkdown } from "#sync/sandbox/linear/markdown-rewriting.ts";
import { arbitraryAdf } from "./support/arbitrary-adf.ts";
import { doc, paragraph, text } from "./support/make-adf.ts";

describe("the same text", () => {
  it.each([
    ["bullets", "- a\n- b", "* a\n* b"],
    ["loose lists", "* a\n* b", "* a\n\n* b"],
    ["looser nesting", "* a\n  * b", "* a\n\n  * b"],
    ["addresses in brackets", "[t](https://x.io)", "[t](<https://x.io>)"],
    ["addresses made links", "see example.com now", "see [example.com](http://example.com) now"],
    ["addresses with a scheme", "https://x.io/a", "<https://x.io/a>"],
    ["mail addresses", "jane@example.com", "[jane@example.com](mailto:jane@example.com)"],
    ["underscores for emphasis", "_a_ __b__", "*a* **b**"],
    ["marks that change places", "***a** b*", "*__a__ b*"],
    ["marks in or around a link", "**[t](u)**", "[**t**](u)"],
    ["padded tables", "|a|b|\n|-|-|\n|1|2|", "| a   | b   |\n| --- | --- |\n| 1   | 2   |"],
    ["escapes", "a_b ~ c > d", "a\\_b \\~ c \\> d"],
    ["kinds of headings", "Title\n=====", "# Title"],
    ["kinds of rules", "***", "---"],
    ["kinds of fences", "~~~js\nx\n~~~", "```js\nx\n```"],
    ["references", "[t][r]\n\n[r]: https://x.io", "[t](https://x.io)"],
    ["blank lines", "a\n\n\n\nb\n", "a\n\nb"],
    ["line endings", "a\r\n\r\nb", "a\n\nb"],
    ["entities", "a &amp; b", "a & b"],
  ])("survives other %s", (_, one, other) => {
    expect(sameText(one, other)).toBe(true);
  });

  it.each([
    ["a character", "a b", "a c"],
    ["a case", "A", "a"],
    ["a mark", "**a**", "*a*"],
    ["a mark's end", "**a** b", "**a b**"],
    ["an address", "[t](https://x.io)", "[t](https://x.io/)"],
    ["a link's text", "[t](https://x.io)", "[u](https://x.io)"],
    ["a link", "[t](https://x.io)", "t"],
    ["where an address leads", "[x.io](http://x.io)", "[x.io](http://y.io)"],
    ["a block", "a b", "a\n\nb"],
    ["a break", "a b", "a\\\nb"],
    ["a heading's level", "# a", "## a"],
    ["a list's kind", "* a", "1. a"],
    ["a list's number", "1. a", "2. a"],
    ["an item's depth", "* a\n* b", "* a\n  * b"],
    ["a check box", "* [ ] a", "* [x] a"],
    ["a language", "```js\nx\n```", "```ts\nx\n```"],
    ["white space in code", "`a  b`", "`a b`"],
    ["a picture", "![a](https://x.io/1)", "![a](https://x.io/2)"],
    ["a picture's description", "![a](https://x.io/1)", "![b](https://x.io/1)"],
    ["a cell", "|a|\n|-|\n|1|", "|a|\n|-|\n|2|"],
    ["an alignment", "|a|\n|-|\n|1|", "|a|\n|:-:|\n|1|"],
    ["a quote", "> a", "a"],
    ["a title", "+++ A\n\nx\n\n+++", "+++ B\n\nx\n\n+++"],
    ["an escape that matters", "\\*a\\*", "*a*"],
    ["an order", "a\n\nb", "b\n\na"],
    ["a zero-width character", "ab", "a\u200Bb"],
  ])("does not survive a change of %s", (_, one, other) => {
    expect(sameText(one, other)).toBe(false);
  });

  it("survives whatever Linear makes of any document, and no change of a letter in it", () => {
    fc.assert(
      fc.property(arbitraryAdf(), fc.nat(), (document, at) => {
        const markdown = adfToMarkdown(doc(...document.content, paragraph(text("letters"))));
        if (!markdown.includes("\\+++")) expect(sameText(markdown, rewriteMarkdown(markdown))).toBe(true);
        const letters = [...markdown.matchAll(/[a-z]/g)].map((match) => match.index);
        const index = letters[at % letters.length] ?? 0;
        const changed = `${markdown.slice(0, index)}Z${markdown.slice(index + 1)}`;
        expect(sameText(markdown, changed)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});

describe("the same document", () => {
  const one = doc(paragraph(text("a", { type: "strong" }, { type: "em" }), text("b")));

  it("does not depend on the order of marks and keys, on local ids or on how text is split", () => {
    const other = {
      content: [
        {
          content: [text("a", { type: "em" }, { type: "strong" }), text("b")],
          attrs: { localId: "x" },
          type: "paragraph",
        },
      ],
      type: "doc",
      version: 1,
    };
    expect(sameAdf(one, other)).toBe(true);
    expect(sameAdf(doc(paragraph(text("a"), text("b"))), doc(paragraph(text("ab"))))).toBe(true);
  });

  it("is nothing when it is null, empty or an empty paragraph", () => {
    expect(sameAdf(null, doc())).toBe(true);
    expect(sameAdf(doc(paragraph()), null)).toBe(true);
    expect(sameAdf(one, null)).toBe(false);
  });

  it("differs by a mark, an attribute or a letter", () => {
    const colored = (color: string) => doc(paragraph(text("a", { type: "textColor", attrs: { color } })));
    expect(sameAdf(colored("#ff0000"), colored("#00ff00"))).toBe(false);
    expect(sameAdf(colored("#ff0000"), doc(paragraph(text("a"))))).toBe(false);
    expect(sameAdf(doc(paragraph(text("a"))), doc(paragraph(text("b"))))).toBe(false);
  });
});
