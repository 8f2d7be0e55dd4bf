import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { outcomeDraft, outcomesScene, saveOutcome, writing, type OutcomesScene } from "./scene.ts";

let scene: OutcomesScene;
beforeEach(async () => {
  scene = await outcomesScene();
});
afterEach(() => scene.close());

const page = (outcome = "checkout") => scene.operation("outcomes.page", { outcome });
const tree = (project: string | null = null) => scene.operation("outcomes.tree", { project });
const node = (id: string, kind: "opportunity" | "solution" | "experiment", parentId: string) => ({
  id,
  kind,
  title: `The ${kind} ${id}`,
  parentId,
  issue: null,
  evidence: [],
  question: null,
  found: null,
});

describe("an outcome", () => {
  it("is made with its metric, belongs to whoever made it, and has no reading yet", async () => {
    await saveOutcome(scene);
    const { outcome, readingsCount, serving, history } = await page();
    expect(outcome).toMatchObject({
      revision: 1,
      owner: { accountId: scene.ada, name: "Ada" },
      progress: { now: null, share: null, state: "no reading" },
      grade: null,
      checkIn: { dueOn: scene.days(7), isDue: false, daysLate: 0 },
    });
    expect(readingsCount).toBe(0);
    expect(serving.sentence).toBe("No issue serves this outcome.");
    expect(history).toMatchObject([{ kind: "outcome", sentence: "The outcome was made" }]);
  });

  it("is changed with who, when and why, and nobody's change is overwritten unseen", async () => {
    await saveOutcome(scene);
    const outcome = outcomeDraft(scene, { metric: { target: 70 } });
    await scene.operation(
      "outcomes.save",
      { ...writing("The board wants more"), outcome, basedOn: 1 },
      scene.jon,
    );
    const { history, outcome: now } = await page();
    expect(history[0]).toMatchObject({
      sentence: "Target: 60 % → 70 %",
      why: "The board wants more",
      by: { accountId: scene.jon },
    });
    expect(now.owner.accountId).toBe(scene.ada);
    expect(await scene.refusal("outcomes.save", { ...writing(), outcome, basedOn: 1 })).toMatchObject({
      status: 409,
      message: expect.stringContaining("Jon changed") as string,
    });
  });

  it("is written once however often its request comes", async () => {
    const request = { ...writing(), outcome: outcomeDraft(scene), basedOn: 0 };
    expect(await scene.operation("outcomes.save", request)).toMatchObject({ revision: 1, repeated: false });
    expect(await scene.operation("outcomes.save", request)).toMatchObject({ revision: 1, repeated: true });
    expect(await scene.refusal("outcomes.save", request, scene.jon)).toMatchObject({ status: 409 });
    expect(await scene.store.records.history("outcome", "checkout")).toHaveLength(1);
  });

  it("asks for a check-in a week after the last, is told by the service's day, and moves", async () => {
    await saveOutcome(scene);
    scene.pass(9);
    expect((await page()).outcome.checkIn).toMatchObject({ isDue: true, daysLate: 2 });
    await scene.operation("outcomes.check-in", {
      ...writing(),
      outcome: "checkout",
      value: 54,
      sentence: "The shorter form is out.",
    });
    const { outcome, readings, history } = await page();
    expect(outcome.progress).toMatchObject({ now: { on: scene.today(), value: 54 }, share: 0.4 });
    expect(outcome.checkIn).toMatchObject({ dueOn: scene.days(7), isDue: false });
    expect(readings).toMatchObject([{ value: 54, source: "hand", by: { accountId: scene.ada } }]);
    expect(history[0]?.sentence).toBe(`Check-in: 54 % on ${scene.today()}. The shorter form is out.`);
  });

  it("that is closed asks for nothing", async () => {
    await saveOutcome(scene);
    scene.pass(20);
    const outcome = { ...outcomeDraft(scene), isClosed: true };
    await scene.operation("outcomes.save", { ...writing(), outcome, basedOn: 1 });
    expect((await page()).outcome.checkIn).toEqual({ dueOn: null, isDue: false, daysLate: 0 });
    expect((await tree()).coverage.outcomesWithoutWork).toEqual([]);
  });

  it("is read as an earlier version kept it, with its readings", async () => {
    const {
      owner: _,
      projects: __,
      parentId: ___,
      objectiveId: ____,
      isClosed: _____,
      ...old
    } = outcomeDraft(scene);
    const readings = [{ on: scene.today(), value: 52, source: "hand" }];
    const body = { ...old, readings };
    await scene.store.records.append({
      kind: "outcome",
      id: "checkout",
      body,
      who: scene.ada,
      why: null,
      at: scene.clock.now(),
    });
    expect((await page()).outcome.progress.now?.value).toBe(52);
    await scene.operation("outcomes.save", { ...writing(), outcome: outcomeDraft(scene), basedOn: 1 });
    expect((await page()).readings).toMatchObject([{ value: 52 }]);
  });

  it("that there is none of is refused with what to do", async () => {
    expect(await scene.refusal("outcomes.page", { outcome: "nothing" })).toMatchObject({
      status: 404,
      message: "There is no outcome “nothing”.",
    });
  });

  it("is read by whoever may use the page and written by a person only", async () => {
    await saveOutcome(scene);
    const check = { ...writing(), outcome: "checkout", value: 1, sentence: "x" };
    const refused = await scene.refused(null, "/forge/operations/outcomes.check-in", check);
    expect(refused.status).toBe(403);
  });
});

describe("readings from CSV", () => {
  const csv = (scene_: OutcomesScene) =>
    `date;value;sentence\n${scene_.days(-2)};50.5;\n${scene_.days(-1)};51;Steps are shown\n${scene_.days(-1)};52;\nlast week;53;\n${scene_.today()};1,5;\n${scene_.days(9)};60;`;

  it("are previewed with what would be taken, replaced and refused, and change nothing", async () => {
    await saveOutcome(scene);
    await scene.operation("outcomes.check-in", {
      ...writing(),
      outcome: "checkout",
      value: 50,
      sentence: "Begun.",
    });
    const more = `${csv(scene)}\n${scene.today()};51`;
    const preview = await scene.operation("outcomes.preview-readings", { outcome: "checkout", csv: more });
    expect(preview).toMatchObject({ count: 3, added: 2, replaced: 1, refusedCount: 3 });
    expect(preview.replacing).toEqual([{ on: scene.today(), before: 50, after: 51 }]);
    expect(preview.refused.map(({ reason }) => reason)).toEqual([
      "“last week” is no day; write 2026-03-01.",
      expect.stringContaining("may be 1.5 or 15"),
      expect.stringContaining("yet to come"),
    ]);
    expect((await page()).readingsCount).toBe(1);
  });

  it("are taken once, the last of a day counting, and stay in order beside the others", async () => {
    await saveOutcome(scene);
    const request = { ...writing(), outcome: "checkout", csv: csv(scene) };
    expect(await scene.operation("outcomes.import-readings", request)).toMatchObject({
      taken: 2,
      refusedCount: 3,
      repeated: false,
    });
    expect(await scene.operation("outcomes.import-readings", request)).toMatchObject({ repeated: true });
    const { curve, readings, history } = await page();
    expect(curve.points).toEqual([
      { on: scene.days(-2), value: 50.5 },
      { on: scene.days(-1), value: 52 },
    ]);
    expect(curve.target.map(({ value }) => value)).toEqual([50, 60]);
    expect(readings[0]).toMatchObject({ on: scene.days(-1), source: "csv" });
    expect(history[0]?.sentence).toContain("2 readings came in");
  });

  it("without one that can be read are refused", async () => {
    await saveOutcome(scene);
    const request = { ...writing(), outcome: "checkout", csv: "date,value\nnever,1" };
    expect(await scene.refusal("outcomes.import-readings", request)).toMatchObject({
      status: 400,
      message: "There is no reading in this file: line 2: “never” is no day; write 2026-03-01.",
    });
  });
});

describe("the tree", () => {
  it("holds opportunities, solutions and experiments where they may stand, with live issues", async () => {
    await saveOutcome(scene);
    const save = (draft: Parameters<typeof scene.operation<"outcomes.save-node">>[1]["node"]) =>
      scene.operation("outcomes.save-node", { ...writing(), node: draft, basedOn: 0 });
    await save(node("lost", "opportunity", "checkout"));
    await save({ ...node("guest", "solution", "lost"), issue: scene.issue(0) });
    await save({
      ...node("fake-door", "experiment", "guest"),
      question: "valuable",
      found: { answer: "holds", sentence: "31 of 40 clicked." },
    });
    const { nodes } = await tree();
    expect(nodes.map(({ id, parentId }) => [id, parentId])).toEqual([
      ["lost", "checkout"],
      ["guest", "lost"],
      ["fake-door", "guest"],
    ]);
    expect(nodes[1]?.issue).toMatchObject({ ...scene.issue(0), work: "not begun" });
    expect(nodes[1]?.questions.map(({ id, state }) => `${id} ${state}`)).toEqual([
      "valuable holds",
      "usable untested",
      "feasible untested",
      "viable untested",
    ]);
    const misplaced = node("astray", "experiment", "lost");
    expect(
      await scene.refusal("outcomes.save-node", { ...writing(), node: misplaced, basedOn: 0 }),
    ).toMatchObject({ status: 400, message: expect.stringContaining("needs a solution") as string });
  });

  it("loses a node with what stands below it, and no more", async () => {
    await saveOutcome(scene);
    for (const draft of [
      node("lost", "opportunity", "checkout"),
      node("found", "opportunity", "checkout"),
      node("guest", "solution", "lost"),
    ]) {
      await scene.operation("outcomes.save-node", { ...writing(), node: draft, basedOn: 0 });
    }
    await scene.operation("outcomes.remove-node", { ...writing(), node: "lost", basedOn: 1 });
    expect((await tree()).nodes.map(({ id }) => id)).toEqual(["found"]);
  });

  it("does not let an outcome stand below itself", async () => {
    await saveOutcome(scene);
    await scene.operation("outcomes.save", {
      ...writing(),
      outcome: { ...outcomeDraft(scene, { id: "forms" }), parentId: "checkout" },
      basedOn: 0,
    });
    const ring = { ...outcomeDraft(scene), parentId: "forms" };
    expect(await scene.refusal("outcomes.save", { ...writing(), outcome: ring, basedOn: 1 })).toMatchObject({
      status: 400,
      message: expect.stringContaining("cannot stand below itself") as string,
    });
  });

  it("of a project shows its own outcomes and those of all", async () => {
    await saveOutcome(scene, { id: "ours", projects: ["SHOP"] });
    await saveOutcome(scene, { id: "theirs", projects: ["LED"] });
    await saveOutcome(scene, { id: "everybodys" });
    expect((await tree("SHOP")).outcomes.map(({ id }) => id)).toEqual(["ours", "everybodys"]);
  });

  it("grades an objective by its key results", async () => {
    await scene.operation("outcomes.save-objective", {
      ...writing(),
      objective: { id: "q3", title: "Buying is easy", period: "2026 Q3" },
      basedOn: 0,
    });
    for (const [id, value] of [
      ["checkout", 58],
      ["returns", 54],
    ] as const) {
      const outcome = { ...outcomeDraft(scene, { id }), objectiveId: "q3" };
      await scene.operation("outcomes.save", { ...writing(), outcome, basedOn: 0 });
      await scene.operation("outcomes.check-in", { ...writing(), outcome: id, value, sentence: "Read." });
    }
    expect((await tree()).objectives).toMatchObject([
      { keyResults: ["checkout", "returns"], grade: expect.closeTo(0.6) as number, status: "at risk" },
    ]);
  });
});

describe("what serves an outcome", () => {
  const link = (position: number, contribution: number | null, basedOn = 0, serves = true) => ({
    ...writing(),
    outcome: "checkout",
    links: [{ issue: scene.issue(position), serves, contribution, basedOn }],
  });

  it("is linked with what it is expected to bring, beside the other outcomes of the issue", async () => {
    await saveOutcome(scene);
    await saveOutcome(scene, { id: "returns" });
    await scene.operation("outcomes.link-issues", { ...link(0, null), outcome: "returns" });
    await scene.operation("outcomes.link-issues", link(0, 3));
    await scene.operation("outcomes.link-issues", link(1, 2));
    const { serving } = await page();
    expect(serving).toMatchObject({ expected: 5 });
    expect(serving.sentence).toBe(
      "2 issues serve it, expected to bring +5 points of the 10 points wanted (50 %).",
    );
    const { scoring } = await scene.context(scene.ada, scene.issue(0));
    expect(scoring.served.outcomes).toEqual([
      { id: "returns", contribution: null },
      { id: "checkout", contribution: 3 },
    ]);
  });

  it("is unlinked without touching what else the issue serves", async () => {
    await saveOutcome(scene);
    await saveOutcome(scene, { id: "returns" });
    await scene.operation("outcomes.link-issues", link(0, 3));
    await scene.operation("outcomes.link-issues", { ...link(0, 1, 1), outcome: "returns" });
    await scene.operation("outcomes.link-issues", link(0, null, 2, false));
    expect((await page()).serving.issues).toEqual([]);
    expect((await page("returns")).serving.issues).toMatchObject([{ contribution: 1 }]);
  });

  it("stays what was accepted first when two people say otherwise at once", async () => {
    await saveOutcome(scene);
    await scene.operation("outcomes.link-issues", link(0, 3));
    await scene.operation("outcomes.link-issues", link(0, 4, 1), scene.jon);
    const { met } = await scene.operation("outcomes.link-issues", link(0, 9, 1));
    expect(met).toMatchObject([{ sentence: expect.stringContaining("stays 4, your 9") as string }]);
    expect((await page()).serving.issues).toMatchObject([{ contribution: 4 }]);
  });

  it("counts as covered work once it is in progress", async () => {
    await saveOutcome(scene);
    await saveOutcome(scene, { id: "idle", title: "Nobody works on it" });
    for (const position of [0, 1]) {
      scene.jira.act({
        do: "transition",
        as: "ada@acme.example",
        issue: scene.issue(position).key,
        to: "In Progress",
      });
    }
    await scene.quiet();
    scene.pass(1);
    await scene.operation("outcomes.link-issues", link(0, 3));
    const { coverage, outcomes } = await tree("SHOP");
    expect(coverage).toMatchObject({ inProgress: 2, unservingCount: 1, unservingShare: 0.5 });
    expect(coverage.unserving).toMatchObject([{ key: scene.issue(1).key, work: "in progress" }]);
    expect(coverage.outcomesWithoutWork).toEqual(["idle"]);
    expect(outcomes.find(({ id }) => id === "checkout")?.serving).toMatchObject({ issues: 1, inProgress: 1 });
  });
});
