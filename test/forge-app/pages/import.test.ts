import { describe, expect, it } from "vitest";
import { exportCsv } from "#forge/pages/backlog/export-csv.ts";
import { csvSource, csvColumns, guessColumns } from "#forge/pages/backlog/import/csv.ts";
import { numberFieldSource } from "#forge/pages/backlog/import/number-field.ts";
import { planImport } from "#forge/pages/backlog/import/plan.ts";
import { surveySource } from "#forge/pages/backlog/import/survey.ts";
import { standingsOf } from "#forge/pages/backlog/standings.ts";
import { defaultScoringSettings } from "#shared/contract/scoring/settings.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { row, scored } from "./example-backlog.ts";

const rows = [scored(1, 100), scored(2, 80), row(3)];
const fields = frameworkById("rice").fields();
const into = {
  rows,
  framework: "rice" as const,
  settings: {},
  mayGive: ["reach", "impact", "confidence", "effort"],
};
const plan = (csv: string, given = into) =>
  planImport(csvSource(csv, guessColumns(csvColumns(csv), fields)), given);

describe("an import of scores from CSV", () => {
  it("finds the columns by the inputs’ names, units in brackets or not, in any order", () => {
    expect(guessColumns(["title", "effort (person-months)", "issue key", "reach"], fields)).toEqual({
      issue: "issue key",
      inputs: { effort: "effort (person-months)", reach: "reach" },
    });
  });

  it("shows each row's change, and leaves what a cell does not say as it is", () => {
    expect(plan("key;reach;impact\nshop-1;200;\nSHOP-2;80;1\nSHOP-3;5;high\n")).toMatchObject([
      {
        kind: "change",
        key: "SHOP-1",
        sentence: "reach from 100 to 200",
        inputs: { reach: 200, impact: 1, confidence: 100, effort: 1 },
      },
      { kind: "same", key: "SHOP-2" },
      { kind: "change", key: "SHOP-3", sentence: "reach 5, impact 2", inputs: { reach: 5, impact: 2 } },
    ]);
  });

  it.each([
    ["key,reach\nSHOP-99,5", "SHOP-99 is not in this backlog"],
    ["key,reach\n,5", "It names no issue."],
    ["key,reach\nSHOP-1,5\nSHOP-1,6", "SHOP-1 stands in line 2 already."],
    ["key,reach\nSHOP-1,many", "“many” is no number for reach."],
    ["key,effort\nSHOP-1,0.1", "at least 0.5 person-months"],
    ["key,impact\nSHOP-1,7", "one of 3 (massive)"],
    ["key,confidence\nSHOP-1,0.8", "Did you mean 80 %?"],
  ])("refuses a bad row with the reason: %j", (csv, reason) => {
    expect(plan(csv).at(-1)).toEqual({
      place: expect.stringMatching(/^line \d$/) as unknown,
      key: expect.any(String) as unknown,
      kind: "refused",
      reason: expect.stringContaining(reason) as unknown,
    });
  });

  it("refuses a row that gives an input which is not the reader's to give, unless it says what is there", () => {
    const given = { ...into, mayGive: ["reach"] };
    expect(plan("key,reach,effort\nSHOP-1,7,1\nSHOP-2,7,2", given)).toMatchObject([
      { kind: "change", sentence: "reach from 100 to 7" },
      { kind: "refused", reason: "Effort is not yours to give." },
    ]);
  });

  it("reads back what was exported, and changes nothing", () => {
    const standings = [...standingsOf(rows, "rice", defaultScoringSettings).of.values()];
    const csv = exportCsv(standings, fields, () => '=HYPERLINK("x"), a "title"');
    expect(csv).toContain(`"'=HYPERLINK(""x""), a ""title"""`);
    expect(plan(csv).map(({ kind }) => kind)).toEqual(["same", "same", "same"]);
  });
});

describe("an import of a Kano survey", () => {
  const kano = { rows, framework: "kano" as const, settings: {}, mayGive: ["answers"] };
  const planned = (csv: string, given = kano) => planImport(surveySource(csv, "answers"), given);

  it("counts each issue's answers, and refuses the rows that are none with the reason", () => {
    const csv = [
      "issue,functional,dysfunctional,respondent",
      "SHOP-1,I like it,I can live with it that way,ada",
      "SHOP-1,1,4,bo",
      "SHOP-1,like,dislike,ada",
      "SHOP-2,must-be,perhaps,ada",
      "SHOP-3,neutral,neutral,ada",
    ].join("\n");
    expect(planned(csv)).toMatchObject([
      {
        kind: "refused",
        place: "line 4",
        reason: "ada already answered for SHOP-1; the first answer counts.",
      },
      {
        kind: "refused",
        place: "line 5",
        reason: expect.stringContaining("“perhaps” is no answer") as unknown,
      },
      {
        kind: "change",
        key: "SHOP-1",
        place: "2 answers",
        inputs: { answers: [{ functional: "like", dysfunctional: "live-with", people: 2 }] },
      },
      { kind: "change", key: "SHOP-3", sentence: "answers 1 person" },
    ]);
  });

  it("is refused to who may not give the answers", () => {
    const csv = "issue,functional,dysfunctional\nSHOP-1,like,like";
    expect(planned(csv, { ...kano, mayGive: [] })).toMatchObject([
      { kind: "refused", reason: "Answers is not yours to give." },
    ]);
  });
});

describe("an import from a number field", () => {
  it("turns story points into effort by a factor", () => {
    const source = numberFieldSource(
      [
        { key: "SHOP-1", value: 8 },
        { key: "SHOP-2", value: 30 },
        { key: "SHOP-3", value: 1 },
      ],
      "Story Points",
      "effort",
      0.1,
    );
    expect(planImport(source, into)).toMatchObject([
      { kind: "change", place: "Story Points 8", sentence: "effort from 1 to 0.8" },
      { kind: "change", sentence: "effort from 1 to 3" },
      { kind: "refused", reason: expect.stringContaining("0.1 is not on that scale") as unknown },
    ]);
  });
});
