import type { IssueContextAnswer } from "#shared/contract/issue-context.ts";
import type { MirrorStateOfIssue } from "#shared/contract/mirror-state.ts";
import type { ScoringContext } from "#shared/contract/scoring/context.ts";
import { defaultScoringSettings } from "#shared/contract/scoring/settings.ts";

const NOW = Date.parse("2026-03-02T09:00:00Z");

type Mirrored = Extract<MirrorStateOfIssue, { kind: "mirrored" }>;

/** SHOP-12, in sync with ENG-7, seen equal two minutes ago. */
export function mirrored(changes: Partial<Mirrored> = {}): Mirrored {
  return {
    kind: "mirrored",
    state: "in-sync",
    mirror: "shop-eng",
    counterpart: {
      id: "6f0c2a52-1111-4222-8333-444455556666",
      key: "ENG-7",
      url: "https://linear.app/acme/issue/ENG-7",
    },
    lastAgreedAt: NOW - 120_000,
    note: null,
    parked: [],
    conflicts: [],
    ...changes,
  };
}

export function contextAnswer(
  mirror: MirrorStateOfIssue,
  changes: Partial<IssueContextAnswer> = {},
): IssueContextAnswer {
  return {
    now: NOW,
    mirror,
    score: null,
    outcomes: [],
    initiatives: [],
    scoring: unscored,
    likeThis: { sentence: "No idea like this has been measured yet.", measured: 0, hits: 0 },
    ...changes,
  };
}

/** An issue that nobody scored, in a company that never changed its settings. */
const unscored: ScoringContext = {
  settings: defaultScoringSettings,
  settingsRevision: 0,
  scores: [],
  evidence: { items: [], meter: { value: 0, strongest: null, fadesOn: null } },
  served: { revision: 0, outcomes: [] },
  outcomesThereAre: [],
  parents: [],
  rescores: [],
  property: { accepted: null, isDue: false, changedOutside: null },
  openPoker: [],
};

/** What an issue can be worth: a RICE score, an outcome under way, an initiative in both trackers. */
export const worth: Pick<IssueContextAnswer, "score" | "outcomes" | "initiatives"> = {
  score: {
    framework: "rice",
    name: "RICE",
    value: 533.3333,
    unit: "",
    formula: "reach × impact × confidence ÷ effort",
    terms: [
      { key: "reach", label: "Reach", value: 500, unit: "users per quarter", enters: "adds" },
      { key: "impact", label: "Impact", value: 2, unit: "", enters: "multiplies", word: "high" },
      { key: "confidence", label: "Confidence", value: 80, unit: "%", enters: "multiplies", word: "medium" },
      { key: "effort", label: "Effort", value: 1.5, unit: "person-months", enters: "divides" },
    ],
    notes: [],
    changedAt: NOW - 86_400_000,
    changedBy: "Priya Raman",
  },
  outcomes: [
    {
      id: "guest-checkout",
      title: "Buyers check out without an account",
      forWhom: "first-time buyers",
      metric: {
        name: "Guest checkout rate",
        unit: "%",
        direction: "increase",
        baseline: 24,
        target: 40,
        dueOn: "2026-06-30",
      },
      now: { on: "2026-02-27", value: 31 },
      share: 0.4375,
      state: "moving",
      sentence:
        "Guest checkout rate is at 31 %, from 24 % towards 40 %: 44 % of the way in 40 % of its time.",
    },
  ],
  initiatives: [
    {
      id: "faster-checkout",
      name: "Faster checkout",
      url: null,
      percent: 62.5,
      done: 25,
      total: 40,
      unit: "points",
      sentence: "25 of 40 points: 62.5 %, from 14 issues; 6 are in both trackers and counted once.",
      statement: "Completed counts whole, started a quarter.",
    },
  ],
};

const ada = { accountId: "account-of-ada", name: "Ada Lindqvist" };
const bo = { accountId: "account-of-bo", name: "Bo Tan" };

/** Scored by two frameworks, with evidence, an outcome, an epic, neighbours in the ranking. */
export function scored(changes: Partial<ScoringContext> = {}): ScoringContext {
  const { score } = worth;
  if (score === null) throw new Error("the example has a score");
  const { changedAt: _, changedBy: __, ...summary } = score;
  return {
    ...unscored,
    settingsRevision: 3,
    scores: [
      {
        framework: "rice",
        revision: 4,
        inputs: { reach: 500, impact: 2, confidence: 80, effort: 1.5 },
        ranges: {},
        problems: [],
        stated: { ...summary, changedAt: null, changedBy: null },
        supported: { ...summary, changedAt: null, changedBy: null },
        isCapped: false,
        support: "The evidence supports it: 3 of 10, user evidence. It fades on 20 Aug 2026.",
        standing: {
          rank: 4,
          of: 61,
          unscored: 12,
          above: { id: "10003", key: "SHOP-3" },
          below: { id: "10009", key: "SHOP-9" },
          sentence:
            "rank 4 of 61: above SHOP-9 because effort is half; below SHOP-3 because reach is a third",
          span: { from: 2, to: 9 },
        },
        by: ada,
        at: NOW - 86_400_000,
        why: null,
        mayGive: ["reach", "impact", "confidence", "effort"],
      },
      {
        framework: "value-effort",
        revision: 1,
        inputs: { value: 8, effort: 3 },
        ranges: {},
        problems: [],
        stated: {
          framework: "value-effort",
          name: "Value vs effort",
          value: 2.67,
          unit: "",
          formula: "value ÷ effort",
          terms: [],
          category: "Quick win",
          notes: [],
          changedAt: null,
          changedBy: null,
        },
        supported: null,
        isCapped: false,
        support: "",
        standing: null,
        by: bo,
        at: NOW - 2 * 86_400_000,
        why: null,
        mayGive: ["value", "effort"],
      },
    ],
    evidence: {
      items: [
        {
          evidence: {
            id: "evidence-1",
            kind: "user-evidence",
            source: "Checkout interviews, February",
            quote: "I left when it asked for a password.",
            observedOn: "2026-02-20",
            expiresOn: null,
            strength: null,
          },
          revision: 1,
          value: 3,
          by: bo,
          at: NOW - 7 * 86_400_000,
        },
      ],
      meter: { value: 3, strongest: "evidence-1", fadesOn: "2026-08-19" },
    },
    served: { revision: 1, outcomes: [{ id: "guest-checkout", contribution: 4 }] },
    outcomesThereAre: [
      { id: "guest-checkout", title: "Buyers check out without an account", unit: "%" },
      { id: "fewer-returns", title: "Fewer parcels come back", unit: "parcels" },
    ],
    parents: [{ id: "10001", key: "SHOP-1", url: null }],
    ...changes,
  };
}
