import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "#shared/day.ts";
import type { Reading } from "#shared/outcomes/outcome.ts";
import { ReadingSeries } from "#sync/outcomes/reading-series.ts";

const reading = fc
  .record({ day: fc.integer({ min: 0, max: 40 }), value: fc.integer({ min: -50, max: 50 }) })
  .map(({ day, value }): Reading => ({ on: addDays("2026-01-01", day), value, source: "csv" }));
const takings = fc.array(fc.array(reading, { maxLength: 10 }), { maxLength: 12 });
const given = { who: "ada", why: null, at: 1 };

describe("an outcome's readings", () => {
  it("are one a day, the last given, in the order of their days, however they came", () => {
    fc.assert(
      fc.property(takings, (all) => {
        const series = new ReadingSeries();
        for (const some of all) series.take(some, given);
        const last = new Map(all.flat().map((one) => [one.on, one]));
        expect(series.readings()).toEqual(
          [...last.values()].sort((one, other) => (one.on < other.on ? -1 : 1)),
        );
        expect(series.count).toBe(last.size);
      }),
    );
  });

  it("asked for in between are the same as asked for at the end", () => {
    fc.assert(
      fc.property(takings, (all) => {
        const [asked, silent] = [new ReadingSeries(), new ReadingSeries()];
        for (const some of all) {
          asked.take(some, given);
          asked.readings();
          silent.take(some, given);
        }
        expect(asked.readings()).toEqual(silent.readings());
      }),
    );
  });
});
