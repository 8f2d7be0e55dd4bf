import { describe, expect, it } from "vitest";
import { creationId } from "#sync/trackers/linear/creation-id.ts";
import type { CreateIssue } from "#sync/trackers/tracker.ts";
import {
  created,
  creation,
  live,
  markOf,
  observed,
  snapshotIn,
  type World,
  worldWith,
  saying,
  aNumber,
} from "./world.ts";

const many = (world: World, count: number): CreateIssue<"linear">[] =>
  Array.from({ length: count }, (_, n) => creation(world, n + 1));

describe("creating issues in Linear", () => {
  it("makes fifty with their marks in one request, and reads them back from its answer", async () => {
    const world = worldWith();
    await world.tracker.directory(live);
    world.twin.requests.clear();
    const outcomes = await world.tracker.create(many(world, 50), live);
    expect(world.twin.requests.summary().requests).toBe(1);
    expect(outcomes.map((outcome) => snapshotIn(outcome).values.title)).toEqual(
      many(world, 50).map(({ values }) => values.title),
    );
    const first = snapshotIn(outcomes[0]);
    expect(first).toEqual(await observed(world, first.id));
    expect(first.mark).toEqual(markOf(1));
    expect(world.twin.dump().issues).toHaveLength(50);
  });

  it("gives each the values of its fields, creating labels that the team lacks", async () => {
    const world = worldWith({ labels: [{ name: "bug", team: "ENG" }, { name: "customer" }] });
    const values = {
      description: "A *plain* text",
      status: world.state("In Progress"),
      priority: "2",
      assignee: world.user("Ada Lovelace"),
      labels: ["brand new", "bug", "customer"],
      estimate: 3,
      dueDate: "2026-10-01",
    };
    const [outcome] = await world.tracker.create([creation(world, 1, values)], live);
    expect(snapshotIn(outcome).values).toMatchObject({ ...values, description: "A *plain* text" });
    expect(world.twin.dump().labels.filter(({ name }) => name === "bug")).toHaveLength(1);
  });

  it("creates a label that many issues need once, in one request more", async () => {
    const world = worldWith();
    await world.tracker.directory(live);
    world.twin.requests.clear();
    const items = many(world, 20).map((item, n) => ({
      ...item,
      values: { ...item.values, labels: ["shared", `own ${n % 3}`] },
    }));
    const outcomes = await world.tracker.create(items, live);
    expect(outcomes.map((outcome) => snapshotIn(outcome).values.labels)).toEqual(
      items.map((_, n) => [`own ${n % 3}`, "shared"]),
    );
    expect(world.twin.requests.summary().requests).toBe(2);
  });

  it("parks only the label that Linear refuses to create, also where another client was quicker", async () => {
    const world = worldWith();
    await world.tracker.directory(live);
    world.twin.act({ as: "Ada Lovelace", do: "createLabel", team: "ENG", name: "quicker" });
    const labels = ["fine", "quicker", "x".repeat(600)];
    const [outcome] = await world.tracker.create([creation(world, 1, { labels })], live);
    expect(snapshotIn(outcome).values.labels).toEqual(["fine", "quicker"]);
    expect(outcome).toMatchObject({ refused: [{ fields: ["labels"], code: "unknown-value" }] });
  });

  it("creates all but the one that Linear refuses, and says which field is the cause", async () => {
    const world = worldWith();
    const items = many(world, 12);
    const bad = creation(world, 8, { status: "00000000-0000-4000-8000-00000000dead" });
    const outcomes = await world.tracker.create(items.with(7, bad), live);
    expect(outcomes.map(({ kind }) => kind)).toEqual(items.map(() => "applied"));
    expect(outcomes[7]).toMatchObject({
      refused: [{ fields: ["status"], code: "unknown-value", message: saying("SHOP-8") }],
    });
    expect(world.twin.dump().issues).toHaveLength(12);
  });

  it("refuses alone an issue that cannot be without the field", async () => {
    const world = worldWith();
    const bad = creation(world, 2, { title: " " });
    const outcomes = await world.tracker.create(many(world, 3).with(1, bad), live);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["applied", "refused", "applied"]);
    expect(outcomes[1]).toMatchObject({ refused: [{ fields: ["title"] }] });
  });

  it("tells a value that GraphQL would not take without letting it refuse the others", async () => {
    const world = worldWith();
    const outcomes = await world.tracker.create(
      [creation(world, 1, { estimate: 2.5 }), creation(world, 2)],
      live,
    );
    expect(outcomes[0]).toMatchObject({
      kind: "applied",
      refused: [{ fields: ["estimate"], code: "invalid" }],
    });
    expect(outcomes[1]).toMatchObject({ kind: "applied", refused: [] });
  });

  it.each([5, 0])(
    "does not claim to have written what an earlier attempt made, and makes the other %i",
    async (fresh) => {
      const world = worldWith();
      await created(world, 4);
      const outcomes = await world.tracker.create(many(world, 4 + fresh), live);
      const made = Array.from({ length: 4 }, () => "unknown");
      const others = Array.from({ length: fresh }, () => "applied");
      expect(outcomes.map(({ kind }) => kind)).toEqual([...made, ...others]);
      expect(world.twin.dump().issues).toHaveLength(4 + fresh);
    },
  );

  it("does not know what became of a batch whose answer was lost, and finds it by its keys", async () => {
    const world = worldWith();
    const items = many(world, 3);
    world.twin.faults.add({ kind: "drop-after", endpoint: "issueBatchCreate", times: 1 });
    const outcomes = await world.tracker.create(items, live);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["unknown", "unknown", "unknown"]);
    const probe = await world.tracker.creationProbe(world.team, live);
    const keys = [...items.map(({ key }) => key), "acme/99/1"];
    const { found } = await world.tracker.findCreated(world.team, keys, probe, live);
    expect(found).toEqual(new Map(items.map(({ key }) => [key, [creationId(key)]])));
    const again = await world.tracker.create(items, live);
    expect(again.map(({ kind }) => kind)).toEqual(["unknown", "unknown", "unknown"]);
    expect(world.twin.dump().issues).toHaveLength(3);
  });

  it("makes nothing twice when the lost creation lands after its repeat", async () => {
    const world = worldWith();
    const items = many(world, 3);
    world.twin.faults.add({
      kind: "late-effect",
      milliseconds: 60_000,
      endpoint: "issueBatchCreate",
      times: 1,
    });
    await world.tracker.create(items, live);
    const again = await world.tracker.create(items, live);
    expect(again.map(({ kind }) => kind)).toEqual(["applied", "applied", "applied"]);
    world.clock.advance(60_000);
    await world.twin.agenda.runDue();
    expect(world.twin.dump().issues).toHaveLength(3);
  });

  it.each(["skipped", "run"] as const)(
    "keeps the issues when a mark is refused, and marks the others (aliases after it are %s)",
    async (aliasesAfterFailure) => {
      const world = worldWith();
      world.twin.switches.aliasesAfterFailure = aliasesAfterFailure;
      const items = many(world, 4);
      const bad = { ...creation(world, 2), counterpart: { key: "SHOP-2", url: "no url", title: "x" } };
      const outcomes = await world.tracker.create(items.with(1, bad), live);
      expect(outcomes.map((outcome) => snapshotIn(outcome).mark)).toEqual([
        markOf(1),
        null,
        markOf(3),
        markOf(4),
      ]);
      for (const outcome of outcomes) {
        const snapshot = snapshotIn(outcome);
        expect((await observed(world, snapshot.id)).mark).toEqual(snapshot.mark);
      }
    },
  );

  it("says that nothing was sent when the budget's limit is reached, and when to come back", async () => {
    const world = worldWith();
    await world.tracker.directory(live);
    world.twin.faults.add({ kind: "rate-limit", retryAfterSeconds: 90, times: 1 });
    const outcomes = await world.tracker.create(many(world, 60), live);
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["not-sent"]));
    expect(outcomes[0]).toMatchObject({ retryAt: aNumber });
    expect(world.twin.dump().issues).toHaveLength(0);
  });
});

describe("the id of a new issue", () => {
  it("is the key itself when that is a UUID, else one made of it", () => {
    expect(creationId("0f8fad5b-d9cb-469f-a165-70867728950e")).toBe("0f8fad5b-d9cb-469f-a165-70867728950e");
    const id = creationId("acme/1/1");
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(creationId("acme/1/1")).toBe(id);
    expect(creationId("acme/1/2")).not.toBe(id);
  });
});
