import { afterAll, describe, expect, it } from "vitest";
import { type IssueId, issueId } from "#sync/model/issue.ts";
import { type NewSourceKind, newSource } from "#forge/pages/initiatives/edit/new-source.ts";
import { RollupFollower } from "#sync/rollup/follow-rollups.ts";
import { storedHistory } from "#sync/rollup/stored-history.ts";
import { RollupKeeper } from "#sync/rollup/keep-rollups.ts";
import { RollupIndex } from "#sync/rollup/rollup-index.ts";
import { rollupAt } from "#sync/rollup/tracked-item.ts";
import type { JiraSeed } from "#sync/sandbox/jira/seed.ts";
import type { LinearSeed } from "#sync/sandbox/linear/seed.ts";
import { createJiraTwin } from "#sync/sandbox/jira/twin.ts";
import { createLinearTwin } from "#sync/sandbox/linear/twin.ts";
import { openStore, type Store } from "#sync/store/open.ts";
import { createJiraTracker } from "#sync/trackers/jira/tracker.ts";
import { createLinearTracker } from "#sync/trackers/linear/tracker.ts";
import { FlowingClock } from "#test/trackers/jira/flowing-clock.ts";
import { TestPlans } from "./plans.ts";

const BASE_URL = "https://acme.atlassian.net";
const SHIP = "3f1d2a60-51a1-4c0e-9a51-000000000001";
const PAY = "3f1d2a60-51a1-4c0e-9a51-000000000002";
const random = { next: Math.random, uuid: () => crypto.randomUUID() };
const nowhere = () => Promise.reject(new Error("the twins send no webhooks here"));

const JIRA = {
  users: [{ email: "ada@acme.test", displayName: "Ada" }],
  projects: [{ key: "APP", name: "App" }],
  issues: [
    { project: "APP", ref: "epic", type: "Epic", summary: "Epic" },
    { project: "APP", ref: "one", type: "Story", summary: "One", parent: "epic", storyPoints: 3 },
    { project: "APP", ref: "two", type: "Story", summary: "Two", labels: ["checkout"] },
  ],
} satisfies JiraSeed;
const LINEAR = {
  users: [{ email: "ada@acme.test", name: "Ada" }],
  teams: [{ key: "ENG", name: "Engineering" }],
  projects: [{ id: PAY, name: "Pay", teams: ["ENG"] }],
  initiatives: [
    { id: SHIP, name: "Ship" },
    { name: "Sub", parent: "Ship", projects: ["Pay"] },
  ],
  issues: [
    {
      team: "ENG",
      title: "Secret plan",
      project: "Pay",
      state: "Done",
      createdAt: "2026-06-01T09:00:00Z",
      startedAt: "2026-07-01T09:00:00Z",
      completedAt: "2026-08-01T09:00:00Z",
    },
    { team: "ENG", title: "Next", project: "Pay" },
  ],
} satisfies LinearSeed;

async function scene() {
  const clock = new FlowingClock();
  const store = await openStore({ url: ":memory:", random });
  stores.push(store);
  const jira = createJiraTwin({ clock, random, fetch: nowhere, baseUrl: BASE_URL });
  const seeded = jira.seed(JIRA);
  const linear = createLinearTwin({ clock, random, fetch: nowhere });
  const inLinear = linear.seed(LINEAR);
  const ports = {
    jira: createJiraTracker({
      baseUrl: BASE_URL,
      ...jira.credentials,
      fetch: (request) => jira.handle(request),
      clock,
      random,
    }).planning,
    linear: createLinearTracker({
      apiKey: linear.apiKey,
      fetch: (request) => linear.handle(request),
      clock,
      random,
    }).planning,
  };
  const problems = new Map<string, ReadonlyMap<string, string>>();
  const process = (worker: string) => {
    const index = new RollupIndex();
    const plans = new TestPlans(index);
    const follower = new RollupFollower({
      store: store.rollup,
      index,
      problems: (initiative, some) => problems.set(initiative, some),
    });
    const keeper = new RollupKeeper({
      ports,
      store: store.rollup,
      plans,
      follower,
      index,
      clock,
      worker,
      pollEvery: 15_000,
      sweepEvery: 600_000,
    });
    return { index, plans, keeper };
  };
  const requests = () => jira.requests.summary().requests + linear.requests.summary().requests;
  return {
    clock, store, jira, linear, problems, process, requests, ...process("one"),
    ids: { jira: seeded.issues.map(({ id }) => issueId(id)), linear: inLinear.issues.map(({ id }) => issueId(id)) },
  }; // prettier-ignore
}
const stores: Store[] = [];
afterAll(async () => {
  for (const store of stores) await store.close();
});

const EPIC = (issue: IssueId | undefined) => ({
  kind: "jira-parent",
  id: "epic",
  label: "The epic",
  issue,
  key: "APP-1",
});
const keysOf = (index: RollupIndex, initiative: string): string[] =>
  [...index.members(initiative).values()]
    .flatMap((some) => [...some.keys()].map((item) => index.item(item)?.key ?? "?"))
    .sort();

describe("What sources bring into the index", () => {
  it("comes from Jira parents, JQL, labels and Linear initiatives with what is below them", async () => {
    const { index, plans, keeper, ids } = await scene();
    plans.decide("ship", {
      sources: [
        EPIC(ids.jira[0]),
        { kind: "jql", id: "jql", label: "JQL", jql: "labels = checkout ORDER BY key" },
        { kind: "linear-initiative", id: "linear", label: "Ship", initiative: SHIP },
      ],
    });
    plans.decide("labelled", {
      sources: [{ kind: "jira-label", id: "0", label: "Label", name: "checkout", project: "APP" }],
    });
    await keeper.pass();
    expect(keysOf(index, "ship")).toEqual(["APP-1", "APP-2", "APP-3", "ENG-1", "ENG-2"]);
    expect(keysOf(index, "labelled")).toEqual(["APP-3"]);
    expect(index.members("ship").get("epic")?.get(`jira:${ids.jira[0]}`)).toMatchObject({
      isRoot: true,
      since: null,
    });
    expect(index.item(`linear:${ids.linear[0]}`)).toMatchObject({
      status: "completed",
      createdOn: "2026-06-01",
      startedOn: "2026-07-01",
      completedOn: "2026-08-01",
    });
  });

  it("follows a hinted change at once, and any other by the next poll", async () => {
    const { index, plans, keeper, ids, jira, linear, clock } = await scene();
    plans.decide("ship", {
      sources: [EPIC(ids.jira[0]), { kind: "linear-project", id: "pay", label: "Pay", project: PAY }],
    });
    await keeper.pass();
    clock.advance(1_000);
    linear.act({ do: "updateIssue", as: "ada@acme.test", issue: "ENG-2", state: "In Progress" });
    await keeper.pass();
    expect(index.item(`linear:${ids.linear[1]}`)?.status).not.toBe("started");
    keeper.hint("linear", [ids.linear[1] ?? issueId("")]);
    await keeper.pass();
    expect(index.item(`linear:${ids.linear[1]}`)?.status).toBe("started");

    clock.advance(1_000);
    jira.act({ do: "transition", as: "Ada", issue: "APP-2", to: "Done" });
    clock.advance(15_000);
    await keeper.pass();
    expect(index.item(`jira:${ids.jira[1]}`)?.status).toBe("completed");
  });

  it("takes in what comes below a parent with all that is below it, and lets go what moves away", async () => {
    const { index, plans, keeper, ids, jira, clock } = await scene();
    plans.decide("ship", { sources: [EPIC(ids.jira[0])] });
    await keeper.pass();
    clock.advance(60_000);
    jira.act({
      do: "createIssue",
      as: "Ada",
      project: "APP",
      type: "Sub-task",
      summary: "Part",
      parent: "APP-3",
    });
    jira.act({ do: "editIssue", as: "Ada", issue: "APP-3", parent: "APP-1" });
    clock.advance(60_000);
    await keeper.pass();
    expect(keysOf(index, "ship")).toEqual(["APP-1", "APP-2", "APP-3", "APP-4"]);

    jira.act({ do: "editIssue", as: "Ada", issue: "APP-3", parent: null });
    clock.advance(60_000);
    await keeper.pass();
    expect(keysOf(index, "ship")).toEqual(["APP-1", "APP-2"]);
  });

  it("takes in and lets go what a query finds and finds no more, and what is deleted", async () => {
    const { index, plans, keeper, ids, jira, clock } = await scene();
    plans.decide("ship", {
      sources: [{ kind: "jql", id: "0", label: "JQL", jql: "labels = checkout" }, EPIC(ids.jira[0])],
    });
    await keeper.pass();
    clock.advance(60_000);
    jira.act({ do: "addLabel", as: "Ada", issue: "APP-2", label: "checkout" });
    jira.act({ do: "removeLabel", as: "Ada", issue: "APP-3", label: "checkout" });
    clock.advance(60_000);
    await keeper.pass();
    expect(index.members("ship").get("0")?.size).toBe(1);
    expect(keysOf(index, "ship")).toEqual(["APP-1", "APP-2", "APP-2"]);

    jira.act({ do: "deleteIssue", as: "Ada", issue: "APP-2" });
    clock.advance(700_000);
    await keeper.pass();
    expect(keysOf(index, "ship")).toEqual(["APP-1"]);
  });

  it("takes in the issues of a project that joins an initiative in Linear", async () => {
    const { index, plans, keeper, linear, clock } = await scene();
    linear.seed({
      projects: [{ name: "Late", teams: ["ENG"] }],
      issues: [{ team: "ENG", title: "Latecomer", project: "Late" }],
    });
    plans.decide("ship", {
      sources: [{ kind: "linear-initiative", id: "linear", label: "Ship", initiative: SHIP }],
    });
    await keeper.pass();
    expect(keysOf(index, "ship")).toEqual(["ENG-1", "ENG-2"]);
    linear.seed({ initiatives: [{ name: "Newer", parent: "Ship", projects: ["Late"] }] });
    clock.advance(300_000);
    await keeper.pass();
    expect(keysOf(index, "ship")).toEqual(["ENG-1", "ENG-2", "ENG-3"]);
  });

  it("comes from a Linear project or initiative that is named by its pasted link", async () => {
    const { index, plans, keeper, problems, linear } = await scene();
    const { projects, initiatives } = linear.dump();
    const source = (kind: NewSourceKind, link = "") => ({ ...newSource(kind, link, null), id: kind });
    plans.decide("pay", { sources: [source("linear-project", projects[0]?.url)] });
    plans.decide("ship", {
      sources: [
        source("linear-initiative", initiatives.find(({ name }) => name === "Ship")?.url),
        source("linear-project", `${projects[0]?.url}/overview`),
      ],
    });
    await keeper.pass();
    expect(keysOf(index, "pay")).toEqual(["ENG-1", "ENG-2"]);
    expect(keysOf(index, "ship")).toEqual(["ENG-1", "ENG-1", "ENG-2", "ENG-2"]);
    expect([...problems.values()].flatMap((some) => [...some])).toEqual([]);
  });

  it("is told not to be there where a Linear project or initiative is named that Linear does not show", async () => {
    const { index, plans, keeper, problems } = await scene();
    plans.decide("ship", {
      sources: [
        { kind: "linear-project", id: "link", label: "Link", project: "0123456789ab" },
        { kind: "linear-project", id: "id", label: "Id", project: SHIP },
        { kind: "linear-initiative", id: "initiative", label: "Link", initiative: "0123456789ab" },
        { kind: "linear-project", id: "pay", label: "Pay", project: PAY },
      ],
    });
    await keeper.pass();
    expect(keysOf(index, "ship")).toEqual(["ENG-1", "ENG-2"]);
    const said = [...(problems.get("ship") ?? [])].map(([id, problem]) => [id, problem.split(":")[0]]);
    expect(said).toEqual([
      ["link", "Linear does not show this project"],
      ["id", "Linear does not show this project"],
      ["initiative", "Linear does not show this initiative"],
    ]);
  });

  it("stays as it was where a source cannot be read, which is told", async () => {
    const { index, plans, keeper, problems } = await scene();
    plans.decide("ship", {
      sources: [
        { kind: "jql", id: "bad", label: "Bad", jql: "nonsense = 1" },
        { kind: "jql", id: "good", label: "Good", jql: "labels = checkout" },
      ],
    });
    await keeper.pass();
    expect(keysOf(index, "ship")).toEqual(["APP-3"]);
    expect(problems.get("ship")?.get("bad")).toContain("nonsense");
  });

  it("costs a quiet poll two requests, whatever the number of initiatives", async () => {
    const { plans, keeper, ids, clock, requests, jira, linear } = await scene();
    for (let n = 0; n < 60; n += 1) {
      plans.decide(`initiative-${n}`, {
        sources: [
          { kind: "jql", id: "0", label: "JQL", jql: `labels = checkout OR labels = other-${n}` },
          EPIC(ids.jira[0]),
          { kind: "linear-initiative", id: "1", label: "Ship", initiative: SHIP },
        ],
      });
    }
    await keeper.pass();
    clock.advance(200_000);
    await keeper.pass();
    jira.requests.clear();
    linear.requests.clear();
    clock.advance(15_000);
    await keeper.pass();
    expect(requests()).toBe(2);
  });

  it("lets go what an edited initiative has no more", async () => {
    const { index, plans, keeper, ids } = await scene();
    plans.decide("ship", {
      sources: [EPIC(ids.jira[0]), { kind: "jql", id: "jql", label: "JQL", jql: "labels = checkout" }],
    });
    await keeper.pass();
    plans.decide("ship", { sources: [{ ...EPIC(ids.jira[0]), id: "epic", issue: ids.jira[0] }] });
    await keeper.pass();
    expect(keysOf(index, "ship")).toEqual(["APP-1", "APP-2"]);
  });
});

describe("Several processes", () => {
  it("follow what one of them gathers, and each looks at what it was hinted", async () => {
    const { plans, keeper, process, ids, jira, linear, clock, requests } = await scene();
    const definition = {
      sources: [EPIC(ids.jira[0]), { kind: "linear-project", id: "pay", label: "Pay", project: PAY }],
    };
    plans.decide("ship", definition);
    await keeper.pass();
    const other = process("other");
    other.plans.decide("ship", definition);
    const spent = requests();
    await other.keeper.pass();
    expect(requests()).toBe(spent);
    expect(keysOf(other.index, "ship")).toEqual(["APP-1", "APP-2", "ENG-1", "ENG-2"]);

    clock.advance(1_000);
    linear.act({ do: "updateIssue", as: "ada@acme.test", issue: "ENG-2", state: "Done" });
    other.keeper.hint("linear", [ids.linear[1] ?? issueId("")]);
    await other.keeper.pass();
    expect(other.index.item(`linear:${ids.linear[1]}`)?.status).toBe("completed");

    jira.act({ do: "transition", as: "Ada", issue: "APP-2", to: "Done" });
    clock.advance(200_000);
    await other.keeper.pass();
    expect(other.index.item(`jira:${ids.jira[1]}`)?.status).toBe("completed");
  });
});

describe("The past", () => {
  it("is there from the first day, as the issues' own dates tell it", async () => {
    const { store, plans, keeper, ids } = await scene();
    plans.decide("pay", { sources: [{ kind: "linear-project", id: "pay", label: "Pay", project: PAY }] });
    await keeper.pass();
    const { versions, members } = await storedHistory(store.rollup).rows("pay", 0);
    const july = rollupAt(versions, members, Date.parse("2026-07-15T00:00:00Z"));
    expect(july.isRebuilt).toBe(true);
    expect(july.items.map(({ id, status }) => [id, status])).toEqual([
      [`linear:${ids.linear[0]}`, "started"],
    ]);
  });

  it("keeps titles apart from every version", async () => {
    const { store, plans, keeper, ids } = await scene();
    plans.decide("pay", { sources: [{ kind: "linear-project", id: "pay", label: "Pay", project: PAY }] });
    await keeper.pass();
    const item = `linear:${ids.linear[0]}`;
    expect(JSON.stringify(await storedHistory(store.rollup).rows("pay", 0))).not.toContain("Secret plan");
    expect(await store.rollup.titles([item])).toEqual(new Map([[item, "Secret plan"]]));
  });
});
