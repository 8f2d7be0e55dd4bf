import { describe, expect, it } from "vitest";
import { ENGINES, storeOn } from "./engines.ts";
import { commitOf, end, hint, sceneIn } from "./scene.ts";

describe.each(ENGINES)("a hint, on $engine", (engine) => {
  const store = storeOn(engine);

  it("gives an unknown issue a link in state new, due at once", async () => {
    const scene = await sceneIn(store());
    expect(await scene.hint([hint("jira", "10001", 5), hint("linear", "uuid-1")], { now: 7 })).toBe(2);
    expect(await scene.link("jira", "10001")).toMatchObject({
      connection: scene.connection,
      mirror: scene.mirror,
      state: "new",
      jira: { id: "10001", version: null },
      linear: null,
      base: {},
      generation: 0,
    });
    expect(await scene.link("linear", "uuid-1")).toMatchObject({ state: "new", jira: null });
    expect(await scene.store.nextDue(scene.mirror)).toBe(7);
  });

  it("counts an issue once, however often it is named", async () => {
    const scene = await sceneIn(store());
    expect(await scene.hint([hint("jira", "1", 5), hint("jira", "1"), hint("jira", "1", 9)])).toBe(1);
    expect(await scene.hint([hint("jira", "1", 5)])).toBe(1);
    expect((await scene.store.counts(scene.mirror)).total).toBe(1);
  });

  it("makes a known link dirty when it names a newer version than was observed there", async () => {
    const scene = await sceneIn(store());
    await scene.linked("1", "a", { jira: 100, linear: 500 });
    expect(await scene.hint([hint("jira", "1", 101)])).toBe(1);
    expect(await scene.isDirty()).toBe(true);
  });

  it("changes nothing when its version was observed already", async () => {
    const scene = await sceneIn(store());
    await scene.linked("1", "a", { jira: 100, linear: 500 });
    expect(await scene.hint([hint("jira", "1", 100), hint("linear", "a", 499)])).toBe(0);
    expect(await scene.isDirty()).toBe(false);
  });

  it("without a version always is a reason to look", async () => {
    const scene = await sceneIn(store());
    await scene.linked("1", "a");
    expect(await scene.hint([hint("linear", "a", 3), hint("linear", "a")])).toBe(1);
    expect(await scene.isDirty()).toBe(true);
  });

  it("of both ends of one link counts one link", async () => {
    const scene = await sceneIn(store());
    await scene.linked("1", "a");
    expect(await scene.hint([hint("jira", "1"), hint("linear", "a")])).toBe(1);
  });

  it.each(["missing", "tombstone", "unlinked"] as const)("wakes a link in state %s", async (state) => {
    const scene = await sceneIn(store());
    await scene.linked("1", "a");
    await scene.hint([hint("jira", "1")]);
    await scene.store.commit(commitOf(await scene.claimOne(), { state }));
    expect(await scene.hint([hint("jira", "1", 101)])).toBe(1);
    expect(await scene.claimOne()).toMatchObject({ state });
  });

  it("of a more urgent lane lifts a link, and one of a less urgent lane does not push it back", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "filling")], { lane: "backfill", now: 1 });
    await scene.hint([hint("jira", "live")], { lane: "live", now: 2 });
    await scene.hint([hint("jira", "filling")], { lane: "interactive", now: 3 });
    await scene.hint([hint("jira", "filling")], { lane: "backfill", now: 4 });
    const [first] = await scene.claim({ limit: 1, now: 5 });
    expect(first?.jira?.id).toBe("filling");
  });

  it("brings a later look forward to now", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    await scene.store.commit(commitOf(await scene.claimOne(), { lookAgainAt: 9_000 }));
    await scene.hint([hint("jira", "1")], { now: 50 });
    expect(await scene.store.nextDue(scene.mirror)).toBe(50);
  });

  it("wakes the link that holds the issue also when it belongs to another mirror of the connection", async () => {
    const first = await sceneIn(store());
    const second = await sceneIn(store(), first.connection);
    await first.linked("1", "a");
    expect(await second.hint([hint("jira", "1")])).toBe(1);
    expect(await first.isDirty()).toBe(true);
    expect((await second.store.counts(second.mirror)).total).toBe(0);
  });

  it("keeps the issues of two connections apart, though their ids may be the same", async () => {
    const first = await sceneIn(store());
    const second = await sceneIn(store());
    await first.hint([hint("jira", "1")]);
    await second.hint([hint("jira", "1")]);
    expect((await first.link("jira", "1"))?.id).not.toBe((await second.link("jira", "1"))?.id);
  });

  it("for a mirror that was never saved is refused by name", async () => {
    const { store: mirror } = await sceneIn(store());
    await expect(mirror.hint("nowhere", [hint("jira", "1")], "live", 0)).rejects.toThrow(
      'no mirror "nowhere"',
    );
  });

  it("takes thousands of unknown issues in one call", async () => {
    const scene = await sceneIn(store());
    const many = Array.from({ length: 3_500 }, (_, index) => hint("jira", String(index), index));
    expect(await scene.hint(many, { lane: "backfill" })).toBe(3_500);
    expect(await scene.hint(many, { lane: "backfill" })).toBe(3_500);
    expect(await scene.store.counts(scene.mirror)).toMatchObject({ total: 3_500, dirty: 3_500 });
  });
});

describe.each(ENGINES)("a hint while the link is being looked at, on $engine", (engine) => {
  const store = storeOn(engine);

  it("leaves the link clean when it names a version that the commit has seen: our own write's echo", async () => {
    const scene = await sceneIn(store());
    await scene.linked("1", "a", { jira: 100 });
    await scene.hint([hint("jira", "1", 110)]);
    const link = await scene.claimOne();
    expect(await scene.hint([hint("jira", "1", 120), hint("jira", "1", 115)])).toBe(1);
    await scene.store.commit(commitOf(link, { jira: end("1", 120) }));
    expect(await scene.isDirty()).toBe(false);
  });

  it("leaves the link dirty when it names a version beyond the commit's, and due when it came", async () => {
    const scene = await sceneIn(store());
    await scene.linked("1", "a", { jira: 100 });
    await scene.hint([hint("jira", "1", 110)], { now: 1 });
    const link = await scene.claimOne({ now: 2 });
    await scene.hint([hint("jira", "1", 121)], { now: 60 });
    await scene.store.commit(commitOf(link, { jira: end("1", 120) }));
    expect(await scene.store.nextDue(scene.mirror)).toBe(60);
  });

  it("leaves the link dirty when it names no version", async () => {
    const scene = await sceneIn(store());
    await scene.linked("1", "a");
    await scene.hint([hint("jira", "1")]);
    const link = await scene.claimOne();
    await scene.hint([hint("linear", "a")]);
    await scene.store.commit(commitOf(link, { jira: end("1", 120), linear: end("a", 120) }));
    expect(await scene.isDirty()).toBe(true);
  });

  it("is judged by its own side's version", async () => {
    const scene = await sceneIn(store());
    await scene.linked("1", "a", { jira: 100, linear: 500 });
    await scene.hint([hint("jira", "1", 110)]);
    const link = await scene.claimOne();
    await scene.hint([hint("jira", "1", 130)]);
    await scene.store.commit(commitOf(link, { jira: end("1", 120), linear: end("a", 900) }));
    expect(await scene.isDirty()).toBe(true);
  });

  it("counts only after the claim: what a look did not reach is not looked for without end", async () => {
    const scene = await sceneIn(store());
    await scene.linked("1", "a", { jira: 100 });
    await scene.hint([hint("jira", "1", 200)]);
    await scene.store.commit(commitOf(await scene.claimOne(), { jira: end("1", 150) }));
    expect(await scene.isDirty()).toBe(false);
  });

  it("is not lost when the worker dies or gives the link back", async () => {
    const scene = await sceneIn(store());
    await scene.linked("1", "a", { jira: 100 });
    await scene.hint([hint("jira", "1", 110)]);
    const [died] = await scene.claim({ now: 0, leaseUntil: 10 });
    expect(died).toBeDefined();
    const link = await scene.claimOne({ now: 10 });
    await scene.store.release([link], 20);
    expect(await scene.claimOne({ now: 20 })).toMatchObject({ id: link.id });
  });
});
