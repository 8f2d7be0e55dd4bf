import { describe, expect, it } from "vitest";
import { arrivals } from "#forge/stage/page/state/crossings.ts";
import { feedOf } from "#forge/stage/trackers/feed.ts";
import type { LoggedEdit } from "#forge/stage/trackers/tracker.ts";
import type { FeedEntry } from "#forge/stage/views.ts";

const keys = { jira: "SHOP-3", linear: "SHO-19" };

function changed(side: "jira" | "linear", kind: "person" | "app", at: number, key = keys[side]): FeedEntry {
  return {
    side,
    sequence: at,
    at,
    actor: { name: kind === "app" ? "Throughline" : "Ada", kind },
    key,
    what: { kind: "field", field: "title", from: "a", to: "b" },
  };
}

describe("a change that arrives", () => {
  it("tells how long after the edit on the other side it came", () => {
    const found = arrivals([changed("jira", "person", 1_000), changed("linear", "app", 1_700)], keys);
    expect(found.get("linear title")).toMatchObject({ crossed: { after: 700 }, actor: "Throughline" });
    expect(found.get("jira title")).toMatchObject({ crossed: null, actor: "Ada" });
  });

  it("is not taken for the answer to an edit of another issue", () => {
    const found = arrivals(
      [changed("jira", "person", 1_000, "SHOP-4"), changed("linear", "app", 1_700)],
      keys,
    );
    expect(found.get("linear title")).toMatchObject({ crossed: null });
  });
});

describe("the feed", () => {
  const edit = (sequence: number, changes: Partial<LoggedEdit> = {}): LoggedEdit => ({
    sequence,
    at: sequence,
    actor: { id: "1", name: "Throughline", kind: "app" },
    object: "issue",
    objectId: String(sequence),
    key: `SHO-${sequence}`,
    field: "created",
    old: null,
    new: "x",
    ...changes,
  });
  const feed = (edits: LoggedEdit[]) =>
    feedOf("linear", edits, { stateId: "status" }, (_, value) => String(value));

  it("tells of a flood by its number", () => {
    const entries = feed(Array.from({ length: 500 }, (_, index) => edit(index + 1)));
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ key: "SHO-500", what: { event: "created", count: 500 } });
  });

  it("tells a few creations one by one", () => {
    expect(feed([edit(1), edit(2)])).toHaveLength(2);
  });

  it("names mirrored fields as people do and leaves marks out", () => {
    const entries = feed([
      edit(1, { field: "stateId", old: "Todo", new: "Done" }),
      edit(2, { object: "attachment" }),
      edit(3, { field: "sortOrder" }),
    ]);
    expect(entries.map(({ what }) => what)).toEqual([
      { kind: "field", field: "status", from: "Todo", to: "Done" },
    ]);
  });
});
