import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adfToMarkdown, markdownToAdf, sameText } from "#sync/richtext/index.ts";
import type { AdfDocument, AdfNode } from "#sync/richtext/index.ts";
import { arbitraryAdf } from "./support/arbitrary-adf.ts";
import { doc, heading, list, mention, panel, paragraph, status, table, text } from "./support/make-adf.ts";
import { schemaErrors } from "./support/schema.ts";

/** Applies an edit to the Markdown of a document, as someone in Linear would, and reads it back. */
function edit(document: AdfDocument, change: (markdown: string) => string): AdfDocument {
  const markdown = change(adfToMarkdown(document));
  const result = markdownToAdf(markdown, { previous: document });
  expect(schemaErrors(result)).toBeUndefined();
  expect(sameText(adfToMarkdown(result), markdown)).toBe(true);
  return result;
}

const red = { type: "textColor", attrs: { color: "#ff5630" } };
const date: AdfNode = { type: "date", attrs: { timestamp: "1704067200000" } };
const card: AdfNode = { type: "inlineCard", attrs: { url: "https://example.com/x" } };

describe("an edited paragraph", () => {
  const before = doc(
    paragraph(
      text("Ask "),
      mention("5b1", "@Mia Fox"),
      text(" by "),
      date,
      text(": "),
      status("TO DO", "blue"),
      text(", see "),
      card,
      text(" and "),
      text("hurry up", red),
      text(" now."),
    ),
  );

  it("keeps every mention, date, status, card and colour that was not touched", () => {
    const [block] = edit(before, (markdown) =>
      markdown.replace("Ask", "Please ask").replace("now", "today"),
    ).content;
    expect(block?.content).toEqual([
      text("Please ask "),
      ...(before.content[0]?.content ?? []).slice(1, -1),
      text(" today."),
    ]);
  });

  it("keeps the colour of what is left and of what was typed into it", () => {
    const [block] = edit(before, (markdown) => markdown.replace("hurry up", "hurry very much up")).content;
    expect(block?.content).toContainEqual(text("hurry very much up", red));
  });

  it("turns a status that was edited into text", () => {
    const [block] = edit(before, (markdown) => markdown.replace("TO DO", "DOING")).content;
    expect(JSON.stringify(block)).not.toContain('"status"');
    expect(JSON.stringify(block)).toContain("DOING");
  });

  it("takes a new mark and keeps the old colour", () => {
    const [block] = edit(before, (markdown) => markdown.replace("hurry up", "**hurry** up")).content;
    expect(block?.content).toContainEqual(text("hurry", { type: "strong" }, red));
    expect(block?.content).toContainEqual(text(" up", red));
  });
});

describe("an edited container", () => {
  const merged: AdfNode = {
    type: "table",
    attrs: { layout: "wide" },
    content: [
      {
        type: "tableRow",
        content: [{ type: "tableHeader", attrs: { colspan: 2 }, content: [paragraph(text("Plan"))] }],
      },
      {
        type: "tableRow",
        content: [
          {
            type: "tableCell",
            attrs: { background: "#deebff" },
            content: [paragraph(text("one")), list("bulletList", "a", "b")],
          },
          { type: "tableCell", content: [paragraph(mention("1", "@Mia"))] },
        ],
      },
      {
        type: "tableRow",
        content: [
          { type: "tableCell", content: [paragraph(text("two"))] },
          { type: "tableCell", content: [paragraph(text("x", red))] },
        ],
      },
    ],
  };
  const cellsOf = (document: AdfDocument) => document.content[0]?.content?.map((row) => row.content ?? []);

  it("keeps merged cells, colours and mentions of a table in which one cell was edited", () => {
    const after = edit(doc(merged), (markdown) => markdown.replace("two", "three"));
    const cells = cellsOf(after);
    expect(cells?.[0]).toEqual(merged.content?.[0]?.content);
    expect(cells?.[1]).toEqual(merged.content?.[1]?.content);
    expect(cells?.[2]?.[0]?.content).toEqual([paragraph(text("three"))]);
    expect(after.content[0]?.attrs).toEqual({ layout: "wide" });
  });

  it("edits one block of a cell that holds several", () => {
    const cells = cellsOf(edit(doc(merged), (markdown) => markdown.replace("• b", "• beta")));
    expect(cells?.[1]?.[0]).toEqual({
      type: "tableCell",
      attrs: { background: "#deebff" },
      content: [paragraph(text("one")), list("bulletList", "a", "beta")],
    });
  });

  it("adds a row and a column without losing what is in the others", () => {
    const grown = edit(doc(merged), (markdown) => `${markdown}\n| four | |`);
    expect(cellsOf(grown)?.slice(0, 3)).toEqual(merged.content?.map((row) => row.content));
    const wider = edit(
      doc(table(["A", "B"], ["1", "2"])),
      () => "| A | N | B |\n| - | - | - |\n| 1 | n | 2 |",
    );
    expect(cellsOf(wider)?.[1]?.map((cell) => cell.content?.[0]?.content?.[0]?.text)).toEqual([
      "1",
      "n",
      "2",
    ]);
  });

  it("keeps the panel around an edited line, and its kind until the icon changes", () => {
    const before = doc({
      ...panel("warning", paragraph(text("a "), text("b", red)), list("bulletList", "c")),
      attrs: { panelType: "warning", localId: "p" },
    });
    const [kept] = edit(before, (markdown) => markdown.replace("a ", "an ")).content;
    expect(kept).toEqual({
      type: "panel",
      attrs: { panelType: "warning", localId: "p" },
      content: [paragraph(text("an "), text("b", red)), list("bulletList", "c")],
    });
    const [other] = edit(before, (markdown) => markdown.replace("⚠️", "ℹ️")).content;
    expect(other?.attrs).toEqual({ panelType: "info", localId: "p" });
  });

  it("keeps the local ids of tasks when one is ticked and one is added", () => {
    const task = (localId: string, words: string, state = "TODO"): AdfNode => ({
      type: "taskItem",
      attrs: { localId, state },
      content: [text(words)],
    });
    const before = doc({
      type: "taskList",
      attrs: { localId: "l" },
      content: [task("1", "one"), task("2", "two")],
    });
    const [after] = edit(
      before,
      (markdown) => `${markdown.replace("[ ] two", "[x] two")}\n* [ ] three`,
    ).content;
    expect(after?.attrs).toEqual({ localId: "l" });
    expect(after?.content?.slice(0, 2)).toEqual([task("1", "one"), task("2", "two", "DONE")]);
    expect(after?.content?.[2]?.content).toEqual([text("three")]);
  });

  it("keeps a layout around edited, added and deleted blocks", () => {
    const column = (...content: AdfNode[]): AdfNode => ({
      type: "layoutColumn",
      attrs: { width: 50 },
      content,
    });
    const before = doc({
      type: "layoutSection",
      content: [column(paragraph(text("left")), paragraph(text("more"))), column(paragraph(text("right")))],
    });
    const [edited] = edit(before, (markdown) =>
      markdown.replace("left", "LEFT").replace("more", "more\n\nadded"),
    ).content;
    expect(edited?.content).toEqual([
      column(paragraph(text("LEFT")), paragraph(text("more")), paragraph(text("added"))),
      column(paragraph(text("right"))),
    ]);
    const [emptied] = edit(before, () => "left\n\nmore").content;
    expect(emptied?.content).toHaveLength(2);
  });

  it("recognises a block that moved", () => {
    const before = doc(
      paragraph(text("first", red)),
      heading(2, "second"),
      panel("tip", paragraph(text("third"))),
    );
    const after = edit(before, (markdown) => markdown.split("\n\n").toReversed().join("\n\n"));
    expect(after.content).toEqual(before.content.toReversed());
  });
});

describe("any document, edited in one block", () => {
  it("keeps all others exactly", () => {
    fc.assert(
      fc.property(arbitraryAdf(), arbitraryAdf(), (above, below) => {
        const middle = paragraph(text("The words in the "), text("middle", red));
        const before = doc(
          ...above.content,
          heading(6, "Above"),
          middle,
          heading(6, "Below"),
          ...below.content,
        );
        const markdown = adfToMarkdown(before).replace(
          "The words in the middle",
          "Other words in the middle",
        );
        const after = markdownToAdf(markdown, { previous: before });
        const expected = paragraph(text("Other words in the "), text("middle", red));
        expect(after.content).toEqual([
          ...above.content,
          heading(6, "Above"),
          expected,
          heading(6, "Below"),
          ...below.content,
        ]);
      }),
      { numRuns: 100 },
    );
  });
});
