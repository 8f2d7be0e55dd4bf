import { describe, expect, it } from "vitest";
import {
  adfToMarkdown,
  fitAdf,
  fitMarkdown,
  isCut,
  JIRA_TEXT_LIMIT,
  LINEAR_TEXT_LIMIT,
  markdownToAdf,
  mergeText,
  sameAdf,
  sameText,
} from "#sync/richtext/index.ts";
import { schemaErrors } from "./support/schema.ts";

const original = "https://linear.app/acme/issue/ENG-1";
const long = Array.from({ length: 900 }, (_, index) =>
  `Paragraph ${index} ${"says some words ".repeat(5)}`.trim(),
).join("\n\n");

describe("a text that is too long for Jira", () => {
  const cut = fitAdf(markdownToAdf(long), original);
  const shown = adfToMarkdown(cut);

  it("is cut at a block and ends with a line that says so and links to the whole", () => {
    expect(schemaErrors(cut)).toBeUndefined();
    expect(shown.length).toBeLessThanOrEqual(JIRA_TEXT_LIMIT + 200);
    expect(shown.split("\n\n").slice(0, -1)).toEqual(long.split("\n\n").slice(0, cut.content.length - 1));
    expect(shown.split("\n\n").at(-1)).toContain(original);
    expect(isCut(cut)).toBe(true);
  });

  it("is left alone when it fits, and cut only once", () => {
    const short = markdownToAdf("Short.");
    expect(fitAdf(short, original)).toEqual(short);
    expect(fitAdf(cut, original)).toEqual(cut);
    expect(isCut(short)).toBe(false);
  });

  it("is no edit: nothing changes on either side", () => {
    const merged = mergeText({ base: { adf: cut, markdown: long }, jira: cut, linear: long });
    expect(merged.markdown).toBe(long);
    expect(sameAdf(fitAdf(merged.adf, original), cut)).toBe(true);
  });

  it("never replaces the longer original, also when its beginning was edited in Jira", () => {
    const jira = markdownToAdf(shown.replace("Paragraph 3 says", "Paragraph 3 shouts"), { previous: cut });
    const merged = mergeText({ base: { adf: cut, markdown: long }, jira, linear: long });
    expect(merged.conflicts).toEqual([]);
    expect(merged.markdown).toBe(long.replace("Paragraph 3 says", "Paragraph 3 shouts"));
    expect(sameAdf(fitAdf(merged.adf, original), jira)).toBe(true);
  });

  it("keeps the original when someone deletes the line that says it was cut", () => {
    const jira = { ...cut, content: cut.content.slice(0, -1) };
    const merged = mergeText({ base: { adf: cut, markdown: long }, jira, linear: long });
    expect(sameText(merged.markdown, long)).toBe(true);
  });

  it("takes an edit of the part that only Linear shows", () => {
    const linear = long.replace("Paragraph 899 says", "Paragraph 899 sings");
    const merged = mergeText({ base: { adf: cut, markdown: long }, jira: cut, linear });
    expect(merged.markdown).toBe(linear);
    expect(sameAdf(fitAdf(merged.adf, original), cut)).toBe(true);
  });
});

describe("a text that is too long for Linear", () => {
  const words = "word ".repeat(1000).trim();
  const huge = Array.from({ length: 60 }, (_, index) => `${index} ${words}`).join("\n\n");

  it("is cut by the same rule", () => {
    const fitted = fitMarkdown(huge, "https://acme.atlassian.net/browse/ABC-1");
    expect(fitted.length).toBeLessThanOrEqual(LINEAR_TEXT_LIMIT);
    expect(fitted.split("\n\n").at(-1)).toContain("https://acme.atlassian.net/browse/ABC-1");
    expect(isCut(fitted)).toBe(true);
    expect(isCut(huge)).toBe(false);
    const adf = markdownToAdf(huge);
    const merged = mergeText({
      base: { adf, markdown: fitted },
      jira: adf,
      linear: fitted.replace("0 word", "0 Word"),
    });
    expect(adfToMarkdown(merged.adf).length).toBe(huge.length);
    expect(JSON.stringify(merged.adf.content[0])).toContain("0 Word");
  });
});
