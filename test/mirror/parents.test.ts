import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { openSimulated } from "#test/simulation/backup.ts";
import { people, seeded, twinsAndEngine, type Twins } from "./twins.ts";

type JiraAction = Parameters<Twins["jira"]["act"]>[0];
type LinearAction = Parameters<Twins["linear"]["act"]>[0];

const bulkSchema = z.looseObject({ issues: z.array(z.looseObject({ id: z.string() })) });

let twins: Twins;
beforeEach(async () => {
  twins = await twinsAndEngine();
});
afterEach(() => twins.close());

const { ada } = people;
const inJira = (summary: string) => twins.jira.dump().issues.find((issue) => issue.summary === summary);
const inLinear = (title: string) => twins.linear.dump().issues.find((issue) => issue.title === title);
const jiraKey = (summary: string): string => inJira(summary)?.key ?? "";
const linearKey = (title: string): string => inLinear(title)?.identifier ?? "";
/** Child → parent, by their titles. */
const jiraTree = () =>
  twins.jira.dump().issues.map(({ summary, type, parent }) => {
    const above = twins.jira.dump().issues.find(({ key }) => key === parent?.key);
    return [summary, type, above?.summary ?? null];
  });
const linearTree = () =>
  twins.linear.dump().issues.map(({ title, parent }) => {
    const above = twins.linear.dump().issues.find(({ id }) => id === parent?.id);
    return [title, above?.title ?? null];
  });
const jiraDoes = (action: JiraAction) => twins.jira.act(action);
const linearDoes = (action: LinearAction) => twins.linear.act(action);
const parked = () => twins.store.mirror.parked("shop");
const creations = (body: string): boolean => body.includes("issueBatchCreate");

function seedEpic(): void {
  twins.jira.seed({
    issues: [
      // The children come first, as in a project whose epics were made later.
      { project: "SHOP", type: "Sub-task", summary: "Sub-task", parent: "story" },
      { project: "SHOP", type: "Story", ref: "story", summary: "Story", parent: "epic" },
      { project: "SHOP", type: "Task", summary: "Lone task" },
      { project: "SHOP", type: "Epic", ref: "epic", summary: "Epic" },
    ],
  });
}

describe("parents from Jira to Linear", () => {
  it("are created before their children, each level in one request", async () => {
    seedEpic();
    await twins.quiet();
    expect(linearTree()).toEqual(
      expect.arrayContaining([
        ["Sub-task", "Story"],
        ["Story", "Epic"],
        ["Lone task", null],
        ["Epic", null],
      ]),
    );
    expect(await parked()).toEqual([]);
    expect(twins.differences()).toEqual([]);
    twins.writes();
    await twins.engine.lookAtAll();
    await twins.quiet();
    expect(twins.writes()).toBe(0);
  });

  it("follow a child that is given another parent, or none", async () => {
    seedEpic();
    await twins.quiet();
    jiraDoes({ as: ada, do: "editIssue", issue: jiraKey("Lone task"), parent: jiraKey("Epic") });
    jiraDoes({ as: ada, do: "editIssue", issue: jiraKey("Story"), parent: null });
    await twins.quiet();
    expect(linearTree()).toEqual(
      expect.arrayContaining([
        ["Lone task", "Epic"],
        ["Story", null],
      ]),
    );
    expect(twins.differences()).toEqual([]);
  });

  it("stay on Jira's side when they are in a project outside the mirror", async () => {
    twins.jira.seed({
      projects: [{ key: "PLAN", name: "Plan" }],
      issues: [
        { project: "PLAN", type: "Epic", ref: "elsewhere", summary: "Epic elsewhere" },
        { project: "SHOP", type: "Story", summary: "Story", parent: "elsewhere" },
      ],
    });
    await twins.quiet();
    expect(linearTree()).toEqual([["Story", null]]);
    expect(await parked()).toEqual([]);
    linearDoes({ as: ada, do: "updateIssue", issue: linearKey("Story"), title: "Story, told anew" });
    await twins.quiet();
    expect(jiraTree()).toEqual(expect.arrayContaining([["Story, told anew", "Story", "Epic elsewhere"]]));
  });

  // Fails when a child without its parent's counterpart is created (plan-creation.ts, `waiting`), or is not woken
  // (waves.ts, `wake`).
  it("case 24: the parent's create fails: its children wait, and follow when it is there", async () => {
    twins.jira.seed({
      issues: [
        { project: "SHOP", type: "Story", summary: "Child", parent: "epic" },
        { project: "SHOP", type: "Epic", ref: "epic", summary: "Epic" },
        { project: "SHOP", type: "Task", summary: "Another" },
      ],
    });
    const handle = twins.linear.handle.bind(twins.linear);
    let refusing = true;
    twins.linear.handle = async (request) => {
      const body = await request.clone().text();
      if (!refusing || !creations(body) || !body.includes('"title":"Epic"')) return await handle(request);
      return Response.json({
        data: null,
        errors: [
          {
            message: "Argument Validation Error",
            path: ["created"],
            extensions: { type: "invalid input", userPresentableMessage: "The sandbox does not like it." },
          },
        ],
      });
    };
    await twins.quiet();
    expect(linearTree()).toEqual([["Another", null]]);
    expect((await parked()).map(({ field, code }) => [field, code]).sort()).toEqual([
      ["issue", "invalid"],
      ["parent", "waits"],
    ]);
    refusing = false;
    jiraDoes({ as: ada, do: "editIssue", issue: jiraKey("Epic"), summary: "Epic, at last" });
    await twins.quiet();
    expect(linearTree()).toEqual(expect.arrayContaining([["Child", "Epic, at last"]]));
    expect(await parked()).toEqual([]);
  });
});

describe("parents from Linear to Jira", () => {
  it("make sub-tasks of issues below standard ones, and standard ones below epics", async () => {
    twins.linear.seed({
      issues: [
        { team: "SHO", title: "Top", ref: "top", priority: 2 },
        { team: "SHO", title: "Child", parent: "top", priority: 3 },
      ],
    });
    twins.jira.seed({ issues: [{ project: "SHOP", type: "Epic", summary: "Epic" }] });
    await twins.quiet();
    expect(jiraTree()).toEqual(
      expect.arrayContaining([
        ["Child", "Sub-task", "Top"],
        ["Top", "Task", null],
      ]),
    );
    linearDoes({
      as: ada,
      do: "createIssue",
      team: "SHO",
      title: "New story",
      priority: 2,
      parent: linearKey("Epic"),
    });
    linearDoes({ as: ada, do: "updateIssue", issue: linearKey("Top"), parent: linearKey("Epic") });
    await twins.quiet();
    expect(jiraTree()).toEqual(
      expect.arrayContaining([
        ["New story", "Task", "Epic"],
        ["Top", "Task", "Epic"],
      ]),
    );
    expect(twins.differences()).toEqual([]);
  });

  it("park what Jira's levels do not allow, while the rest of the issue flows", async () => {
    seedEpic();
    await twins.quiet();
    linearDoes({
      as: ada,
      do: "updateIssue",
      issue: linearKey("Lone task"),
      parent: linearKey("Story"),
      title: "Task under a story",
    });
    await twins.quiet();
    expect(jiraTree()).toEqual(expect.arrayContaining([["Task under a story", "Task", null]]));
    const [refused, ...others] = await parked();
    expect(others).toEqual([]);
    expect(refused).toMatchObject({ side: "jira", field: "parent" });
    expect(refused?.message).toContain("Convert it in Jira");
    linearDoes({ as: ada, do: "updateIssue", issue: linearKey("Task under a story"), parent: null });
    await twins.quiet();
    expect(await parked()).toEqual([]);
  });

  it("create what stands too deep for Jira without a parent, and say so", async () => {
    twins.linear.seed({
      issues: [
        { team: "SHO", title: "One", ref: "one" },
        { team: "SHO", title: "Two", ref: "two", parent: "one" },
        { team: "SHO", title: "Three", parent: "two" },
      ],
    });
    await twins.quiet();
    expect(jiraTree()).toEqual([
      ["One", "Task", null],
      ["Two", "Sub-task", "One"],
      ["Three", "Task", null],
    ]);
    expect(await parked()).toMatchObject([{ side: "jira", field: "parent", code: "invalid" }]);
  });

  it("keep a parent whose mirror is one way where it was set", async () => {
    const oneWay = await twinsAndEngine({ mirror: { fields: { parent: { direction: "to-linear" } } } });
    oneWay.linear.seed({
      issues: [
        { team: "SHO", title: "Top", ref: "top", priority: 2 },
        { team: "SHO", title: "Child", parent: "top", priority: 3 },
      ],
    });
    await oneWay.quiet();
    expect(oneWay.jira.dump().issues.map(({ type, parent }) => [type, parent])).toEqual([
      ["Task", null],
      ["Task", null],
    ]);
    await oneWay.close();
  });
});

// Fails when a parent that went aside is nobody's parent (shown.ts, `asMirrored`). Found by the simulation, seed 1121.
describe("a parent that goes into the trash in Linear", () => {
  it("changes nothing in Jira where a person is still asked which of two parents it is to be", async () => {
    seedEpic();
    twins.jira.seed({ issues: [{ project: "SHOP", type: "Epic", summary: "Another epic" }] });
    const [saved] = await twins.store.mirror.mirrors();
    const before = await openSimulated(seeded(2));
    await before.store.mirror.saveMirror(saved ?? { id: "", connection: "", mapping: "" });
    await twins.quiet(twins.restart({ store: before.store }));
    const backup = await before.backup();
    jiraDoes({ as: ada, do: "editIssue", issue: jiraKey("Story"), priority: "Highest" });
    await twins.quiet(twins.restart({ store: before.store }));
    await before.store.close();

    const restored = await openSimulated(seeded(3), backup);
    const engine = twins.restart({ worker: "third", store: restored.store });
    linearDoes({
      as: ada,
      do: "updateIssue",
      issue: linearKey("Story"),
      parent: linearKey("Another epic"),
    });
    await engine.lookAtAll();
    await twins.quiet(engine);
    const asked = [{ field: "parent", resolution: "ask", settledAt: null }];
    expect(await restored.store.mirror.conflicts("shop", { openOnly: true })).toMatchObject(asked);
    linearDoes({ as: ada, do: "trash", issue: linearKey("Another epic") });
    await twins.quiet(engine);
    await engine.lookAtAll();
    await twins.quiet(engine);
    expect(jiraTree()).toContainEqual(["Story", "Story", "Epic"]);
    expect(await restored.store.mirror.conflicts("shop", { openOnly: true })).toMatchObject(asked);
    await restored.store.close();
  });
});

// Each fails when the parts of what returns are not looked at (waves.ts, `kin`). Found by the simulation.
describe("a parent that was not mirrored for a while", () => {
  it("gets its parts when it is seen for the first time, though they were seen before it", async () => {
    seedEpic();
    const handle = twins.jira.handle.bind(twins.jira);
    const epic = inJira("Epic")?.id ?? "";
    await twins.engine.poll();
    twins.jira.handle = async (request) => {
      const answer = await handle(request);
      if (!new URL(request.url).pathname.endsWith("/issue/bulkfetch")) return answer;
      const body = bulkSchema.parse(await answer.json());
      return Response.json({ ...body, issues: body.issues.filter(({ id }) => id !== epic) });
    };
    await twins.engine.workUntilQuiet();
    twins.clock.advance(16 * 60_000);
    await twins.engine.workUntilQuiet();
    expect(linearTree()).toContainEqual(["Story", null]);
    twins.jira.handle = handle;
    await twins.engine.sweep();
    jiraDoes({ as: ada, do: "editIssue", issue: jiraKey("Epic"), dueDate: "2027-01-01" });
    await twins.quiet();
    expect(linearTree()).toContainEqual(["Story", "Epic"]);
  });

  it("gets what was made a part of it while it was in the trash", async () => {
    seedEpic();
    await twins.quiet();
    linearDoes({ as: ada, do: "trash", issue: linearKey("Epic") });
    await twins.quiet();
    jiraDoes({ as: ada, do: "editIssue", issue: jiraKey("Lone task"), parent: jiraKey("Epic") });
    await twins.quiet();
    expect(linearTree()).toContainEqual(["Lone task", null]);
    linearDoes({ as: ada, do: "restore", issue: linearKey("Epic") });
    await twins.quiet();
    expect(linearTree()).toContainEqual(["Lone task", "Epic"]);
    expect(twins.differences()).toEqual([]);
  });
});
