import type { Owner, SavedView } from "#shared/contract/initiatives/definition.ts";
import type { InitiativeChanges, InitiativePage } from "#shared/contract/initiatives/page.ts";
import type {
  DecisionNeeded,
  ForecastView,
  HumanUpdate,
  InitiativeRow,
  WorkView,
} from "#shared/contract/initiatives/words.ts";
import type { Works, WorkRow } from "#shared/contract/initiatives/works.ts";
import type { InitiativeList } from "#shared/contract/initiatives/writes.ts";

/** What the service answers about one initiative of 20 issues, for tests of the pages. */

const now = Date.parse("2026-11-27T09:00:00Z");
const ada: Owner = { side: "jira", id: "ada", name: "Ada Lindqvist" };

const blocked: WorkView = {
  itemIds: ["jira:10012", "linear:5f"],
  jira: { id: "10012", key: "SHOP-12", url: "https://northwind.example/browse/SHOP-12" },
  linear: { id: "5f", key: "SHO-4", url: "https://linear.example/SHO-4" },
  title: null,
  isPrivate: false,
};

const forecast: ForecastView = {
  kind: "range",
  marks: [
    { percent: 50, weeks: 3, on: "2026-12-18" },
    { percent: 85, weeks: 5, on: "2027-01-01" },
    { percent: 95, weeks: 6, on: "2027-01-08" },
  ],
  weeks: 12,
  chanceByTarget: 0.62,
  sentence: "50 %: by 2026-12-18, 85 %: by 2027-01-01, 95 %: by 2027-01-08, drawn from the last 12 weeks.",
  warnings: [],
};

export const update: HumanUpdate = {
  id: "update-1",
  health: "on track",
  text: "The wallet is live for a tenth of the shops.",
  by: "ada",
  name: "Ada Lindqvist",
  at: now - 8 * 86_400_000,
};

export function initiativeRow(given: Partial<InitiativeRow> = {}): InitiativeRow {
  return {
    id: "checkout",
    name: "Checkout that nobody abandons",
    url: null,
    owner: ada,
    startsOn: "2026-09-01",
    targetOn: "2026-12-20",
    isArchived: false,
    progress: {
      tenths: 625,
      done: 12.5,
      total: 20,
      completed: 12,
      started: 2,
      unstarted: 6,
      unit: "issues",
      sentence: "12.5 of 20 issues: 62.5 %, from 20 issues; 8 are in both trackers and counted once.",
      statement: "Linear's rule.",
    },
    forecast,
    health: {
      declared: { health: "on track", on: "2026-11-19", by: "Ada Lindqvist" },
      computed: {
        health: "at risk",
        reasons: ["The 85 % date is 2027-01-01, after the target of 2026-12-20."],
      },
      gap: "Ada Lindqvist said “on track” on 2026-11-19; the work says “at risk”: The 85 % date is 2027-01-01, after the target of 2026-12-20.",
      statement: "Off track when the 50 % date is after the target.",
      staleness: {
        state: "due",
        dueOn: "2026-11-26",
        nudge: true,
        sentence: "An update was due on 2026-11-26.",
      },
    },
    outcomes: [
      {
        id: "checkout-rate",
        title: "More shoppers finish",
        share: 0.4,
        state: "moving",
        sentence: "Checkout rate is at 64 %, from 60 % towards 70 %: 40 % of the way in 50 % of its time.",
        trend: [
          { on: "2026-09-01", value: 60 },
          { on: "2026-11-20", value: 64 },
        ],
      },
    ],
    decisions: 1,
    works: 21,
    updatedAt: update.at,
    version: "1.1",
    ...given,
  };
}

export const decisionNeeded: DecisionNeeded = {
  kind: "blocker",
  sentence: "SHOP-12 = SHO-4 has been blocked by LED-3 for 9 working days.",
  since: "2026-11-16",
  who: "Jon Okafor",
  work: blocked,
  outcome: null,
};

const view: SavedView = {
  id: "board",
  name: "For the board",
  audience: "Board",
  layout: "timeline",
  sort: { by: "target", descending: false },
  filter: { owners: [], health: [], outcomes: [], needsDecision: false, isArchived: false, text: "" },
};

export function initiativeList(rows: InitiativeRow[] = [initiativeRow()]): InitiativeList {
  return {
    now,
    asOf: null,
    version: "1",
    rows,
    settings: { rule: "linear", measure: "points", severalTeams: "count" },
    settingsRevision: 0,
    statements: { progress: "Linear's rule.", health: "Off track when …", outcomes: "(now − baseline) ÷ …" },
    views: [view],
  };
}

export function initiativePage(given: Partial<InitiativePage> = {}): InitiativePage {
  return {
    now,
    asOf: null,
    asOfNote: null,
    initiative: {
      ...initiativeRow(),
      description: "Fewer steps, and a wallet.",
      cadenceDays: 7,
      revision: 1,
      publishing: { linear: false, jira: false },
    },
    sources: [
      {
        id: "0",
        kind: "jql",
        label: "Labelled checkout",
        side: "jira",
        works: 21,
        tenths: 625,
        problem: null,
      },
    ],
    decisions: [decisionNeeded],
    theCase: "The 85 % date is 12 days after the target.",
    update,
    delivery: {
      unit: "issues",
      lines: [
        { on: "2026-11-13", scope: 18, started: 12, completed: 10 },
        { on: "2026-11-20", scope: 20, started: 14, completed: 12 },
      ],
      cone: [
        { on: "2026-11-27", slow: 12, middle: 12, fast: 12 },
        { on: "2026-12-04", slow: 13, middle: 15, fast: 17 },
      ],
      warnings: [],
    },
    history: {
      weeks: [
        {
          endsOn: "2026-11-26",
          completed: 2,
          added: 2,
          completedKeys: ["SHOP-1", "SHOP-2"],
          addedKeys: ["SHOP-19", "SHOP-20"],
          cancelledKeys: [],
        },
      ],
      unit: "issues",
    },
    outcomes: [],
    shipped: [{ on: "2026-11-24", works: 2 }],
    dates: { startsOn: "2026-09-01", dueOn: "2026-12-20", startFrom: "own", dueFrom: "own", conflicts: [] },
    leftOut: [{ reason: "cancelled: taken out of the scope", works: 1 }],
    changed: { since: "2026-11-19", sentence: "Since 2026-11-19: 2 completed, 2 added." },
    ...given,
  };
}

export function workRow(given: Partial<WorkRow> = {}): WorkRow {
  return {
    ...blocked,
    status: "started",
    team: "SHOP",
    assignee: "Jon Okafor",
    sources: ["0"],
    createdOn: "2026-09-02",
    startedOn: "2026-11-02",
    completedOn: null,
    dueOn: null,
    blocked: { since: "2026-11-16", by: ["LED-3"] },
    diverged: null,
    counted: { weight: 1, done: 0.25, tenths: 13 },
    why: "started counts a quarter",
    ...given,
  };
}

export const works = (rows: WorkRow[] = [workRow()]): Works => ({
  version: "1.1",
  progress: initiativeRow().progress,
  total: rows.length,
  tenths: 13,
  works: rows,
});

export const changes: InitiativeChanges = {
  since: update.at,
  until: now,
  sentence: "Since 2026-11-19: 2 completed (SHOP-1, SHOP-2).",
  scopeThen: 18,
  scopeNow: 20,
  unit: "issues",
  kinds: [{ kind: "completed", count: 1, weight: 1, works: [{ ...blocked, weight: 1, from: null }] }],
  properties: [
    {
      sentence: "The target moved from 2026-12-11 to 2026-12-20.",
      by: "Ada Lindqvist",
      at: now - 86_400_000,
    },
  ],
  forecastThen: forecast,
  forecastNow: forecast,
};
