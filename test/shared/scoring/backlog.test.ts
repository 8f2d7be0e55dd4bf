import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { missingOnes, moscowBalance } from "#shared/scoring/backlog-checks.ts";
import { costOfOrder } from "#shared/scoring/cost-of-order.ts";
import type { Delayed } from "#shared/scoring/cost-of-order.ts";

function permutations<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) =>
    permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
  );
}

describe("the cost of the present order", () => {
  const a: Delayed = { key: "A", costPerWeek: 10, weeks: 2 };
  const b: Delayed = { key: "B", costPerWeek: 30, weeks: 4 };

  it("is 200 for A, B and 180 for B, A, the published example", () => {
    expect(costOfOrder([a, b])).toMatchObject({ cost: 200, bestCost: 180, extra: 20, bestOrder: ["B", "A"] });
    expect(costOfOrder([b, a])).toMatchObject({ cost: 180, extra: 0 });
  });

  it("leaves out and names what has no cost or duration", () => {
    const order = [
      a,
      { key: "X", costPerWeek: null, weeks: 9 },
      { key: "Y", costPerWeek: 9, weeks: null },
      b,
    ];
    expect(costOfOrder(order)).toMatchObject({ cost: 200, leftOut: ["X", "Y"] });
  });

  it("is measured against an order that no other beats", () => {
    const issue = fc.record({
      key: fc.string(),
      costPerWeek: fc.nat(100),
      weeks: fc.integer({ min: 0, max: 12 }),
    });
    fc.assert(
      fc.property(fc.array(issue, { maxLength: 6 }), (issues) => {
        const { bestCost } = costOfOrder(issues);
        for (const order of permutations(issues))
          expect(costOfOrder(order).cost).toBeGreaterThanOrEqual(bestCost);
      }),
    );
  });
});

describe("MoSCoW over a backlog", () => {
  it("flags a Must above 60 % of the effort of Must, Should and Could", () => {
    const balance = moscowBalance([
      { key: "A", category: "must", effort: 7 },
      { key: "B", category: "should", effort: 2 },
      { key: "C", category: "could", effort: 1 },
      { key: "D", category: "wont", effort: 100 },
      { key: "E", category: "must", effort: null },
    ]);
    expect(balance).toMatchObject({ mustShare: 0.7, couldShare: 0.1, mustExceeds: true, leftOut: ["E"] });
    expect(balance.sentence).toContain("Must should stay within 60 %");
  });

  it("accepts exactly 60 % and says when there is little Could to give up", () => {
    const of = (must: number, should: number, could: number): string =>
      moscowBalance([
        { key: "A", category: "must", effort: must },
        { key: "B", category: "should", effort: should },
        { key: "C", category: "could", effort: could },
      ]).sentence;
    expect(of(6, 2, 2)).toBe("Must have takes 60 % of the effort, Could have 20 %.");
    expect(of(6, 3, 1)).toContain("little to give up");
    expect(moscowBalance([]).sentence).toBe("No Must, Should or Could has an effort yet.");
  });
});

describe("WSJF over a backlog", () => {
  it("warns of each column without a 1", () => {
    const backlog = [
      { userBusinessValue: 1, timeCriticality: 2, riskReduction: 1, jobSize: 3 },
      { userBusinessValue: 8, timeCriticality: 5, riskReduction: 1, jobSize: 2 },
    ];
    expect(missingOnes(backlog).map((warning) => warning.split(" holds")[0])).toEqual([
      "Time criticality",
      "Job size",
    ]);
    expect(missingOnes([])).toEqual([]);
  });
});
