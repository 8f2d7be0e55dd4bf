import { describe, expect, it } from "vitest";
import type { FreezeBet } from "#shared/contract/outcomes/bet.ts";
import { addDays } from "#shared/day.ts";
import { decisionsOf } from "#sync/outcomes/decision-view.ts";
import { OutcomesDesk } from "#sync/outcomes/desk.ts";
import { outcomePage } from "#sync/outcomes/page-view.ts";
import { freezeBet } from "#sync/outcomes/write-bet.ts";
import { decide } from "#sync/outcomes/write-decision.ts";
import { saveOutcome } from "#sync/outcomes/write-outcome.ts";
import { checkIn, importReadings } from "#sync/outcomes/write-readings.ts";
import { ScoringDesk } from "#sync/scoring/desk.ts";
import { ENGINES, storeOn } from "#test/store/engines.ts";
import { ManualClock } from "#test/trackers/manual-clock.ts";

const TODAY = "2026-09-01";
const issue = { id: "10001", key: "SHOP-1" };

const outcome = (id: string) => ({
  id,
  title: "More visitors finish what they began to buy",
  forWhom: "visitors",
  change: "they pay",
  metric: {
    name: "Checkout completion",
    kind: "activation" as const,
    unit: "%",
    direction: "increase" as const,
    baseline: 50,
    target: 60,
    startsOn: TODAY,
    dueOn: addDays(TODAY, 100),
  },
  projects: [],
  parentId: null,
  objectiveId: null,
  isClosed: false,
});

describe.each(ENGINES)("two processes that keep outcomes, on $engine", (engine) => {
  const store = storeOn(engine);
  const clock = new ManualClock();
  const desk = () =>
    new OutcomesDesk({
      scoring: new ScoringDesk({ store: store(), clock, mirrors: () => [] }),
      records: store().records,
      initiatives: () => Promise.resolve([]),
      labelsOf: () => Promise.resolve([]),
      conflicts: () => Promise.resolve([]),
      doneOn: () => Promise.resolve(new Map()),
    });
  const made = async (id: string): Promise<[OutcomesDesk, OutcomesDesk]> => {
    const [one, other] = [desk(), desk()];
    await saveOutcome(one, { request: `outcome-${id}`, why: null, outcome: outcome(id), basedOn: 0 }, "ada");
    return [one, other];
  };
  const read = (on: OutcomesDesk, id: string, value: number, request: string) =>
    checkIn(on, { request, why: null, outcome: id, value, sentence: "Read." }, "ada");

  it("see each other's readings with their next answer", async () => {
    const [one, other] = await made("seen");
    await read(one, "seen", 52, "seen-check-1");
    const csv = `date,value\n${addDays(TODAY, -2)},50.5\n${addDays(TODAY, -1)},51`;
    await importReadings(other, { request: "seen-import", why: null, outcome: "seen", csv }, "jon");
    for (const each of [one, other]) {
      const { curve, readingsCount } = await outcomePage(each, "seen");
      expect(curve.points.map(({ value }) => value)).toEqual([50.5, 51, 52]);
      expect(readingsCount).toBe(3);
    }
  });

  it("freeze one bet when both are asked for the same one at the same moment", async () => {
    const [one, other] = await made("raced");
    const bet = (request: string, confidence: number): FreezeBet => ({
      request,
      why: null,
      id: "raced-bet",
      subject: { kind: "issue", issue },
      outcome: "raced",
      opportunity: null,
      expectedChange: 4,
      measureBy: addDays(TODAY, 30),
      confidence,
    });
    const asked = await Promise.allSettled([
      freezeBet(one, bet("raced-freeze-1", 60), "ada"),
      freezeBet(other, bet("raced-freeze-2", 90), "jon"),
    ]);
    expect(asked.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const frozen = await store().records.history("bet", "raced-bet");
    expect(frozen).toHaveLength(1);
  });

  it("reopen a decision once, although both see its trigger come true", async () => {
    const [one, other] = await made("crossed");
    const reopenWhen = [{ kind: "metric", outcomeId: "crossed", crosses: "above", value: 55 } as const];
    const no = { decision: "not now", reason: "Not yet.", evidence: [], effortSaved: 1, reopenWhen } as const;
    await decide(
      one,
      {
        request: "crossed-no",
        why: null,
        id: "crossed-1",
        issue,
        ...no,
        evidence: [],
        reopenWhen: [...reopenWhen],
      },
      "ada",
    );
    await read(other, "crossed", 56, "crossed-check");
    const told = await Promise.all([decisionsOf(one, null), decisionsOf(other, null)]);
    for (const { decisions } of told) {
      expect(decisions.find(({ id }) => id === "crossed-1")?.state).toBe("reopened");
    }
    expect(await store().records.history("decision-reopened", "crossed-1")).toHaveLength(1);
  });
});
