import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkMapping } from "#sync/mirror/check-mapping.ts";
import { people, twinsAndEngine, type Twins } from "./twins.ts";

const { ada, jon } = people;
let twins: Twins;

const start = async (mirror: Record<string, unknown> = {}) => {
  twins = await twinsAndEngine({ mirror: { epics: "projects", ...mirror } });
  twins.jira.seed({
    issues: [
      {
        project: "SHOP",
        type: "Epic",
        ref: "epic",
        summary: "Checkout",
        description: "Pay in one step",
        status: "In Progress",
        assignee: ada,
        dueDate: "2026-12-18",
        priority: "High",
        labels: ["big"],
      },
      { project: "SHOP", type: "Epic", summary: "Search" },
      { project: "SHOP", type: "Story", summary: "Card form", parent: "epic" },
      { project: "SHOP", type: "Story", summary: "Alone" },
    ],
  });
  twins.linear.seed({
    projects: [{ name: "Mobile", content: "The app", teams: ["SHO"], status: "planned", lead: jon }],
    issues: [{ team: "SHO", title: "Push messages", project: "Mobile", priority: 2 }],
  });
  await twins.quiet();
};
const inJira = (summary: string) => twins.jira.dump().issues.find((issue) => issue.summary === summary);
const inLinear = (title: string) => twins.linear.dump().issues.find((issue) => issue.title === title);
const project = (name: string) => twins.linear.dump().projects.find((one) => one.name === name);
const editEpic = (summary: string, change: Record<string, unknown>) =>
  twins.jira.act({ as: ada, do: "editIssue", issue: inJira(summary)?.key ?? "", ...change });
const homeOf = (title: string) => [
  inJira(title)?.parent?.key ?? null,
  inLinear(title)?.project?.name ?? null,
];
const writesOfAnotherRun = async () => {
  twins.writes();
  await twins.engine.lookAtAll();
  await twins.engine.sweep();
  await twins.quiet();
  return twins.writes();
};

beforeEach(() => start());
afterEach(() => twins.close());

describe("an epic of Jira's", () => {
  it("is a project in Linear, with its text, state, lead and date, and its children are in it", async () => {
    expect(project("Checkout")).toMatchObject({
      content: "Pay in one step",
      status: "started",
      lead: { email: ada },
      targetDate: "2026-12-18",
      teams: ["SHO"],
    });
    expect([inLinear("Checkout"), inLinear("Search")]).toEqual([undefined, undefined]);
    expect(inLinear("Card form")).toMatchObject({ project: { name: "Checkout" }, parent: null });
    expect(inLinear("Alone")?.project).toBeNull();
    expect(await writesOfAnotherRun()).toBe(0);
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
    expect(twins.differences()).toEqual([]);
  });

  it("and its project bring each other's edits across", async () => {
    editEpic("Checkout", { summary: "Fast checkout", description: "Pay at once", dueDate: null });
    twins.linear.act({
      as: jon,
      do: "updateProject",
      project: "Search",
      content: "Find it",
      status: "completed",
    });
    await twins.quiet();
    expect(project("Fast checkout")).toMatchObject({ content: "Pay at once", targetDate: null });
    expect(inJira("Search")?.status.name).toBe("Done");
    expect(JSON.stringify(inJira("Search")?.description)).toContain("Find it");
    twins.linear.act({
      as: jon,
      do: "updateProject",
      project: "Fast checkout",
      lead: null,
      name: "Checkout",
    });
    await twins.quiet();
    expect(inJira("Checkout")).toMatchObject({ assignee: null, labels: ["big"] });
    expect(twins.differences()).toEqual([]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("gains and loses children on both sides", async () => {
    editEpic("Alone", { parent: inJira("Search")?.key });
    const form = inLinear("Card form")?.identifier ?? "";
    twins.linear.act({ as: jon, do: "updateIssue", issue: form, project: "Mobile" });
    await twins.quiet();
    expect(homeOf("Alone")).toEqual([inJira("Search")?.key, "Search"]);
    expect(homeOf("Card form")).toEqual([inJira("Mobile")?.key, "Mobile"]);
    editEpic("Alone", { parent: null });
    twins.linear.act({ as: jon, do: "updateIssue", issue: form, project: null });
    await twins.quiet();
    expect([homeOf("Alone"), homeOf("Card form")]).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("that is created later, with a child, waits for nobody", async () => {
    twins.jira.act({ as: ada, do: "createIssue", project: "SHOP", type: "Epic", summary: "Returns" });
    const parent = inJira("Returns")?.key ?? "";
    twins.jira.act({ as: ada, do: "createIssue", project: "SHOP", type: "Story", summary: "Label", parent });
    await twins.quiet();
    expect(homeOf("Label")).toEqual([parent, "Returns"]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("of which both sides changed the name keeps the owner's, and the other in the record", async () => {
    await twins.close();
    await start({ fields: { title: { owner: "jira" } } });
    editEpic("Search", { summary: "Find" });
    twins.linear.act({ as: jon, do: "updateProject", project: "Search", name: "Seek" });
    await twins.quiet();
    expect([project("Find")?.name, project("Seek")]).toEqual(["Find", undefined]);
    expect(await twins.store.mirror.conflicts("shop", { openOnly: false })).toMatchObject([
      { field: "title", resolution: "jira" },
    ]);
  });
});

describe("a project of Linear's", () => {
  it("is an epic in Jira, with the issues that are in it below", () => {
    expect(inJira("Mobile")).toMatchObject({ type: "Epic", assignee: { email: jon } });
    expect(homeOf("Push messages")).toEqual([inJira("Mobile")?.key, "Mobile"]);
  });

  it("that is created later becomes one, and an issue that was put into it follows", async () => {
    twins.linear.act({ as: jon, do: "createProject", name: "Desktop", teams: ["SHO"] });
    const alone = inLinear("Alone")?.identifier ?? "";
    twins.linear.act({ as: jon, do: "updateIssue", issue: alone, project: "Desktop" });
    await twins.quiet();
    expect(homeOf("Alone")).toEqual([inJira("Desktop")?.key, "Desktop"]);
    expect(inJira("Desktop")?.type).toBe("Epic");
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("in the trash is a tombstone: its epic stays, and nothing is created again", async () => {
    twins.linear.act({ as: jon, do: "trashProject", project: "Search" });
    await twins.quiet();
    editEpic("Search", { summary: "Search again" });
    await twins.quiet();
    expect([inJira("Search again")?.type, project("Search again")]).toEqual(["Epic", undefined]);
    twins.linear.act({ as: jon, do: "restoreProject", project: "Search" });
    await twins.quiet();
    expect(project("Search again")?.trashed).toBe(false);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("is in no relation to issues: Jira keeps what an epic blocks", async () => {
    const [from, to] = [inJira("Search")?.key ?? "", inJira("Alone")?.key ?? ""];
    twins.jira.act({ as: ada, do: "link", type: "Blocks", from, to });
    await twins.quiet();
    expect(twins.linear.dump().relations).toEqual([]);
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
  });

  it("is not doubled when the answer to its creation is lost", async () => {
    for (const kind of ["drop-after", "drop-before"] as const) {
      twins.linear.faults.set([{ kind, endpoint: "projectCreate", times: 1 }]);
      const summary = `Lost by ${kind}`;
      twins.jira.act({ as: ada, do: "createIssue", project: "SHOP", type: "Epic", summary });
      await twins.quiet();
      const made = twins.linear.dump().projects.filter(({ name }) => name === summary);
      expect(made).toHaveLength(1);
    }
    expect(await writesOfAnotherRun()).toBe(0);
  });
});

describe("a mirror that only some issues are in", () => {
  it("makes epics of those projects alone that its issues are in", async () => {
    await twins.close();
    await start({ label: "mirror" });
    expect([inJira("Mobile"), project("Checkout")]).toEqual([undefined, undefined]);
    const push = inLinear("Push messages")?.identifier ?? "";
    twins.linear.act({ as: jon, do: "createLabel", name: "mirror", team: "SHO" });
    twins.linear.act({ as: jon, do: "updateIssue", issue: push, addLabels: ["mirror"] });
    await twins.quiet();
    expect(homeOf("Push messages")).toEqual([inJira("Mobile")?.key, "Mobile"]);
    expect(inJira("Mobile")?.type).toBe("Epic");
  });
});

describe("the checker", () => {
  it("says what the states of epics and projects are to each other, and what would not come to rest", () => {
    const { directories, mirror } = twins.engine;
    if (!directories) throw new Error("The engine has not looked yet");
    const errors = (status: typeof mirror.status) =>
      checkMapping({ ...mirror, status }, directories, null).filter(({ level }) => level === "error");
    expect(errors(mirror.status).map(({ about, message }) => [about, message.slice(0, 41)])).toEqual([
      ["epics", 'Jira\'s "To Do" would not come to rest: it'],
    ]);
    expect(errors({ toLinear: {}, toJira: { Planned: "To Do" } })).toEqual([]);
  });
});

describe("a mirror whose epics are issues", () => {
  it("leaves projects alone", async () => {
    await twins.close();
    await start({ epics: "issues" });
    expect([project("Checkout"), inJira("Mobile")]).toEqual([undefined, undefined]);
    expect(inLinear("Card form")?.parent?.identifier).toBe(inLinear("Checkout")?.identifier);
  });
});
