import { describe, expect, it } from "vitest";
import { issueId } from "#sync/model/issue.ts";
import type { Sighting } from "#sync/trackers/tracker.ts";
import { LIVE, look, PEOPLE, scene, seedOf } from "./scene.ts";

async function all(pages: AsyncIterable<readonly Sighting[]>): Promise<Sighting[]> {
  const sightings: Sighting[] = [];
  for await (const page of pages) sightings.push(...page);
  return sightings;
}

describe("the directory", () => {
  it("names projects with their statuses and types, people, priorities and the account of the token", async () => {
    const { tracker, users, projects } = scene();
    const directory = await tracker.directory(LIVE);
    expect(directory.self).toBe("712020:throughline-service");
    expect(directory.containers).toHaveLength(1);
    const [app] = directory.containers;
    expect(app).toMatchObject({ id: projects["APP"], key: "APP", name: "App" });
    expect(app?.statuses).toContainEqual({ id: "10001", name: "In Progress", category: "started" });
    expect(app?.statuses).toContainEqual({ id: "10003", name: "Done", category: "completed" });
    expect(app?.issueTypes.map(({ name, level }) => [name, level])).toEqual([
      ["Epic", 1],
      ["Story", 0],
      ["Task", 0],
      ["Bug", 0],
      ["Sub-task", -1],
    ]);
    expect(directory.users).toContainEqual({
      id: users["ada@acme.test"],
      name: "Ada",
      email: "ada@acme.test",
      active: true,
    });
    expect(directory.priorities.map(({ name }) => name)).toEqual([
      "Highest",
      "High",
      "Medium",
      "Low",
      "Lowest",
    ]);
  });

  it("has no e-mail address for people who hide theirs, and leaves apps out", async () => {
    const { tracker } = scene();
    const { users } = await tracker.directory(LIVE);
    expect(users.find(({ name }) => name === "Ben")?.email).toBeNull();
    expect(users.map(({ name }) => name)).not.toContain("Throughline for Jira");
  });
});

describe("observing", () => {
  it("shows an issue in Jira's own values", async () => {
    const { tracker, issues, users } = scene({
      ...PEOPLE,
      issues: [
        {
          project: "APP",
          summary: "Crash at start",
          description: "It crashes.",
          status: "In Review",
          priority: "High",
          assignee: "ada@acme.test",
          labels: ["crash", "ios"],
          storyPoints: 5,
          dueDate: "2026-10-01",
        },
      ],
    });
    const snapshot = await look(tracker, issues[0]?.id);
    expect(snapshot).toMatchObject({
      side: "jira",
      key: "APP-1",
      url: "https://acme.atlassian.net/browse/APP-1",
      version: Date.parse("2026-09-01T09:00:00Z"),
      mark: null,
      values: {
        title: "Crash at start",
        status: "10002",
        priority: "2",
        assignee: users["ada@acme.test"],
        labels: ["crash", "ios"],
        estimate: 5,
        dueDate: "2026-10-01",
      },
    });
    expect(JSON.stringify(snapshot.values.description)).toContain("It crashes.");
  });

  it("takes a request for each hundred issues", async () => {
    const { tracker, issues, requests } = scene({ ...PEOPLE, issues: seedOf(250) });
    const observations = await tracker.observe(
      issues.map(({ id }) => id),
      LIVE,
    );
    expect([...observations.values()].every(({ kind }) => kind === "present")).toBe(true);
    expect(requests("bulkfetch")).toBe(3);
  });

  it("says of an issue that Jira does not show that it is absent", async () => {
    const { tracker, issues } = scene({ ...PEOPLE, issues: seedOf(1) });
    const ids = [issueId("999999"), issues[0]?.id ?? issueId("")];
    const observations = await tracker.observe(ids, LIVE);
    expect(ids.map((id) => observations.get(id)?.kind)).toEqual(["absent", "present"]);
  });

  it("reads the mark, and takes a property that is none of ours for no mark", async () => {
    const theirs = { link: "l", mirror: "m", generation: 3, counterpart: "c", more: true };
    const { tracker, issues } = scene({
      ...PEOPLE,
      issues: [
        { project: "APP", summary: "Marked", properties: { "throughline-link": theirs } },
        { project: "APP", summary: "Meddled with", properties: { "throughline-link": "nonsense" } },
      ],
    });
    expect((await look(tracker, issues[0]?.id)).mark).toEqual({
      link: "l",
      mirror: "m",
      generation: 3,
      counterpart: "c",
    });
    expect((await look(tracker, issues[1]?.id)).mark).toBeNull();
  });
});

describe("asking what changed", () => {
  it("names what changed at or after a moment, newest first, with its version", async () => {
    const { tracker, twin, clock, issues, projects } = scene({ ...PEOPLE, issues: seedOf(5) });
    clock.advance(600_000);
    const since = clock.now();
    twin.act({ do: "editIssue", as: "Ada", issue: "APP-2", summary: "Changed first" });
    clock.advance(90_000);
    twin.act({ do: "editIssue", as: "Ada", issue: "APP-4", summary: "Changed second" });
    const scope = { containers: [projects["APP"] ?? ""] };
    expect(await all(tracker.changes(scope, since, LIVE))).toEqual([
      { id: issues[3]?.id, version: since + 90_000 },
      { id: issues[1]?.id, version: since },
    ]);
  });

  it("leaves out what changed in the same minute but before", async () => {
    const { tracker, clock, projects } = scene({ ...PEOPLE, issues: seedOf(3) });
    clock.advance(1_000);
    expect(await all(tracker.changes({ containers: [projects["APP"] ?? ""] }, clock.now(), LIVE))).toEqual(
      [],
    );
  });

  it("costs one request when it is quiet", async () => {
    const { tracker, twin, clock, projects, requests } = scene({ ...PEOPLE, issues: seedOf(300) });
    const scope = { containers: [projects["APP"] ?? ""] };
    await all(tracker.changes(scope, clock.now() + 1, LIVE));
    twin.requests.clear();
    clock.advance(120_000);
    await all(tracker.changes(scope, clock.now(), LIVE));
    expect(requests()).toBe(1);
  });

  it("asks in the time zone of the token's account", async () => {
    const ada = { email: "ada@acme.test", apiToken: "adas-token" };
    for (const timeZone of ["America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati"]) {
      const { another, clock, twin, projects } = scene({
        users: [{ ...ada, displayName: "Ada", timeZone }],
        projects: [{ key: "APP", name: "App" }],
        issues: seedOf(2),
      });
      clock.advance(600_000);
      const since = clock.now();
      twin.act({ do: "editIssue", as: "Ada", issue: "APP-1", summary: "Changed" });
      const changes = await all(another(ada).changes({ containers: [projects["APP"] ?? ""] }, since, LIVE));
      expect(changes.map(({ version }) => version)).toEqual([since]);
    }
  });

  it("keeps to the filter", async () => {
    const { tracker, issues, projects } = scene({
      ...PEOPLE,
      issues: [
        { project: "APP", summary: "In", labels: ["mirrored"] },
        { project: "APP", summary: "Out" },
      ],
    });
    const scope = { containers: [projects["APP"] ?? ""], filter: "labels = mirrored OR labels = shared" };
    expect((await all(tracker.changes(scope, 0, LIVE))).map(({ id }) => id)).toEqual([issues[0]?.id]);
    expect((await all(tracker.list(scope, LIVE))).map(({ id }) => id)).toEqual([issues[0]?.id]);
  });

  it("misses nothing when issues go or change while one pages", async () => {
    const { tracker, twin, clock, issues, projects } = scene({ ...PEOPLE, issues: seedOf(250) });
    const seen = new Set<string>();
    let pages = 0;
    for await (const page of tracker.changes({ containers: [projects["APP"] ?? ""] }, 0, LIVE)) {
      for (const { id } of page) seen.add(id);
      pages += 1;
      clock.advance(1_000);
      const newest = page[0];
      if (newest) twin.act({ do: "deleteIssue", as: "Ada", issue: newest.id });
      if (pages === 1) twin.act({ do: "editIssue", as: "Ada", issue: "APP-20", summary: "Changed" });
    }
    expect(pages).toBeGreaterThan(1);
    expect(issues.filter(({ id }) => !seen.has(id))).toEqual([]);
  });
});

describe("listing", () => {
  it("takes a request for each five thousand issues", async () => {
    const { tracker, projects, requests } = scene({ ...PEOPLE, issues: seedOf(5_001) });
    expect(await all(tracker.list({ containers: [projects["APP"] ?? ""] }, LIVE))).toHaveLength(5_001);
    expect(requests("search/jql")).toBe(2);
  });
});
