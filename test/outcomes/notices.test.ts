import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { outcomesScene, saveOutcome, writing, type OutcomesScene } from "#test/http/forge/outcomes/scene.ts";

let scene: OutcomesScene;
beforeEach(async () => {
  scene = await outcomesScene();
  await saveOutcome(scene);
  await serves(0);
});
afterEach(() => scene.close());

const serves = (position: number) =>
  scene.operation("outcomes.link-issues", {
    ...writing(),
    outcome: "checkout",
    links: [{ issue: scene.issue(position), serves: true, contribution: null, basedOn: 0 }],
  });
const noUntil = (id: string, position: number, days: number) =>
  scene.operation("decisions.decide", {
    ...writing(),
    id,
    issue: scene.issue(position),
    decision: "not now",
    reason: "Nobody asked twice.",
    evidence: [],
    effortSaved: null,
    reopenWhen: [{ kind: "date", on: scene.days(days) }],
  });
const wanting = (notifications: {
  when: "daily" | "at once" | "never";
  without?: ("check-in due" | "decision reopened")[];
}) =>
  scene.operation("inbox.save-notifications", {
    ...writing(),
    notifications: { without: [], ...notifications },
    basedOn: 0,
  });
const mails = () => scene.jira.dump().mails;

describe("people are told what asks them", () => {
  it("in one digest a day, through an issue that it is about, and never the same twice", async () => {
    await noUntil("no-1", 1, 7);
    scene.pass(7);
    const keeper = scene.notices();
    expect(await keeper.pass()).toBe(1);
    expect(mails()).toMatchObject([
      { issue: scene.issue(0).id, to: [scene.ada], subject: "Throughline asks 2 things of you" },
    ]);
    expect(mails()[0]?.text).toContain(`${scene.issue(1).key}: “not now” is open again.`);
    expect(mails()[0]?.text).toContain("A check-in is due today: where is Checkout completion now?");
    expect(await keeper.pass()).toBe(0);
    scene.pass(1);
    expect(await keeper.pass()).toBe(0);
    expect(await scene.operation("inbox.notifications", {})).toMatchObject({ lastSent: { count: 2 } });
  });

  it("of what comes later on the same day with the next day's digest", async () => {
    await noUntil("no-1", 1, 8);
    scene.pass(7);
    await scene.notices().pass();
    await noUntil("no-2", 2, 1);
    scene.pass(1);
    expect(await scene.notices().pass()).toBe(1);
    expect(mails().at(-1)).toMatchObject({ subject: "Throughline asks 2 things of you" });
  });

  it("at once, each thing by itself, when they want that", async () => {
    await wanting({ when: "at once" });
    await noUntil("no-1", 1, 7);
    scene.pass(7);
    expect(await scene.notices().pass()).toBe(2);
    expect(mails().map(({ issue }) => issue)).toEqual([scene.issue(0).id, scene.issue(1).id]);
    expect(await scene.notices().pass()).toBe(0);
  });

  it("not at all, or not of a kind, when they want that", async () => {
    await noUntil("no-1", 1, 7);
    scene.pass(7);
    await wanting({ when: "daily", without: ["check-in due", "decision reopened"] });
    expect(await scene.notices().pass()).toBe(0);
    const { revision } = await scene.operation("inbox.notifications", {});
    const notifications = { when: "never" as const, without: [] };
    await scene.operation("inbox.save-notifications", { ...writing(), notifications, basedOn: revision });
    expect(await scene.notices().pass()).toBe(0);
    expect(mails()).toEqual([]);
  });

  it("once although two processes look at the same time", async () => {
    scene.pass(7);
    const sent = await Promise.all([scene.notices().pass(), scene.notices().pass()]);
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(mails()).toHaveLength(1);
  });

  it("not again when the answer was lost: a message twice is worse than one too few", async () => {
    scene.pass(7);
    scene.jira.faults.set([{ kind: "drop-after", endpoint: "notify", times: 1 }]);
    const keeper = scene.notices();
    expect(await keeper.pass()).toBe(0);
    scene.clock.advance(10 * 60_000);
    expect(await keeper.pass()).toBe(0);
    expect(mails()).toHaveLength(1);
  });
});
