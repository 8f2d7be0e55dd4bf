import { describe, expect, it } from "vitest";
import type { CommentRow } from "#sync/model/comment.ts";
import type { LinkId } from "#sync/model/link.ts";
import { ENGINES, storeOn } from "./engines.ts";
import { commitOf, end, hint, sceneIn } from "./scene.ts";

const row = (link: LinkId, originalId: string, changes: Partial<CommentRow> = {}): CommentRow => ({
  link,
  origin: "jira",
  originalId,
  copyId: `copy of ${originalId}`,
  state: "creating",
  originalVersion: null,
  copyVersion: null,
  carried: null,
  shown: null,
  incarnation: 0,
  startedAt: 1_000,
  refusal: null,
  ...changes,
});

describe.each(ENGINES)("comments, on $engine", (engine) => {
  const store = storeOn(engine);

  it("are written down before they are sent, only by who still holds their link", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1"), hint("jira", "2")]);
    const [first, second] = await scene.claim();
    if (!first || !second) throw new Error("Two links are due");
    const held = await scene.store.journalComments(
      [row(first.id, "10"), row(second.id, "20")],
      [first, { ...second, fence: second.fence - 1 }],
    );
    expect([...held]).toEqual([first.id]);
    expect(await scene.store.commentsOf([first.id, second.id])).toEqual([row(first.id, "10")]);
  });

  it("come with their link's commit, over what was written down", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const link = await scene.claimOne();
    await scene.store.journalComments([row(link.id, "10")], [link]);
    const refusal = { side: "linear", code: "invalid", message: "no", fingerprint: "f", retryAt: 5 } as const;
    const linked = row(link.id, "10", {
      state: "linked",
      carried: "a",
      shown: "b",
      startedAt: null,
      refusal,
    });
    const other = row(link.id, "11", { origin: "linear", copyId: null });
    const comments = [linked, other];
    expect(await scene.store.commit(commitOf(link, { comments }))).toBe(true);
    expect(await scene.store.commentsOf([link.id])).toEqual([linked, other]);
    expect(await scene.store.commit(commitOf(link, { comments: [row(link.id, "12")] }))).toBe(false);
    expect(await scene.store.commentsOf([link.id])).toHaveLength(2);
  });

  it("of one original are one row, the later of a commit", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const link = await scene.claimOne();
    const comments = [row(link.id, "10", { copyId: "first" }), row(link.id, "10", { copyId: "second" })];
    expect(await scene.store.commit(commitOf(link, { comments }))).toBe(true);
    expect(await scene.store.commentsOf([link.id])).toMatchObject([{ copyId: "second" }]);
  });

  it("are to be looked at once, and again with each hint that names no version", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1", 100)]);
    const link = await scene.claimOne();
    expect(link.commentHints).toEqual({ hinted: 1, seen: 0 });
    await scene.hint([hint("jira", "1")]);
    await scene.store.commit(commitOf(link, { jira: end("1", 100), hintsSeen: link.commentHints.hinted }));
    const again = await scene.claimOne();
    expect(again.commentHints).toEqual({ hinted: 2, seen: 1 });
    await scene.store.commit(commitOf(again, { hintsSeen: 2 }));
    await scene.hint([hint("jira", "1", 200)]);
    expect((await scene.claimOne()).commentHints).toEqual({ hinted: 2, seen: 2 });
  });

  it("that were seen as a hint has them are no reason to look", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1", 100)]);
    const link = await scene.claimOne();
    const known = row(link.id, "10", {
      state: "linked",
      originalVersion: 500,
      copyId: "c",
      copyVersion: 600,
    });
    await scene.store.commit(commitOf(link, { jira: end("1", 100), comments: [known], hintsSeen: 1 }));
    const about = (id: string, version: number) => ({ ...hint("jira", "1"), comment: { id, version } });
    expect(await scene.hint([about("10", 500)])).toBe(0);
    expect(await scene.hint([about("10", 501)])).toBe(1);
    await scene.store.commit(commitOf(await scene.claimOne()));
    // The copy is Linear's; a comment of Jira's by the same id is another.
    expect(await scene.hint([about("c", 600)])).toBe(1);
  });

  it("that copies stand for are told by side, for the sweep", async () => {
    const scene = await sceneIn(store());
    await scene.hint([hint("jira", "1")]);
    const claimed = await scene.claimOne();
    const rows = [
      row(claimed.id, "10", { state: "linked", originalVersion: 1, copyId: "c", copyVersion: 2 }),
      row(claimed.id, "11", { state: "tombstone" }),
    ];
    await scene.store.commit(commitOf(claimed, { state: "linked", comments: rows }));
    const inJira = await scene.store.commentVersions(scene.mirror, "jira");
    expect([...inJira.keys(), inJira.get("10")?.version]).toEqual(["10", 1]);
    const inLinear = await scene.store.commentVersions(scene.mirror, "linear");
    expect([...inLinear.keys(), inLinear.get("c")?.version]).toEqual(["c", 2]);
  });
});
