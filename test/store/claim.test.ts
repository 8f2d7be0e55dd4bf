import { describe, expect, it } from "vitest";
import { ENGINES, storeOn } from "./engines.ts";
import { commitOf, hint, ids, noLink, sceneIn } from "./scene.ts";

describe.each(ENGINES)("a claim, on $engine", (engine) => {
  const store = storeOn(engine);

  it("takes the most urgent lane first, and in it the oldest", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "old filling")], { lane: "backfill", now: 1 });
    await scene.hint([hint("jira", "late live")], { lane: "live", now: 4 });
    await scene.hint([hint("jira", "early live")], { lane: "live", now: 3 });
    await scene.hint([hint("jira", "a person")], { lane: "interactive", now: 5 });
    expect(ids(await scene.claim({ now: 9, limit: 3 }), "jira")).toEqual([
      "a person",
      "early live",
      "late live",
    ]);
    expect(ids(await scene.claim({ now: 9, limit: 3 }), "jira")).toEqual(["old filling"]);
  });

  it("keeps the order in which issues were hinted, among those that are due together", async () => {
    const scene = await sceneIn(store());
    await scene.hint(["10", "9"].map((id) => hint("jira", id)));
    await scene.hint(["2", "30"].map((id) => hint("jira", id)));
    await scene.store.release(await scene.claim(), 5);
    expect(ids(await scene.claim({ now: 5 }), "jira")).toEqual(["10", "9", "2", "30"]);
  });

  it("leaves what is not due, what is clean, and what another mirror holds", async () => {
    const scene = await sceneIn(store());
    const other = await sceneIn(store());
    await scene.linked("clean", "a");
    await scene.hint([hint("jira", "later")], { now: 100 });
    await other.hint([hint("jira", "elsewhere")]);
    expect(await scene.claim({ now: 99 })).toEqual([]);
    expect(ids(await scene.claim({ now: 100 }), "jira")).toEqual(["later"]);
  });

  it("takes a leased link only when the lease has run out, and then fences the first holder off", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const sleeper = await scene.claimOne({ now: 0, leaseUntil: 50 });
    expect(await scene.claim({ now: 49 })).toEqual([]);
    const present = await scene.claimOne({ worker: "other", now: 50, leaseUntil: 90 });
    expect(present).toMatchObject({ id: sleeper.id, leaseUntil: 90 });
    expect(present.fence).toBeGreaterThan(sleeper.fence);
    expect(await scene.store.commit(commitOf(sleeper, { note: "written by a sleeper" }))).toBe(false);
    expect(await scene.store.commit(commitOf(present))).toBe(true);
    expect((await scene.store.linkById(present.id))?.note).toBeNull();
  });

  it("gives each link to one of many workers", async () => {
    const scene = await sceneIn(store());
    await scene.hint(Array.from({ length: 200 }, (_, index) => hint("jira", String(index))));
    const shares = await Promise.all(
      Array.from({ length: 8 }, (_, worker) => scene.claim({ worker: `worker ${worker}`, limit: 20 })),
    );
    const taken = shares.flat().map(({ id }) => id);
    expect(taken.length).toBe(160);
    expect(new Set(taken).size).toBe(160);
  });

  it("made by a process that ended is forgotten when its worker starts again, and only that worker's", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1"), hint("jira", "2")]);
    const worker = `worker of ${scene.mirror}`;
    const [before] = await scene.claim({ worker, limit: 1, leaseUntil: 90 });
    await scene.claim({ worker: "another", limit: 1, leaseUntil: 90 });
    expect(await scene.store.forgetLeases(worker)).toBe(1);
    expect(ids(await scene.claim({ worker, now: 1, leaseUntil: 95 }), "jira")).toEqual(["1"]);
    if (!before) throw new Error("a link is due");
    expect(await scene.store.commit(commitOf(before))).toBe(false);
  });

  it("says when the next link is due: after its lease where it is leased", async () => {
    const scene = await sceneIn(store());
    expect(await scene.store.nextDue(scene.mirror)).toBeNull();
    await scene.hint([hint("jira", "1")], { now: 30 });
    await scene.hint([hint("jira", "2")], { now: 40 });
    expect(await scene.store.nextDue(scene.mirror)).toBe(30);
    await scene.claim({ now: 30, limit: 1, leaseUntil: 35 });
    expect(await scene.store.nextDue(scene.mirror)).toBe(35);
    await scene.claim({ now: 40, leaseUntil: 500 });
    expect(await scene.store.nextDue(scene.mirror)).toBe(500);
  });
});

describe.each(ENGINES)("a release, on $engine", (engine) => {
  const store = storeOn(engine);

  it("gives links back unchanged and dirty, in their lane, due when it says", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "live")], { lane: "live" });
    await scene.hint([hint("jira", "person")], { lane: "interactive" });
    await scene.store.release(await scene.claim(), 70);
    expect(await scene.claim({ now: 69 })).toEqual([]);
    expect(ids(await scene.claim({ now: 70 }), "jira")).toEqual(["person", "live"]);
  });

  it("leaves alone what was given to another, committed, or never was", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const sleeper = await scene.claimOne({ leaseUntil: 5 });
    const present = await scene.claimOne({ now: 5, leaseUntil: 90 });
    await scene.store.release([sleeper, { id: noLink, fence: 1 }], 6);
    expect(await scene.claim({ now: 7 })).toEqual([]);
    expect(await scene.store.commit(commitOf(present))).toBe(true);
    await scene.store.release([present], 6);
    expect(await scene.isDirty()).toBe(false);
    await scene.store.release([], 6);
  });
});
