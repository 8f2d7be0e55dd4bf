import { describe, expect, it } from "vitest";
import { seedOutcomes } from "#sync/cli/seed-outcomes.ts";
import { calibrationView } from "#sync/outcomes/calibration-view.ts";
import { decisionsOf } from "#sync/outcomes/decision-view.ts";
import { OutcomesDesk } from "#sync/outcomes/desk.ts";
import { inboxOf } from "#sync/outcomes/inbox.ts";
import { treeOf } from "#sync/outcomes/tree-view.ts";
import { sampleBets } from "#sync/sandbox/sample-outcomes.ts";
import { ScoringDesk } from "#sync/scoring/desk.ts";
import { openStore } from "#sync/store/open.ts";
import { random } from "#test/store/scene.ts";

const clock = { now: () => Date.parse("2026-11-22T09:00:00Z"), sleep: () => Promise.resolve() };

async function sampleDesk(): Promise<OutcomesDesk> {
  const store = await openStore({ url: ":memory:", random });
  const keys = new Map<string, number>();
  await seedOutcomes(store, {
    now: clock.now(),
    issueOf: (ref) => {
      const number = keys.get(ref) ?? keys.size + 1;
      keys.set(ref, number);
      return { id: String(number), key: `SHOP-${number}` };
    },
    accountOf: (email) => email,
    why: "Part of the sample company",
  });
  return new OutcomesDesk({
    scoring: new ScoringDesk({ store, clock, mirrors: () => [] }),
    records: store.records,
    initiatives: () => Promise.resolve([]),
    labelsOf: () => Promise.resolve([]),
    conflicts: () => Promise.resolve([]),
    doneOn: () => Promise.resolve(new Map()),
  });
}

describe("the sample company's outcomes", () => {
  it("have enough measured bets for their calibration to say something, each as its story tells", async () => {
    const desk = await sampleDesk();
    const { all, unmeasured, running } = await calibrationView(desk, null);
    expect(all).toMatchObject({ count: 24, isEnough: true });
    expect({ unmeasured, running }).toEqual({ unmeasured: 2, running: 2 });
    const came = [...desk.ledger.results.values()].map(({ body }) => body.result);
    expect(came).toEqual(
      sampleBets
        .filter(({ learned }) => learned !== undefined)
        .sort((one, other) => one.measureBy - other.measureBy)
        .map(({ predicted }) => predicted),
    );
  });

  it("hold a tree, a gap, what asks somebody, and a no that is open again", async () => {
    const desk = await sampleDesk();
    const tree = await treeOf(desk, "SHOP");
    expect(tree.outcomes.map(({ id, progress }) => [id, progress.now?.value])).toContainEqual([
      "checkout-rate",
      59,
    ]);
    expect(tree.coverage.outcomesWithoutWork).toContain("size-returns");
    expect(tree.nodes.length).toBeGreaterThan(8);
    const { counts } = await inboxOf(desk, null);
    expect(counts).toMatchObject({ "bet due": 2, "decision reopened": 1, "check-in due": 1 });
    expect((await decisionsOf(desk, null)).decisions.map(({ state }) => state)).toEqual([
      "reopened",
      "stands",
      "stands",
      "stands",
      "stands",
    ]);
  });
});
