import { describe, expect, it } from "vitest";
import { issueId } from "#sync/model/issue.ts";
import type { Scope, Sighting } from "#sync/trackers/tracker.ts";
import {
  counterpartOf,
  created,
  createdOne,
  live,
  markOf,
  observed,
  type World,
  worldWith,
  saying,
} from "./world.ts";

const scopeOf = (world: World, filter?: object): Scope => ({
  containers: [world.team],
  ...(filter ? { filter: JSON.stringify(filter) } : {}),
});

async function all(pages: AsyncIterable<readonly Sighting[]>): Promise<Sighting[]> {
  const sightings: Sighting[] = [];
  for await (const page of pages) sightings.push(...page);
  return sightings;
}

const seededIssues = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    team: "ENG",
    title: `Issue ${n}`,
    createdAt: new Date(Date.parse("2026-01-01T00:00:00Z") + n * 60_000).toISOString(),
    updatedAt: new Date(Date.parse("2026-02-01T00:00:00Z") + n * 60_000).toISOString(),
  }));

describe("Linear's directory", () => {
  it("names teams, states, labels and people in two requests", async () => {
    const world = worldWith({
      users: [{ email: "gone@acme.test", name: "Gone", active: false }],
      teams: [{ key: "OPS", name: "Operations" }],
      labels: [
        { name: "bug", team: "ENG" },
        { name: "everywhere" },
        { name: "Kind", team: "ENG", isGroup: true },
        { name: "feature", team: "ENG", group: "Kind" },
      ],
    });
    const directory = await world.tracker.directory(live);
    expect(world.twin.requests.summary().requests).toBe(2);
    expect(directory).toMatchObject({
      side: "linear",
      workspace: world.seeded.workspace.id,
      url: `https://linear.app/${world.seeded.workspace.urlKey}`,
    });
    expect(directory.containers.map(({ key, labels }) => ({ key, labels: [...labels] }))).toEqual(
      expect.arrayContaining([
        { key: "ENG", labels: ["bug", "everywhere", "feature"] },
        { key: "OPS", labels: ["everywhere"] },
      ]),
    );
    const engineering = directory.containers.find(({ key }) => key === "ENG");
    expect(engineering?.statuses.map(({ name, category }) => [name, category])).toEqual(
      expect.arrayContaining([
        ["In Progress", "started"],
        ["Done", "completed"],
      ]),
    );
    expect(directory.users).toEqual(
      expect.arrayContaining([
        { id: world.user("Ada Lovelace"), name: "Ada Lovelace", email: "ada@acme.test", active: true },
        { id: world.user("Gone"), name: "Gone", email: "gone@acme.test", active: false },
      ]),
    );
    expect(directory.priorities[1]).toEqual({ id: "1", name: "Urgent" });
  });

  it("reads on where a workspace has more than a page of people", async () => {
    const users = Array.from({ length: 300 }, (_, n) => ({ email: `p${n}@acme.test`, name: `Person ${n}` }));
    const directory = await worldWith({ users }).tracker.directory(live);
    expect(directory.users.filter(({ name }) => name.startsWith("Person"))).toHaveLength(300);
  });
});

describe("what changed in Linear", () => {
  it("is listed newest first, and a page that is not asked for costs nothing", async () => {
    const world = worldWith({ issues: seededIssues(300) });
    const since = Date.parse("2026-02-01T00:30:00Z");
    const sightings = await all(world.tracker.changes(scopeOf(world), since, live));
    expect(sightings).toHaveLength(270);
    expect(sightings.map(({ version }) => version)).toEqual(
      sightings.map((_, n) => Date.parse("2026-02-01T04:59:00Z") - n * 60_000),
    );
    world.twin.requests.clear();
    for await (const page of world.tracker.changes(scopeOf(world), since, live)) {
      expect(page).toHaveLength(250);
      break;
    }
    expect(world.twin.requests.summary().requests).toBe(1);
  });

  it("includes what was archived and trashed", async () => {
    const world = worldWith();
    const [first, second] = await created(world, 2);
    world.twin.act({ as: "Ada Lovelace", do: "archive", issue: first?.id ?? "" });
    world.twin.act({ as: "Ada Lovelace", do: "trash", issue: second?.id ?? "" });
    const sightings = await all(world.tracker.changes(scopeOf(world), 0, live));
    expect(sightings.map(({ id }) => id).sort()).toEqual([first?.id, second?.id].sort());
  });

  it("is narrowed down by team and by the mirror's filter", async () => {
    const issues = [
      { team: "ENG", title: "in", labels: ["mirror"] },
      { team: "ENG", title: "out" },
      { team: "OPS", title: "elsewhere", labels: ["mirror"] },
    ];
    const teams = [{ key: "OPS", name: "Operations" }];
    const world = worldWith({ teams, labels: [{ name: "mirror" }], issues });
    const scope = scopeOf(world, { labels: { name: { eq: "mirror" } } });
    const [only, ...others] = await all(world.tracker.list(scope, live));
    expect(others).toEqual([]);
    expect((await observed(world, only?.id ?? issueId(""))).values.title).toBe("in");
  });

  it("says which filter is wrong, and shows a right one", async () => {
    const world = worldWith();
    const scope = { containers: [world.team], filter: "labels = mirror" };
    const message = "not an IssueFilter as JSON: labels = mirror";
    await expect(async () => all(world.tracker.list(scope, live))).rejects.toThrow(message);
    const unknown = scopeOf(world, { lables: {} });
    await expect(all(world.tracker.list(unknown, live))).rejects.toMatchObject({ reason: "contract" });
  });

  it("lists every issue of the scope once, 250 a request", async () => {
    const world = worldWith({ issues: seededIssues(600) });
    const sightings = await all(world.tracker.list(scopeOf(world), live));
    expect(new Set(sightings.map(({ id }) => id)).size).toBe(600);
    expect(world.twin.requests.summary().requests).toBe(3);
  });
});

describe("observing issues in Linear", () => {
  it("reads 250 whole issues in a request below 10,000 points, every id being answered", async () => {
    const world = worldWith({ issues: seededIssues(250) });
    const ids = world.seeded.issues.map(({ id }) => issueId(id));
    const missing = issueId("00000000-0000-4000-8000-00000000dead");
    const observations = await world.tracker.observe([...ids, missing], live);
    expect(observations.size).toBe(251);
    expect(observations.get(missing)).toEqual({ kind: "absent", id: missing });
    const { requests, points } = world.twin.requests.summary();
    expect(requests).toBe(2);
    expect(points).toBeLessThan(6_600);
  });

  it("tells archived and trashed issues apart from active ones", async () => {
    const world = worldWith({
      issues: [
        { team: "ENG", title: "active" },
        { team: "ENG", title: "archived", archived: true },
        { team: "ENG", title: "trashed", trashed: true },
      ],
    });
    const ids = world.seeded.issues.map(({ id }) => issueId(id));
    const snapshots = await Promise.all(ids.map((id) => observed(world, id)));
    expect(snapshots.map(({ values, lifecycle }) => [values.title, lifecycle])).toEqual([
      ["active", "active"],
      ["archived", "archived"],
      ["trashed", "trashed"],
    ]);
  });

  it("names labels, and learns of new and renamed ones", async () => {
    const world = worldWith({ labels: [{ name: "old", team: "ENG" }] });
    const issue = await createdOne(world);
    const act = world.twin.act.bind(world.twin);
    act({ as: "Ada Lovelace", do: "updateIssue", issue: issue.id, addLabels: ["old"] });
    expect((await observed(world, issue.id)).values.labels).toEqual(["old"]);
    act({ as: "Ada Lovelace", do: "createLabel", team: "ENG", name: "fresh" });
    act({ as: "Ada Lovelace", do: "updateIssue", issue: issue.id, addLabels: ["fresh"] });
    expect((await observed(world, issue.id)).values.labels).toEqual(["fresh", "old"]);
    act({ as: "Ada Lovelace", do: "renameLabel", team: "ENG", label: "old", name: "renamed" });
    world.clock.advance(10 * 60_000);
    expect((await observed(world, issue.id)).values.labels).toEqual(["fresh", "renamed"]);
    world.twin.requests.clear();
    await observed(world, issue.id);
    expect(world.twin.requests.summary().requests).toBe(1);
  });

  it("shows links of an earlier import, and that another service mirrors the issue", async () => {
    const url = "https://acme.atlassian.net/browse/OLD-7";
    const attachments = [
      { url, title: "OLD-7" },
      { url: "https://acme.test/design", title: "Design" },
    ];
    const syncedWith = [{ id: "1", service: "jira" }];
    const world = worldWith({ issues: [{ team: "ENG", title: "x", attachments, syncedWith }] });
    const snapshot = await observed(world, issueId(world.seeded.issues[0]?.id ?? ""));
    expect(snapshot).toMatchObject({ mark: null, counterpartUrls: [url], mirroredElsewhere: true });
  });

  it("finds the mark behind any number of other links", async () => {
    const world = worldWith();
    const issue = await createdOne(world);
    for (let n = 100; n < 130; n++) {
      const { url, key } = counterpartOf(n);
      world.clock.advance(1_000);
      world.twin.act({ as: "Ada Lovelace", do: "attach", issue: issue.id, url, title: key });
    }
    const snapshot = await observed(world, issue.id);
    expect(snapshot.mark).toEqual(markOf(1));
    expect(snapshot.counterpartUrls).toHaveLength(30);
  });
});

describe("retiring a duplicate in Linear", () => {
  it("moves an untouched one to the trash", async () => {
    const world = worldWith();
    const issue = await createdOne(world);
    expect(await world.tracker.retireDuplicate(issue.id, markOf(1), live)).toEqual({ kind: "retired" });
    expect((await observed(world, issue.id)).lifecycle).toBe("trashed");
  });

  it.each([
    { do: "updateIssue", title: "A person's title" },
    { do: "comment", body: "Is this needed?" },
  ] as const)("leaves one alone that a person has touched ($do)", async (action) => {
    const world = worldWith();
    const issue = await createdOne(world);
    world.twin.act({ as: "Ada Lovelace", issue: issue.id, ...action });
    expect(await world.tracker.retireDuplicate(issue.id, markOf(1), live)).toMatchObject({
      kind: "refused",
      refused: [{ message: saying("ENG-1 was worked on") }],
    });
    expect((await observed(world, issue.id)).lifecycle).toBe("active");
  });

  it("leaves one alone that carries another link's mark", async () => {
    const world = worldWith();
    const issue = await createdOne(world);
    expect(await world.tracker.retireDuplicate(issue.id, markOf(2), live)).toMatchObject({ kind: "refused" });
  });
});
