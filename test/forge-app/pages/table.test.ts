import { describe, expect, it } from "vitest";
import { noFilters, passes, titleQuery } from "#forge/pages/backlog/filter.ts";
import { standingsOf } from "#forge/pages/backlog/standings.ts";
import { whereTo } from "#forge/pages/backlog/table/keys.ts";
import { defaultScoringSettings } from "#shared/contract/scoring/settings.ts";
import { row, scored } from "./example-backlog.ts";

describe("the filters", () => {
  const found = { byTitle: new Set(["10002"]), byStatus: null };
  const keys = (filters: Partial<typeof noFilters>) =>
    [
      ...standingsOf(
        [
          scored(1, 10, { outcomes: ["checkout"] }),
          row(2, { evidence: { meter: 0, strongest: null, items: 0 } }),
          row(3, { inputs: { reach: 1 }, rescores: 1 }),
        ],
        "rice",
        defaultScoringSettings,
      ).of.values(),
    ]
      .filter((standing) => passes(standing, { ...noFilters, ...filters }, found))
      .map((standing) => standing.row.key);

  it.each([
    [{}, ["SHOP-1", "SHOP-2", "SHOP-3"]],
    [{ text: "shop-3" }, ["SHOP-2", "SHOP-3"]],
    [{ text: "guests" }, ["SHOP-2"]],
    [{ score: "scored" }, ["SHOP-1"]],
    [{ score: "unscored" }, ["SHOP-2"]],
    [{ score: "unfinished" }, ["SHOP-3"]],
    [{ score: "doubted" }, ["SHOP-3"]],
    [{ evidence: "none" }, ["SHOP-2"]],
    [{ evidence: "strong" }, ["SHOP-1", "SHOP-3"]],
    [{ outcome: "checkout" }, ["SHOP-1"]],
    [{ outcome: "none" }, ["SHOP-2", "SHOP-3"]],
  ] as const)("%j leave %j", (filters, left) => {
    expect(keys(filters)).toEqual(left);
  });

  it("ask Jira for words alone, whatever is typed", () => {
    expect(titleQuery("SHOP", `guest" OR project = X`)).toBe(
      'project = "SHOP" AND summary ~ "guest*" AND summary ~ "OR*" AND summary ~ "project*"',
    );
    expect(titleQuery("SHOP", " - ")).toBeNull();
  });
});

describe("the table’s keys", () => {
  const table = { ids: ["a", "b", "c", "d"], columns: 3, page: 2 };
  const press = (key: string, id = "b", column = 1, ctrlKey = false) =>
    whereTo({ key, ctrlKey, metaKey: false }, { id, column }, table);

  it("lead to the neighbours and stop at the edges", () => {
    expect(press("ArrowDown")).toEqual({ id: "c", column: 1 });
    expect(press("ArrowDown", "d")).toEqual({ id: "d", column: 1 });
    expect(press("ArrowLeft", "b", 0)).toEqual({ id: "b", column: 0 });
    expect(press("PageDown", "a")).toEqual({ id: "c", column: 1 });
    expect(press("Home")).toEqual({ id: "b", column: 0 });
    expect(press("End", "b", 0, true)).toEqual({ id: "d", column: 2 });
    expect(press("x")).toBeNull();
  });
});
