import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adfToMarkdown, markdownToAdf, mergeText, sameAdf, sameText } from "#sync/richtext/index.ts";
import type { AdfDocument, AdfNode } from "#sync/richtext/index.ts";
import { rewriteMarkdown } from "#sync/sandbox/linear/markdown-rewriting.ts";
import { arbitraryAdf } from "./support/arbitrary-adf.ts";
import { doc, heading, list, mention, panel, paragraph, status, table, text } from "./support/make-adf.ts";
import { schemaErrors } from "./support/schema.ts";

const start = doc(
  heading(2, "Why"),
  paragraph(text("Checkout is slow for "), mention("5b10", "@Mia"), text(" in Basel.")),
  panel("warning", paragraph(text("Handle with care."))),
  list("bulletList", "first", "second", "third"),
  table(["Step", "Owner"], ["build", "Ann"], ["ship", "Bob"]),
  paragraph(
    text("State: "),
    status("IN REVIEW", "yellow"),
    text(" since "),
    text("Monday", { type: "textColor", attrs: { color: "#ff5630" } }),
  ),
);
const stored = rewriteMarkdown(adfToMarkdown(start));

function merge(jira: AdfDocument, linear: string) {
  const merged = mergeText({ base: { adf: start, markdown: stored }, jira, linear });
  expect(schemaErrors(merged.adf)).toBeUndefined();
  expect(sameText(adfToMarkdown(merged.adf), merged.markdown)).toBe(true);
  return merged;
}

function changed(before: AdfDocument, after: AdfDocument): number[] {
  return after.content.flatMap((node, index) =>
    sameAdf(doc(node), doc(before.content[index] ?? { type: "gone" })) ? [] : [index],
  );
}

function withBlock(index: number, block: AdfNode): AdfDocument {
  return doc(...start.content.map((node, at) => (at === index ? block : node)));
}

describe("a text that one side edited", () => {
  it("leaves both sides as they are when nobody edited it", () => {
    expect(merge(start, stored)).toEqual({ adf: start, markdown: stored, conflicts: [] });
  });

  it("changes one paragraph in Jira when one paragraph was edited in Linear", () => {
    const { adf, markdown } = merge(start, stored.replace("in Basel", "in Zug"));
    expect(changed(start, adf)).toEqual([1]);
    expect(adf.content[1]?.content).toEqual([
      text("Checkout is slow for "),
      mention("5b10", "@Mia"),
      text(" in Zug."),
    ]);
    expect(markdown).toBe(stored.replace("in Basel", "in Zug"));
  });

  it("changes one line in Linear when one block was edited in Jira, and keeps Linear's own words elsewhere", () => {
    const linear = stored
      .replace("second", "~~second~~")
      .replace("Why", "Why\n\n[video](https://linear.app/x){width=3}");
    const { markdown } = mergeText({
      base: { adf: markdownToAdf(linear, { previous: start }), markdown: linear },
      jira: markdownToAdf(linear.replace("Handle with care", "Handle with gloves"), { previous: start }),
      linear,
    });
    expect(markdown).toBe(linear.replace("Handle with care", "Handle with gloves"));
  });

  it("takes an edit that Linear cannot show from Jira", () => {
    const jira = withBlock(
      5,
      paragraph(text("State: "), status("IN REVIEW", "green"), text(" since "), text("Monday")),
    );
    expect(merge(jira, stored)).toEqual({ adf: jira, markdown: stored, conflicts: [] });
  });
});

describe("a text that both sides edited", () => {
  it("keeps edits to different blocks, with everything ADF holds in the others", () => {
    const { adf, conflicts } = merge(
      withBlock(0, heading(2, "Why now")),
      stored.replace("with care", "with gloves"),
    );
    expect(conflicts).toEqual([]);
    expect(changed(start, adf)).toEqual([0, 2]);
    expect(adf.content[2]).toEqual(panel("warning", paragraph(text("Handle with gloves."))));
  });

  it("keeps edits to different items of a list, and to different cells of a row", () => {
    const jira = doc(
      ...start.content.slice(0, 3),
      list("bulletList", "first", "second", "third of Jira"),
      table(["Step", "Owner"], ["build", "Ann"], ["ship", "Cem"]),
      ...start.content.slice(5),
    );
    const { markdown, conflicts } = merge(
      jira,
      stored.replace("first", "first of Linear").replace("ship", "ship it"),
    );
    expect(conflicts).toEqual([]);
    expect(markdown).toContain("first of Linear");
    expect(markdown).toContain("third of Jira");
    expect(markdown).toMatch(/\| ship it\s*\| Cem\s*\|/);
  });

  it("keeps edits to different words of a paragraph", () => {
    const jira = withBlock(
      1,
      paragraph(text("Checkout is very slow for "), mention("5b10", "@Mia"), text(" in Basel.")),
    );
    const { adf, conflicts } = merge(jira, stored.replace("Basel", "Zug"));
    expect(conflicts).toEqual([]);
    expect(adf.content[1]?.content).toEqual([
      text("Checkout is very slow for "),
      mention("5b10", "@Mia"),
      text(" in Zug."),
    ]);
  });

  it("reports the same words edited differently, keeps one side's and names both", () => {
    const jira = withBlock(0, heading(2, "Reason"));
    const linear = stored.replace("Why", "Motive");
    const merged = merge(jira, linear);
    expect(merged.conflicts).toEqual([{ base: "## Why", jira: "## Reason", linear: "## Motive" }]);
    expect(merged.markdown).toContain("## Reason");
    const other = mergeText({ base: { adf: start, markdown: stored }, jira, linear, keep: "linear" });
    expect(other.markdown).toContain("## Motive");
    expect(other.conflicts).toEqual(merged.conflicts);
  });

  it("does not call the same edit on both sides a conflict", () => {
    const { conflicts, adf } = merge(withBlock(0, heading(2, "Cause")), stored.replace("Why", "Cause"));
    expect(conflicts).toEqual([]);
    expect(adf.content[0]).toEqual(heading(2, "Cause"));
  });

  it("keeps the edit of a block that the other side deleted, and says so", () => {
    const jira = doc(...start.content.filter((_, index) => index !== 2));
    const { adf, conflicts } = merge(jira, stored.replace("with care", "with gloves"));
    expect(conflicts).toHaveLength(1);
    expect(adfToMarkdown(adf)).toContain("Handle with gloves");
  });

  it("takes a deletion and an insertion from different sides", () => {
    const jira = doc(...start.content.filter((_, index) => index !== 3));
    const { markdown, conflicts } = merge(jira, `${stored}\n\nOne more thing.`);
    expect(conflicts).toEqual([]);
    expect(markdown).not.toContain("second");
    expect(markdown).toContain("One more thing.");
  });
});

describe("any document", () => {
  it("takes an insertion at its end from each side without losing a block", () => {
    fc.assert(
      fc.property(arbitraryAdf(), (base) => {
        const markdown = adfToMarkdown(base);
        const jira = doc(heading(1, "From Jira"), ...base.content);
        const linear = `${markdown}\n\n---\n\nFrom Linear`;
        const merged = mergeText({ base: { adf: base, markdown }, jira, linear });
        expect(merged.conflicts).toEqual([]);
        expect(merged.adf.content).toEqual([
          ...jira.content,
          { type: "rule" },
          paragraph(text("From Linear")),
        ]);
      }),
      { numRuns: 100 },
    );
  });
});
