import { beforeEach, describe, expect, it } from "vitest";
import { initiativeDefinitionSchema } from "#shared/contract/initiatives/definition.ts";
import { initiativesOperations } from "#shared/contract/initiatives/operations.ts";
import { addDays } from "#shared/day.ts";
import { outcomeSchema, type Reading } from "#shared/outcomes/outcome.ts";
import type { Bet } from "#shared/outcomes/bet.ts";
import type { Clock } from "#sync/model/effects.ts";
import {
  changesAnswer,
  draftAnswer,
  historyAnswer,
  listOf,
  pageAnswer,
  worksAnswer,
} from "#sync/rollup/answers.ts";
import { InitiativesDesk } from "#sync/rollup/desk.ts";
import { storedHistory } from "#sync/rollup/stored-history.ts";
import type { TrackedItem } from "#sync/rollup/tracked-item.ts";
import { addUpdate, archiveInitiative, saveInitiative, saveSettings, saveView } from "#sync/rollup/write.ts";
import { ENGINES, storeOn } from "#test/store/engines.ts";
import { tracked } from "./example-items.ts";
import { KeptRows } from "./kept-rows.ts";

const START = "2026-11-02";
const outcome = outcomeSchema.parse({
  id: "checkout-rate",
  title: "More shoppers finish",
  forWhom: "shoppers",
  change: "They finish what they began",
  metric: {
    name: "Checkout rate",
    kind: "activation",
    unit: "%",
    direction: "increase",
    baseline: 60,
    target: 70,
    startsOn: "2026-09-01",
    dueOn: "2026-12-31",
  },
});
const bet: Bet = {
  id: "bet-1",
  subject: { kind: "initiative", id: "checkout" },
  outcomeId: "checkout-rate",
  opportunityId: null,
  labels: [],
  team: "ENG",
  framework: "rice",
  baseline: 60,
  expectedChange: 5,
  frozenOn: "2026-09-01",
  measureBy: "2026-11-10",
  confidence: 80,
  meter: 5,
  evidenceIds: [],
  by: "ada",
};

function defined(given: object = {}) {
  return initiativeDefinitionSchema.parse({
    name: "Checkout",
    owner: { side: "jira", id: "ada", name: "Ada Lindqvist" },
    targetOn: "2026-12-31",
    sources: [{ kind: "linear-project", id: "project", label: "Linear project Checkout", project: "p1" }],
    ...given,
  });
}

describe.each(ENGINES)("initiatives, on $engine", (engine) => {
  const store = storeOn(engine);
  let now = 0;
  let request = 0;
  let readings: Reading[] = [];
  const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
  const at = (day: string, time = "12:00") => {
    now = Date.parse(`${day}T${time}:00Z`);
  };
  const next = () => `request-${engine.engine}-${(request += 1)}`;
  let desk: InitiativesDesk;
  let kept: KeptRows;
  let id = "";

  beforeEach(async () => {
    readings = [];
    at(START);
    desk = new InitiativesDesk({
      records: store().records,
      history: storedHistory(store().rollup),
      outcomes: {
        look: () => Promise.resolve(String(readings.length)),
        outcome: (one) => (one === outcome.id ? { outcome, readings } : null),
        bets: () => [{ ...bet, subject: { kind: "initiative", id } }],
        results: () => [],
      },
      clock,
      random: { next: () => 0.5, uuid: () => "00000000-0000-4000-8000-000000000000" },
      nameOf: (account) => (account === "ada" ? "Ada Lindqvist" : null),
    });
    kept = new KeptRows(store().rollup, desk.index, () => now);
    const saved = await save(defined());
    id = saved.id;
  });

  const save = (definition: ReturnType<typeof defined>, initiative: string | null = null, basedOn = 0) =>
    saveInitiative(desk, { request: next(), why: null, initiative, definition, basedOn }, "ada");
  const bring = async (...items: TrackedItem[]) => {
    await kept.put(...items);
    const ids = items.map((item) => item.id);
    await kept.bring(id, "project", ids);
  };
  const page = (asOf: string | null = null) => pageAnswer(desk, { initiative: id, asOf, each: "week" });
  const say = (health: "on track" | "at risk" | "off track", text = "It goes.") =>
    addUpdate(desk, { request: next(), initiative: id, health, text }, "ada");
  const planned = { createdOn: "2026-08-01" };
  const done = (key: string, on: string) =>
    tracked(key, { ...planned, status: "completed", completedOn: on, startedOn: on });
  /** Ten weeks in which one issue a week was done, and what is left. */
  const steadily = (left: number) => [
    ...Array.from({ length: 10 }, (_, week) => done(`ENG-${week + 1}`, addDays(START, -7 * week - 2))),
    ...Array.from({ length: left }, (_, place) => tracked(`ENG-${place + 20}`, planned)),
  ];

  it("tells one story on overview, page and list, each as its contract says", async () => {
    await bring(...steadily(4));
    const list = await listOf(desk, { asOf: null, includeArchived: false });
    const row = list.rows.find((one) => one.id === id);
    const told = await page();
    expect(initiativesOperations["initiatives.list"].answer.parse(list)).toEqual(list);
    expect(initiativesOperations["initiative.page"].answer.parse(told)).toEqual(told);
    expect(told.initiative).toMatchObject(row ?? {});
    expect(row?.progress).toMatchObject({ tenths: 714, done: 10, total: 14, unit: "points" });
    const works = await worksAnswer(desk, allWorks(id));
    expect(initiativesOperations["initiative.works"].answer.parse(works)).toEqual(works);
    expect([works.total, works.tenths]).toEqual([14, 714]);
    expect(works.works.reduce((sum, { counted }) => sum + (counted?.tenths ?? 0), 0)).toBe(714);
  });

  it("forecasts from its own weeks, and says which issues they count", async () => {
    await bring(...steadily(4));
    const { initiative, history, delivery } = await page();
    expect(initiative.forecast).toMatchObject({ kind: "range", chanceByTarget: 1 });
    expect(initiative.health.computed.health).toBe("on track");
    expect(history.weeks.at(-1)).toMatchObject({ completed: 1, completedKeys: ["ENG-1"] });
    expect(delivery.lines.at(-1)).toEqual({ on: START, scope: 14, started: 10, completed: 10 });
    expect(delivery.cone[0]).toMatchObject({ on: START, middle: 10 });
  });

  it("asks for decisions with the one who can act, and makes the case with the numbers", async () => {
    const waiting = tracked("ENG-20", {
      ...planned,
      blocked: { since: "2026-10-19", by: ["OPS-3"] },
      assignee: { id: "jon", name: "Jon Okafor" },
      dueOn: "2027-01-15",
    });
    await say("on track");
    await bring(...steadily(12).filter(({ key }) => key !== "ENG-20"), waiting);
    const { decisions, theCase, initiative } = await page();
    expect(decisions.map(({ kind, who }) => [kind, who])).toEqual([
      ["late", "Ada Lindqvist"],
      ["health gap", "Ada Lindqvist"],
      ["blocker", "Jon Okafor"],
      ["dates", "Ada Lindqvist"],
    ]);
    expect(decisions[2]?.sentence).toBe("ENG-20 has been blocked by OPS-3 for 10 working days.");
    expect(initiative.health.gap).toContain("Ada Lindqvist said “on track”");
    expect(theCase).toContain("“Checkout” is 45.5 % done (10 of 22 points).");
    expect(theCase).toContain("ENG-20 is due 2027-01-15, after “Checkout” on 2026-12-31.");
    expect(theCase).toContain("By the target 8 of the 12 points left will be done in 85 of 100 trials");
  });

  it("says what changed since the latest update, from the moment it was given", async () => {
    await bring(tracked("ENG-1"), tracked("ENG-2"));
    await say("on track");
    at(START, "15:00");
    await bring(done("ENG-1", START), tracked("ENG-2"), tracked("ENG-3", { createdOn: START }));
    const saved = await save(defined({ targetOn: "2027-01-31" }), id, 1);
    expect(saved.revision).toBe(2);
    const { changed } = await page();
    expect(changed.sentence).toBe(
      `Since ${START}: 1 completed (ENG-1), 1 added (ENG-3), progress from 0 % to 33.3 %. The target moved from 2026-12-31 to 2027-01-31.`,
    );
    const changes = await changesAnswer(desk, { initiative: id, asOf: null, since: null });
    expect(initiativesOperations["initiative.changes"].answer.parse(changes)).toEqual(changes);
    expect(changes.kinds.map(({ kind, count }) => [kind, count])).toEqual([
      ["completed", 1],
      ["added", 1],
    ]);
    const draft = await draftAnswer(desk, id);
    expect(draft.text).toContain("1 completed (ENG-1)");
  });

  it("is seen as of a past day, before anybody looked as well", async () => {
    await bring(done("PAST-1", "2026-10-20"), tracked("PAST-2", { createdOn: "2026-10-25" }));
    at("2026-11-05");
    await bring(done("PAST-1", "2026-10-20"), done("PAST-2", "2026-11-05"));
    const tenths = async (day: string) => (await page(day)).initiative.progress.tenths;
    expect(await tenths("2026-11-04")).toBe(500);
    expect(await tenths("2026-11-05")).toBe(1000);
    const early = await page("2026-10-21");
    expect([early.initiative.progress.tenths, early.asOf]).toEqual([1000, "2026-10-21"]);
    expect(early.asOfNote).toContain("Nobody looked on that day");
    expect((await page("2026-11-04")).asOfNote).toBeNull();
  });

  it("keeps delivery and outcome apart: shipped without a move, and nothing achieved unmeasured", async () => {
    await save(defined({ outcomes: ["checkout-rate"] }), id, 1);
    await bring(done("ENG-1", "2026-10-20"));
    readings = [{ on: "2026-11-01", value: 60.2, source: "hand" }];
    const shipped = await page();
    expect(shipped.outcomes[0]).toMatchObject({ beside: { state: "shipped, metric has not moved" } });
    readings = [{ on: "2026-11-01", value: 71, source: "hand" }];
    expect((await page()).outcomes[0]?.beside.state).toBe("achieved");
    at("2026-11-12");
    const due = await page();
    expect(due.outcomes[0]?.beside.state).toBe("waiting for a measurement");
    expect(due.decisions).toContainEqual(
      expect.objectContaining({ kind: "bet due", who: "Ada Lindqvist", outcome: "checkout-rate" }),
    );
  });

  it("tells that an update is missing at the cadence and three days", async () => {
    await bring(tracked("ENG-1"));
    at(addDays(START, 9));
    expect((await page()).initiative.health.staleness.state).toBe("due");
    at(addDays(START, 10));
    const { decisions } = await page();
    expect(decisions.map(({ kind }) => kind)).toContain("update missing");
  });

  it("is counted by the rule that the workspace chose, and says so", async () => {
    await bring(tracked("ENG-1", { status: "started" }), done("ENG-2", START));
    expect((await page()).initiative.progress.tenths).toBe(625);
    const settings = { rule: "jira-plans", measure: "count", severalTeams: "count" } as const;
    await saveSettings(
      desk,
      { request: next(), why: null, settings, basedOn: desk.ledger.settingsRevision },
      "ada",
    );
    const { progress } = (await page()).initiative;
    expect([progress.tenths, progress.statement.slice(0, 18)]).toEqual([500, "Jira Plans' rule: "]);
    const back = { rule: "linear", measure: "points", severalTeams: "count" } as const;
    await saveSettings(
      desk,
      { request: next(), why: null, settings: back, basedOn: desk.ledger.settingsRevision },
      "ada",
    );
  });

  it("does not overwrite another's edit unseen, and takes a request once", async () => {
    const edit = {
      request: next(),
      why: null,
      initiative: id,
      definition: defined({ name: "Wallet" }),
      basedOn: 1,
    };
    expect(await saveInitiative(desk, edit, "ada")).toEqual({ id, revision: 2 });
    expect(await saveInitiative(desk, edit, "ada")).toEqual({ id, revision: 2 });
    await expect(save(defined(), id, 1)).rejects.toThrow("Ada Lindqvist saved another version since");
    await expect(saveInitiative(desk, edit, "jon")).rejects.toThrow("another person's");
    const { entries } = await historyAnswer(desk, id);
    expect(entries.map((entry) => entry.kind === "edit" && entry.sentences)).toEqual([
      ["It is called “Wallet” now, not “Checkout”."],
      ["It was created."],
    ]);
  });

  it("names a second one of the same name apart, and leaves out what is archived", async () => {
    const other = await save(defined());
    expect(other.id).not.toBe(id);
    await archiveInitiative(
      desk,
      { request: next(), why: null, initiative: other.id, isArchived: true },
      "ada",
    );
    const ids = async (includeArchived: boolean) =>
      (await listOf(desk, { asOf: null, includeArchived })).rows.map((row) => row.id);
    expect(await ids(false)).not.toContain(other.id);
    expect(await ids(true)).toContain(other.id);
  });

  it("keeps views for their audiences", async () => {
    const view = {
      id: "board",
      name: "Board",
      audience: "Board",
      layout: "timeline",
      sort: { by: "target", descending: false },
      filter: { owners: [], health: [], outcomes: [], needsDecision: false, isArchived: false, text: "" },
    } as const;
    const given = { ...view, filter: { ...view.filter, owners: [], health: [], outcomes: [] } };
    await saveView(desk, { request: next(), why: null, view: given }, "ada");
    expect((await listOf(desk, { asOf: null, includeArchived: false })).views).toEqual([given]);
  });

  it("has another version after anything that its page shows, and the same while nothing changes", async () => {
    const seen = new Set<string>();
    const look = async () => {
      await desk.look();
      const version = desk.version(id);
      const isNew = !seen.has(version);
      seen.add(version);
      return isNew;
    };
    await bring(tracked("ENG-1"));
    expect([await look(), await look()]).toEqual([true, false]);
    await kept.put(done("ENG-1", START));
    expect(await look()).toBe(true);
    await say("at risk");
    expect(await look()).toBe(true);
    readings = [{ on: START, value: 61, source: "hand" }];
    expect(await look()).toBe(true);
    await kept.put(tracked("OTHER-1"));
    expect(await look()).toBe(false);
  });
});

const allWorks = (initiative: string) =>
  ({
    initiative,
    asOf: null,
    after: 0,
    limit: 200,
    source: null,
    status: null,
    counts: null,
    blocked: false,
    key: "",
    sort: "source",
    descending: false,
  }) as const;
