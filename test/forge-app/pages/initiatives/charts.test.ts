import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { burnUp, nearest } from "#forge/pages/initiatives/charts/burn-up-points.ts";
import { amountTicks, dayScale, dayTicks, spreadApart } from "#forge/pages/initiatives/charts/scales.ts";
import { sparkline, trendChart } from "#forge/pages/initiatives/charts/trend-points.ts";
import { addDays } from "#shared/day.ts";
import { TODAY, initiativePage } from "./example-initiative.ts";

const SIZE = { width: 800, height: 320 };
const { delivery, dates, shipped } = initiativePage();
const data = { today: TODAY, targetOn: dates.dueOn, lines: delivery.lines, cone: delivery.cone };

describe("a scale of days", () => {
  it("names Mondays while they fit, and months, quarters or years where they do not", () => {
    const labels = (to: string, most: number) =>
      dayTicks({ from: "2026-11-04", to }, most).map(({ label }) => label);
    expect(labels("2026-12-01", 6)).toEqual(["Nov 9", "Nov 16", "Nov 23", "Nov 30"]);
    expect(labels("2026-12-28", 4)).toEqual(["Nov 9", "Nov 23", "Dec 7", "Dec 21"]);
    expect(labels("2027-06-01", 8)).toEqual(["Dec 2026", "Jan 2027", "Feb", "Mar", "Apr", "May", "Jun"]);
    expect(labels("2028-11-01", 10)).toEqual([
      "Jan 2027",
      "Apr",
      "Jul",
      "Oct",
      "Jan 2028",
      "Apr",
      "Jul",
      "Oct",
    ]);
  });

  it("never names more days than fit, and none outside", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 2, max: 12 }), (days, most) => {
        const to = addDays("2026-03-11", days);
        const ticks = dayTicks({ from: "2026-03-11", to }, most);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
        for (const { on } of ticks) expect(on >= "2026-03-11" && on <= to).toBe(true);
      }),
    );
  });

  it("puts a single day into the middle", () => {
    expect(dayScale(TODAY, TODAY, 0, 100).x(TODAY)).toBe(50);
  });
});

describe("a scale of amounts", () => {
  it("goes up in round steps to at least the largest", () => {
    expect(amountTicks(20, 5)).toEqual([0, 5, 10, 15, 20]);
    expect(amountTicks(0.7, 4)).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
    expect(amountTicks(0, 4)).toEqual([0, 1]);
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 9 }),
        (most, steps) => {
          const ticks = amountTicks(most, steps);
          expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-6));
          expect(ticks.length).toBeLessThanOrEqual(steps + 2);
        },
      ),
    );
  });
});

describe("labels beside lines", () => {
  it("keep their order and their distance, and stay on the drawing when there is room for them", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 5 }), (wanted) => {
        const placed = [...spreadApart(wanted, 15, 0, 200)];
        for (const height of placed) expect(height >= 0 && height <= 200).toBe(true);
        const sorted = [...placed].sort((left, right) => left - right);
        for (const [at, height] of sorted.entries())
          if (at > 0) expect(height - (sorted[at - 1] ?? 0)).toBeGreaterThanOrEqual(15);
      }),
    );
  });
});

describe("the delivery chart", () => {
  const drawing = burnUp(data, SIZE);

  it("reaches from the first day to the last of target, forecast and today", () => {
    if (drawing === null) throw new Error("nothing was drawn");
    expect(drawing.x("2026-09-07")).toBe(drawing.left);
    expect(drawing.x(delivery.cone.at(-1)?.on ?? "")).toBe(drawing.right);
    expect(drawing.targetX).toBeLessThan(drawing.right);
    expect(drawing.targetX).toBeGreaterThan(drawing.todayX);
  });

  it("keeps every line within its frame, scope above started above completed", () => {
    if (drawing === null) throw new Error("nothing was drawn");
    const ends = drawing.lines.map(({ name, at }) => [name, at[1]] as const);
    const [scope, started, completed] = ends.map(([, y]) => y);
    expect(ends.map(([name]) => name)).toEqual(["scope", "started", "completed"]);
    expect(scope).toBeLessThanOrEqual(started ?? 0);
    expect(started).toBeLessThanOrEqual(completed ?? 0);
    for (const [, y] of ends) expect(y >= drawing.top && y <= drawing.bottom).toBe(true);
  });

  it("has no cone without a forecast, and is nothing without a day", () => {
    expect(burnUp({ ...data, cone: [] }, SIZE)?.cone).toBeNull();
    expect(burnUp({ ...data, lines: [] }, SIZE)).toBeNull();
  });

  it("finds the day that is nearest to the pointer", () => {
    if (drawing === null) throw new Error("nothing was drawn");
    expect(nearest(data.lines, drawing.x, drawing.x("2026-10-05") + 2)).toBe(4);
    expect(nearest(data.lines, drawing.x, 5_000)).toBe(data.lines.length - 1);
  });
});

describe("an outcome’s curve", () => {
  const trend = {
    readings: [
      { on: "2026-09-07", value: 24 },
      { on: "2026-11-23", value: 31 },
    ],
    baseline: 24,
    target: 40,
    dueOn: "2027-01-31",
    today: TODAY,
    shipped: [...shipped, { on: "2025-01-01", works: 9 }],
  };

  it("rises towards its target, and marks the days on which work shipped, the larger the taller", () => {
    const drawing = trendChart(trend, { width: 600, height: 190 });
    expect(drawing.targetY).toBeLessThan(drawing.points[1]?.y ?? 0);
    expect(drawing.points[1]?.y).toBeLessThan(drawing.baselineY);
    expect(drawing.ships.map(({ on, height }) => [on, height])).toEqual([
      ["2026-10-05", 8],
      ["2026-11-02", 12],
    ]);
  });

  it("falls towards a target below its baseline", () => {
    const drawing = trendChart({ ...trend, baseline: 40, target: 10 }, { width: 600, height: 190 });
    expect(drawing.targetY).toBeGreaterThan(drawing.baselineY);
  });

  it("is a level line with one reading, and nothing without any", () => {
    expect(sparkline([{ on: TODAY, value: 3 }], 72, 22)?.path).toBe("M2 11L68 11");
    expect(sparkline([], 72, 22)).toBeNull();
  });
});
