import { describe, expect, it } from "vitest";
import { firstLooks, isFiltered, isLike, looked } from "#forge/pages/initiatives/overview/filters.ts";
import type { Looks } from "#forge/pages/initiatives/overview/filters.ts";
import { exportList } from "#forge/pages/initiatives/overview/export-list.ts";
import { timelineOf } from "#forge/pages/initiatives/overview/timeline.ts";
import { parseCsv } from "#shared/csv.ts";
import { TODAY, initiativeRow } from "./example-initiative.ts";

const late = initiativeRow();
const health = { ...late.health, declared: null, gap: null };
const young = initiativeRow({
  id: "search",
  name: "A search that finds",
  owner: { side: "linear", id: "user-of-jon", name: "Jon Park" },
  targetOn: null,
  startsOn: null,
  progress: { ...late.progress, tenths: 100 },
  forecast: { kind: "too little history", weeks: 2, sentence: "There are only 2 weeks of history." },
  health: { ...health, computed: { health: "unknown", reasons: [] } },
  outcomes: [],
  decisions: 0,
});
const good = initiativeRow({
  id: "returns",
  name: "Returns in a week",
  owner: null,
  targetOn: "2027-03-31",
  progress: { ...late.progress, tenths: 900 },
  health: { ...health, computed: { health: "on track", reasons: [] } },
  decisions: 0,
});
const rows = [good, young, late];
const looks = (change: { sort?: Looks["sort"]; filter?: Partial<Looks["filter"]> }): Looks => ({
  ...firstLooks,
  ...(change.sort === undefined ? {} : { sort: change.sort }),
  filter: { ...firstLooks.filter, ...change.filter },
});
const ids = (change: Parameters<typeof looks>[0]) => looked(rows, looks(change)).map(({ id }) => id);

describe("the overview’s order", () => {
  it("has the worst health first, as people said it or else as the work says", () => {
    expect(ids({})).toEqual(["checkout", "returns", "search"]);
  });

  it.each<[Looks["sort"]["by"], boolean, string[]]>([
    ["name", false, ["search", "checkout", "returns"]],
    ["owner", false, ["checkout", "search", "returns"]],
    ["progress", true, ["returns", "checkout", "search"]],
    ["target", false, ["checkout", "returns", "search"]],
    ["target", true, ["returns", "checkout", "search"]],
    ["forecast", true, ["checkout", "returns", "search"]],
  ])("by %s (descending: %s) puts what has no value last either way", (by, descending, expected) => {
    expect(ids({ sort: { by, descending } })).toEqual(expected);
  });
});

describe("the overview’s filters", () => {
  it("leave what passes all of them", () => {
    expect(ids({ filter: { owners: ["user-of-jon"] } })).toEqual(["search"]);
    expect(ids({ filter: { health: ["on track", "unknown"] } })).toEqual(["returns", "search"]);
    expect(ids({ filter: { outcomes: ["guest-checkout"] } })).toEqual(["checkout", "returns"]);
    expect(ids({ filter: { needsDecision: true } })).toEqual(["checkout"]);
    expect(ids({ filter: { text: "jon" } })).toEqual(["search"]);
    expect(ids({ filter: { text: "RETURNS" } })).toEqual(["returns"]);
    expect(ids({ filter: { isArchived: true } })).toEqual([]);
  });

  it("are told from a look at the archive, and a saved view is known by what it keeps", () => {
    expect(isFiltered(looks({ filter: { isArchived: true } }))).toBe(false);
    expect(isFiltered(looks({ filter: { text: "a" } }))).toBe(true);
    expect(isLike(firstLooks, looks({}))).toBe(true);
    expect(isLike(firstLooks, looks({ filter: { text: "a" } }))).toBe(false);
  });
});

describe("the timeline", () => {
  const timeline = timelineOf(rows, TODAY, 8);
  const [ofGood, ofYoung, ofLate] = timeline.rows;

  it("has the forecast’s stretches one after the other, from today on", () => {
    const stretches = ofLate?.forecast ?? [];
    expect(stretches.map(({ percent }) => percent)).toEqual([50, 85, 95]);
    expect(stretches[0]?.from).toBe(timeline.today);
    expect(stretches[1]?.from).toBe(stretches[0]?.to);
    expect(stretches[2]?.to).toBeGreaterThan(stretches[1]?.to ?? 0);
    expect(ofLate?.past?.to).toBe(timeline.today);
  });

  it("says late where the 85 % date is after the target", () => {
    expect([ofLate?.isLate, ofGood?.isLate, ofYoung?.isLate]).toEqual([true, false, false]);
  });

  it("has no range without a forecast and leaves it open when it cannot be told", () => {
    expect(ofYoung?.forecast).toEqual([]);
    expect(ofYoung?.target).toBeNull();
    const never = [50, 85, 95].map((percent) => ({
      percent: percent as 50 | 85 | 95,
      weeks: null,
      on: null,
    }));
    const forecast = {
      kind: "range",
      marks: never,
      weeks: 12,
      chanceByTarget: 0,
      sentence: "",
      warnings: [],
    } as const;
    const [endless] = timelineOf(
      [initiativeRow({ forecast: { ...forecast, warnings: [], marks: never } })],
      TODAY,
      8,
    ).rows;
    expect(endless?.forecast.map(({ to, isOpen }) => [to, isOpen])).toEqual([
      [100, true],
      [100, true],
      [100, true],
    ]);
    expect(endless?.isLate).toBe(true);
  });
});

describe("the overview as a spreadsheet", () => {
  it("has a line an initiative, with dates and both healths", () => {
    const [first, second] = parseCsv(exportList([late, young])).rows;
    expect(first?.cells.get("85 % date")).toBe("2027-01-03");
    expect(first?.cells.get("declared health")).toBe("at risk");
    expect(first?.cells.get("computed health")).toBe("off track");
    expect(first?.cells.get("progress %")).toBe("62.5");
    expect(second?.cells.get("85 % date")).toBe("");
  });
});
