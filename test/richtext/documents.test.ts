import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adfToMarkdown, markdownToAdf, parseAdf, sameAdf, sameText } from "#sync/richtext/index.ts";
import { rewriteMarkdown } from "#sync/sandbox/linear/markdown-rewriting.ts";
import { arbitraryAdf } from "./support/arbitrary-adf.ts";
import { literalText } from "./support/arbitrary-text.ts";
import { constructs } from "./support/constructs.ts";
import { hasData, realDocuments } from "./support/files.ts";
import { doc, paragraph, text } from "./support/make-adf.ts";
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
