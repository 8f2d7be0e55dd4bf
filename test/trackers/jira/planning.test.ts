import { describe, expect, it } from "vitest";
import { type IssueId, issueId } from "#sync/model/issue.ts";
import { ROLLUP_PROPERTY } from "#sync/trackers/planning-port.ts";
import type { JiraSeed } from "#sync/sandbox/jira/seed.ts";
import { LIVE, PEOPLE, scene, seedOf } from "./scene.ts";

const at = (day: string): number => Date.parse(`${day}T09:00:00Z`);
const NONE = new Map<IssueId, never>();

/** A parent with two levels below it, and one issue beside. */
const TREE = {
  ...PEOPLE,
  issues: [
    { project: "APP", ref: "epic", type: "Epic", summary: "Epic" },
    { project: "APP", ref: "story", type: "Story", summary: "Story", parent: "epic", storyPoints: 3 },
    { project: "APP", ref: "task", type: "Sub-task", summary: "Part", parent: "story" },
    { project: "APP", ref: "beside", type: "Story", summary: "Beside", labels: ["checkout"] },
  ],
} satisfies JiraSeed;

describe("Jira's issues as roll-ups need them", () => {
  it("tells when work began and ended, of a hundred issues in one request and their histories in another", async () => {
    const issues = Array.from({ length: 100 }, (_, index) => ({
      project: "APP",
      summary: `Done ${index}`,
      created: at("2026-01-05"),
      updated: at("2026-03-02"),
      moves: [
        { to: "In Progress", at: at("2026-02-02") },
        { to: "In Review", at: at("2026-02-10") },
        { to: "Done", at: at("2026-03-02") },
      ],
    }));
    const { tracker, issues: seeded, requests, twin } = scene({ ...PEOPLE, issues });
    await tracker.planning.read([], NONE, LIVE);
    const ids = seeded.map(({ id }) => id);
    await tracker.planning.named([ids[0] ?? ""], LIVE);
    twin.requests.clear();
    const planned = await tracker.planning.read(ids, NONE, LIVE);
    expect(planned).toHaveLength(100);
    expect(planned[0]).toMatchObject({
      key: "APP-1",
      category: "completed",
      createdAt: at("2026-01-05"),
      startedAt: at("2026-02-02"),
      completedAt: at("2026-03-02"),
      canceledAt: null,
    });
    expect(requests("/issue/bulkfetch")).toBe(1);
    expect(requests("/changelog/bulkfetch")).toBe(1);

    twin.requests.clear();
    const again = await tracker.planning.read(ids, new Map(planned.map((one) => [one.id, one])), LIVE);
    expect(again).toEqual(planned);
    expect(requests()).toBe(1);
  });

  it("dates work that is under way by its category, without asking for history", async () => {
    const { tracker, issues, requests } = scene({
      ...PEOPLE,
      issues: [
        {
          project: "APP",
          summary: "Under way",
          created: at("2026-01-05"),
          moves: [
            { to: "In Progress", at: at("2026-02-02") },
            { to: "In Review", at: at("2026-02-10") },
          ],
        },
      ],
    });
    const [issue] = await tracker.planning.read(
      issues.map(({ id }) => id),
      NONE,
      LIVE,
    );
    expect(issue).toMatchObject({ category: "started", startedAt: at("2026-02-02"), completedAt: null });
    expect(requests("/changelog/bulkfetch")).toBe(0);
  });

  it("counts what was resolved as not to be done as given up", async () => {
    const { tracker, issues } = scene({
      ...PEOPLE,
      issues: [
        {
          project: "APP",
          summary: "Not after all",
          created: at("2026-01-05"),
          resolution: "Won't Do",
          moves: [{ to: "Done", at: at("2026-02-10") }],
        },
      ],
    });
    const [issue] = await tracker.planning.read(
      issues.map(({ id }) => id),
      NONE,
      LIVE,
    );
    expect(issue).toMatchObject({ category: "canceled", canceledAt: at("2026-02-10"), completedAt: null });
  });

  it("names what blocks an issue and since when, until the other is done", async () => {
    const { tracker, issues } = scene({
      ...PEOPLE,
      issues: [
        ...seedOf(2).map((issue, index) => ({ ...issue, ref: `open-${index}`, created: at("2026-01-05") })),
        { project: "APP", summary: "Ready", ref: "ready", moves: [{ to: "Done", at: at("2026-01-20") }] },
      ],
      links: [
        { type: "Blocks", from: "open-0", to: "open-1", created: at("2026-02-03") },
        { type: "Blocks", from: "ready", to: "open-1", created: at("2026-01-09") },
      ],
    });
    const [first, second] = issues;
    const planned = await tracker.planning.read(
      issues.map(({ id }) => id),
      NONE,
      LIVE,
    );
    expect(planned.map(({ blockedBy }) => blockedBy)).toEqual([
      [],
      [{ id: first?.id, key: "APP-1", since: at("2026-02-03") }],
      [],
    ]);
    expect(planned[1]?.id).toBe(second?.id);
  });
});

describe("The issues of an initiative's sources in Jira", () => {
  it("are found below a parent at any depth, one request a level", async () => {
    const { tracker, issues, requests } = scene(TREE);
    const [epic, story, part] = issues;
    const below = await tracker.planning.below([epic?.id ?? issueId("")], LIVE);
    expect([...below].sort()).toEqual([story?.id, part?.id].sort());
    expect(requests("/search/jql")).toBe(3);
  });

  it("are found by JQL, five thousand ids a request", async () => {
    const { tracker, issues, requests } = scene(TREE);
    expect(await tracker.planning.matching("labels = checkout", LIVE)).toEqual([issues[3]?.id]);
    expect(requests()).toBe(1);
  });

  it("are told apart query by query, many queries a request where none finds anything", async () => {
    const { tracker, issues, requests } = scene(TREE);
    const queries = Array.from({ length: 40 }, (_, n) =>
      n === 17 ? "labels = checkout" : `labels = none-${n}`,
    );
    const ids = issues.map(({ id }) => id);
    const found = await tracker.planning.within(queries, ids, LIVE);
    expect(found.map((hits) => hits.size)).toEqual(queries.map((_, n) => (n === 17 ? 1 : 0)));
    expect([...(found[17] ?? [])]).toEqual([issues[3]?.id]);
    expect(requests()).toBeLessThan(14);
    const spent = requests();
    await tracker.planning.within(queries, ids.slice(0, 3), LIVE);
    expect(requests() - spent).toBe(1);
  });
});

describe("A poll of the whole site", () => {
  it("costs one request while nothing changes, and names what did", async () => {
    const { tracker, twin, clock, requests, issues } = scene(TREE);
    await tracker.planning.read([issues[0]?.id ?? issueId("")], NONE, LIVE);
    const since = clock.now() + 120_000;
    clock.advance(300_000);
    twin.requests.clear();
    for await (const page of tracker.planning.changes(since, LIVE)) expect(page).toEqual([]);
    expect(requests()).toBe(1);
    twin.act({ do: "transition", as: "Ada", issue: "APP-4", to: "In Progress" });
    const changed: string[] = [];
    for await (const page of tracker.planning.changes(since, LIVE)) changed.push(...page.map(({ id }) => id));
    expect(changed).toEqual([issues[3]?.id]);
  });
});

describe("A roll-up written onto a Jira parent", () => {
  const rollup = { progress: 0.5 };

  it("goes into the property alone without raising the issue's version", async () => {
    const { tracker, twin, issues } = scene(TREE);
    const epic = issues[0]?.id ?? issueId("");
    const before = await tracker.planning.read([epic], NONE, LIVE);
    const outcome = await tracker.planning.writeRollup(
      { issue: epic, key: "APP-1", value: rollup, fields: {} },
      LIVE,
    );
    expect(outcome).toEqual({ kind: "applied" });
    expect(await tracker.planning.read([epic], NONE, LIVE)).toEqual(before);
    expect(twin.dump(new Set(["APP-1"])).issues[0]?.properties[ROLLUP_PROPERTY]).toEqual(rollup);
  });

  it("goes into number fields in the same request, by their names", async () => {
    const { tracker, twin, issues, requests } = scene({
      ...TREE,
      customFields: [{ name: "Progress", kind: "number" }],
    });
    const epic = issues[0]?.id ?? issueId("");
    await tracker.planning.read([epic], NONE, LIVE);
    const spent = requests();
    const write = { issue: epic, key: "APP-1", value: rollup, fields: { progress: 50 } };
    expect(await tracker.planning.writeRollup(write, LIVE)).toEqual({ kind: "applied" });
    expect(requests() - spent).toBe(1);
    expect(twin.dump(new Set(["APP-1"])).issues[0]?.custom).toEqual({ Progress: 50 });
    const unknown = { ...write, fields: { Nowhere: 1 } };
    expect(await tracker.planning.writeRollup(unknown, LIVE)).toMatchObject({
      kind: "refused",
      refused: [{ message: 'This Jira site has no field "Nowhere". Name number fields that it has.' }],
    });
  });
});
