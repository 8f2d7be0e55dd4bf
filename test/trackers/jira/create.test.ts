import { describe, expect, it } from "vitest";
import type { JiraSeed } from "#sync/sandbox/jira/seed.ts";
import {
  applied,
  creation,
  LIVE,
  look,
  mark,
  paragraph,
  PEOPLE,
  refusals,
  scene,
  seedOf,
  statusId,
} from "./scene.ts";

const withWorkflow = (workflow: string): JiraSeed => ({
  ...PEOPLE,
  projects: [{ key: "APP", name: "App", workflow }],
});

const keys = (count: number) => Array.from({ length: count }, (_, index) => `key-${index}`);

describe("creating", () => {
  it("makes issues with all their fields and their mark, and tells what Jira stored", async () => {
    const made = scene();
    const { tracker, users } = made;
    const values = {
      priority: "2",
      assignee: users["ada@acme.test"] ?? null,
      labels: ["ios"],
      estimate: 3,
      dueDate: "2026-10-10",
      description: paragraph("Because."),
    };
    const [outcome] = await tracker.create([creation(made, "one", values)], LIVE);
    const { snapshot, refused } = applied(outcome);
    expect(refused).toEqual([]);
    expect(snapshot.values).toMatchObject({ title: "Issue one", ...values });
    expect(snapshot.mark).toEqual(mark("one"));
    expect(await look(tracker, snapshot.id)).toEqual(snapshot);
  });

  it("costs three requests a hundred issues once the workflow is known, statuses included", async () => {
    const made = scene();
    const { tracker, twin, requests } = made;
    const directory = await tracker.directory(LIVE);
    const status = statusId(directory, "In Review");
    await tracker.create([creation(made, "first", { status })], LIVE);
    twin.requests.clear();
    const outcomes = await tracker.create(
      keys(100).map((key) => creation(made, key, { status })),
      LIVE,
    );
    expect(outcomes.every((outcome) => applied(outcome).snapshot.values.status === status)).toBe(true);
    expect(requests()).toBe(3);
  });

  it("learns an empty project's workflow from the first issue it makes", async () => {
    const made = scene();
    const { tracker, requests } = made;
    const directory = await tracker.directory(LIVE);
    const status = statusId(directory, "Done");
    made.twin.requests.clear();
    const outcomes = await tracker.create(
      keys(100).map((key) => creation(made, key, { status })),
      LIVE,
    );
    expect(outcomes.map((outcome) => applied(outcome).snapshot.values.status)).toEqual(
      keys(100).map(() => status),
    );
    expect(requests()).toBeLessThanOrEqual(9);
  });

  it("answers in the order of the items when some of a batch are refused", async () => {
    const made = scene();
    const items = keys(10).map((key, index) =>
      creation(made, key, index % 4 === 1 ? { title: "x".repeat(300) } : {}),
    );
    const outcomes = await made.tracker.create(items, LIVE);
    expect(outcomes.map(({ kind }) => kind)).toEqual(
      items.map((_, index) => (index % 4 === 1 ? "refused" : "applied")),
    );
    outcomes.forEach((outcome, index) => {
      if (outcome.kind === "applied") expect(outcome.snapshot.mark).toEqual(mark(`key-${index}`));
    });
    expect(refusals(outcomes[1])[0]?.message).toContain("ENG-1");
  });

  it("makes the issue without the fields that Jira refuses", async () => {
    const made = scene();
    const items = [
      creation(made, "fine"),
      creation(made, "odd", { assignee: "nobody", labels: ["ok", "not ok"], estimate: 1 }),
    ];
    const outcomes = await made.tracker.create(items, LIVE);
    expect(applied(outcomes[0]).refused).toEqual([]);
    const { snapshot, refused } = applied(outcomes[1]);
    expect(snapshot.values).toMatchObject({ estimate: 1, labels: ["ok"], assignee: null });
    expect(refused.map(({ fields }) => fields)).toEqual([["labels"], ["assignee"]]);
    expect(made.twin.dump().issues).toHaveLength(2);
  });

  it("leaves an issue in its first status when one step does not lead to the wanted one, and says so", async () => {
    const made = scene(withWorkflow("linear"));
    const directory = await made.tracker.directory(LIVE);
    const outcomes = await made.tracker.create(
      keys(3).map((key) => creation(made, key, { status: statusId(directory, "Done") })),
      LIVE,
    );
    for (const outcome of outcomes) {
      const { snapshot, refused } = applied(outcome);
      expect(snapshot.values.status).toBe(statusId(directory, "To Do"));
      expect(refused).toMatchObject([{ fields: ["status"], code: "no-transition" }]);
      expect(refused[0]?.message).toContain('"In Progress"');
    }
  });

  it("leaves an issue in its first status when the transition's screen requires a field", async () => {
    const made = scene(withWorkflow("required-fields"));
    const directory = await made.tracker.directory(LIVE);
    const outcomes = await made.tracker.create(
      keys(5).map((key) => creation(made, key, { status: statusId(directory, "Done") })),
      LIVE,
    );
    for (const outcome of outcomes) {
      expect(applied(outcome).refused).toMatchObject([{ fields: ["status"], code: "required-field" }]);
    }
  });

  it("follows a workflow that was changed since it was learned", async () => {
    const made = scene();
    const { tracker, intercept } = made;
    const directory = await tracker.directory(LIVE);
    const status = statusId(directory, "Done");
    await tracker.create([creation(made, "first", { status })], LIVE);
    // As if an administrator had given the transition another id: the one we know is refused.
    intercept((next) => async (request) => {
      if (!request.url.endsWith("/issue/bulk")) return next(request);
      const body = (await request.text()).replaceAll(
        '"transition":{"id":"51"}',
        '"transition":{"id":"9951"}',
      );
      return next(new Request(request.url, { method: "POST", headers: request.headers, body }));
    });
    const [outcome] = await tracker.create([creation(made, "second", { status })], LIVE);
    expect(applied(outcome)).toMatchObject({ refused: [], snapshot: { values: { status } } });
  });

  it("leaves a new issue where a person has moved it before we could read it back", async () => {
    const made = scene();
    const { tracker, twin, intercept } = made;
    const directory = await tracker.directory(LIVE);
    const status = statusId(directory, "Done");
    await tracker.create([creation(made, "first", { status })], LIVE);
    intercept((next) => (request) => {
      if (request.url.endsWith("/bulkfetch")) {
        twin.act({ do: "transition", as: "Ada", issue: "APP-2", to: "Backlog" });
      }
      return next(request);
    });
    const [outcome] = await tracker.create([creation(made, "second", { status })], LIVE);
    expect(applied(outcome).snapshot.values.status).toBe(statusId(directory, "Backlog"));
    expect(twin.dump().issues.map((issue) => issue.status.name)).toEqual(["Done", "Backlog"]);
  });

  it("leaves the first issue of an unknown workflow where a person has moved it, and goes on learning", async () => {
    const made = scene();
    const { tracker, twin, clock, intercept } = made;
    const directory = await tracker.directory(LIVE);
    const status = statusId(directory, "Done");
    let isMoved = false;
    intercept((next) => (request) => {
      if (request.url.endsWith("/bulkfetch") && !isMoved) {
        isMoved = true;
        clock.advance(10);
        twin.act({ do: "transition", as: "Ada", issue: "APP-1", to: "In Review" });
      }
      return next(request);
    });
    const outcomes = await tracker.create(
      keys(3).map((key) => creation(made, key, { status })),
      LIVE,
    );
    expect(outcomes.map((outcome) => applied(outcome).refused)).toEqual([[], [], []]);
    expect(twin.dump().issues.map((issue) => issue.status.name)).toEqual(["In Review", "Done", "Done"]);
  });

  it("tells what a person made of a new issue just before our transition took it on", async () => {
    const made = scene();
    const { tracker, twin, clock, intercept } = made;
    const directory = await tracker.directory(LIVE);
    const status = statusId(directory, "Done");
    intercept((next) => (request) => {
      if (request.method === "POST" && request.url.endsWith("/transitions")) {
        clock.advance(10);
        twin.act({ do: "transition", as: "Ada", issue: "APP-1", to: "In Review" });
        clock.advance(10);
      }
      return next(request);
    });
    const [outcome] = await tracker.create([creation(made, "first", { status })], LIVE);
    expect(applied(outcome)).toMatchObject({
      snapshot: { values: { status } },
      covered: [{ field: "status", value: statusId(directory, "In Review") }],
    });
  });

  it("does not call a status refused that a person changed after Jira had refused ours", async () => {
    const made = scene(withWorkflow("required-fields"));
    const { tracker, twin, clock, intercept } = made;
    const directory = await tracker.directory(LIVE);
    const status = statusId(directory, "Done");
    await tracker.create([creation(made, "first", { status })], LIVE);
    intercept((next) => (request) => {
      if (request.url.endsWith("/bulkfetch")) {
        clock.advance(10);
        twin.act({ do: "transition", as: "Ada", issue: "APP-2", to: "In Progress" });
      }
      return next(request);
    });
    const [outcome] = await tracker.create([creation(made, "second", { status })], LIVE);
    expect(applied(outcome)).toMatchObject({
      refused: [],
      snapshot: { values: { status: statusId(directory, "In Progress") } },
    });
  });

  it("makes issues of a project's first standard type when none is named", async () => {
    const made = scene({ ...PEOPLE, projects: [{ key: "APP", name: "App", issueTypes: ["Epic", "Bug"] }] });
    const [outcome] = await made.tracker.create([{ ...creation(made, "one"), issueType: null }], LIVE);
    applied(outcome);
    expect(made.twin.dump().issues[0]).toMatchObject({ type: "Bug" });
  });
});

describe("creations whose answer was lost", () => {
  it("are found by the key in their mark, though search does not know them yet", async () => {
    for (const kind of ["drop-after", "error-after"] as const) {
      const made = scene({ ...PEOPLE, issues: seedOf(3) });
      const { tracker, twin, projects } = made;
      twin.switches.change({ indexLagMilliseconds: 60_000 });
      const project = projects["APP"] ?? "";
      const probe = await tracker.creationProbe(project, LIVE);
      twin.faults.add({ kind, status: 504, endpoint: "issue/bulk", times: 1 });
      const lost = keys(20);
      const outcomes = await tracker.create(
        lost.map((key) => creation(made, key)),
        LIVE,
      );
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(lost.map(() => "unknown"));
      const { found } = await tracker.findCreated(project, [...lost, "never-sent"], probe, LIVE);
      expect([...found.keys()].sort()).toEqual(lost.toSorted());
      expect([...found.values()].every((ids) => ids.length === 1)).toBe(true);
    }
  });

  it("are not found when they never happened, nor confused with others' issues", async () => {
    const made = scene();
    const { tracker, twin, projects } = made;
    const project = projects["APP"] ?? "";
    const probe = await tracker.creationProbe(project, LIVE);
    twin.faults.add({ kind: "drop-before", endpoint: "issue/bulk", times: 1 });
    await tracker.create([creation(made, "lost")], LIVE);
    twin.act({ do: "createIssue", as: "Ada", project: "APP", summary: "Somebody's own" });
    expect((await tracker.findCreated(project, ["lost"], probe, LIVE)).found.size).toBe(0);
  });

  it("are seen twice when the late one lands after its repeat", async () => {
    const made = scene();
    const { tracker, twin, clock, projects } = made;
    const project = projects["APP"] ?? "";
    const probe = await tracker.creationProbe(project, LIVE);
    twin.faults.add({ kind: "late-effect", milliseconds: 120_000, endpoint: "issue/bulk", times: 1 });
    const [first] = await tracker.create([creation(made, "key")], LIVE);
    expect(first?.kind).toBe("unknown");
    const [second] = await tracker.create([creation(made, "key")], LIVE);
    const { snapshot } = applied(second);
    clock.advance(121_000);
    await twin.agenda.runDue();
    const ids = (await tracker.findCreated(project, ["key"], probe, LIVE)).found.get("key");
    expect(ids).toHaveLength(2);
    expect(ids?.[0]).toBe(snapshot.id);
  });

  it("are found although the mark has been raised since", async () => {
    const made = scene();
    const { tracker, projects } = made;
    const [outcome] = await tracker.create([creation(made, "key")], LIVE);
    const { id } = applied(outcome).snapshot;
    await tracker.mark([{ id, mark: mark("key", 9), counterpart: { key: "", url: "", title: "" } }], LIVE);
    const { found } = await tracker.findCreated(projects["APP"] ?? "", ["key"], "0", LIVE);
    expect(found.get("key")).toEqual([id]);
  });

  it("are looked for beyond a gap of deleted issues", async () => {
    const made = scene({ ...PEOPLE, issues: seedOf(150) });
    const { tracker, twin, projects } = made;
    const project = projects["APP"] ?? "";
    twin.faults.add({ kind: "drop-after", endpoint: "issue/bulk", times: 1 });
    await tracker.create([creation(made, "key")], LIVE);
    for (let number = 2; number <= 150; number += 1) {
      twin.act({ do: "deleteIssue", as: "Ada", issue: `APP-${number}` });
    }
    const { found } = await tracker.findCreated(project, ["key"], "1", LIVE);
    expect(found.get("key")).toHaveLength(1);
  });

  it("say where to look on without a request once an issue of the project was seen", async () => {
    const made = scene({ ...PEOPLE, issues: seedOf(5) });
    await look(made.tracker, made.issues[4]?.id);
    made.twin.requests.clear();
    expect(await made.tracker.creationProbe(made.projects["APP"] ?? "", LIVE)).toBe("5");
    expect(made.requests()).toBe(0);
  });
});
