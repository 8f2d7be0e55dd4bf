import { describe, expect, it } from "vitest";
import { ENGINES, storeOn } from "./engines.ts";
import { commitOf, end, hint, journalEntry, noLink, sceneIn } from "./scene.ts";

describe.each(ENGINES)("joining links, on $engine", (engine) => {
  const store = storeOn(engine);

  /** A "new" link of Jira issue 1, claimed, and one of Linear issue a. */
  async function twoHalves() {
    const scene = await sceneIn(store());
    await scene.hint([hint("linear", "a")], { now: 5 });
    const into = await scene.claimOne({ now: 5 });
    await scene.hint([hint("jira", "1")], { now: 3 });
    const from = await scene.claimOne({ now: 3 });
    return { scene, from, into };
  }

  it("makes the issue the other link's end, which is due, and the row it came from goes", async () => {
    const { scene, from, into } = await twoHalves();
    await scene.store.commit(commitOf(into));
    const jira = { ...end("1", 77), key: "PROJ-1" };
    expect(await scene.store.join(from, into.id, "jira", jira)).toBe(true);
    expect(await scene.store.linkById(from.id)).toBeUndefined();
    expect(await scene.store.linkById(into.id)).toMatchObject({ state: "new", jira, linear: { id: "a" } });
    expect(await scene.claimOne({ now: 3 })).toMatchObject({ id: into.id });
  });

  it("fences off who holds the other link, since they do not know of the new end", async () => {
    const { scene, from, into } = await twoHalves();
    await scene.store.journal([journalEntry(into)], [{ ...into, link: into.id }]);
    expect(await scene.store.join(from, into.id, "jira", end("1"))).toBe(true);
    expect(await scene.store.commit(commitOf(into))).toBe(false);
    expect(await scene.claimOne({ now: 5 })).toMatchObject({ id: into.id, jira: { id: "1" } });
    expect(await scene.store.journalOf([into.id])).toHaveLength(1);
  });

  it("is refused when the other link has an issue there already, or does not exist", async () => {
    const scene = await sceneIn(store());
    const pair = await scene.linked("2", "a");
    await scene.hint([hint("jira", "1")]);
    const from = await scene.claimOne();
    expect(await scene.store.join(from, pair.id, "jira", end("1"))).toBe(false);
    expect(await scene.store.join(from, noLink, "jira", end("1"))).toBe(false);
    expect(await scene.store.join(from, from.id, "linear", end("a"))).toBe(false);
    expect(await scene.store.commit(commitOf(from))).toBe(true);
  });

  it("is refused when the lease was given away, or the row is no longer a lone new one", async () => {
    const { scene, from, into } = await twoHalves();
    expect(await scene.store.join({ ...from, fence: from.fence - 1 }, into.id, "jira", end("1"))).toBe(false);
    expect(await scene.store.join(from, into.id, "jira", end("another"))).toBe(false);
    await scene.store.journal([], [{ ...from, link: from.id, state: "creating", linear: end("made") }]);
    expect(await scene.store.join(from, into.id, "jira", end("1"))).toBe(false);
  });

  it("is refused across connections", async () => {
    const { scene, from } = await twoHalves();
    const elsewhere = await sceneIn(store());
    await elsewhere.hint([hint("linear", "z")]);
    const foreign = await elsewhere.claimOne();
    expect(await scene.store.join(from, foreign.id, "jira", end("1"))).toBe(false);
  });
});
