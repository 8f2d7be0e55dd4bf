import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  betResultSchema,
  betSchema,
  ideasLikeThis,
  judge,
  measuredChange,
  settle,
  stateOf,
} from "#shared/outcomes/bet.ts";
import type { Bet, BetResult } from "#shared/outcomes/bet.ts";
import { predictionsOf } from "#shared/outcomes/calibration.ts";
import { besideDelivery } from "#shared/outcomes/beside-delivery.ts";
import type { Metric, Reading } from "#shared/outcomes/outcome.ts";
import { outcomeProgress } from "#shared/outcomes/progress.ts";

function bet(given: Partial<Bet> = {}): Bet {
  return betSchema.parse({
    id: "b1",
    subject: { kind: "issue", id: "SHOP-1" },
    outcomeId: "o1",
    opportunityId: null,
    labels: [],
    team: "SHOP",
    framework: "rice",
    baseline: 40,
    expectedChange: 10,
    frozenOn: "2026-01-01",
    measureBy: "2026-04-01",
    confidence: 70,
    meter: 3,
    evidenceIds: ["e1"],
    by: "Ana",
    ...given,
  });
}

function reading(on: string, value: number): Reading {
  return { on, value, source: "hand" };
}

function result(betId: string, given: BetResult["result"]): BetResult {
  return { betId, result: given, measuredChange: null, learned: "x", on: "2026-04-01", by: "Ana" };
}

describe("a bet", () => {
  it("cannot be changed once it is frozen", () => {
    const frozen = bet();
    expect(() => Object.assign(frozen, { confidence: 50 })).toThrow(TypeError);
    expect(() => Object.assign(frozen.evidenceIds, { length: 0 })).toThrow(TypeError);
    expect(frozen).toEqual(bet());
  });

  it.each([
    [{ confidence: 40 }, "below 50 % it is a bet on the opposite"],
    [{ confidence: 0.7 }, "whole percent, from 50 to 100"],
    [{ expectedChange: 0 }, "cannot be won or lost"],
    [{ measureBy: "2026-01-01" }, "measured after the day it is made"],
  ])("is refused with a reason when it says %j", (given, reason) => {
    expect(() => bet(given)).toThrow(reason);
  });

  it("asks to be measured when its date comes, and goes on asking", () => {
    expect(stateOf(bet(), [], "2026-03-31")).toEqual({ state: "running", daysLeft: 1 });
    expect(stateOf(bet(), [], "2026-04-01")).toEqual({ state: "due", daysOverdue: 0 });
    expect(stateOf(bet(), [], "2027-04-01")).toEqual({ state: "due", daysOverdue: 365 });
    expect(stateOf(bet(), [result("b1", "hit")], "2026-05-01")).toMatchObject({ state: "settled" });
  });
});

describe("the result of a bet", () => {
  it.each([
    [10, 10, "hit"],
    [10, 25, "hit"],
    [10, 5, "near"],
    [10, 4.9, "miss"],
    [10, -10, "miss"],
    [-4, -4, "hit"],
    [-4, -2, "near"],
    [-4, 1, "miss"],
  ])("with %d predicted and %d measured is a %s", (expectedChange, measured, expected) => {
    expect(judge(bet({ expectedChange }), measured)).toBe(expected);
  });

  it("is measured by the last reading up to its date, and after it was frozen", () => {
    const readings = [reading("2026-01-01", 99), reading("2026-03-20", 47), reading("2026-04-02", 60)];
    expect(measuredChange(bet(), readings)).toBe(7);
    expect(measuredChange(bet(), [reading("2026-01-01", 99), reading("2026-04-02", 60)])).toBeNull();
  });

  it("is settled with what was learned", () => {
    const given = {
      unmeasurable: false,
      learned: "Half the effect came from mobile.",
      today: "2026-04-01",
      by: "Ana",
    };
    expect(settle(bet(), [reading("2026-03-20", 46)], given)).toEqual({
      ok: true,
      result: {
        betId: "b1",
        result: "near",
        measuredChange: 6,
        learned: "Half the effect came from mobile.",
        on: "2026-04-01",
        by: "Ana",
      },
    });
    expect(settle(bet(), [], { ...given, unmeasurable: true })).toMatchObject({
      ok: true,
      result: { result: "unmeasurable" },
    });
  });

  it("is refused early, without a reading, and without a sentence", () => {
    const given = { unmeasurable: false, learned: "x", today: "2026-04-01", by: "Ana" };
    const readings = [reading("2026-03-20", 46)];
    expect(settle(bet(), readings, { ...given, today: "2026-03-31" })).toMatchObject({
      ok: false,
      reason: "This bet is measured on 2026-04-01, not before.",
    });
    expect(settle(bet(), [], given)).toMatchObject({ ok: false });
    expect(settle(bet(), readings, { ...given, learned: " " })).toMatchObject({
      ok: false,
      reason: "Say in a sentence what was learned.",
    });
  });

  it("never gets better when less was measured", () => {
    const order = ["miss", "near", "hit"];
    const change = fc.double({ min: -100, max: 100, noNaN: true }).filter((value) => Math.abs(value) > 0.001);
    fc.assert(
      fc.property(
        change,
        change,
        fc.double({ min: 0, max: 50, noNaN: true }),
        (expectedChange, measured, less) => {
          const worse = measured - Math.sign(expectedChange) * less;
          const before = order.indexOf(judge(bet({ expectedChange }), measured));
          expect(order.indexOf(judge(bet({ expectedChange }), worse))).toBeLessThanOrEqual(before);
        },
      ),
    );
  });
});

describe("settled bets as predictions", () => {
  it("happened only when they hit, and leave out what could not be measured or is not yet", () => {
    const bets = ["hit", "near", "miss", "unmeasurable", "running"].map((id) => bet({ id, confidence: 80 }));
    const results = bets.slice(0, 4).map(({ id }) =>
      betResultSchema.parse({
        betId: id,
        result: id,
        measuredChange: null,
        learned: "x",
        on: "2026-04-01",
        by: "Ana",
      }),
    );
    expect(predictionsOf(bets, results)).toEqual(
      [true, false, false].map((happened) => ({
        confidence: 0.8,
        happened,
        team: "SHOP",
        framework: "rice",
      })),
    );
  });
});

describe("ideas like this one", () => {
  const bets = [
    bet({ id: "1", measureBy: "2026-02-01" }),
    bet({ id: "2", measureBy: "2026-03-01", outcomeId: "o2", labels: ["search"] }),
    bet({ id: "3", measureBy: "2026-04-01", outcomeId: "o2", opportunityId: "find" }),
    bet({ id: "4", measureBy: "2026-05-01" }),
    bet({ id: "5", measureBy: "2026-06-01" }),
    bet({ id: "6", measureBy: "2026-07-01", outcomeId: "o3" }),
    bet({ id: "7", measureBy: "2026-08-01" }),
  ];
  const idea = { outcomeIds: ["o1"], opportunityIds: ["find"], labels: ["search"] };
  const results = ["1", "2", "3", "4", "5", "6"].map((id) =>
    result(id, id === "1" || id === "3" ? "hit" : "miss"),
  );

  it("are the last four measured on the same outcome, opportunity or label", () => {
    const alike = ideasLikeThis(idea, bets, results);
    expect(alike.bets.map(({ id }) => id)).toEqual(["5", "4", "3", "2"]);
    expect(alike.sentence).toBe("The last four ideas like this: one hit.");
  });

  it("may be none", () => {
    expect(
      ideasLikeThis({ outcomeIds: ["o9"], opportunityIds: [], labels: [] }, bets, results).sentence,
    ).toBe("No idea like this has been measured yet.");
  });
});

describe("delivery beside outcome", () => {
  const metric: Metric = {
    name: "Activation",
    kind: "activation",
    unit: "%",
    direction: "increase",
    baseline: 40,
    target: 60,
    startsOn: "2026-01-01",
    dueOn: "2026-04-11",
  };
  const at = (value: number): ReturnType<typeof outcomeProgress> =>
    outcomeProgress(metric, [reading("2026-02-01", value)], "2026-03-15");

  it("says when all is shipped and the metric has not moved, and the other way round", () => {
    expect(besideDelivery(1, at(40), []).state).toBe("shipped, metric has not moved");
    expect(besideDelivery(0, at(50), []).state).toBe("metric moved, nothing shipped");
    expect(besideDelivery(0.5, at(50), []).state).toBe("under way");
    expect(besideDelivery(1, at(60), []).state).toBe("achieved");
  });

  it("is not achieved while a bet waits for its measurement", () => {
    const beside = besideDelivery(1, at(60), [stateOf(bet(), [], "2026-04-02")]);
    expect(beside.state).toBe("waiting for a measurement");
    expect(beside.sentence).toContain("One bet is due to be measured.");
  });
});
