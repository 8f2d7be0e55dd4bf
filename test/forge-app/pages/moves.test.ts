import { describe, expect, it } from "vitest";
import { planBulk } from "#forge/pages/backlog/bulk-change.ts";
import { previewMoves } from "#forge/pages/backlog/moves.ts";
import { standingsOf } from "#forge/pages/backlog/standings.ts";
import { defaultScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { Field } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { row, scored } from "./example-backlog.ts";

const rows = [scored(1, 100), scored(2, 80), scored(3, 60), scored(4, 40), row(5)];
const settings = defaultScoringSettings;
const ranks = (given: typeof rows) =>
  Object.fromEntries(
    [...standingsOf(given, "rice", settings).of.values()].map(({ row: { key }, rank }) => [key, rank]),
  );

describe("the standings", () => {
  it("rank by what the evidence supports, and say when it holds a score back", () => {
    const weak = scored(1, 150, { evidence: { meter: 0.1, strongest: "opinions", items: 1 } });
    const standings = standingsOf([weak, scored(2, 80)], "rice", settings);
    expect(standings.of.get("10001")).toMatchObject({
      rank: 2,
      isCapped: true,
      score: { value: 75 },
      stated: { value: 150 },
    });
    const stated = standingsOf([weak, scored(2, 80)], "rice", { ...settings, rankBy: "stated" });
    expect(stated.of.get("10001")).toMatchObject({ rank: 1, score: { value: 150 } });
  });

  it("leave an unfinished score unranked and name what is missing", () => {
    const standing = standingsOf([row(1, { inputs: { reach: 10 } })], "rice", settings).of.get("10001");
    expect(standing).toMatchObject({ rank: null, score: null });
    expect(standing?.problems.map(({ key }) => key)).toEqual(["impact", "confidence", "effort"]);
  });

  it("decide between equals as the service did", () => {
    const must = (number: number, within: number) => row(number, { inputs: { category: "must" }, within });
    const standings = standingsOf([must(1, 3), must(2, 9)], "moscow", settings);
    expect(standings.ranking.map(({ key, rank }) => [key, rank])).toEqual([
      ["SHOP-2", 1],
      ["SHOP-1", 2],
    ]);
  });
});

describe("the preview of a change", () => {
  it("shows where the changed issues go, the longest way first, and how many others are pushed", () => {
    const inputs = { reach: 200, impact: 1, confidence: 100, effort: 1 };
    const preview = previewMoves(
      rows,
      [
        { id: "10004", inputs },
        { id: "10005", inputs: { ...inputs, reach: 50 } },
      ],
      "rice",
      settings,
    );
    expect(preview).toEqual({
      moves: [
        { id: "10004", key: "SHOP-4", from: 4, to: 1 },
        { id: "10005", key: "SHOP-5", from: null, to: 5 },
      ],
      staying: 0,
      displaced: 3,
    });
  });

  it("is what the ranks then are", () => {
    const change = { id: "10002", inputs: { reach: 10, impact: 1, confidence: 100, effort: 1 } };
    const { moves } = previewMoves(rows, [change], "rice", settings);
    const after = rows.map((each) => (each.id === change.id ? { ...each, inputs: change.inputs } : each));
    expect(moves).toEqual([{ id: "10002", key: "SHOP-2", from: 2, to: ranks(after)["SHOP-2"] }]);
  });

  it("moves nothing when nothing changes, and lets a score that is taken away fall out", () => {
    const same = rows.flatMap(({ id, inputs }) => (inputs === null ? [] : [{ id, inputs }]));
    expect(previewMoves(rows, same, "rice", settings)).toEqual({ moves: [], staying: 4, displaced: 0 });
    expect(previewMoves(rows, [{ id: "10001", inputs: null }], "rice", settings)).toMatchObject({
      moves: [{ key: "SHOP-1", from: 1, to: null }],
      displaced: 3,
    });
  });
});

describe("a change of many", () => {
  const fields = frameworkById("rice").fields();
  const of = (key: string): Field => {
    const field = fields.find((each) => each.key === key);
    if (field === undefined) throw new Error(key);
    return field;
  };

  it("sets one input of all and leaves the others alone", () => {
    const plan = planBulk(rows, of("effort"), { kind: "set", value: 2 }, "rice", {});
    expect(plan.changes).toHaveLength(5);
    expect(plan.changes[0]).toEqual({
      id: "10001",
      inputs: { reach: 100, impact: 1, confidence: 100, effort: 2 },
    });
    expect(plan.changes[4]).toEqual({ id: "10005", inputs: { effort: 2 } });
  });

  it("multiplies what is there, and passes over what has no value", () => {
    const plan = planBulk(rows, of("reach"), { kind: "multiply", factor: 0.1 }, "rice", {});
    expect(plan.changes.map(({ inputs }) => inputs?.["reach"])).toEqual([10, 8, 6, 4]);
    expect(plan.untouched).toBe(1);
  });

  it("refuses what leaves the scale, with the scale", () => {
    const plan = planBulk(rows.slice(0, 2), of("effort"), { kind: "multiply", factor: 0.1 }, "rice", {});
    expect(plan.changes).toEqual([]);
    expect(plan.refused).toEqual([
      { key: "SHOP-1", reason: expect.stringContaining("at least 0.5 person-months") as unknown },
      { key: "SHOP-2", reason: expect.stringContaining("at least 0.5 person-months") as unknown },
    ]);
  });

  it("clears an input; a score without any is taken away", () => {
    const single = [row(1, { inputs: { effort: 1 } })];
    expect(planBulk(single, of("effort"), { kind: "clear" }, "rice", {}).changes).toEqual([
      { id: "10001", inputs: null },
    ]);
  });
});
