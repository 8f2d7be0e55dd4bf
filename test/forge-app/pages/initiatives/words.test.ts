import { describe, expect, it } from "vitest";
import { newSource } from "#forge/pages/initiatives/edit/new-source.ts";
import { problemsOf, emptyDefinition } from "#forge/pages/initiatives/edit/draft.ts";
import { exportWorks } from "#forge/pages/initiatives/one/export-works.ts";
import {
  amountOf,
  dayWords,
  distanceWords,
  forecastSentence,
  forecastWords,
  healthCounts,
  keysOf,
} from "#forge/pages/initiatives/words.ts";
import { parseCsv } from "#shared/csv.ts";
import { TODAY, initiativePage, initiativeRow, workRow } from "./example-initiative.ts";

describe("how the pages about initiatives say things", () => {
  it("gives a day its year when it is another one, and its distance as people plan", () => {
    expect(dayWords("2026-12-18", TODAY)).toBe("Dec 18");
    expect(dayWords("2027-01-03", TODAY)).toBe("Jan 3, 2027");
    expect(distanceWords(TODAY, TODAY)).toBe("today");
    expect(distanceWords("2026-12-18", TODAY)).toBe("in 3 weeks");
    expect(distanceWords("2026-11-26", TODAY)).toBe("3 days ago");
    expect(distanceWords("2027-06-01", TODAY)).toBe("in 6 months");
  });

  it("says a forecast as a range, and in a sentence with how sure each date is", () => {
    const { forecast } = initiativeRow();
    expect(forecastWords(forecast, TODAY)).toBe("Dec 20 – Jan 17, 2027");
    expect(forecastSentence(forecast, TODAY)).toBe(
      "50\u00a0%: by Dec 20, 85\u00a0%: by Jan 3, 2027, 95\u00a0%: by Jan 17, 2027.",
    );
    expect(forecastWords({ kind: "done", sentence: "Nothing is left to do." }, TODAY)).toBe("Done");
  });

  it("counts health, names pairs and amounts", () => {
    expect(healthCounts([initiativeRow(), initiativeRow()])).toBe("2 at risk");
    expect(keysOf(workRow(4, { linear: { id: "l", key: "ENG-7", url: null } }))).toBe("SHOP-4 = ENG-7");
    expect([amountOf(1, "points"), amountOf(2.25, "points"), amountOf(12_000, "issues")]).toEqual([
      "1 point",
      "2.3 points",
      "12,000 issues",
    ]);
  });
});

describe("the issues as a spreadsheet", () => {
  it("says what each brings and why, and makes formulas harmless", () => {
    const works = [
      workRow(1, { counted: { weight: 5, done: 1, tenths: 250 }, why: "completed", status: "completed" }),
      workRow(2, { counted: null, why: "cancelled: taken out of the scope", sources: ["epic", "project"] }),
    ];
    const csv = exportWorks(works, initiativePage().sources, ({ jira }) =>
      jira?.key === "SHOP-1" ? "=1+1" : null,
    );
    const [first, second] = parseCsv(csv).rows;
    expect(first?.cells.get("title")).toBe("'=1+1");
    expect(first?.cells.get("brings %")).toBe("25");
    expect(second?.cells.get("counts")).toBe("no");
    expect(second?.cells.get("sources")).toBe("SHOP-1 and below; Linear project Checkout");
  });
});

describe("a new source", () => {
  it("is a Jira issue by the id that Jira told for its key", () => {
    expect(newSource("jira-parent", "shop-12", { id: "10012" })).toEqual({
      kind: "jira-parent",
      label: "SHOP-12 and below",
      issue: "10012",
      key: "SHOP-12",
    });
    expect(newSource("jira-parent", "shop-12", null)).toBeNull();
    expect(newSource("jql", "   ", null)).toBeNull();
  });

  it("is a Linear project by its link or its id", () => {
    const link = "https://linear.app/acme/project/checkout-revamp-0f1e2d3c4b5a/overview";
    expect(newSource("linear-project", link, null)).toEqual({
      kind: "linear-project",
      label: "Linear project Checkout revamp",
      project: "0f1e2d3c4b5a",
    });
    expect(newSource("linear-initiative", "5d2b7c1e-0000-4000-8000-000000000000", null)).toMatchObject({
      initiative: "5d2b7c1e-0000-4000-8000-000000000000",
    });
  });
});

describe("the form of an initiative", () => {
  it("names what is missing, field by field", () => {
    expect(problemsOf(emptyDefinition)).toMatchObject({
      name: "An initiative needs a name.",
      sources: "An initiative needs a source of issues.",
    });
    const jql = { kind: "jql", label: "Open", jql: "project = SHOP" } as const;
    const whole = { ...emptyDefinition, name: "Checkout", sources: [jql] };
    expect(problemsOf(whole)).toEqual({});
    expect(problemsOf({ ...whole, startsOn: "2026-12-02", targetOn: "2026-12-01" })).toEqual({
      targetOn: "The target comes before the start.",
    });
  });
});
