import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wallClock } from "#sync/sandbox/jira/time.ts";
import { jqlMinute, scopeClause } from "#sync/trackers/jira/jql.ts";

describe("a moment in JQL", () => {
  it("is the minute in the account's time zone, rounded down", () => {
    const at = Date.parse("2026-03-31T23:59:59.999Z");
    expect(jqlMinute(at, "UTC")).toBe("2026-03-31 23:59");
    expect(jqlMinute(at, "Asia/Kolkata")).toBe("2026-04-01 05:29");
    expect(jqlMinute(at, "America/Los_Angeles")).toBe("2026-03-31 16:59");
    expect(jqlMinute(Date.parse("2026-04-01T00:00:30Z"), "UTC")).toBe("2026-04-01 00:00");
  });

  it("comes before the hour that is repeated when clocks go back", () => {
    // 02:30 comes twice in Berlin on this day: at 00:30 and at 01:30 UTC.
    expect(jqlMinute(Date.parse("2026-10-25T00:30:00Z"), "Europe/Berlin")).toBe("2026-10-25 01:30");
    expect(jqlMinute(Date.parse("2026-10-25T01:30:00Z"), "Europe/Berlin")).toBe("2026-10-25 02:30");
    // Lord Howe Island goes back by half an hour.
    expect(jqlMinute(Date.parse("2026-04-04T14:45:00Z"), "Australia/Lord_Howe")).toBe("2026-04-05 01:15");
  });

  it("is never later than what was asked for, wherever and whenever, and at most two hours earlier", () => {
    const zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
    const moment = fc.integer({ min: Date.parse("2020-01-01"), max: Date.parse("2030-01-01") });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (at, zone) => {
        const [year, month, day, hour, minute] = jqlMinute(at, zone).split(/\D/).map(Number);
        const read = wallClock(zone, [year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0]);
        expect(read).toBeLessThanOrEqual(at);
        expect(read).toBeGreaterThan(at - 121 * 60_000);
      }),
    );
  });
});

describe("a scope in JQL", () => {
  it("names its projects and keeps a filter's OR to itself", () => {
    expect(scopeClause({ containers: ["10001", "10002"] })).toBe("project in (10001, 10002)");
    expect(scopeClause({ containers: ["APP"], filter: "labels = a OR labels = b" })).toBe(
      'project in ("APP") AND (labels = a OR labels = b)',
    );
    expect(scopeClause({ containers: ['A"B\\C'] })).toBe('project in ("A\\"B\\\\C")');
  });
});
