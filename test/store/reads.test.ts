import { describe, expect, it } from "vitest";
import { issueId } from "#sync/model/issue.ts";
import { ENGINES, storeOn } from "./engines.ts";
import { commitOf, end, hint, ids, journalEntry, noLink, sceneIn } from "./scene.ts";

const DAY = 24 * 3_600_000;

describe.each(ENGINES)("the store, on $engine", (engine) => {
  const store = storeOn(engine);

  it("keeps a mirror's newest mapping, and refuses to move it to another connection", async () => {
    const { mirror, connection, store: mirrors } = await sceneIn(store());
    await mirrors.saveMirror({ id: mirror, connection, mapping: '{"version":1}' });
    expect((await mirrors.mirrors()).find(({ id }) => id === mirror)).toEqual({
      id: mirror,
      connection,
      mapping: '{"version":1}',
      pausedReason: null,
      pausedUntil: null,
    });
    await expect(mirrors.saveMirror({ id: mirror, connection: "other", mapping: "{}" })).rejects.toThrow(
      "belongs to another connection",
    );
  });

  it("pauses a mirror with a reason, and resumes it", async () => {
    const { mirror, store: mirrors } = await sceneIn(store());
    const state = async () => (await mirrors.mirrors()).find(({ id }) => id === mirror);
    await mirrors.pauseMirror(mirror, "12 of 100 issues went missing at once", 1_700_000_000_000);
    expect(await state()).toMatchObject({
      pausedReason: "12 of 100 issues went missing at once",
      pausedUntil: 1_700_000_000_000,
    });
    await mirrors.resumeMirror(mirror);
    expect(await state()).toMatchObject({ pausedReason: null, pausedUntil: null });
  });

  it("pages through a mirror's links by id, each once", async () => {
    const scene = await sceneIn(store());
    await scene.hint(Array.from({ length: 7 }, (_, index) => hint("jira", String(index))));
    const first = await scene.store.links(scene.mirror, null, 4);
    const second = await scene.store.links(scene.mirror, first.at(-1)?.id ?? null, 4);
    expect([first.length, second.length]).toEqual([4, 3]);
    expect(new Set(ids([...first, ...second], "jira")).size).toBe(7);
    expect(await scene.store.links(scene.mirror, second.at(-1)?.id ?? null, 4)).toEqual([]);
  });

  it("finds links by their issues on either side, in whichever mirror of the connection", async () => {
    const scene = await sceneIn(store());
    const neighbour = await sceneIn(store(), scene.connection);
    const stranger = await sceneIn(store());
    const [own, next] = [await scene.linked("1", "a"), await neighbour.linked("2", "b")];
    await stranger.linked("3", "c");
    const found = await scene.store.linksByIssue(scene.mirror, "linear", ["a", "b", "c", "d"].map(issueId));
    expect([...found].map(([issue, link]) => [issue, link.id]).sort()).toEqual([
      ["a", own.id],
      ["b", next.id],
    ]);
    expect(await scene.store.linkById(noLink)).toBeUndefined();
  });

  it("lists as unmatched only new links that have no other end", async () => {
    const scene = await sceneIn(store());
    await scene.linked("linked", "a");
    await scene.hint([hint("jira", "refused")]);
    await scene.store.commit(commitOf(await scene.claimOne(), { state: "unlinked" }));
    await scene.hint([hint("jira", "1"), hint("linear", "b")]);
    expect(ids(await scene.store.unmatched(scene.mirror, "jira"), "jira")).toEqual(["1"]);
    expect(ids(await scene.store.unmatched(scene.mirror, "linear"), "linear")).toEqual(["b"]);
  });

  it("finds links by a part of either key or of the title, in any case, a page at a time", async () => {
    const scene = await sceneIn(store());
    await scene.hint(["1", "2", "3"].map((id) => hint("jira", id)));
    const titles = ["Über 50 % of logins fail", "50 people", "Users_log out"];
    for (const [index, link] of (await scene.claim()).entries()) {
      const title = titles[index] ?? "";
      const jira = { ...end(`${index + 1}`, 1), key: `PROJ-${index + 1}` };
      await scene.store.commit(commitOf(link, { jira, base: { title: { jira: title, linear: title } } }));
    }
    const found = async (text: string, after = 0) => {
      const { links, total } = await scene.store.search({ mirror: scene.mirror, text, after, limit: 2 });
      return [total, ...links.map(({ jira }) => jira?.key)];
    };
    expect(await found("ÜBER")).toEqual([1, "PROJ-1"]);
    expect(await found("50 %")).toEqual([1, "PROJ-1"]);
    expect(await found("s_l")).toEqual([1, "PROJ-3"]);
    expect(await found("proj-2")).toEqual([1, "PROJ-2"]);
    expect(await found("log")).toEqual([2, "PROJ-1", "PROJ-3"]);
    expect(await found("")).toEqual([3, "PROJ-1", "PROJ-2"]);
    expect(await found("", 2)).toEqual([3, "PROJ-3"]);
  });

  it("shows on a found link what is open about it", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    await scene.store.commit(
      commitOf(await scene.claimOne(), {
        base: { title: { linear: "Only Linear's half is agreed on" } },
        parked: [
          {
            side: "jira",
            field: "status",
            code: "c",
            message: "m",
            fingerprint: "f",
            since: 1,
            retryAt: null,
          },
        ],
        conflicts: [
          { field: "title", resolution: "ask", jira: "a", linear: "b", at: 1, settledAt: null },
          { field: "status", resolution: "jira", jira: "a", linear: "b", at: 1, settledAt: 1 },
        ],
        lookAgainAt: 9,
      }),
    );
    const { links } = await scene.store.search({ mirror: scene.mirror, text: "", after: 0, limit: 9 });
    expect(links).toMatchObject([
      { title: "Only Linear's half is agreed on", dirty: true, parked: 1, openConflicts: 1 },
    ]);
    const everywhere = await scene.store.search({ mirror: null, text: "", after: 0, limit: 1 });
    expect(everywhere.total).toBeGreaterThan(1);
  });

  it("counts links by state, what is dirty, parked, in conflict and under way", async () => {
    const scene = await sceneIn(store());
    const other = await sceneIn(store());
    await other.hint([hint("jira", "9")]);
    await scene.linked("1", "a");
    await scene.hint([hint("jira", "1"), hint("jira", "2")]);
    const links = await scene.claim();
    await scene.store.journal(
      links.map((link) => journalEntry(link)),
      links.map((link) => ({ ...link, link: link.id })),
    );
    const pair = links.find(({ state }) => state === "linked");
    if (!pair) throw new Error("the pair is due");
    await scene.store.commit(
      commitOf(pair, {
        linear: end("a", 100),
        parked: [
          {
            side: "jira",
            field: "status",
            code: "c",
            message: "m",
            fingerprint: "f",
            since: 1,
            retryAt: null,
          },
        ],
        conflicts: [
          { field: "title", resolution: "ask", jira: "a", linear: "b", at: 1, settledAt: null },
          { field: "status", resolution: "jira", jira: "a", linear: "b", at: 1, settledAt: 1 },
        ],
      }),
    );
    expect(await scene.store.counts(scene.mirror)).toEqual({
      total: 2,
      byState: { new: 1, creating: 0, linked: 1, missing: 0, tombstone: 0, unlinked: 0 },
      dirty: 1,
      parked: 1,
      openConflicts: 1,
      journal: 2,
    });
  });

  it("tells the audit newest first, as far back as asked", async () => {
    const scene = await sceneIn(store());
    for (const [at, side] of [
      [1, null],
      [2, "jira"],
      [2, "linear"],
    ] as const) {
      await scene.store.addAudit({
        at,
        link: null,
        mirror: scene.mirror,
        what: "paused",
        side,
        message: `${at}`,
      });
    }
    const told = await scene.store.audit(scene.mirror, 2);
    expect(told.map(({ side }) => side)).toEqual(["linear", "jira"]);
    expect(told[0]).toEqual({
      at: 2,
      link: null,
      mirror: scene.mirror,
      what: "paused",
      side: "linear",
      message: "2",
    });
  });

  it("remembers a cursor by name", async () => {
    const { mirror, store: cursors } = await sceneIn(store());
    expect(await cursors.cursor(mirror, "jira")).toBeNull();
    await cursors.setCursor(mirror, "jira", "one");
    await cursors.setCursor(mirror, "jira", "two");
    await cursors.setCursor(mirror, "linear", "three");
    expect(await cursors.cursor(mirror, "jira")).toBe("two");
  });

  it("tells a delivery's first arrival from its repeats, for a week", async () => {
    const { mirror, store: deliveries } = await sceneIn(store());
    const delivery = `delivery of ${mirror}`;
    expect(await deliveries.firstDelivery(delivery, DAY)).toBe(true);
    expect(await deliveries.firstDelivery(delivery, 8 * DAY)).toBe(false);
    expect(await deliveries.firstDelivery(delivery, 8 * DAY + 1)).toBe(true);
  });
});
