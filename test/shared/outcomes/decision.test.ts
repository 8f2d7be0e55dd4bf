import { describe, expect, it } from "vitest";
import { decisionSchema, reopening } from "#shared/outcomes/decision.ts";
import type { Decision, ReopenTrigger, Since } from "#shared/outcomes/decision.ts";
import type { Reading } from "#shared/outcomes/outcome.ts";

function notNow(...reopenWhen: readonly ReopenTrigger[]): Decision {
  return decisionSchema.parse({
    id: "d1",
    issueId: "SHOP-1",
    decision: "not now",
    reason: "Nobody asked twice.",
    evidenceIds: [],
    effortSaved: 3,
    on: "2026-01-10",
    by: "Ana",
    reopenWhen,
  });
}

function since(given: Partial<Since> = {}): Since {
  return { today: "2026-06-01", readings: new Map(), valuesThen: new Map(), evidenceOn: [], ...given };
}

function readings(...values: readonly [string, number][]): ReadonlyMap<string, readonly Reading[]> {
  return new Map([["o1", values.map(([on, value]) => ({ on, value, source: "csv" }))]]);
}

describe("a decision not to build", () => {
  it("gives a reason, and “not now” says when to look again", () => {
    const draft = { ...notNow({ kind: "date", on: "2026-05-01" }), reopenWhen: [] };
    expect(decisionSchema.safeParse(draft).error?.message).toContain("says when to look again");
    expect(decisionSchema.safeParse({ ...draft, decision: "won't do" }).success).toBe(true);
    expect(decisionSchema.safeParse({ ...draft, decision: "won't do", reason: "" }).error?.message).toContain(
      "A no needs its reason",
    );
  });

  it("reopens on its date", () => {
    const decision = notNow({ kind: "date", on: "2026-05-01" });
    expect(reopening(decision, since({ today: "2026-04-30" }))).toBeNull();
    expect(reopening(decision, since({ today: "2026-05-01" }))?.sentence).toBe(
      "The day to look again, 2026-05-01, has come.",
    );
  });

  it("reopens after enough new evidence, not for what was there", () => {
    const decision = notNow({ kind: "evidence", count: 2 });
    expect(reopening(decision, since({ evidenceOn: ["2026-01-01", "2026-02-01"] }))).toBeNull();
    expect(reopening(decision, since({ evidenceOn: ["2026-03-01", "2026-02-01"] }))).toMatchObject({
      on: "2026-03-01",
      sentence: "2 new pieces of evidence came in since 2026-01-10.",
    });
  });

  it("reopens when the metric crosses its value", () => {
    const decision = notNow({ kind: "metric", outcomeId: "o1", crosses: "above", value: 30 });
    expect(
      reopening(decision, since({ readings: readings(["2026-01-05", 20], ["2026-02-01", 30]) })),
    ).toBeNull();
    expect(
      reopening(decision, since({ readings: readings(["2026-02-01", 31], ["2026-03-01", 35]) }))?.sentence,
    ).toBe("The metric crossed 30: 31 on 2026-02-01.");
    expect(
      reopening(decision, since({ today: "2026-01-31", readings: readings(["2026-02-01", 31]) })),
    ).toBeNull();
  });

  it("counts a reading of the very day only against what the metric said when it was decided", () => {
    const decision = notNow({ kind: "metric", outcomeId: "o1", crosses: "above", value: 30 });
    const sameDay = readings(["2026-01-10", 31]);
    const then = (value: number) => since({ readings: sameDay, valuesThen: new Map([["o1", value]]) });
    expect(reopening(decision, then(29))?.on).toBe("2026-01-10");
    expect(reopening(decision, then(31))).toBeNull();
    expect(reopening(decision, since({ readings: sameDay }))).toBeNull();
  });

  it("does not reopen because the metric already was beyond, until it comes back", () => {
    const decision = notNow({ kind: "metric", outcomeId: "o1", crosses: "below", value: 30 });
    expect(
      reopening(decision, since({ readings: readings(["2026-01-05", 20], ["2026-02-01", 21]) })),
    ).toBeNull();
    const back = readings(["2026-01-05", 20], ["2026-02-01", 31], ["2026-03-01", 29]);
    expect(reopening(decision, since({ readings: back }))?.on).toBe("2026-03-01");
  });

  it("names the trigger that came first", () => {
    const decision = notNow({ kind: "date", on: "2026-05-01" }, { kind: "evidence", count: 1 });
    expect(reopening(decision, since({ evidenceOn: ["2026-02-01"] }))?.trigger.kind).toBe("evidence");
  });
});
