import type { BetView, CalibrationAnswer } from "#shared/contract/outcomes/bet.ts";
import type { DecisionView } from "#shared/contract/outcomes/decision.ts";
import type { InboxItem } from "#shared/contract/outcomes/inbox.ts";
import type { OutcomePage } from "#shared/contract/outcomes/outcome.ts";
import type { ObjectiveView, OutcomesTree, TreeNodeView } from "#shared/contract/outcomes/tree.ts";
import type { OutcomeHead } from "#shared/contract/outcomes/words.ts";
import { calibrationOf } from "#shared/outcomes/calibration.ts";

/** Answers about outcomes as the service gives them; a test names what it is about. */

const TODAY = "2026-11-29";
const ada = { accountId: "ada", name: "Ada Lindqvist" };
const given = { by: ada, at: Date.parse(`${TODAY}T09:00:00Z`), why: null };
const issue = { id: "10001", key: "SHOP-1", url: null, work: "in progress" } as const;

export function head(id: string, parts: Partial<OutcomeHead> = {}): OutcomeHead {
  return {
    id,
    revision: 1,
    title: "Guests finish the checkout",
    forWhom: "first-time buyers",
    change: "they pay without an account",
    metric: {
      name: "Checkout completion",
      kind: "activation",
      unit: "%",
      direction: "increase",
      baseline: 54,
      target: 66,
      startsOn: "2026-09-01",
      dueOn: "2027-01-28",
    },
    owner: ada,
    projects: ["SHOP"],
    parentId: null,
    objectiveId: null,
    isClosed: false,
    progress: {
      now: { on: "2026-11-26", value: 59 },
      share: 0.42,
      timeShare: 0.6,
      state: "moving",
      sentence:
        "Checkout completion is at 59 %, from 54 % towards 66 %: 42 % of the way in 60 % of its time.",
    },
    grade: 0.42,
    checkIn: { dueOn: "2026-12-03", isDue: false, daysLate: 0 },
    spark: [
      { on: "2026-09-01", value: 54 },
      { on: "2026-11-26", value: 59 },
    ],
    serving: { issues: 1, inProgress: 1, done: 0 },
    bets: { running: 0, due: 0, settled: 0 },
    ...parts,
  };
}

export function node(
  id: string,
  kind: TreeNodeView["kind"],
  parentId: string,
  parts: Partial<TreeNodeView> = {},
): TreeNodeView {
  return {
    id,
    kind,
    parentId,
    title: id,
    revision: 1,
    issue: null,
    evidence: [],
    question: null,
    found: null,
    questions: [],
    given,
    ...parts,
  };
}

export function objective(id: string): ObjectiveView {
  return {
    id,
    title: "Buying takes a minute",
    period: "2026 Q4",
    revision: 1,
    keyResults: [],
    grade: 0.42,
    status: "at risk",
    ungraded: 0,
    statement: "Below 0.4 off track.",
    given,
  };
}

export function tree(parts: Partial<OutcomesTree> = {}): OutcomesTree {
  return {
    today: TODAY,
    outcomes: [],
    nodes: [],
    objectives: [],
    coverage: {
      unservingShare: null,
      inProgress: 0,
      unservingCount: 0,
      unserving: [],
      outcomesWithoutWork: [],
      sentence: "Nothing is in progress; 0 of 0 outcomes have no work in progress.",
    },
    ...parts,
  };
}

export function bet(id: string, parts: Partial<BetView> = {}): BetView {
  return {
    id,
    subject: { kind: "issue", issue },
    outcome: {
      id: "checkout",
      title: "Guests finish the checkout",
      unit: "%",
      metric: "Checkout completion",
    },
    opportunity: null,
    baseline: 58,
    expectedChange: 4,
    frozenOn: "2026-11-01",
    measureBy: "2026-11-25",
    confidence: 80,
    team: "SHOP",
    framework: "rice",
    labels: [],
    meter: 1,
    evidence: [],
    sentence: "Checkout completion rises by 4 % from 58 % until 2026-11-25, 80 % sure.",
    state: { state: "due", daysOverdue: 4 },
    changeSoFar: null,
    given,
    ...parts,
  };
}

export function decision(id: string, parts: Partial<DecisionView> = {}): DecisionView {
  return {
    id,
    revision: 1,
    issue,
    decision: "not now",
    reason: "Two of forty customers asked for it.",
    evidence: [],
    effortSaved: 2,
    on: "2026-10-01",
    reopenWhen: [{ trigger: { kind: "date", on: "2027-03-01" }, sentence: "on 2027-03-01" }],
    state: "stands",
    reopened: null,
    given,
    ...parts,
  };
}

export function ask(id: string, parts: Partial<InboxItem>): InboxItem {
  return {
    id,
    kind: "check-in due",
    asks: ada,
    since: "2026-11-25",
    title: "Guests finish the checkout",
    sentence: "Its check-in is due.",
    issue: null,
    outcome: "checkout",
    bet: null,
    decision: null,
    initiative: null,
    ...parts,
  };
}

export function page(parts: Partial<OutcomePage> = {}): OutcomePage {
  return {
    today: TODAY,
    outcome: head("checkout"),
    path: [{ id: "checkout", title: "Guests finish the checkout" }],
    curve: {
      points: [
        { on: "2026-09-01", value: 54 },
        { on: "2026-11-26", value: 59 },
      ],
      target: [
        { on: "2026-09-01", value: 54 },
        { on: "2027-01-28", value: 66 },
      ],
      shipped: [],
    },
    readings: [],
    readingsCount: 0,
    serving: { issues: [], initiatives: [], expected: null, sentence: "No issue serves it yet." },
    delivery: { state: "under way", sentence: "Checkout completion is at 59 %." },
    bets: [],
    decisions: [],
    history: [],
    ...parts,
  };
}

/** Of so many bets, each said with this confidence, in percent, this many came true. */
export function calibration(count: number, hits: number, confidence = 80): CalibrationAnswer {
  const predictions = Array.from({ length: count }, (_, at) => ({
    confidence: confidence / 100,
    happened: at < hits,
  }));
  const { bands, ...all } = calibrationOf(predictions);
  return {
    all: {
      ...all,
      hits,
      bands: bands.map(({ interval, ...band }) => ({
        ...band,
        interval: interval === null ? null : [interval[0], interval[1]],
      })),
    },
    byTeam: [],
    byFramework: [],
    unmeasured: 1,
    unmeasurable: 0,
    running: 2,
  };
}
