import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandMarks, bandVerdict } from "#forge/pages/outcomes/calibration/chart-shape.ts";
import {
  nearestStop,
  pathThrough,
  scalesOf,
  stopsOf,
  valueTicks,
} from "#forge/pages/outcomes/one/curve-shape.ts";
import { bet, calibration, page } from "./example-outcomes.ts";

const frame = { left: 0, right: 600, top: 0, bottom: 300 };

describe("the scale of amounts", () => {
  it("encloses both ends in few round steps", () => {
    expect(valueTicks(54, 66, 5)).toEqual([50, 55, 60, 65, 70]);
    expect(valueTicks(1, 6, 5)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(valueTicks(0.1, 0.3, 4)).toEqual([0.1, 0.15, 0.2, 0.25, 0.3]);
  });

  it("holds for any two amounts", () => {
    const amount = fc.integer({ min: -1e9, max: 1e9 }).map((one) => one / 100);
    fc.assert(
      fc.property(amount, amount, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const ticks = valueTicks(low, high, 5);
        expect(ticks.length).toBeLessThanOrEqual(8);
        expect(ticks[0]).toBeLessThanOrEqual(low + 1e-6);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(high - 1e-6);
        expect([...ticks].sort((left, right) => left - right)).toEqual(ticks);
      }),
    );
  });
});

describe("an outcome's curve", () => {
  it("runs from its first to its last day, with baseline, target and every bet inside", () => {
    const scales = scalesOf(
      page({ bets: [bet("b", { measureBy: "2027-02-10", baseline: 60, expectedChange: 14 })] }),
      frame,
    );
    expect([scales.from, scales.to]).toEqual(["2026-09-01", "2027-02-10"]);
    expect(scales.x(scales.from)).toBe(0);
    expect(scales.x(scales.to)).toBe(600);
    expect(scales.low).toBeLessThanOrEqual(54);
    expect(scales.high).toBeGreaterThanOrEqual(74);
    expect(scales.y(66)).toBeLessThan(scales.y(54));
  });

  it("is one path through its readings", () => {
    const shown = page();
    expect(pathThrough(shown.curve.points, { x: () => 1, y: (value) => value })).toBe("M1.0 54.0L1.0 59.0");
  });

  it("tells day by day what there is, in order, and no more than three things a day", () => {
    const stops = stopsOf(
      page({
        curve: {
          ...page().curve,
          shipped: [{ on: "2026-10-05", issue: { id: "1", key: "SHOP-7", url: null, work: "done" } }],
        },
        bets: ["a", "b", "c", "d"].map((id) => bet(id, { measureBy: "2026-12-24" })),
      }),
    );
    expect(stops.map(({ text }) => text)).toEqual([
      "Sep 1, 2026: 54\u00a0%",
      "Oct 5, 2026: SHOP-7 was done",
      "Nov 26, 2026: 59\u00a0%",
      expect.stringMatching(
        /^Dec 24, 2026: a bet on \+4\u00a0points, 80 % sure, is measured; .*; and 1 more$/,
      ),
    ]);
  });

  it("leads the pointer to the nearest day", () => {
    const shown = page();
    const { x } = scalesOf(shown, frame);
    const stops = stopsOf(shown);
    expect(nearestStop(stops, 20, x)).toBe(0);
    expect(nearestStop(stops, 500, x)).toBe(1);
  });
});

describe("the calibration chart", () => {
  const chart = { left: 0, right: 500, top: 0, bottom: 100 };
  it("marks each band with bets at what was said and what came true, between the ends of its interval", () => {
    const [mark, ...others] = bandMarks(calibration(20, 16).all, chart);
    expect(others).toEqual([]);
    expect(mark).toMatchObject({ label: "80–89 %", count: 20, hits: 16 });
    expect(mark?.x).toBeCloseTo(300);
    expect(mark?.y).toBeCloseTo(20);
    expect(mark?.perfect).toBeCloseTo(20);
    expect(mark?.top).toBeLessThan(20);
    expect(mark?.bottom).toBeGreaterThan(20);
  });

  it("says who was too sure, and who not sure enough", () => {
    const verdicts = (hits: number, confidence: number) =>
      calibration(40, hits, confidence)
        .all.bands.map(bandVerdict)
        .filter((words) => words !== "no bets");
    expect(verdicts(8, 90)).toEqual(["too sure"]);
    expect(verdicts(39, 60)).toEqual(["not sure enough"]);
    expect(verdicts(32, 80)).toEqual(["about right"]);
  });
});
