import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newRequest, rice, riceWrite, scoringScene, type Scene } from "./scoring-scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await scoringScene();
  await scene.store.records.append({
    kind: "outcome",
    id: "checkout",
    body: {
      id: "checkout",
      title: "More people finish",
      forWhom: "visitors",
      change: "they pay",
      metric: {
        name: "Completion",
        kind: "activation",
        unit: "%",
        direction: "increase",
        baseline: 50,
        target: 60,
        startsOn: "2026-01-01",
        dueOn: "2027-01-01",
      },
      readings: [],
    },
    who: scene.ada,
    why: null,
    at: 1,
  });
});
afterEach(() => scene.close());

const first = () => {
  const [issue] = scene.issues;
  if (!issue) throw new Error("the scene has issues");
  return issue;
};
const attachments = () => scene.linear.dump().issues.flatMap((issue) => issue.attachments);
const cards = () => attachments().filter(({ url }) => url.endsWith("#throughline-card"));
const marks = () => attachments().filter(({ url }) => url.includes("/browse/"));
const serve = (outcome: string) => ({
  kind: "outcomes" as const,
  request: newRequest(),
  why: null,
  issue: first(),
  outcomes: [{ id: outcome, contribution: 2 }],
  basedOn: 0,
});

describe("the card in Linear", () => {
  it("says score, framework and outcome, and stands beside the mark without touching it", async () => {
    const before = marks();
    await scene.write(scene.ada, riceWrite(first(), rice(450, 3, 50, 2)), serve("checkout"));
    expect(await scene.keeper().pass()).toBe(1);
    expect(cards()).toMatchObject([{ title: "RICE 338", subtitle: "Outcome: More people finish" }]);
    expect(cards()[0]?.url).toContain(`id%3D${first().id}`);
    expect(marks()).toEqual(before);
    await scene.quiet();
    expect(marks()).toEqual(before);
    expect(scene.differences()).toEqual([]);
  });

  it("is updated in place, never a second one, and not written when nothing changed", async () => {
    const keeper = scene.keeper();
    await scene.write(scene.ada, riceWrite(first(), rice(450, 3, 50, 2)));
    await keeper.pass();
    expect(await keeper.pass()).toBe(0);
    // A process that starts anew knows what stands there.
    expect(await scene.keeper().pass()).toBe(0);
    await scene.write(scene.ada, riceWrite(first(), rice(450, 3, 50, 1), { basedOn: 1 }));
    expect(await keeper.pass()).toBe(1);
    expect(cards().map(({ title }) => title)).toEqual(["RICE 675"]);
    // Another issue's score is no reason.
    const [, second] = scene.issues;
    await scene.write(scene.ada, riceWrite(second ?? first(), rice(1, 1, 50, 1)));
    expect(await keeper.pass()).toBe(1);
  });

  it("shows what was stated when the evidence supports less", async () => {
    await scene.write(scene.ada, riceWrite(first(), rice(450, 3, 100, 2)));
    await scene.keeper().pass();
    expect(cards()[0]?.title).toBe("RICE 338 (675 stated; the evidence supports less)");
  });

  it("is made once although the process died before it remembered it", async () => {
    await scene.write(scene.ada, riceWrite(first(), rice(450, 3, 50, 2)));
    await scene.keeper().pass();
    await scene.store.cards.forget([first().id]);
    expect(await scene.keeper().pass()).toBe(1);
    expect(cards()).toHaveLength(1);
  });

  it("comes back with the sweep when somebody removed or changed it", async () => {
    const keeper = scene.keeper();
    await scene.write(scene.ada, riceWrite(first(), rice(450, 3, 50, 2)));
    await keeper.pass();
    const [card] = cards();
    scene.linear.act({ as: "ada@acme.example", do: "removeAttachment", attachment: card?.id ?? "" });
    expect(cards()).toEqual([]);
    expect(await keeper.pass()).toBe(0);
    expect(await keeper.sweep()).toBe(1);
    expect(cards()).toHaveLength(1);
    expect(await keeper.sweep()).toBe(0);
  });

  it("says so when the score was taken away", async () => {
    const keeper = scene.keeper();
    await scene.write(scene.ada, riceWrite(first(), rice(450, 3, 50, 2)));
    await keeper.pass();
    const gone = riceWrite(first(), {});
    const changes = [{ issue: first(), framework: "rice" as const, inputs: null, basedOn: 1 }];
    await scene.write(scene.ada, { ...gone, changes });
    await keeper.pass();
    expect(cards().map(({ title }) => title)).toEqual(["Not scored"]);
  });

  it("waits while a mirror is paused", async () => {
    const keeper = scene.keeper();
    await scene.write(scene.ada, riceWrite(first(), rice(450, 3, 50, 2)));
    await scene.store.mirror.pauseMirror("shop", "a person must look", null);
    expect(await keeper.pass()).toBe(0);
    await scene.store.mirror.resumeMirror("shop");
    expect(await keeper.pass()).toBe(1);
  });

  it("stands there once although Linear's answer was lost, and is asked about again only after a rest", async () => {
    const keeper = scene.keeper();
    await scene.write(scene.ada, riceWrite(first(), rice(450, 3, 50, 2)));
    scene.linear.faults.add({ kind: "drop-after", endpoint: "attachmentCreate", times: 1 });
    expect(await keeper.pass()).toBe(0);
    expect(await keeper.pass()).toBe(0);
    scene.clock.advance(20_000);
    expect(await keeper.pass()).toBe(1);
    expect(cards()).toHaveLength(1);
  });

  it("that Linear refuses is not sent again and again", async () => {
    const keeper = scene.keeper();
    const [one, two] = scene.issues;
    if (!one || !two) throw new Error("the scene has issues");
    await scene.write(scene.ada, riceWrite(one, rice(450, 3, 50, 2)), riceWrite(two, rice(900, 3, 50, 2)));
    const counterpart = scene.linear.dump().issues.find(({ title }) => title === "Issue 1");
    scene.linear.act({ as: "ada@acme.example", do: "deletePermanently", issue: counterpart?.id ?? "" });
    expect(await keeper.pass()).toBe(1);
    const before = scene.linear.requests.summary().requests;
    scene.clock.advance(60_000);
    await keeper.pass();
    expect(scene.linear.requests.summary().requests).toBe(before);
  });

  it("writes many in one request", async () => {
    await scene.close();
    scene = await scoringScene({ issues: 30 });
    const writes = scene.issues.map((issue, n) => riceWrite(issue, rice(n + 1, 1, 50, 1)));
    await scene.write(scene.ada, ...writes);
    const before = scene.linear.requests.summary().requests;
    expect(await scene.keeper().pass()).toBe(30);
    expect(scene.linear.requests.summary().requests - before).toBe(1);
    expect(cards()).toHaveLength(30);
  });
});
