import { describe, expect, it } from "vitest";
import type { Snapshot } from "#sync/model/issue.ts";
import {
  change,
  created,
  createdOne,
  live,
  markOf,
  observed,
  snapshotIn,
  type World,
  worldWith,
  saying,
} from "./world.ts";

const at = (snapshots: readonly Snapshot<"linear">[], index: number): Snapshot<"linear"> => {
  const snapshot = snapshots[index];
  if (snapshot === undefined) throw new Error(`There is no snapshot ${index}`);
  return snapshot;
};
const nowhere = "00000000-0000-4000-8000-00000000dead";
const titles = (world: World): string[] =>
  world.twin
    .dump()
    .issues.map(({ title }) => title)
    .sort();

/** Its Linear does not say that it is the title it does not take. */
const vagueWorld = (): World =>
  worldWith({}, async (request, twin) => {
    const response = await twin(request);
    const text = (await response.text()).replaceAll("title should not be empty", "Something is wrong");
    return new Response(text, response);
  });

describe("updating issues in Linear", () => {
  it("changes fifty with their marks in one request, and reads them back from its answer", async () => {
    const world = worldWith();
    const snapshots = await created(world, 50);
    const items = snapshots.map((snapshot) =>
      change(world, snapshot, { title: `${snapshot.values.title}!` }),
    );
    const outcomes = await world.tracker.update(items, live);
    expect(world.twin.requests.summary().requests).toBe(1);
    for (const [n, outcome] of outcomes.entries()) {
      const snapshot = snapshotIn(outcome);
      expect(snapshot.values.title).toBe(`Issue ${n + 1}!`);
      expect(snapshot.mark).toEqual(markOf(n + 1, 2));
    }
    expect(snapshotIn(outcomes[7])).toEqual(await observed(world, at(snapshots, 7).id));
  });

  it("sets and empties every field", async () => {
    const world = worldWith();
    const snapshot = await createdOne(world);
    const full = {
      title: "Another title",
      description: "Some text",
      status: world.state("Done"),
      priority: "1",
      assignee: world.user("Grace Hopper"),
      estimate: 5,
      dueDate: "2026-12-24",
    };
    const [first] = await world.tracker.update([change(world, snapshot, full)], live);
    expect(snapshotIn(first).values).toMatchObject(full);
    const empty = { description: "", priority: "0", assignee: null, estimate: null, dueDate: null };
    const [second] = await world.tracker.update([change(world, snapshotIn(first), empty)], live);
    expect(snapshotIn(second).values).toMatchObject({ ...empty, title: "Another title" });
  });

  it("adds and removes labels by name and leaves those that a person put there meanwhile", async () => {
    const world = worldWith({ labels: ["bug", "ui", "by hand"].map((name) => ({ name, team: "ENG" })) });
    const fresh = await createdOne(world);
    const [first] = await world.tracker.update(
      [change(world, fresh, {}, { add: ["bug", "ui"], remove: [] })],
      live,
    );
    world.twin.act({
      as: "Ada Lovelace",
      do: "updateIssue",
      issue: snapshotIn(first).id,
      addLabels: ["by hand"],
    });
    const item = change(world, snapshotIn(first), {}, { add: ["made here"], remove: ["bug"] });
    const [second] = await world.tracker.update([item], live);
    expect(snapshotIn(second).values.labels).toEqual(["by hand", "made here", "ui"]);
  });

  it.each(["skipped", "run"] as const)(
    "parks the field that is refused and writes everything else (aliases after it are %s)",
    async (aliasesAfterFailure) => {
      const world = worldWith();
      world.twin.switches.aliasesAfterFailure = aliasesAfterFailure;
      const snapshots = await created(world, 9);
      const items = snapshots.map((snapshot, n) =>
        change(world, snapshot, {
          title: `${snapshot.values.title}!`,
          ...(n === 3 ? { assignee: nowhere } : {}),
          ...(n === 6 ? { description: "x".repeat(250_001) } : {}),
        }),
      );
      const outcomes = await world.tracker.update(items, live);
      expect(outcomes.map((outcome) => snapshotIn(outcome).values.title)).toEqual(
        snapshots.map(({ values }) => `${values.title}!`),
      );
      expect(
        outcomes.flatMap((outcome) => (outcome.kind === "applied" ? outcome.refused : [])),
      ).toMatchObject([
        { fields: ["assignee"], code: "unknown-value", message: saying("ENG-4") },
        { fields: ["description"], code: "too-large", message: saying("ENG-7") },
      ]);
      const written = world.twin.edits.since().filter(({ field }) => field === "title");
      expect(written).toHaveLength(9);
    },
  );

  it("writes nothing twice when a person edits after what was done before the failure", async () => {
    const world = worldWith();
    world.twin.switches.aliasesAfterFailure = "run";
    const snapshots = await created(world, 3);
    const [first, second, third] = [at(snapshots, 0), at(snapshots, 1), at(snapshots, 2)];
    const items = [
      change(world, first, { priority: "1" }),
      change(world, second, { status: nowhere }),
      change(world, third, { priority: "1" }),
    ];
    const update = world.tracker.update(items, live);
    world.twin.faults.add({ kind: "latency", milliseconds: 1_000, endpoint: "Observe", times: 1 });
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    world.twin.act({ as: "Ada Lovelace", do: "updateIssue", issue: third.id, priority: 4 });
    world.clock.advance(1_000);
    const outcomes = await update;
    expect(snapshotIn(outcomes[0]).values.priority).toBe("1");
    expect(outcomes[1]).toMatchObject({ kind: "applied", refused: [{ fields: ["status"] }] });
    expect(snapshotIn(outcomes[2]).values.priority).toBe("4");
  });

  it("finds the refused field by trying them one by one when Linear does not name it", async () => {
    const world = vagueWorld();
    const item = change(world, await createdOne(world), { title: " ", priority: "3", dueDate: "2026-11-11" });
    const [outcome] = await world.tracker.update([item], live);
    expect(snapshotIn(outcome).values).toMatchObject({ priority: "3", dueDate: "2026-11-11" });
    expect(outcome).toMatchObject({
      refused: [{ fields: ["title"], message: saying("wrong") }],
    });
  });

  it("tells the fields of two such issues apart although a failure of one stops the other half way", async () => {
    const world = vagueWorld();
    const snapshots = await created(world, 2);
    const items = [
      change(world, at(snapshots, 0), { priority: "3", dueDate: "2026-11-11", title: " " }),
      change(world, at(snapshots, 1), { estimate: 3, title: " ", dueDate: "2026-11-12" }),
    ];
    const [first, second] = await world.tracker.update(items, live);
    expect(first).toMatchObject({ refused: [{ fields: ["title"] }] });
    expect(second).toMatchObject({ refused: [{ fields: ["title"] }] });
    expect(snapshotIn(first).values).toMatchObject({ priority: "3", dueDate: "2026-11-11" });
    expect(snapshotIn(second).values).toMatchObject({ estimate: 3, dueDate: "2026-11-12" });
  });

  it("writes nothing at all of an issue whose every field is refused", async () => {
    const world = worldWith();
    const snapshot = await createdOne(world);
    const [outcome] = await world.tracker.update([change(world, snapshot, { status: nowhere })], live);
    expect(outcome).toMatchObject({
      kind: "refused",
      refused: [{ fields: ["status"], code: "unknown-value" }],
    });
    expect(await observed(world, snapshot.id)).toEqual(snapshot);
  });

  it("says that the issue is gone, and goes on with the others", async () => {
    const world = worldWith();
    const snapshots = await created(world, 2);
    const [first, second] = [at(snapshots, 0), at(snapshots, 1)];
    world.twin.act({ as: "Ada Lovelace", do: "deletePermanently", issue: first.id });
    const items = [change(world, first, { title: "a" }), change(world, second, { title: "b" })];
    const outcomes = await world.tracker.update(items, live);
    expect(outcomes[0]).toMatchObject({ kind: "refused", refused: [{ fields: "issue", code: "not-found" }] });
    expect(snapshotIn(outcomes[1]).values.title).toBe("b");
  });

  it.each(["drop-before", "drop-after"] as const)(
    "does not claim to know after a dropped connection (%s)",
    async (kind) => {
      const world = worldWith();
      const snapshots = await created(world, 2);
      world.twin.faults.add({ kind, endpoint: "mutation Update", times: 1 });
      const items = snapshots.map((snapshot) => change(world, snapshot, { title: "new" }));
      const outcomes = await world.tracker.update(items, live);
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(["unknown", "unknown"]);
      expect(titles(world)).toEqual(kind === "drop-after" ? ["new", "new"] : ["Issue 1", "Issue 2"]);
    },
  );

  it("tells which batches were done and which not sent when the limit is reached between them", async () => {
    const world = worldWith();
    const snapshots = await created(world, 60);
    world.twin.faults.add({
      kind: "rate-limit",
      retryAfterSeconds: 30,
      endpoint: "mutation Update",
      skip: 1,
      times: 1,
    });
    const items = snapshots.map((snapshot) => change(world, snapshot, { priority: "2" }));
    const outcomes = await world.tracker.update(items, live);
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 50 }, () => "applied"),
      ...Array.from({ length: 10 }, () => "not-sent"),
    ]);
  });

  it("refuses a label that is a group, and one of a group that already has one on the issue", async () => {
    const world = worldWith({
      labels: [
        { name: "Kind", team: "ENG", isGroup: true },
        { name: "feature", team: "ENG", group: "Kind" },
        { name: "chore", team: "ENG", group: "Kind" },
      ],
    });
    const fresh = await createdOne(world);
    const labelled = await world.tracker.update(
      [change(world, fresh, {}, { add: ["feature"], remove: [] })],
      live,
    );
    const snapshot = snapshotIn(labelled[0]);
    const [group] = await world.tracker.update(
      [change(world, snapshot, { priority: "3" }, { add: ["Kind"], remove: [] })],
      live,
    );
    expect(group).toMatchObject({
      kind: "applied",
      refused: [{ fields: ["labels"], code: "unknown-value" }],
    });
    const [second] = await world.tracker.update(
      [change(world, snapshotIn(group), { priority: "4" }, { add: ["chore"], remove: [] })],
      live,
    );
    expect(second).toMatchObject({ kind: "applied", refused: [{ fields: ["labels"], code: "invalid" }] });
    expect(snapshotIn(second).values).toMatchObject({ priority: "4", labels: ["feature"] });
  });
});

describe("marking issues in Linear", () => {
  it("marks fifty a request, and goes on after one that is gone", async () => {
    const world = worldWith();
    const snapshots = await created(world, 5);
    const gone = at(snapshots, 2);
    world.twin.act({ as: "Ada Lovelace", do: "deletePermanently", issue: gone.id });
    const items = snapshots.map(({ id }, n) => ({
      id,
      mark: markOf(n + 1, 7),
      counterpart: {
        key: `SHOP-${n + 1}`,
        url: `https://acme.atlassian.net/browse/SHOP-${n + 1}`,
        title: "t",
      },
    }));
    const outcomes = await world.tracker.mark(items, live);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["applied", "applied", "refused", "applied", "applied"]);
    expect((await observed(world, at(snapshots, 4).id)).mark).toEqual(markOf(5, 7));
  });

  it("believes the newest mark when the Jira issue moved and its old link is still there", async () => {
    const world = worldWith();
    const snapshot = await createdOne(world);
    const url = "https://acme.atlassian.net/browse/STORE-4";
    const item = { id: snapshot.id, mark: markOf(1, 2), counterpart: { key: "STORE-4", url, title: "t" } };
    await world.tracker.mark([item], live);
    expect((await observed(world, snapshot.id)).mark).toEqual(markOf(1, 2));
  });
});
