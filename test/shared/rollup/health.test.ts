import { describe, expect, it } from "vitest";
import { addDays, workingDaysBetween } from "#shared/day.ts";
import { rollUpDates } from "#shared/rollup/dates.ts";
import { forecast } from "#shared/rollup/forecast.ts";
import type { Forecast } from "#shared/rollup/forecast.ts";
import { computeHealth, healthGap, healthStatement, stalenessOf } from "#shared/rollup/health.ts";
import type { HealthInput } from "#shared/rollup/health.ts";

const today = "2026-03-02"; // a Monday

/** 50 % in 4 weeks, 85 % and 95 % later. */
const uncertain: Forecast = {
  kind: "range",
  startsOn: today,
  marks: [
    { percent: 50, weeks: 4, on: "2026-03-30" },
    { percent: 85, weeks: 6, on: "2026-04-13" },
    { percent: 95, weeks: 8, on: "2026-04-27" },
  ],
  doneAfter: [],
  weeks: 12,
  sentence: "",
};

function input(given: Partial<HealthInput>): HealthInput {
  return {
    today,
    startsOn: null,
    targetOn: "2026-05-01",
    progress: null,
    forecast: uncertain,
    blockers: [],
    ...given,
  };
}

describe("computed health", () => {
  it.each([
    ["2026-03-29", "off track"],
    ["2026-03-30", "at risk"],
    ["2026-04-12", "at risk"],
    ["2026-04-13", "on track"],
  ])("against a target of %s is %s", (targetOn, health) => {
    expect(computeHealth(input({ targetOn })).health).toBe(health);
  });

  it("is at risk when a blocker is older than 5 working days, and names it", () => {
    expect(computeHealth(input({ blockers: [{ key: "ENG-7", since: "2026-02-23" }] })).health).toBe(
      "on track",
    );
    expect(computeHealth(input({ blockers: [{ key: "ENG-7", since: "2026-02-20" }] }))).toEqual({
      health: "at risk",
      reasons: ["ENG-7 has been blocked for 6 working days."],
    });
  });

  it("is unknown below 6 weeks of history and without a target, and says why", () => {
    const short = forecast({ history: [], remaining: 3, startsOn: today, seed: 1 });
    expect(computeHealth(input({ forecast: short }))).toEqual({
      health: "unknown",
      reasons: ["There is no week of history; a forecast needs at least 6."],
    });
    expect(computeHealth(input({ targetOn: null })).health).toBe("unknown");
    expect(healthStatement).toContain("unknown below 6 weeks of history");
  });

  it("is off track when the target has passed, on track when nothing is left", () => {
    expect(computeHealth(input({ targetOn: "2026-03-01" })).reasons[0]).toContain(
      "has passed and work is left",
    );
    const done = forecast({ history: [], remaining: 0, startsOn: today, seed: 1 });
    expect(computeHealth(input({ forecast: done, targetOn: "2026-03-01" })).health).toBe("on track");
  });

  it("is off track when the work will not end", () => {
    const never: Forecast = { ...uncertain, marks: [{ percent: 50, weeks: null, on: null }] };
    expect(computeHealth(input({ forecast: never }))).toMatchObject({ health: "off track" });
  });

  it("tells when much more time is gone than work is done", () => {
    const { reasons } = computeHealth(
      input({ startsOn: "2026-01-01", targetOn: "2026-05-01", progress: 0.2 }),
    );
    expect(reasons).toContain("50 % of the time is gone, 20 % of the work is done.");
  });
});

describe("declared health beside computed health", () => {
  const declared = { health: "on track", on: "2026-02-20", by: "Ana" } as const;

  it("is a gap when they differ, in a sentence with the reason", () => {
    expect(healthGap(declared, computeHealth(input({ targetOn: "2026-03-20" })))).toBe(
      "Ana said “on track” on 2026-02-20; the work says “off track”: The 50 % date is 2026-03-30, after the target of 2026-03-20.",
    );
    const better = healthGap({ ...declared, health: "off track" }, computeHealth(input({})));
    expect(better).toContain("which is better");
  });

  it("is no gap when they agree or either is unknown", () => {
    expect(healthGap(declared, computeHealth(input({})))).toBeNull();
    expect(healthGap(null, computeHealth(input({})))).toBeNull();
    expect(healthGap(declared, computeHealth(input({ targetOn: null })))).toBeNull();
  });
});

describe("a human update", () => {
  it("is due after its cadence, nudged 1 and 2 working days later, missing after 3 days", () => {
    const states = Array.from({ length: 6 }, (_, day) =>
      stalenessOf("2026-02-23", 7, addDays("2026-03-01", day)),
    );
    expect(states.map(({ state }) => state)).toEqual([
      "fresh",
      "due",
      "due",
      "due",
      "update missing",
      "update missing",
    ]);
    expect(states.map(({ nudge }) => nudge)).toEqual([false, false, true, true, false, false]);
  });

  it("is not nudged on a weekend", () => {
    const friday = "2026-03-06";
    const nudges = Array.from(
      { length: 6 },
      (_, day) => stalenessOf("2026-02-27", 7, addDays(friday, day)).nudge,
    );
    expect(nudges).toEqual([false, false, false, true, true, false]);
  });
});

describe("working days", () => {
  it("leave out Saturdays and Sundays, whatever the day they are counted from", () => {
    expect(workingDaysBetween("2026-03-02", "2026-03-09")).toBe(5);
    expect(workingDaysBetween("2026-03-06", "2026-03-09")).toBe(1);
    expect(workingDaysBetween("2026-03-07", "2026-03-08")).toBe(0);
    expect(workingDaysBetween("2026-03-09", "2026-03-02")).toBe(0);
    expect(workingDaysBetween("2026-01-01", "2026-12-31")).toBe(260);
  });
});

describe("dates", () => {
  const child = (
    key: string,
    startsOn: string | null,
    dueOn: string | null,
  ): Parameters<typeof rollUpDates>[0] => ({ key, startsOn, dueOn });

  it("roll up from the children only where the parent has none", () => {
    const children = [
      child("A", "2026-01-10", "2026-02-01"),
      child("B", "2026-01-05", null),
      child("C", null, "2026-03-01"),
    ];
    expect(rollUpDates(child("P", null, "2026-02-15"), children)).toEqual({
      startsOn: "2026-01-05",
      dueOn: "2026-02-15",
      startFrom: "children",
      dueFrom: "own",
      conflicts: ["C is due 2026-03-01, after P on 2026-02-15."],
    });
    expect(rollUpDates(child("P", null, null), [])).toMatchObject({ startFrom: "none", dueFrom: "none" });
  });
});
