import { describe, expect, it } from "vitest";
import { ENGINES, storeOn } from "./engines.ts";
import { end, hint, journalEntry, sceneIn } from "./scene.ts";

describe.each(ENGINES)("the journal, on $engine", (engine) => {
  const store = storeOn(engine);

  it("keeps the writes under way, and gives their links the ends and state they will have", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1"), hint("jira", "2")]);
    const links = await scene.claim();
    const entries = links.map((link, index) =>
      journalEntry(link, { kind: "create", probe: "where to look", startedAt: index }),
    );
    const ends = links.map((link) => ({
      link: link.id,
      fence: link.fence,
      state: "creating" as const,
      jira: link.jira,
      linear: end(`made for ${link.jira?.id ?? ""}`),
    }));
    const all = links.map(({ id }) => id);
    expect(await scene.store.journal(entries, ends)).toEqual(new Set(all));
    expect(await scene.store.journalOf(all)).toEqual(entries);
    expect(await scene.link("linear", "made for 1")).toMatchObject({ state: "creating", jira: { id: "1" } });
    expect((await scene.store.counts(scene.mirror)).journal).toBe(2);
    expect(await scene.store.journalOf([])).toEqual([]);
  });

  it("refuses the links whose lease was given away, and keeps the others", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1"), hint("jira", "2")]);
    const [lost, held] = await scene.claim({ leaseUntil: 5 });
    if (!lost || !held) throw new Error("two links are due");
    await scene.claim({ now: 5, limit: 1 });
    const kept = await scene.store.journal(
      [journalEntry(lost), journalEntry(held)],
      [lost, held].map((link) => ({
        ...link,
        link: link.id,
        state: "creating",
        linear: end(`for ${link.id}`),
      })),
    );
    expect(kept).toEqual(new Set([held.id]));
    expect(await scene.store.linkById(lost.id)).toMatchObject({ state: "new", linear: null });
    expect(await scene.store.journalOf([lost.id])).toEqual([]);
    expect(await scene.store.journalOf([held.id])).toHaveLength(1);
  });

  it("refuses a link of the same batch whose issue another one takes as its end", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1"), hint("linear", "a")]);
    const [taker, absorbed] = await scene.claim();
    if (!taker || !absorbed) throw new Error("two links are due");
    const kept = await scene.store.journal(
      [journalEntry(taker), journalEntry(absorbed)],
      [
        { ...taker, link: taker.id, linear: end("a") },
        { ...absorbed, link: absorbed.id },
      ],
    );
    expect(kept).toEqual(new Set([taker.id]));
    expect(await scene.store.linkById(absorbed.id)).toBeUndefined();
  });

  it("refuses a link whose new end belongs to another pair, and keeps the others", async () => {
    const scene = await sceneIn(store());
    await scene.linked("9", "z");
    await scene.hint([hint("jira", "1"), hint("jira", "2")]);
    const [first, second] = await scene.claim();
    if (!first || !second) throw new Error("two links are due");
    const kept = await scene.store.journal(
      [journalEntry(first), journalEntry(second)],
      [
        { ...first, link: first.id, linear: end("z") },
        { ...second, link: second.id, linear: end("free") },
      ],
    );
    expect(kept).toEqual(new Set([second.id]));
    expect(await scene.store.journalOf([first.id])).toEqual([]);
  });

  it("writes all or nothing", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const link = await scene.claimOne();
    const entry = journalEntry(link);
    const ends = [{ ...link, link: link.id, state: "creating" as const }];
    await expect(scene.store.journal([entry, entry], ends)).rejects.toThrow();
    expect(await scene.store.linkById(link.id)).toMatchObject({ state: "new" });
    expect(await scene.store.journalOf([link.id])).toEqual([]);
  });

  it("makes a hint about the issue being created one about its link", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const link = await scene.claimOne();
    await scene.store.journal([], [{ ...link, link: link.id, state: "creating", linear: end("made") }]);
    await scene.hint([hint("linear", "made", 300)]);
    expect((await scene.store.counts(scene.mirror)).total).toBe(1);
  });
});
