import { describe, expect, it } from "vitest";
import { weeklyHistory } from "#shared/rollup/throughput.ts";
import { createJiraTwin } from "#sync/sandbox/jira/twin.ts";
import { createLinearTwin } from "#sync/sandbox/linear/twin.ts";
import { sampleCompany } from "#sync/sandbox/sample-company.ts";
import { livesOf } from "#sync/sandbox/sample-history.ts";
import { initiativeRecords } from "#sync/sandbox/sample-initiatives.ts";
import { initiativeSchema, updateRecordSchema } from "#sync/rollup/initiative.ts";
import { ManualClock } from "#test/trackers/manual-clock.ts";

const random = { next: Math.random, uuid: () => crypto.randomUUID() };
const fetch = () => Promise.reject(new Error("nothing is sent here"));
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

describe("The sample company's initiatives", () => {
  const plan = { seed: 5, titles: ["One", "Two"], planned: 30, weeksAgo: 14, doneAWeek: 2, newAWeek: 1 };
  const now = Date.parse("2026-11-25T10:00:00Z");

  it("have a past of many weeks, the same each time, in which everything follows upon another", () => {
    const lives = livesOf(plan, now);
    expect(livesOf(plan, now)).toEqual(lives);
    for (const { created, started, done } of lives) {
      if (started !== null) expect(started).toBeGreaterThan(created);
      if (done !== null) expect(done).toBeGreaterThanOrEqual(started ?? Infinity);
      expect(Math.max(created, started ?? 0, done ?? 0)).toBeLessThanOrEqual(now);
    }
    const tracked = lives.map(({ created, done }, n) => ({
      key: String(n),
      weight: 1,
      addedOn: dayOf(created),
      completedOn: done === null ? null : dayOf(done),
      cancelledOn: null,
    }));
    expect(weeklyHistory(tracked, dayOf(now)).length).toBeGreaterThanOrEqual(12);
    expect(lives.some(({ done }) => done === null)).toBe(true);
  });

  it("end where the plan says that everything shipped", () => {
    const lives = livesOf({ ...plan, shippedWeeksAgo: 5 }, now);
    const end = now - 5 * 7 * 86_400_000;
    expect(
      lives.every(({ done, started, created }) => done !== null && done <= end && (started ?? 0) > created),
    ).toBe(true);
  });

  it("fit into both trackers, and what people decided about them names what is there", () => {
    const clock = new ManualClock(now);
    const company = sampleCompany(now);
    const jira = createJiraTwin({ clock, random, fetch });
    const seeded = jira.seed(company.jira);
    const linear = createLinearTwin({ clock, random, fetch });
    linear.seed(company.linear);
    const { initiatives, updates } = initiativeRecords(now, {
      accountOf: (email) => seeded.users[email] ?? "nobody",
      issueOf: (ref) => seeded.issues.find((issue) => issue.ref === ref) ?? { id: "0", key: "NONE-0" },
    });
    const parsed = initiatives.map(({ body }) => initiativeSchema.parse(body));
    expect(parsed.map(({ owner }) => owner?.id)).not.toContain("nobody");
    expect(JSON.stringify(parsed)).not.toContain("NONE-0");
    const ids = new Set(initiatives.map(({ id }) => id));
    for (const update of updates) {
      expect(ids).toContain(update.initiative);
      updateRecordSchema.parse(update);
    }
    const dump = jira.dump();
    const epic = dump.issues.find(({ summary }) => summary === "The new checkout");
    const below = dump.issues.filter(({ parent }) => parent?.key === epic?.key);
    expect(below.length).toBeGreaterThan(30);
    expect(new Set(below.map(({ status }) => status.category))).toEqual(
      new Set(["new", "indeterminate", "done"]),
    );
  });
});
