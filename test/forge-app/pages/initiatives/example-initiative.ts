import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import type { InitiativeRow } from "#shared/contract/initiatives/words.ts";
import type { WorkRow } from "#shared/contract/initiatives/works.ts";
import type { InitiativeList } from "#shared/contract/initiatives/writes.ts";
import { addDays } from "#shared/day.ts";
import { healthStatement } from "#shared/rollup/health.ts";
import { ruleStatements } from "#shared/rollup/rules.ts";

export const NOW = Date.parse("2026-11-29T09:00:00Z");
export const TODAY = "2026-11-29";

/** 12 of 20 points, at risk by what Ada said, off track by the work. */
export function initiativeRow(changes: Partial<InitiativeRow> = {}): InitiativeRow {
  return {
    id: "checkout",
    name: "Checkout without an account",
    url: null,
    owner: { side: "jira", id: "account-of-ada", name: "Ada Lindqvist" },
    startsOn: "2026-09-07",
    targetOn: "2026-12-18",
    isArchived: false,
    progress: {
      tenths: 625,
      done: 12.5,
      total: 20,
      completed: 12,
      started: 2,
      unstarted: 6,
      unit: "points",
      sentence: "12.5 of 20 points: 63 %, from 9 issues; 4 are in both trackers and counted once.",
      statement: ruleStatements.linear,
    },
    forecast: {
      kind: "range",
      marks: [
        { percent: 50, weeks: 3, on: "2026-12-20" },
        { percent: 85, weeks: 5, on: "2027-01-03" },
        { percent: 95, weeks: 7, on: "2027-01-17" },
      ],
      weeks: 12,
      chanceByTarget: 0.34,
      sentence:
        "50 %: by 2026-12-20, 85 %: by 2027-01-03, 95 %: by 2027-01-17, drawn from the last 12 weeks.",
      warnings: ["Work is completed in bursts; the true date may lie further out on either side than shown."],
    },
    health: {
      declared: { health: "at risk", on: "2026-11-20", by: "Ada Lindqvist" },
      computed: {
        health: "off track",
        reasons: ["The 50 % date is 2026-12-20, after the target of 2026-12-18."],
      },
      gap: "Ada Lindqvist said “at risk” on 2026-11-20; the work says “off track”: The 50 % date is 2026-12-20, after the target of 2026-12-18.",
      statement: healthStatement,
      staleness: {
        state: "due",
        dueOn: "2026-11-27",
        nudge: false,
        sentence: "An update was due on 2026-11-27.",
      },
    },
    outcomes: [
      {
        id: "guest-checkout",
        title: "Guests finish their checkout",
        share: 0.44,
        state: "moving",
        sentence:
          "Guest checkout rate is at 31 %, from 24 % towards 40 %: 44 % of the way in 60 % of its time.",
        trend: [
          { on: "2026-09-07", value: 24 },
          { on: "2026-10-12", value: 27 },
          { on: "2026-11-23", value: 31 },
        ],
      },
    ],
    decisions: 3,
    works: 11,
    updatedAt: Date.parse("2026-11-20T15:00:00Z"),
    version: "1",
    ...changes,
  };
}

export function initiativeList(
  rows: readonly InitiativeRow[],
  changes: Partial<InitiativeList> = {},
): InitiativeList {
  return {
    now: NOW,
    asOf: null,
    version: "1",
    rows: [...rows],
    settings: { rule: "linear", measure: "points", severalTeams: "count" },
    settingsRevision: 0,
    statements: {
      progress: ruleStatements.linear,
      health: healthStatement,
      outcomes:
        "(now − baseline) ÷ (target − baseline); below 10 % of the way at half time it has not moved.",
    },
    views: [],
    ...changes,
  };
}

export function workRow(number: number, changes: Partial<WorkRow> = {}): WorkRow {
  return {
    itemIds: [`jira:${10_000 + number}`],
    jira: { id: String(10_000 + number), key: `SHOP-${number}`, url: null },
    linear: null,
    title: null,
    isPrivate: false,
    status: "unstarted",
    team: "SHOP",
    assignee: null,
    sources: ["epic"],
    createdOn: "2026-09-01",
    startedOn: null,
    completedOn: null,
    dueOn: null,
    blocked: null,
    diverged: null,
    counted: { weight: 1, done: 0, tenths: 0 },
    why: "not started",
    ...changes,
  };
}

export function initiativePage(changes: Partial<InitiativePage> = {}): InitiativePage {
  const row = initiativeRow();
  return {
    now: NOW,
    asOf: null,
    asOfNote: null,
    initiative: {
      ...row,
      description: "Let people buy without making an account first.",
      cadenceDays: 7,
      revision: 2,
      publishing: { linear: true, jira: false },
    },
    sources: [
      {
        id: "epic",
        kind: "jira-parent",
        label: "SHOP-1 and below",
        side: "jira",
        works: 7,
        tenths: 400,
        problem: null,
      },
      {
        id: "project",
        kind: "linear-project",
        label: "Linear project Checkout",
        side: "linear",
        works: 8,
        tenths: 425,
        problem: null,
      },
    ],
    decisions: [
      {
        kind: "blocker",
        sentence: "SHOP-4 has been blocked for 7 working days by SHOP-9.",
        since: "2026-11-18",
        who: "Jon Park",
        work: workRow(4),
        outcome: null,
      },
      {
        kind: "health gap",
        sentence: "Ada Lindqvist said “at risk” on 2026-11-20; the work says “off track”.",
        since: "2026-11-20",
        who: "Ada Lindqvist",
        work: null,
        outcome: null,
      },
      {
        kind: "bet due",
        sentence:
          "The bet of +5 points on the guest checkout rate was due on 2026-11-25 and is not measured.",
        since: "2026-11-25",
        who: null,
        work: null,
        outcome: "guest-checkout",
      },
    ],
    theCase:
      "Checkout without an account is 63 % done, and with today’s pace it will be done by 2027-01-03 (85 %), two weeks after its target. SHOP-4 has been blocked for 7 working days; Jon Park can act.",
    update: {
      id: "u1",
      health: "at risk",
      text: "Payment provider is late with the sandbox.\nWe moved two people over.",
      by: "account-of-ada",
      name: "Ada Lindqvist",
      at: Date.parse("2026-11-20T15:00:00Z"),
    },
    delivery: {
      unit: "points",
      lines: Array.from({ length: 13 }, (_, week) => ({
        on: week === 12 ? TODAY : addDays("2026-09-07", 7 * week),
        scope: week < 6 ? 16 : 20,
        started: Math.min(14, 2 + week),
        completed: week,
      })),
      cone: Array.from({ length: 8 }, (_, week) => ({
        on: addDays(TODAY, 7 * week),
        slow: Math.min(20, 12 + week),
        middle: Math.min(20, 12 + 2 * week),
        fast: Math.min(20, 12 + 4 * week),
      })),
      warnings: [],
    },
    history: {
      unit: "points",
      weeks: Array.from({ length: 12 }, (_, week) => ({
        endsOn: addDays("2026-09-13", 7 * week),
        completed: 1,
        added: week === 5 ? 4 : 0,
        completedKeys: [`SHOP-${week + 20}`],
        addedKeys: [],
        cancelledKeys: [],
      })),
    },
    outcomes: [
      {
        id: "guest-checkout",
        title: "Guests finish their checkout",
        forWhom: "people who buy once",
        metric: {
          name: "Guest checkout rate",
          unit: "%",
          direction: "increase",
          baseline: 24,
          target: 40,
          dueOn: "2027-01-31",
        },
        now: { on: "2026-11-23", value: 31 },
        share: 0.44,
        state: "moving",
        sentence:
          "Guest checkout rate is at 31 %, from 24 % towards 40 %: 44 % of the way in 60 % of its time.",
        trend: row.outcomes[0]?.trend ?? [],
        beside: {
          state: "waiting for a measurement",
          sentence: "One bet is due to be measured. Guest checkout rate is at 31 %.",
        },
        bets: [
          {
            id: "b1",
            outcome: "guest-checkout",
            expectedChange: 5,
            confidence: 70,
            measureBy: "2026-11-25",
            by: "Ada Lindqvist",
            state: "due",
            result: null,
            sentence: "+5 % by 2026-11-25, 70 % sure: due to be measured.",
          },
        ],
      },
    ],
    shipped: [
      { on: "2026-10-05", works: 2 },
      { on: "2026-11-02", works: 4 },
    ],
    dates: { startsOn: "2026-09-07", dueOn: "2026-12-18", startFrom: "own", dueFrom: "own", conflicts: [] },
    leftOut: [{ reason: "cancelled: taken out of the scope", works: 2 }],
    changed: { since: "2026-11-20", sentence: "2 completed (SHOP-31, ENG-7), 1 added (SHOP-40)." },
    ...changes,
  };
}
