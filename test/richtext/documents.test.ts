import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adfToMarkdown, markdownToAdf, parseAdf, sameAdf, sameText } from "#sync/richtext/index.ts";
import type { AdfNode } from "#sync/richtext/index.ts";
import { rewriteMarkdown } from "#sync/sandbox/linear/markdown-rewriting.ts";
import { arbitraryAdf } from "./support/arbitrary-adf.ts";
import { literalText } from "./support/arbitrary-text.ts";
import { constructs } from "./support/constructs.ts";
import { hasData, realDocuments } from "./support/files.ts";
import { doc, heading, paragraph, text } from "./support/make-adf.ts";
import { definitions, schemaErrors } from "./support/schema.ts";
import { lettersOf, missingWords } from "./support/text-of.ts";

/** What must hold of every document, whatever is in it. */
function expectToSurvive(document: unknown): void {
  const whole = parseAdf(document);
  const markdown = adfToMarkdown(document);
  expect(markdownToAdf(markdown, { previous: document })).toEqual(whole);
  // The twin takes an escaped `+++` for a collapsible section.
  if (!markdown.includes("\\+++")) {
    const rewritten = rewriteMarkdown(markdown);
    expect(sameText(markdown, rewritten)).toBe(true);
    expect(markdownToAdf(rewritten, { previous: document })).toEqual(whole);
  }
  const alone = markdownToAdf(markdown);
  expect(schemaErrors(alone)).toBeUndefined();
  expect(markdownToAdf(adfToMarkdown(alone))).toEqual(alone);
  expect(missingWords(whole, alone)).toEqual([]);
}

describe("every construct of ADF", () => {
  it.each(constructs)("$name survives the way to Linear and back", ({ document }) => {
    expect(schemaErrors(document)).toBeUndefined();
    expectToSurvive(document);
  });

  it.each(constructs.filter((construct) => construct.expressible))(
    "$name is expressed by its Markdown alone",
    ({ document }) => {
      expect(sameAdf(markdownToAdf(adfToMarkdown(document)), document)).toBe(true);
    },
  );

  it("is among them: every node and mark of the official schema", () => {
    const used = JSON.stringify(constructs);
    const types = Object.keys(definitions).flatMap(
      (name) => /^([a-zA-Z]+)_(?:node|mark)$/.exec(name)?.[1] ?? [],
    );
    const missing = types.filter((type) => type !== "inline" && !used.includes(`"type":"${type}"`));
    expect(missing).toEqual([]);
    expect(constructs.length).toBeGreaterThan(100);
  });
});

describe.skipIf(!hasData)("every real document (needs ../shared/data)", () => {
  it.each(realDocuments())("%s survives the way to Linear and back", (_, document) => {
    expectToSurvive(document);
  });
});

describe("a document that is too long to be parsed at once", () => {
  const long: AdfNode = { type: "codeBlock", content: [text("say(1);\n".repeat(2_000))] };

  it.each(["a`b", "plain text", "a\\*b &amp; c", "~~~ x"])("keeps code in the language %s", (language) => {
    const code: AdfNode = { type: "codeBlock", attrs: { language }, content: [text("x")] };
    const inQuote: AdfNode = { type: "blockquote", content: [code] };
    const document = doc(code, inQuote, { ...code, content: [text("say(1);\n".repeat(2_000))] });
    expectToSurvive(document);
    expect(markdownToAdf(adfToMarkdown(document))).toEqual(document);
  });

  it("keeps a table whose padding makes it that long, and what stands before it", () => {
    const cell = (colspan: number, words: string): AdfNode => ({
      type: "tableCell",
      attrs: { colspan },
      content: [paragraph(text(words))],
    });
    const row = (...content: AdfNode[]): AdfNode => ({ type: "tableRow", content });
    const code: AdfNode = { type: "codeBlock", attrs: { language: "a`b" }, content: [text("x")] };
    const wide: AdfNode = {
      type: "table",
      content: [
        row(cell(77, "wide"), cell(92, "wider")),
        ...Array.from({ length: 20 }, () => row(cell(1, "words that all rows pad"))),
      ],
    };
    expect(rewriteMarkdown(adfToMarkdown(doc(wide))).length).toBeGreaterThan(8_000);
    expectToSurvive(doc(code, wide));
  });

  it("says before the long part what it says alone", () => {
    fc.assert(
      fc.property(arbitraryAdf(), (document) => {
        const whole = doc(...document.content, heading(6, "Long"), long);
        const markdown = adfToMarkdown(whole);
        expect(markdownToAdf(markdown, { previous: whole })).toEqual(whole);
        expect(markdownToAdf(markdown).content.slice(0, -2)).toEqual(
          markdownToAdf(adfToMarkdown(document)).content,
        );
      }),
      { numRuns: 40 },
    );
  });
});

describe("any document", () => {
  it("comes back as it was from the Markdown it became", () => {
    fc.assert(
      fc.property(arbitraryAdf(), (document) => {
        expect(schemaErrors(document)).toBeUndefined();
        expectToSurvive(document);
      }),
      { numRuns: 150 },
    );
  });
});

describe("literal text", () => {
  it("reads the same after both directions, whatever it looks like", () => {
    fc.assert(
      fc.property(literalText(), literalText(), (one, other) => {
        const document = doc(paragraph(text(one)), paragraph(text(other), text(one, { type: "strong" })));
        const back = markdownToAdf(adfToMarkdown(document));
        expect(lettersOf(back)).toBe(lettersOf(document));
        expect(back.content.map((block) => block.type)).toEqual(["paragraph", "paragraph"]);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    "# x",
    "*a*",
    "<b>",
    "a | b",
    "snake_case",
    "\\*",
    "@jane",
    "https://x.io/a_b*c",
    "1. x",
    "- x",
    "+++ x",
    "&amp;",
    "---",
    "[x](y)",
    "> q",
    "\u202Eabc",
    "👩‍👩‍👧",
    "a\u200Bb",
  ])("%s stays what it is", (words) => {
    const [block, ...more] = markdownToAdf(adfToMarkdown(doc(paragraph(text(words))))).content;
    expect(more).toEqual([]);
    expect(block?.type).toBe("paragraph");
    expect(block?.content?.map((node) => node.text).join("")).toBe(words);
  });
});

describe("any Markdown", () => {
  const line = fc.array(literalText(), { maxLength: 3 }).map((words) => words.join(" "));
  const markdown = fc
    .array(fc.tuple(fc.constantFrom("", "", "  ", "* ", "> ", "    ", "1. ", "# "), line), { maxLength: 8 })
    .map((lines) => lines.map((parts) => parts.join("")).join("\n"));

  it("becomes a valid document, and says the same when written again", () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const document = markdownToAdf(source);
        expect(schemaErrors(document)).toBeUndefined();
        expect(markdownToAdf(adfToMarkdown(document))).toEqual(document);
        expect(sameText(source, source)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
