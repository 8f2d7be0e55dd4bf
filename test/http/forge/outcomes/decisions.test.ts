import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RequestOf } from "#shared/contract/operations.ts";
import { newRequest, rice, riceWrite } from "../scoring-scene.ts";
import { outcomesScene, saveOutcome, writing, type OutcomesScene } from "./scene.ts";

let scene: OutcomesScene;
beforeEach(async () => {
  scene = await outcomesScene();
  await saveOutcome(scene);
});
afterEach(() => scene.close());

type Trigger = RequestOf<"decisions.decide">["reopenWhen"][number];

const no = (
  reopenWhen: Trigger[],
  more: Partial<RequestOf<"decisions.decide">> = {},
): RequestOf<"decisions.decide"> => ({
  ...writing(),
  id: "no-1",
  issue: scene.issue(0),
  decision: "not now",
  reason: "Nobody asked twice.",
  evidence: [],
  effortSaved: 3,
  reopenWhen,
  ...more,
});
const decide = (...reopenWhen: Trigger[]) => scene.operation("decisions.decide", no(reopenWhen));
const decisions = () => scene.operation("decisions.list", { project: null });
const first = async () => (await decisions()).decisions[0];
const inbox = async () =>
  (await scene.operation("inbox.list", { whose: "mine" })).items.filter(
    ({ kind }) => kind === "decision reopened",
  );
const checkIn = (value: number) =>
  scene.operation("outcomes.check-in", { ...writing(), outcome: "checkout", value, sentence: "Read." });
const evidence = (id: string) =>
  scene.write(scene.jon, {
    kind: "evidence",
    request: newRequest(),
    why: null,
    issue: scene.issue(0),
    evidence: {
      id,
      kind: "anecdotes",
      source: "Support",
      quote: "Again.",
      observedOn: scene.today(),
      expiresOn: null,
      strength: null,
    },
  });
const above = (value: number): Trigger => ({
  kind: "metric",
  outcomeId: "checkout",
  crosses: "above",
  value,
});

describe("a decision not to build", () => {
  it("stands with its reason, the effort it saves and what would reopen it", async () => {
    await decide(above(55), { kind: "date", on: scene.days(90) });
    const {
      sentence,
      effortSaved,
      decisions: [decision],
    } = await decisions();
    expect(sentence).toBe("1 no stands, 3 person-months for what matters more.");
    expect(effortSaved).toBe(3);
    expect(decision).toMatchObject({
      issue: scene.issue(0),
      state: "stands",
      reopened: null,
      given: { by: { accountId: scene.ada } },
    });
    expect(decision?.reopenWhen.map(({ sentence: when }) => when)).toEqual([
      "When Checkout completion goes above 55 %",
      `On ${scene.days(90)}`,
    ]);
  });

  it("needs a trigger for “not now”, a day that is to come, and things that there are", async () => {
    const refused = (request: RequestOf<"decisions.decide">) => scene.refusal("decisions.decide", request);
    expect((await refused(no([]))).message).toContain("says when to look again");
    expect((await refused(no([{ kind: "date", on: scene.today() }]))).message).toContain("it has come");
    expect((await refused(no([{ ...above(1), outcomeId: "none" } as Trigger]))).status).toBe(404);
    expect((await refused(no([above(1)], { evidence: ["none"] }))).status).toBe(404);
    await scene.operation("decisions.decide", no([], { decision: "won't do" }));
    expect(await first()).toMatchObject({ decision: "won't do" });
  });

  it("keeps the evidence as it was", async () => {
    await evidence("calls");
    await scene.operation("decisions.decide", no([above(55)], { evidence: ["calls"] }));
    await scene.write(scene.jon, {
      kind: "withdraw-evidence",
      request: newRequest(),
      why: null,
      issue: scene.issue(0),
      evidence: "calls",
    });
    expect((await first())?.evidence).toMatchObject([{ id: "calls", quote: "Again." }]);
  });
});

describe("a decision reopens by itself", () => {
  it("when the metric crosses, explained, once, and stays open when the metric falls back", async () => {
    await checkIn(54);
    await decide(above(55));
    await checkIn(54.5);
    expect(await inbox()).toEqual([]);
    scene.pass(7);
    await checkIn(56);
    expect(await inbox()).toMatchObject([
      {
        decision: "no-1",
        issue: scene.issue(0),
        since: scene.today(),
        sentence: `“not now” is open again. The metric crossed 55: 56 on ${scene.today()}. The reason was: Nobody asked twice.`,
      },
    ]);
    const { reopened } = (await first()) ?? {};
    await checkIn(40);
    scene.pass(30);
    await checkIn(60);
    expect(await first()).toMatchObject({ state: "reopened", reopened });
    expect(await scene.store.records.history("decision-reopened", "no-1")).toHaveLength(1);
    const { history } = await scene.operation("outcomes.page", { outcome: "checkout" });
    expect(history.filter(({ kind }) => kind === "decision")).toHaveLength(2);
  });

  it("on the very day, by what came after the decision only", async () => {
    await checkIn(56);
    await decide(above(55));
    expect(await inbox()).toEqual([]);
    await checkIn(54);
    await scene.operation("decisions.decide", no([above(55)], { id: "no-2" }));
    await checkIn(57);
    expect(await inbox()).toMatchObject([{ decision: "no-2" }]);
  });

  it("on its day", async () => {
    await decide({ kind: "date", on: scene.days(10) });
    scene.pass(9);
    expect(await inbox()).toEqual([]);
    scene.pass(1);
    expect(await inbox()).toMatchObject([{ since: scene.today() }]);
  });

  it("with new evidence, not with what was there nor with an old one that is edited", async () => {
    await evidence("before");
    await decide({ kind: "evidence", count: 2 });
    await evidence("before");
    await evidence("one");
    expect(await inbox()).toEqual([]);
    scene.pass(3);
    await evidence("two");
    expect((await inbox())[0]?.sentence).toContain("2 new pieces of evidence came in");
  });

  it("but not when it was taken back or decided anew", async () => {
    await decide(above(55));
    await scene.operation("decisions.settle", {
      ...writing("We build it after all"),
      decision: "no-1",
      act: "withdraw",
      basedOn: 1,
    });
    await scene.operation("decisions.decide", no([above(55)], { id: "no-2", issue: scene.issue(1) }));
    scene.pass(1);
    await scene.operation("decisions.decide", no([above(90)], { id: "no-3", issue: scene.issue(1) }));
    await checkIn(60);
    expect(await inbox()).toEqual([]);
    expect((await decisions()).decisions.map(({ id, state }) => `${id} ${state}`)).toEqual([
      "no-3 stands",
      "no-1 withdrawn",
      "no-2 decided anew",
    ]);
  });
});

describe("a person", () => {
  it("reopens a no before its trigger, with the reason, and takes it back", async () => {
    await decide(above(55));
    const settle = (act: "withdraw" | "reopen", basedOn: number) => ({
      ...writing("A customer called"),
      decision: "no-1",
      act,
      basedOn,
    });
    await scene.operation("decisions.settle", settle("reopen", 1), scene.jon);
    expect(await first()).toMatchObject({
      state: "reopened",
      reopened: { sentence: "A customer called", by: { accountId: scene.jon } },
      given: { by: { accountId: scene.ada } },
    });
    expect(await scene.refusal("decisions.settle", settle("reopen", 2))).toMatchObject({ status: 409 });
    expect(await scene.refusal("decisions.settle", settle("withdraw", 1))).toMatchObject({
      status: 409,
      message: "Jon changed this decision since you opened it.",
    });
    await scene.operation("decisions.settle", settle("withdraw", 2));
    expect(await inbox()).toEqual([]);
  });
});

describe("the inbox", () => {
  it("asks each person what is theirs, what has asked longest first", async () => {
    await scene.write(scene.jon, riceWrite(scene.issue(2), rice(10, 1, 80, 1)));
    await scene.write(scene.ada, {
      kind: "rescore",
      request: newRequest(),
      why: null,
      issue: scene.issue(2),
      framework: "rice",
      input: "effort",
      sentence: "It is three times that.",
    });
    await decide({ kind: "date", on: scene.days(1) });
    scene.pass(8);
    const kinds = async (person: string, whose: "mine" | "everybody's") =>
      (await scene.operation("inbox.list", { whose }, person)).items.map(({ kind }) => kind);
    expect(await kinds(scene.ada, "mine")).toEqual(["decision reopened", "check-in due"]);
    expect(await kinds(scene.jon, "mine")).toEqual(["score doubted"]);
    expect(await kinds(scene.jon, "everybody's")).toEqual([
      "score doubted",
      "decision reopened",
      "check-in due",
    ]);
  });

  it("tells how a person wants to be told, and changes it for nobody else", async () => {
    const before = await scene.operation("inbox.notifications", {});
    expect(before).toEqual({
      notifications: { when: "daily", without: [] },
      revision: 0,
      lastSent: null,
    });
    const notifications = { when: "never" as const, without: [] };
    await scene.operation("inbox.save-notifications", { ...writing(), notifications, basedOn: 0 });
    expect((await scene.operation("inbox.notifications", {})).notifications.when).toBe("never");
    expect((await scene.operation("inbox.notifications", {}, scene.jon)).revision).toBe(0);
  });
});
