import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { operations, type OperationName } from "#shared/contract/operations.ts";
import { newRequest, rice, riceWrite } from "../scoring-scene.ts";
import { betOn, outcomesScene, saveOutcome, writing, type OutcomesScene } from "./scene.ts";

let scene: OutcomesScene;
beforeEach(async () => {
  scene = await outcomesScene();
  await saveOutcome(scene);
});
afterEach(() => scene.close());

const bets = async (state: "all" | "due" | "running" | "settled" = "all") =>
  (await scene.operation("bets.list", { project: null, state })).bets;
const checkIn = (value: number) =>
  scene.operation("outcomes.check-in", { ...writing(), outcome: "checkout", value, sentence: "Read." });
const measure = (bet = "bet-1") => ({
  ...writing(),
  bet,
  unmeasurable: false,
  reading: null,
  learned: "Fewer fields are enough.",
});

describe("a bet", () => {
  it("is frozen with the day, the metric, the team, the framework and the evidence of that moment", async () => {
    const issue = scene.issue(0);
    await scene.write(scene.ada, riceWrite(issue, rice(100, 1, 80, 1)), {
      kind: "evidence",
      request: newRequest(),
      why: null,
      issue,
      evidence: {
        id: "interviews",
        kind: "user-evidence",
        source: "Five interviews",
        quote: "I never find it.",
        observedOn: scene.today(),
        expiresOn: null,
        strength: null,
      },
    });
    await checkIn(52);
    const { bet } = await scene.operation("bets.freeze", betOn(scene));
    expect(bet).toMatchObject({
      subject: { issue },
      baseline: 52,
      frozenOn: scene.today(),
      team: "SHOP",
      framework: "rice",
      meter: 3,
      evidence: [{ id: "interviews", quote: "I never find it." }],
      state: { state: "running", daysLeft: 30 },
      given: { by: { accountId: scene.ada }, why: "Committed for the quarter" },
    });
    expect(bet.sentence).toBe(
      `Checkout completion rises by 4 points from 52 % until ${scene.days(30)}, 80 % sure.`,
    );
  });

  it("asks to be measured when its day has come, and stays visible until it is", async () => {
    await scene.operation("bets.freeze", betOn(scene));
    scene.pass(29);
    expect(await bets("due")).toEqual([]);
    scene.pass(4);
    expect(await bets("due")).toMatchObject([{ id: "bet-1", state: { state: "due", daysOverdue: 3 } }]);
    const { items } = await scene.operation("inbox.list", { whose: "mine" });
    expect(items.find(({ kind }) => kind === "bet due")).toMatchObject({
      bet: "bet-1",
      issue: scene.issue(0),
      sentence: expect.stringContaining("The day of a bet has come") as string,
    });
  });

  it("is measured by the readings up to its day, and says what was learned", async () => {
    await scene.operation("bets.freeze", betOn(scene));
    scene.pass(20);
    await checkIn(53);
    scene.pass(15);
    await checkIn(70);
    const { bet } = await scene.operation("bets.measure", measure());
    expect(bet.state).toMatchObject({
      state: "settled",
      result: "near",
      measuredChange: 3,
      learned: "Fewer fields are enough.",
    });
    expect(await bets("due")).toEqual([]);
  });

  it("is not measured before its day, nor from nothing; a reading in time may be given with it", async () => {
    await scene.operation("bets.freeze", betOn(scene));
    const [frozenOn, inTime] = [scene.today(), scene.days(28)];
    expect(await scene.refusal("bets.measure", measure())).toMatchObject({
      status: 400,
      message: expect.stringContaining("not before") as string,
    });
    scene.pass(31);
    expect((await scene.refusal("bets.measure", measure())).message).toContain("Nothing was read between");
    const late = { ...measure(), reading: { on: scene.today(), value: 60 } };
    expect((await scene.refusal("bets.measure", late)).message).toContain(`it runs from ${frozenOn}`);
    const { bet } = await scene.operation("bets.measure", {
      ...measure(),
      reading: { on: inTime, value: 54.5 },
    });
    expect(bet.state).toMatchObject({ result: "hit", measuredChange: 4.5 });
  });

  it("may be unmeasurable, which says nothing about confidence", async () => {
    await scene.operation("bets.freeze", betOn(scene));
    scene.pass(31);
    await scene.operation("bets.measure", { ...measure(), unmeasurable: true });
    expect(await scene.operation("bets.calibration", { project: null })).toMatchObject({
      all: { count: 0 },
      unmeasurable: 1,
      unmeasured: 0,
    });
  });

  it("is not made on a closed or missing outcome, a missing initiative, or for a day that is over", async () => {
    expect((await scene.refusal("bets.freeze", betOn(scene, { outcome: "none" }))).status).toBe(404);
    const initiative = { kind: "initiative", id: "none" } as const;
    expect((await scene.refusal("bets.freeze", betOn(scene, { subject: initiative }))).status).toBe(404);
    expect(await scene.refusal("bets.freeze", betOn(scene, { measureBy: scene.today() }))).toMatchObject({
      status: 400,
      message: "A bet is measured after the day it is made.",
    });
  });

  it("may be made on an initiative", async () => {
    await scene.store.records.append({
      kind: "initiative",
      id: "one-page",
      body: {
        name: "One-page checkout",
        sources: [{ kind: "jira", label: "Shop", project: "SHOP", jql: "project = SHOP" }],
        outcomes: ["checkout"],
      },
      who: scene.ada,
      why: null,
      at: scene.clock.now(),
    });
    const subject = { kind: "initiative", id: "one-page" } as const;
    const { bet } = await scene.operation("bets.freeze", betOn(scene, { subject }));
    expect(bet).toMatchObject({
      subject: { kind: "initiative", name: "One-page checkout" },
      team: "SHOP",
      framework: "none",
      evidence: [],
    });
  });
});

describe("a frozen bet", () => {
  const frozen = () => scene.store.records.history("bet", "bet-1");

  it("never changes, whatever is called afterwards", async () => {
    await scene.operation("bets.freeze", betOn(scene));
    const before = await frozen();
    const issue = scene.issue(0);
    scene.pass(31);
    /** One request for every operation that writes; a new one must be added here. */
    const writes: Record<Writing, object> = {
      "outcomes.save": {
        outcome: {
          id: "bet-1",
          title: "An outcome with the bet's id",
          forWhom: "x",
          change: "y",
          metric: {
            name: "m",
            kind: "own",
            unit: "",
            direction: "increase",
            baseline: 1,
            target: 2,
            startsOn: "2026-01-01",
            dueOn: "2026-02-01",
          },
          projects: [],
          parentId: null,
          objectiveId: null,
          isClosed: false,
        },
        basedOn: 0,
      },
      "outcomes.save-objective": { objective: { id: "bet-1", title: "Own", period: "" }, basedOn: 0 },
      "outcomes.save-node": {
        node: {
          id: "bet-1",
          kind: "opportunity",
          title: "Own",
          parentId: "checkout",
          issue: null,
          evidence: [],
          question: null,
          found: null,
        },
        basedOn: 1,
      },
      "outcomes.remove-node": { node: "bet-1", basedOn: 1 },
      "outcomes.check-in": { outcome: "checkout", value: 99, sentence: "x" },
      "outcomes.import-readings": { outcome: "checkout", csv: `date,value\n${scene.days(-3)},99` },
      "outcomes.link-issues": {
        outcome: "checkout",
        links: [{ issue, serves: false, contribution: null, basedOn: 0 }],
      },
      "bets.freeze": { ...betOn(scene, { confidence: 50, measureBy: scene.days(90) }) },
      "bets.measure": { bet: "bet-1", unmeasurable: false, reading: null, learned: "x" },
      "decisions.decide": {
        id: "bet-1",
        issue,
        decision: "won't do",
        reason: "x",
        evidence: [],
        effortSaved: null,
        reopenWhen: [],
      },
      "decisions.settle": { decision: "bet-1", act: "withdraw", basedOn: 1 },
      "inbox.save-notifications": {
        notifications: { when: "never", without: [] },
        basedOn: 0,
      },
    };
    for (const [name, request] of Object.entries(writes)) {
      const body = { why: null, ...request, request: newRequest() };
      await attempt(() =>
        scene.ask(scene.ada, `/forge/operations/${name}`, body, operations[name as Writing].answer),
      );
    }
    expect(await frozen()).toEqual(before);
    expect((await bets())[0]).toMatchObject({ confidence: 80, expectedChange: 4, baseline: 50 });
  });

  it("is not replaced by another of the same id, nor by its own request with another content", async () => {
    const request = betOn(scene);
    await scene.operation("bets.freeze", request);
    const other = betOn(scene, { confidence: 95, expectedChange: 1 });
    expect(await scene.refusal("bets.freeze", other)).toMatchObject({
      status: 409,
      message: "This bet was given by Ada and never changes.",
    });
    const repeated = await scene.operation("bets.freeze", { ...request, confidence: 95 });
    expect(repeated).toMatchObject({ repeated: true, bet: { confidence: 80 } });
    expect(await frozen()).toHaveLength(1);
  });

  it("keeps its one result", async () => {
    await scene.operation("bets.freeze", betOn(scene));
    scene.pass(20);
    await checkIn(51);
    scene.pass(20);
    await scene.operation("bets.measure", measure());
    await checkIn(70);
    expect(await scene.refusal("bets.measure", measure(), scene.jon)).toMatchObject({
      status: 409,
      message: "This result was given by Ada and never changes.",
    });
    expect((await bets())[0]?.state).toMatchObject({ result: "miss" });
  });
});

describe("what bets say about confidence", () => {
  it("is shown by team and framework beside the base rate, and says when there are too few", async () => {
    for (const [position, value] of [54, 51, 56].entries()) {
      await scene.operation(
        "bets.freeze",
        betOn(scene, { id: `bet-${position}`, measureBy: scene.days(10), confidence: 70 }),
      );
      scene.pass(9);
      await checkIn(value);
      scene.pass(2);
      await scene.operation("bets.measure", measure(`bet-${position}`));
    }
    const calibration = await scene.operation("bets.calibration", { project: "SHOP" });
    // From 50 to 54, from 54 to 51, from 51 to 56: two hits of three at 70 %.
    expect(calibration.all).toMatchObject({
      count: 3,
      hits: 2,
      isEnough: false,
      brier: expect.closeTo((0.09 + 0.49 + 0.09) / 3) as number,
      baseRateBrier: expect.closeTo(2 / 9) as number,
    });
    expect(calibration.all.sentence).toContain("too few to say more, it takes 20");
    expect(calibration.byTeam).toMatchObject([{ team: "SHOP", calibration: { count: 3 } }]);
    expect(calibration.byFramework).toMatchObject([{ framework: "none", name: "Not scored" }]);
    expect((await scene.operation("bets.calibration", { project: "LED" })).all.count).toBe(0);
  });

  it("is told when a new idea for the same outcome is scored", async () => {
    await scene.operation("bets.freeze", betOn(scene));
    scene.pass(20);
    await checkIn(55);
    scene.pass(20);
    await scene.operation("bets.measure", measure());
    const like = (outcome: string | null) =>
      scene.operation("bets.like-this", {
        subject: { kind: "issue", issue: scene.issue(1) },
        outcome,
        opportunity: null,
      });
    expect(await like("checkout")).toMatchObject({ sentence: "The last idea like this: one hit.", hits: 1 });
    expect((await like(null)).sentence).toBe("No idea like this has been measured yet.");
    const { likeThis } = await scene.context(scene.ada, scene.issue(1));
    expect(likeThis).toMatchObject({ measured: 0 });
    const links = [{ issue: scene.issue(1), serves: true, contribution: null, basedOn: 0 }];
    await scene.operation("outcomes.link-issues", { ...writing(), outcome: "checkout", links });
    expect((await scene.context(scene.ada, scene.issue(1))).likeThis).toEqual({
      sentence: "The last idea like this: one hit.",
      measured: 1,
      hits: 1,
    });
  });
});

type Writing = {
  [Name in OperationName]: Name extends `${"outcomes" | "bets" | "decisions" | "inbox"}.${string}`
    ? (typeof operations)[Name]["request"] extends { shape: { request: unknown } }
      ? Name
      : never
    : never;
}[OperationName];

async function attempt(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch {
    // A refusal is as good as a write that leaves the bet alone.
  }
}
