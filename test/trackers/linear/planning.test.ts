import { describe, expect, it } from "vitest";
import { type IssueId, issueId } from "#sync/model/issue.ts";
import type { LinearSeed } from "#sync/sandbox/linear/seed.ts";
import { projectsBelow } from "#sync/trackers/planning-port.ts";
import { live, type World, worldWith } from "./world.ts";

const NONE = new Map<IssueId, never>();
const idsOf = (world: World): IssueId[] => world.seeded.issues.map(({ id }) => issueId(id));

const COMPANY = {
  projects: [
    { name: "Checkout", teams: ["ENG"], status: "started", targetDate: "2026-12-01" },
    { name: "Search", teams: ["ENG"] },
    { name: "Elsewhere", teams: ["ENG"] },
  ],
  initiatives: [
    { name: "Sell more", status: "Active", owner: "ada@acme.test", projects: ["Search"] },
    { name: "Pay faster", parent: "Sell more", projects: ["Checkout"] },
  ],
  issues: [
    {
      team: "ENG",
      title: "Done",
      state: "Done",
      project: "Checkout",
      estimate: 3,
      createdAt: "2026-01-05T09:00:00Z",
      startedAt: "2026-02-02T09:00:00Z",
      completedAt: "2026-03-02T09:00:00Z",
    },
    { team: "ENG", title: "Found", project: "Search" },
    { team: "ENG", title: "Beside", project: "Elsewhere" },
  ],
} satisfies LinearSeed;

describe("Linear's initiatives and projects", () => {
  it("are read with what ties them in one request", async () => {
    const world = worldWith(COMPANY);
    const structure = await world.tracker.planning.structure(live);
    expect(world.twin.requests.summary().requests).toBe(1);
    const [sell, pay] = ["Sell more", "Pay faster"].map((name) =>
      structure.initiatives.find((one) => one.name === name),
    );
    expect(sell).toMatchObject({ status: "Active", owner: { name: "Ada Lovelace" }, initiatives: [pay?.id] });
    const names = new Map(structure.projects.map(({ id, name }) => [id, name]));
    const held = [...projectsBelow(structure, sell?.id ?? "")].map((id) => names.get(id));
    expect(held.sort()).toEqual(["Checkout", "Search"]);
    expect(structure.projects.find(({ name }) => name === "Checkout")).toMatchObject({
      status: "started",
      targetOn: "2026-12-01",
      teams: ["ENG"],
      isPrivate: false,
    });
  });

  it("are gone around once where they are each other's parents", () => {
    const initiative = (id: string, below: string, project: string) => ({
      id,
      slugId: id,
      name: id,
      url: "",
      status: "Active",
      owner: null,
      targetOn: null,
      health: null,
      initiatives: [below],
      projects: [project],
    });
    const structure = { initiatives: [initiative("a", "b", "p"), initiative("b", "a", "q")], projects: [] };
    expect([...projectsBelow(structure, "a")].sort()).toEqual(["p", "q"]);
  });
});

describe("The issues of an initiative's sources in Linear", () => {
  it("are listed with their projects, however many projects, in one request a page", async () => {
    const world = worldWith(COMPANY);
    const { planning } = world.tracker;
    const projects = world.seeded.projects.slice(0, 2).map(({ id }) => id);
    const found: (string | null)[] = [];
    for await (const page of planning.ofProjects(projects, live))
      found.push(...page.map(({ project }) => project));
    expect(found.sort()).toEqual([...projects].sort());
    expect(world.twin.requests.summary().requests).toBe(1);
  });

  it("are of projects by their ids or what their links end with, all in one request", async () => {
    const world = worldWith(COMPANY);
    const { projects } = world.twin.dump();
    const [checkout, search] = projects;
    const slugId = search?.url.split("-").at(-1) ?? "";
    const gone = "5f0c1b9e-1111-4222-8333-abcdefabcdef";
    const named = await world.tracker.planning.projectsNamed(
      [checkout?.id ?? "", slugId, gone, "checkout"],
      live,
    );
    expect(named.get(checkout?.id ?? "")).toBe(checkout?.id);
    expect(named.get(slugId)).toBe(search?.id);
    expect([named.get(gone), named.get("checkout")]).toEqual([undefined, undefined]);
    expect(world.twin.requests.summary().requests).toBe(1);
  });

  it("are told apart filter by filter, many filters a request where none finds anything", async () => {
    const world = worldWith({ ...COMPANY, labels: [{ name: "checkout" }] });
    const filters = Array.from({ length: 30 }, (_, n) => ({
      title: { eq: n === 7 ? "Beside" : `Nothing ${n}` },
    }));
    const found = await world.tracker.planning.within(filters, idsOf(world), live);
    expect(found.map((hits) => hits.size)).toEqual(filters.map((_, n) => (n === 7 ? 1 : 0)));
    expect(await world.tracker.planning.matching({ title: { eq: "Found" } }, live)).toEqual([
      idsOf(world)[1],
    ]);
  });
});

describe("Linear's issues as roll-ups need them", () => {
  it("bring their dates, 250 a request", async () => {
    const world = worldWith({
      ...COMPANY,
      issues: Array.from({ length: 250 }, () => COMPANY.issues[0] ?? { team: "ENG", title: "" }),
    });
    const planned = await world.tracker.planning.read(idsOf(world), NONE, live);
    expect(planned).toHaveLength(250);
    expect(world.twin.requests.summary().requests).toBe(1);
    expect(planned[0]).toMatchObject({
      side: "linear",
      category: "completed",
      points: 3,
      team: "ENG",
      createdAt: Date.parse("2026-01-05T09:00:00Z"),
      startedAt: Date.parse("2026-02-02T09:00:00Z"),
      completedAt: Date.parse("2026-03-02T09:00:00Z"),
      isPrivate: false,
    });
  });

  it("name what blocks them and since when, and mark a private team's", async () => {
    const world = worldWith({
      teams: [{ key: "SEC", name: "Secret", private: true, members: ["ada@acme.test"] }],
      access: [{ token: "ada", user: "ada@acme.test" }],
      issues: [
        { ref: "first", team: "ENG", title: "First", createdAt: "2026-01-05T09:00:00Z" },
        { ref: "second", team: "ENG", title: "Second" },
        { ref: "ready", team: "ENG", title: "Ready", state: "Done" },
        { team: "ENG", title: "Given up", state: "Canceled" },
      ],
      relations: [
        { type: "blocks", from: "first", to: "second", createdAt: "2026-02-03T09:00:00Z" },
        { type: "blocks", from: "ready", to: "second" },
        { type: "related", from: "first", to: "second" },
      ],
    });
    const [first, second] = idsOf(world);
    const planned = await world.tracker.planning.read(idsOf(world), NONE, live);
    const byId = new Map(planned.map((one) => [one.id, one]));
    expect(byId.get(second ?? issueId(""))?.blockedBy).toEqual([
      { id: first, key: "ENG-1", since: Date.parse("2026-02-03T09:00:00Z") },
    ]);
    expect(planned.filter(({ blockedBy }) => blockedBy.length > 0)).toHaveLength(1);
    expect(planned.find(({ title }) => title === "Given up")?.category).toBe("canceled");
  });

  it("are polled for the whole workspace by one request while nothing changes", async () => {
    const world = worldWith(COMPANY);
    const since = world.clock.now() + 1;
    for await (const page of world.tracker.planning.changes(since, live)) expect(page).toEqual([]);
    expect(world.twin.requests.summary().requests).toBe(1);
  });
});

describe("An update posted in Linear", () => {
  const id = "5f0c1b9e-1111-4222-8333-abcdefabcdef";

  it("sets the health of an initiative, and a repeat with its id posts nothing more", async () => {
    const world = worldWith(COMPANY);
    const [initiative] = world.seeded.initiatives;
    const update = {
      id,
      on: "initiative" as const,
      subject: initiative?.id ?? "",
      name: "Sell more",
      health: "atRisk" as const,
      body: "62 % done.\n\n[The whole page](https://throughline.example/initiatives/1)",
    };
    expect(await world.tracker.planning.postUpdate(update, live)).toEqual({ kind: "applied" });
    expect(await world.tracker.planning.postUpdate(update, live)).toEqual({ kind: "applied" });
    const { initiatives } = await world.tracker.planning.structure(live);
    expect(initiatives.find(({ name }) => name === "Sell more")?.health).toBe("atRisk");
  });

  it("goes to what only a link names", async () => {
    const world = worldWith(COMPANY);
    const { projects, initiatives } = world.twin.dump();
    const post = async (on: "initiative" | "project", key: string, url = "") =>
      await world.tracker.planning.postUpdate(
        { id: key, on, subject: url.split("-").at(-1) ?? "", name: "", health: "onTrack", body: "Fine." },
        live,
      );
    expect(await post("project", id, projects[0]?.url)).toEqual({ kind: "applied" });
    expect(await post("initiative", id, initiatives[0]?.url)).toEqual({ kind: "applied" });
    const structure = await world.tracker.planning.structure(live);
    const healthy = [...structure.projects, ...structure.initiatives].filter(
      ({ health }) => health === "onTrack",
    );
    expect(healthy.map(({ name }) => name)).toEqual(["Checkout", "Sell more"]);
  });

  it("goes to a project too, and what Linear refuses is told", async () => {
    const world = worldWith(COMPANY);
    const [project] = world.seeded.projects;
    const update = {
      id,
      on: "project" as const,
      name: "Checkout",
      health: "onTrack" as const,
      body: "Fine.",
    };
    expect(await world.tracker.planning.postUpdate({ ...update, subject: project?.id ?? "" }, live)).toEqual({
      kind: "applied",
    });
    const lost = { ...update, id: id.replace("5f", "6f"), subject: issueId("nowhere") };
    expect(await world.tracker.planning.postUpdate(lost, live)).toMatchObject({ kind: "refused" });
  });
});
