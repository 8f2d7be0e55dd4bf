import { describe, expect, it } from "vitest";
import type { RollupChange } from "#sync/store/rollup.ts";
import { ENGINES, storeOn } from "./engines.ts";

const change = (at: number, more: Partial<RollupChange> = {}): RollupChange => ({
  at,
  mergeSince: at,
  items: [],
  members: [],
  left: [],
  sources: [],
  dropped: [],
  titles: [],
  ...more,
});

describe.each(ENGINES)("what roll-ups are made of, on $engine", (engine) => {
  const store = storeOn(engine);

  it("keeps each version with the time in which it held", async () => {
    const { rollup } = store();
    await rollup.write(change(100, { items: [{ id: "jira:1", body: { points: 3 } }] }));
    await rollup.write(change(200, { items: [{ id: "jira:1", body: { points: 5 } }] }));
    await rollup.write(change(300, { items: [{ id: "jira:1", body: { points: 5 } }] }));
    expect(await rollup.versionsOf(["jira:1"])).toEqual([
      { id: "jira:1", body: { points: 3 }, since: 100, until: 200 },
      { id: "jira:1", body: { points: 5 }, since: 200, until: null },
    ]);
  });

  it("replaces a version that began after the moment from which rows are merged", async () => {
    const { rollup } = store();
    const items = (points: number) => [{ id: "jira:2", body: { points } }];
    await rollup.write(change(100, { items: items(1) }));
    await rollup.write(change(200, { items: items(2), mergeSince: 150 }));
    await rollup.write(change(250, { items: items(3), mergeSince: 150 }));
    expect(
      (await rollup.versionsOf(["jira:2"])).map(({ body, since, until }) => [body, since, until]),
    ).toEqual([
      [{ points: 1 }, 100, 200],
      [{ points: 3 }, 200, null],
    ]);
  });

  it("tells a follower what came, and what no longer belongs", async () => {
    const { rollup } = store();
    const member = { initiative: "checkout", source: "0", item: "jira:3", isRoot: false };
    await rollup.write(
      change(100, {
        items: [{ id: "jira:3", body: { points: 1 } }],
        members: [
          { ...member, since: null },
          { ...member, item: "jira:4", since: 100 },
        ],
      }),
    );
    const first = await rollup.follow(null);
    expect(first.members).toEqual([
      { ...member, since: null, until: null },
      { ...member, item: "jira:4", since: 100, until: null },
    ]);
    const quiet = await rollup.follow(first.position);
    expect(quiet).toEqual({ position: first.position, items: [], members: [] });

    await rollup.write(
      change(200, {
        items: [{ id: "jira:3", body: { points: 2 } }],
        left: [{ initiative: "checkout", source: "0", item: "jira:3" }],
      }),
    );
    const next = await rollup.follow(first.position);
    expect(next.items.map(({ id, body }) => [id, body])).toEqual([["jira:3", { points: 2 }]]);
    expect(next.members).toEqual([{ ...member, since: null, until: 200 }]);
    expect((await rollup.follow(null)).members.map(({ item }) => item)).toEqual(["jira:4"]);
    expect((await rollup.membersOf("checkout")).map(({ item, until }) => [item, until])).toEqual(
      expect.arrayContaining([
        ["jira:3", 200],
        ["jira:4", null],
      ]),
    );
  });

  it("lets an issue come back into a source that it left", async () => {
    const { rollup } = store();
    const member = { initiative: "search", source: "0", item: "jira:5", isRoot: true };
    await rollup.write(change(100, { members: [{ ...member, since: null }] }));
    await rollup.write(change(200, { left: [member] }));
    await rollup.write(change(300, { members: [{ ...member, since: 300 }] }));
    expect((await rollup.membersOf("search")).map(({ since, until }) => [since, until])).toEqual([
      [null, 200],
      [300, null],
    ]);
  });

  it("remembers how sources were asked for, and titles apart from everything else", async () => {
    const { rollup } = store();
    const source = { initiative: "ledger", source: "0", asked: "{}", problem: null };
    await rollup.write(
      change(1, { sources: [source], titles: [{ item: "jira:6", title: "Close a month" }] }),
    );
    await rollup.write(change(2, { sources: [{ ...source, problem: "Jira does not know the project." }] }));
    expect(await rollup.sources()).toContainEqual({ ...source, problem: "Jira does not know the project." });
    expect(await rollup.titles(["jira:6", "jira:7"])).toEqual(new Map([["jira:6", "Close a month"]]));
    await rollup.write(change(3, { dropped: [source], titles: [{ item: "jira:6", title: null }] }));
    expect(await rollup.sources()).not.toContainEqual(expect.objectContaining({ initiative: "ledger" }));
    expect(await rollup.titles(["jira:6"])).toEqual(new Map());
  });

  it("lets one process gather until its lease is over", async () => {
    const { rollup } = store();
    expect(await rollup.lease("gather", "one", 0, 100)).toBe(true);
    expect(await rollup.lease("gather", "other", 50, 150)).toBe(false);
    expect(await rollup.lease("gather", "one", 50, 150)).toBe(true);
    expect(await rollup.lease("gather", "other", 150, 250)).toBe(true);
    expect(await rollup.lease("gather", "one", 200, 300)).toBe(false);
  });

  it("takes many thousand rows", async () => {
    const { rollup } = store();
    const items = Array.from({ length: 5_000 }, (_, n) => ({ id: `linear:${n}`, body: { n } }));
    const members = items.map(({ id }) => ({
      initiative: "large",
      source: "0",
      item: id,
      isRoot: false,
      since: null,
    }));
    await rollup.write(change(100, { items, members }));
    expect(await rollup.membersOf("large")).toHaveLength(5_000);
    expect(await rollup.versionsOf(items.map(({ id }) => id))).toHaveLength(5_000);
  });
});
