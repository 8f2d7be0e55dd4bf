import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "#shared/random.ts";
import { chanceBy, doneWithin, forecast, forecastCone } from "#shared/rollup/forecast.ts";
import type { ForecastRange, PastWeek } from "#shared/rollup/forecast.ts";
import { shapesOf } from "#shared/rollup/history-shape.ts";
import { weeklyHistory } from "#shared/rollup/throughput.ts";
import type { Tracked } from "#shared/rollup/throughput.ts";

const startsOn = "2026-01-05";

function weeks(...completed: readonly number[]): readonly PastWeek[] {
  return completed.map((each) => ({ completed: each, added: 0 }));
}

function steady(count: number, each: number): readonly PastWeek[] {
  return weeks(...Array.from({ length: count }, () => each));
}

function range(history: readonly PastWeek[], remaining: number, seed = 1, trials = 2000): ForecastRange {
  const result = forecast({ history, remaining, startsOn, seed, trials });
  if (result.kind !== "range") throw new Error(result.sentence);
  return result;
}

function marks(history: readonly PastWeek[], remaining: number): readonly (number | null)[] {
  return range(history, remaining).marks.map((mark) => mark.weeks);
}

/** Numbers that a rate of completions a week brings (Knuth). */
function poisson(rate: number, random: () => number): number {
  const limit = Math.exp(-rate);
  let count = -1;
  for (let chance = 1; chance > limit; chance *= random()) count += 1;
  return count;
}

describe("a forecast", () => {
  it("is two weeks at every mark for 10 a week and 20 left", () => {
    expect(marks(steady(6, 10), 20)).toEqual([2, 2, 2]);
    expect(range(steady(6, 10), 20).sentence).toBe(
      "50 %: by 2026-01-19, 85 %: by 2026-01-19, 95 %: by 2026-01-19, drawn from the last 6 weeks.",
    );
  });

  it("is honest about too little history and about nothing left", () => {
    expect(forecast({ history: steady(5, 10), remaining: 20, startsOn, seed: 1 })).toEqual({
      kind: "too little history",
      weeks: 5,
      sentence: "There are only 5 weeks of history; a forecast needs at least 6.",
    });
    expect(forecast({ history: [], remaining: 0, startsOn, seed: 1 }).kind).toBe("done");
  });

  it("takes growing scope into account", () => {
    const growing = Array.from({ length: 8 }, () => ({ completed: 10, added: 5 }));
    expect(marks(growing, 20)).toEqual([4, 4, 4]);
  });

  it("says that it never ends when scope grows as fast as work is done", () => {
    const even = Array.from({ length: 8 }, () => ({ completed: 5, added: 5 }));
    expect(marks(even, 20)).toEqual([null, null, null]);
    expect(range(even, 20).sentence).toContain("50 %: not within 2 years");
    expect(range(even, 20).sentence).toContain("Scope has grown as fast as work was completed.");
  });

  it("is reproducible from its seed and orders its marks", () => {
    const history = fc.array(fc.record({ completed: fc.nat(20), added: fc.nat(3) }), {
      minLength: 6,
      maxLength: 40,
    });
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 100 }), fc.nat(), (past, remaining, seed) => {
        const once = range(past, remaining, seed, 200);
        expect(range(past, remaining, seed, 200)).toEqual(once);
        const [half = null, most = null, nearly = null] = once.marks.map((mark) => mark.weeks ?? Infinity);
        expect(half).toBeLessThanOrEqual(most ?? 0);
        expect(most).toBeLessThanOrEqual(nearly ?? 0);
      }),
      { numRuns: 30 },
    );
  });

  it("tells the chance of being done by a day", () => {
    const certain = range(steady(6, 10), 20);
    expect(chanceBy(certain, "2026-01-18")).toBe(0);
    expect(chanceBy(certain, "2026-01-19")).toBe(1);
    expect(chanceBy(certain, "2025-01-01")).toBe(0);
    expect(chanceBy(certain, "2040-01-01")).toBe(1);
  });

  it("tells how much will be done within some weeks, of which the marks are the other way around", () => {
    const history = weeks(2, 9, 4, 7, 1, 8, 5, 6);
    const input = { history, remaining: 40, startsOn, seed: 1, trials: 2_000 };
    expect(doneWithin({ ...input, history: steady(6, 10) }, 3, 0.85)).toBe(30);
    const sure = range(history, 40).marks[1]?.weeks ?? 0;
    expect(doneWithin(input, sure, 0.85)).toBeGreaterThanOrEqual(40);
    expect(doneWithin(input, sure - 1, 0.85)).toBeLessThan(40);
  });

  it("draws a cone that starts with what is left and ends with nothing", () => {
    const history = weeks(2, 9, 4, 7, 1, 8, 5, 6);
    const cone = forecastCone({ history, remaining: 40, startsOn, seed: 1 }, range(history, 40));
    expect(cone[0]).toEqual({ on: startsOn, slow: 40, middle: 40, fast: 40 });
    expect(cone.at(-1)?.middle).toBe(0);
    for (const { slow, middle, fast } of cone) {
      expect(fast).toBeLessThanOrEqual(middle);
      expect(middle).toBeLessThanOrEqual(slow);
    }
  });

  it("is calibrated on steady histories: the truth lies at or below the 85 % mark in 80 to 90 of 100", () => {
    const random = seededRandom(4);
    const count = 400;
    let below = 0;
    for (let at = 0; at < count; at += 1) {
      const rate = 4 + 8 * random();
      const history = weeks(...Array.from({ length: 16 }, () => poisson(rate, random)));
      let truth = 0;
      for (let left = 60; left > 0; left -= poisson(rate, random)) truth += 1;
      const { doneAfter } = range(history, 60, at, 500);
      // The randomised probability integral transform: whole weeks make ties, which chance breaks.
      const before = doneAfter[truth - 1] ?? 1;
      const upTo = doneAfter[truth] ?? 1;
      if (before + random() * (upTo - before) <= 0.85) below += 1;
    }
    expect(below / count).toBeGreaterThan(0.8);
    expect(below / count).toBeLessThan(0.9);
  });
});

describe("the history a forecast draws from", () => {
  function tracked(
    key: string,
    addedOn: string,
    completedOn: string | null,
    cancelledOn: string | null = null,
  ): Tracked {
    return { key, weight: 1, addedOn, completedOn, cancelledOn };
  }

  it("counts completions and scope by whole weeks up to today, and says which issues", () => {
    const history = weeklyHistory(
      [
        tracked("A", "2025-11-01", "2026-01-05"),
        tracked("B", "2026-01-14", "2026-01-19"),
        tracked("C", "2026-01-18", null),
        tracked("D", "2025-11-01", null, "2026-01-16"),
        tracked("later", "2026-02-01", "2026-02-02"),
      ],
      "2026-01-20",
    );
    expect(history.map(({ endsOn, completed, added }) => [endsOn, completed, added])).toEqual([
      ["2026-01-06", 1, 0],
      ["2026-01-13", 0, 0],
      ["2026-01-20", 1, 1],
    ]);
    expect(history.at(-1)).toMatchObject({
      completedKeys: ["B"],
      addedKeys: ["B", "C"],
      cancelledKeys: ["D"],
    });
  });

  it("starts with the week of the first completion, and is empty before it", () => {
    expect(weeklyHistory([tracked("A", "2025-01-01", null)], "2026-01-20")).toEqual([]);
  });
});

describe("a history that is not one steady pace", () => {
  it("is warned of: a trend, a change of pace, bursts", () => {
    expect(shapesOf([2, 3, 3, 5, 6, 6, 8, 9, 11, 12, 13, 15]).map(({ kind }) => kind)).toEqual(["trending"]);
    const [changed] = shapesOf([10, 11, 9, 10, 12, 10, 11, 10, 3, 4, 3, 2, 4, 3, 3, 4]);
    expect(changed?.kind).toBe("changed pace");
    expect(changed?.sentence).toContain("8 weeks ago, from about 10.4 to about 3.3 a week");
    const bursts = [12, 13, 14, 0, 0, 0, 12, 14, 13, 0, 0, 0, 13, 14, 12, 0, 0, 0, 13, 12, 14, 0, 0, 0];
    expect(shapesOf(bursts).map(({ kind }) => kind)).toEqual(["bursty"]);
  });

  it("is not seen in a steady one, nor in too few weeks", () => {
    expect(shapesOf([8, 7, 9, 8, 6, 9, 8, 7, 8, 9, 7, 8])).toEqual([]);
    expect(shapesOf([5, 5, 5, 5, 5, 5, 5, 5])).toEqual([]);
    expect(shapesOf([1, 5, 9, 13, 17])).toEqual([]);
  });
});
