import { afterAll, describe, expect, it } from "vitest";
import type { HumanUpdate, InitiativeRow } from "#shared/contract/initiatives/words.ts";
import { initiativeSchema } from "#sync/rollup/initiative.ts";
import { PUBLICATION, type Publishable, RollupPublisher } from "#sync/rollup/publish.ts";
import { createJiraTwin } from "#sync/sandbox/jira/twin.ts";
import { createLinearTwin } from "#sync/sandbox/linear/twin.ts";
import { openStore, type Store } from "#sync/store/open.ts";
import { createJiraTracker } from "#sync/trackers/jira/tracker.ts";
import { createLinearTracker } from "#sync/trackers/linear/tracker.ts";
import { FlowingClock } from "#test/trackers/jira/flowing-clock.ts";

const BASE_URL = "https://acme.atlassian.net";
const SHIP = "3f1d2a60-51a1-4c0e-9a51-000000000001";
const PAY = "3f1d2a60-51a1-4c0e-9a51-000000000002";
const DAY = 86_400_000;
const random = { next: Math.random, uuid: () => crypto.randomUUID() };
const nowhere = () => Promise.reject(new Error("the twins send no webhooks here"));
const stores: Store[] = [];
afterAll(async () => {
  for (const store of stores) await store.close();
});

const rowOf = (done: number, computed: InitiativeRow["health"]["computed"]["health"]): InitiativeRow => ({
  id: "ship",
  name: "Ship",
  url: null,
  owner: null,
  startsOn: null,
  targetOn: "2026-12-01",
  isArchived: false,
  progress: { tenths: done * 50, done, total: 20, completed: done, started: 0, unstarted: 20 - done, unit: "points", sentence: "", statement: "" },
  forecast: { kind: "range", marks: [{ percent: 50, weeks: 4, on: "2026-11-20" }, { percent: 85, weeks: 6, on: "2026-12-10" }, { percent: 95, weeks: 8, on: "2026-12-20" }], weeks: 12, chanceByTarget: 0.7, sentence: "", warnings: [] },
  health: { declared: null, computed: { health: computed, reasons: ["SEC-1 has been blocked for 9 working days."] }, gap: null, statement: "", staleness: { state: "fresh", dueOn: "2026-12-01", nudge: false, sentence: "" } },
  outcomes: [],
  decisions: 0,
  works: 20,
  updatedAt: null,
  version: "1",
}); // prettier-ignore

async function scene(publishing = { linear: true, jira: true }) {
  const clock = new FlowingClock();
  const store = await openStore({ url: ":memory:", random });
  stores.push(store);
  const jira = createJiraTwin({ clock, random, fetch: nowhere, baseUrl: BASE_URL });
  const [epic] = jira.seed({
    projects: [{ key: "APP", name: "App" }],
    customFields: [{ name: "Progress", kind: "number" }],
    issues: [{ project: "APP", type: "Epic", summary: "Epic" }],
  }).issues;
  const linear = createLinearTwin({ clock, random, fetch: nowhere });
  linear.seed({
    users: [{ email: "ada@acme.test", name: "Ada" }],
    teams: [{ key: "ENG", name: "Engineering" }],
    projects: [{ id: PAY, name: "Pay", teams: ["ENG"] }],
    initiatives: [{ id: SHIP, name: "Ship" }],
  });
  const effects = { clock, random };
  const ports = {
    jira: createJiraTracker({ baseUrl: BASE_URL, ...jira.credentials, fetch: (request) => jira.handle(request), ...effects }).planning,
    linear: createLinearTracker({ apiKey: linear.apiKey, fetch: (request) => linear.handle(request), ...effects }).planning,
  }; // prettier-ignore
  const initiative = initiativeSchema.parse({
    name: "Ship",
    publishing,
    sources: [
      { kind: "linear-initiative", id: "ship", label: "Ship", initiative: SHIP },
      { kind: "linear-project", id: "pay", label: "Pay", project: PAY },
      { kind: "jira-parent", id: "epic", label: "Epic", issue: epic?.id, key: "APP-1" },
    ],
  });
  const now: Publishable = { initiative, row: rowOf(10, "on track"), latest: undefined, isWhole: true };
  const logged: unknown[] = [];
  const publisher = (worker: string) =>
    new RollupPublisher({
      initiatives: () => Promise.resolve([now]),
      ports,
      records: store.records,
      leases: store.rollup,
      worker,
      ...effects,
      pageUrl: (id) => `https://throughline.example/initiatives/${id}`,
      progressFields: ["Progress"],
      log: (event, details) => logged.push([event, details]),
    });
  return {
    clock, store, jira, linear, now, logged, publisher, it: publisher("one"),
    updates: () => ({
      initiative: linear.dump().initiatives.flatMap(({ updates }) => updates),
      project: linear.dump().projects.flatMap(({ updates }) => updates),
    }),
    property: () => jira.dump().issues[0]?.properties["throughline-rollup"],
  }; // prettier-ignore
}

const said = (id: string): HumanUpdate => ({
  id,
  health: "at risk",
  text: "Vipps has not signed.",
  by: "ada",
  name: "Ada",
  at: 0,
});

describe("What is published back", () => {
  it("is an update on the Linear initiative and project, and a property and a field on the Jira parent", async () => {
    const { it: publisher, updates, property, jira } = await scene();
    expect(await publisher.pass()).toBe(3);
    const { initiative, project } = updates();
    expect(initiative).toHaveLength(1);
    expect(project).toHaveLength(1);
    expect(initiative[0]).toMatchObject({ health: "onTrack" });
    expect(initiative[0]?.body).toContain("**50 %** done: 10 of 20 points.");
    expect(initiative[0]?.body).toContain("https://throughline.example/initiatives/ship");
    expect(JSON.stringify(initiative)).not.toContain("SEC-1");
    expect(property()).toMatchObject({
      progress: 50,
      health: "on track",
      forecast: { percent85: "2026-12-10" },
      url: "https://throughline.example/initiatives/ship",
    });
    expect(jira.dump().issues[0]?.custom).toEqual({ Progress: 50 });
  });

  it("is nothing where the switches are off", async () => {
    const { it: publisher, updates, property } = await scene({ linear: false, jira: false });
    expect(await publisher.pass()).toBe(0);
    expect(updates()).toEqual({ initiative: [], project: [] });
    expect(property()).toBeUndefined();
  });

  it("is nothing while a source cannot be read", async () => {
    const { it: publisher, now } = await scene();
    now.isWhole = false;
    expect(await publisher.pass()).toBe(0);
  });

  it("is never said twice, and no more often than the cadence", async () => {
    const { it: publisher, updates, now, clock } = await scene();
    await publisher.pass();
    clock.advance(30 * DAY);
    expect(await publisher.pass()).toBe(0);
    now.row = rowOf(14, "at risk");
    expect(await publisher.pass()).toBe(3);
    now.row = rowOf(20, "off track");
    clock.advance(2 * DAY);
    expect(await publisher.pass()).toBe(1);
    expect(updates().initiative).toHaveLength(2);
    clock.advance(5 * DAY);
    expect(await publisher.pass()).toBe(2);
    expect(updates().initiative).toHaveLength(3);
    expect(
      updates()
        .initiative.map(({ body }) => body)
        .join(),
    ).toContain("At the last update it was 70 %");
  });

  it("carries what a person said, with that person's health", async () => {
    const { it: publisher, updates, now, clock } = await scene();
    await publisher.pass();
    clock.advance(8 * DAY);
    now.latest = said("ship/1");
    now.row = {
      ...rowOf(10, "on track"),
      health: {
        ...rowOf(10, "on track").health,
        declared: { health: "at risk", on: "2026-09-09", by: "Ada" },
      },
    };
    await publisher.pass();
    const newest = updates().initiative.find(({ body }) => body.includes("Vipps has not signed."));
    expect(newest).toMatchObject({ health: "atRisk" });
    expect(newest?.body).toContain("People say “at risk”; the work says “on track”.");
  });

  it.each([
    { kind: "drop-after", times: 2 },
    { kind: "error-after", status: 502, times: 2 },
    { kind: "drop-before", times: 2 },
  ] as const)("is said once although the answer was lost ($kind)", async (fault) => {
    const { it: publisher, updates, linear, clock } = await scene({ linear: true, jira: false });
    linear.faults.set([fault]);
    await publisher.pass();
    for (let n = 0; n < 3; n += 1) {
      clock.advance(61_000);
      await publisher.pass();
    }
    expect(updates().initiative).toHaveLength(1);
    expect(updates().project).toHaveLength(1);
    clock.advance(DAY);
    expect(await publisher.pass()).toBe(0);
  });

  it("is sent once by several processes, and finished by another when one dies in between", async () => {
    const { it: one, publisher, updates, linear, clock } = await scene({ linear: true, jira: false });
    linear.faults.set([{ kind: "drop-after", times: 2 }]);
    await one.pass();
    const other = publisher("other");
    expect(await other.pass()).toBe(0);
    clock.advance(130_000);
    expect(await other.pass()).toBe(2);
    expect(updates().initiative).toHaveLength(1);
  });

  it("is told when a tracker refuses it, and not sent again before there is more to say", async () => {
    const { it: publisher, store, linear, logged, now, clock } = await scene({ linear: true, jira: false });
    linear.act({ do: "trashProject", as: "ada@acme.test", project: "Pay" });
    now.initiative = {
      ...now.initiative,
      sources: [
        { kind: "linear-project", id: "pay", label: "Pay", project: "3f1d2a60-51a1-4c0e-9a51-00000000dead" },
      ],
    };
    await publisher.pass();
    expect(logged).toHaveLength(1);
    expect((await store.records.latest(PUBLICATION, "ship/pay"))?.body).toMatchObject({ state: "refused" });
    clock.advance(DAY);
    await publisher.pass();
    expect(logged).toHaveLength(1);
  });
});
