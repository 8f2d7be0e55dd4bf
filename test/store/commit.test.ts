import { describe, expect, it } from "vitest";
import type { Base } from "#sync/model/link.ts";
import type { LinkCommit } from "#sync/store/store.ts";
import { ENGINES, storeOn } from "./engines.ts";
import { commitOf, end, hint, ids, journalEntry, sceneIn } from "./scene.ts";

const base: Base = {
  title: { jira: "Login fails", linear: "Login fails" },
  description: {
    jira: { version: 1, type: "doc", content: [{ type: "paragraph" }] },
    linear: "",
  },
  priority: { linear: "2" },
  labels: { jira: ["a", "b"], linear: ["a"] },
  estimate: { jira: null, linear: 2.5 },
};

const conflict: LinkCommit["conflicts"][number] = {
  field: "title",
  resolution: "jira",
  jira: "Login fails",
  linear: { deeply: ["kept", 1, null] },
  at: 5,
  settledAt: null,
};

const parked: LinkCommit["parked"][number] = {
  side: "jira",
  field: "status",
  code: "no-transition",
  message:
    "PROJ-1 cannot go from Done to To Do: the workflow has no such transition. Add one, or map the state.",
  fingerprint: "f1",
  since: 10,
  retryAt: 99,
};

describe.each(ENGINES)("a commit, on $engine", (engine) => {
  const store = storeOn(engine);

  it("keeps everything it says, and the link is clean and free", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const link = await scene.claimOne();
    const jira = {
      ...end("1", 1_700_000_000_123),
      key: "PROJ-1",
      url: "https://example.atlassian.net/browse/PROJ-1",
    };
    const linear = end("a", 1_700_000_000_456);
    const changes = {
      state: "linked",
      note: "a note",
      jira,
      linear,
      base,
      agreedAt: 5,
      generation: 7,
    } as const;
    const said = {
      ...changes,
      audit: [{ at: 3, what: "linked", side: null, message: "PROJ-1 and ENG-1 are linked." }],
    };
    expect(await scene.store.commit(commitOf(link, said))).toBe(true);
    expect(await scene.store.linkById(link.id)).toEqual({
      id: link.id,
      mirror: scene.mirror,
      connection: scene.connection,
      ...changes,
      mappedBy: link.mappedBy,
    });
    expect(await scene.store.audit(scene.mirror, 10)).toEqual([
      {
        at: 3,
        link: link.id,
        mirror: scene.mirror,
        what: "linked",
        side: null,
        message: "PROJ-1 and ENG-1 are linked.",
      },
    ]);
    expect(await scene.store.nextDue(scene.mirror)).toBeNull();
  });

  it("that says nothing of when both sides were equal keeps the moment they last were", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    await scene.store.commit(commitOf(await scene.claimOne(), { agreedAt: 7 }));
    await scene.hint([hint("jira", "1")]);
    await scene.store.commit(commitOf(await scene.claimOne(), { agreedAt: null }));
    expect((await scene.link("jira", "1"))?.agreedAt).toBe(7);
  });

  it("works once: the lease ends with it", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const link = await scene.claimOne();
    expect(await scene.store.commit(commitOf(link))).toBe(true);
    expect(await scene.store.commit(commitOf(link, { note: "twice" }))).toBe(false);
  });

  it("of a lease that ran out still counts while nobody else took the link", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const link = await scene.claimOne({ leaseUntil: 1 });
    expect(await scene.store.commit(commitOf(link, { note: "late" }))).toBe(true);
  });

  it("applies nothing when the lease was given away", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const sleeper = await scene.claimOne({ leaseUntil: 5 });
    await scene.store.journal(
      [journalEntry(sleeper, { id: `${sleeper.id} entry` })],
      [{ ...sleeper, link: sleeper.id }],
    );
    await scene.claimOne({ now: 5 });
    const late = commitOf(sleeper, {
      note: "late",
      settled: [`${sleeper.id} entry`],
      conflicts: [conflict],
      parked: [parked],
      audit: [{ at: 3, what: "wrote", side: "jira", message: "wrote" }],
    });
    expect(await scene.store.commit(late)).toBe(false);
    expect((await scene.store.linkById(sleeper.id))?.note).toBeNull();
    expect(await scene.store.counts(scene.mirror)).toMatchObject({ parked: 0, openConflicts: 0, journal: 1 });
    expect(await scene.store.audit(scene.mirror, 10)).toEqual([]);
  });

  it("applies nothing when a part of it is refused", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const link = await scene.claimOne();
    const twice = commitOf(link, { note: "half", conflicts: [conflict], parked: [parked, parked] });
    await expect(scene.store.commit(twice)).rejects.toThrow();
    expect((await scene.store.linkById(link.id))?.note).toBeNull();
    expect(await scene.store.counts(scene.mirror)).toMatchObject({ parked: 0, openConflicts: 0 });
    expect(await scene.store.commit(commitOf(link))).toBe(true);
  });

  it("makes the link due again when it asks to look again, behind what people wait for", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")], { lane: "interactive" });
    await scene.store.commit(commitOf(await scene.claimOne(), { lookAgainAt: 500 }));
    expect(await scene.store.nextDue(scene.mirror)).toBe(500);
    expect(await scene.claim({ now: 499 })).toEqual([]);
    await scene.hint([hint("jira", "2")], { lane: "interactive", now: 600 });
    await scene.hint([hint("jira", "3")], { lane: "backfill", now: 400 });
    expect(ids(await scene.claim({ now: 600 }), "jira")).toEqual(["2", "1", "3"]);
  });

  it("forgets a lane's urgency once the link is clean", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")], { lane: "interactive" });
    await scene.store.commit(commitOf(await scene.claimOne()));
    await scene.hint([hint("jira", "1")], { lane: "backfill", now: 1 });
    await scene.hint([hint("jira", "2")], { lane: "live", now: 2 });
    expect(ids(await scene.claim({ now: 3 }), "jira")).toEqual(["2", "1"]);
  });

  it("settles only the journal entries it names", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const link = await scene.claimOne();
    const [sent, open] = [journalEntry(link), journalEntry(link)];
    await scene.store.journal([sent, open], [{ ...link, link: link.id }]);
    await scene.store.commit(commitOf(link, { settled: [sent.id] }));
    expect(await scene.store.journalOf([link.id])).toEqual([open]);
  });

  it("replaces the link's parked writes, and what stays the same keeps its moment", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const link = await scene.claimOne();
    const title = { ...parked, field: "title" } as const;
    const whole = { ...parked, side: "linear", field: "issue" } as const;
    await scene.store.commit(commitOf(link, { parked: [parked, title, whole] }));
    await scene.hint([hint("jira", "1")]);
    const again = [
      { ...parked, since: 50, retryAt: 200, message: "Still no such transition." },
      { ...title, since: 50, fingerprint: "f2" },
    ];
    await scene.store.commit(commitOf(await scene.claimOne(), { parked: again }));
    expect(await scene.store.parkedOf([link.id])).toEqual([
      { ...parked, link: link.id, since: 10, retryAt: 200, message: "Still no such transition." },
      { ...title, link: link.id, since: 50, fingerprint: "f2" },
    ]);
    await scene.hint([hint("jira", "1")]);
    await scene.store.commit(commitOf(await scene.claimOne(), { parked: [] }));
    expect(await scene.store.parked(scene.mirror)).toEqual([]);
  });

  it("keeps a conflict that waits for a person in one record, with the values of the last look", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const link = await scene.claimOne();
    const settled = { ...conflict, field: "dueDate", settledAt: 6 } as const;
    await scene.store.commit(commitOf(link, { conflicts: [conflict, settled] }));
    await scene.hint([hint("jira", "1")]);
    const again = [
      { ...conflict, at: 9, resolution: "ask" },
      { ...conflict, at: 9, jira: "Login fails again" },
      { ...conflict, at: 9, field: "status" },
      { ...settled, at: 9 },
    ] as const;
    await scene.store.commit(commitOf(await scene.claimOne(), { conflicts: again }));
    const all = await scene.store.conflicts(scene.mirror, { openOnly: false });
    expect(all.map(({ field, jira, at }) => `${at} ${field} ${String(jira)}`).sort()).toEqual([
      "5 dueDate Login fails",
      "5 title Login fails again",
      "9 dueDate Login fails",
      "9 status Login fails",
    ]);
    const open = await scene.store.conflicts(scene.mirror, { openOnly: true });
    expect(open.map(({ field }) => field).sort()).toEqual(["status", "title"]);
    expect(open.find(({ field }) => field === "title")).toMatchObject({ at: 5, link: link.id });
  });

  it("closes a conflict whose decision was carried out, and a decision makes its link due", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    await scene.store.commit(commitOf(await scene.claimOne(), { conflicts: [conflict] }));
    const [open] = await scene.store.conflicts(scene.mirror, { openOnly: true });
    expect(await scene.store.decide("no such conflict", "jira", 20)).toBeUndefined();
    expect(await scene.store.decide(open?.id ?? "", "linear", 20)).toMatchObject({ decided: "linear" });
    const link = await scene.claimOne({ now: 20 });
    expect(await scene.store.conflictsOf([link.id])).toMatchObject([{ id: open?.id, decided: "linear" }]);
    const over = [{ id: open?.id ?? "", at: 30, resolution: "linear" }] as const;
    await scene.store.commit(commitOf(link, { over }));
    expect(await scene.store.conflictsOf([link.id])).toEqual([]);
    expect(await scene.store.conflicts(scene.mirror, { openOnly: false })).toMatchObject([
      { resolution: "linear", settledAt: 30, decided: null },
    ]);
  });
});

describe.each(ENGINES)("a commit that takes an issue as its end, on $engine", (engine) => {
  const store = storeOn(engine);

  it("absorbs the new link that the issue's own webhook made, and fences its holder off", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("linear", "a")]);
    const maker = await scene.claimOne();
    await scene.hint([hint("jira", "1", 200)]);
    const stranger = await scene.claimOne();
    expect(await scene.store.commit(commitOf(maker, { state: "linked", jira: end("1", 200) }))).toBe(true);
    expect(await scene.store.linkById(stranger.id)).toBeUndefined();
    expect(await scene.store.commit(commitOf(stranger, { state: "linked" }))).toBe(false);
    expect(await scene.store.journal([journalEntry(stranger)], [{ ...stranger, link: stranger.id }])).toEqual(
      new Set(),
    );
    expect((await scene.link("jira", "1"))?.id).toBe(maker.id);
  });

  it.each([
    { seen: 200, dirty: false },
    { seen: 199, dirty: true },
  ])(
    "is dirty after it ($dirty) when the absorbed hint named 200 and $seen was seen",
    async ({ seen, dirty }) => {
      const scene = await sceneIn(store());
      await scene.hint([hint("linear", "a")]);
      const maker = await scene.claimOne();
      await scene.hint([hint("jira", "1", 200)]);
      await scene.store.commit(commitOf(maker, { state: "linked", jira: end("1", seen) }));
      expect(await scene.store.counts(scene.mirror)).toMatchObject({ total: 1, dirty: dirty ? 1 : 0 });
    },
  );

  it("is refused when the issue is an end of another pair, and tried again once the lease is over", async () => {
    const scene = await sceneIn(store());
    const pair = await scene.linked("1", "b");
    await scene.hint([hint("linear", "a")]);
    const link = await scene.claimOne();
    expect(await scene.store.commit(commitOf(link, { jira: end("1"), note: "taken" }))).toBe(false);
    expect((await scene.link("jira", "1"))?.id).toBe(pair.id);
    expect(await scene.store.nextDue(scene.mirror)).toBe(link.leaseUntil);
  });

  it("does not touch the same id in another connection", async () => {
    const scene = await sceneIn(store());
    const elsewhere = await sceneIn(store());
    await elsewhere.hint([hint("jira", "1")]);
    await scene.hint([hint("linear", "a")]);
    expect(await scene.store.commit(commitOf(await scene.claimOne(), { jira: end("1") }))).toBe(true);
    expect(await elsewhere.link("jira", "1")).toMatchObject({ state: "new", linear: null });
  });
});
