import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";

/**
 * How Northwind scores: several frameworks side by side, what their confidence rests on, who may give what. The
 * people are named by their e-mail addresses; whoever seeds knows their accounts.
 */

type People = (email: string) => string;

interface SampleIssueScoring {
  /** The Jira issue's `ref` in the sample company. */
  ref: string;
  /** Beside RICE, which the company's own list gives. */
  others: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  evidence: readonly SampleEvidence[];
}

interface SampleEvidence {
  kind: string;
  source: string;
  quote: string;
  /** Days before now. */
  daysAgo: number;
  strength?: number;
}

export const sampleScoringSettings = (accountOf: People): ScoringSettings => ({
  frameworks: [
    { id: "rice", settings: { reachUnit: "visitors", period: "quarter" }, mayGive: {} },
    { id: "value-effort", settings: {}, mayGive: {} },
    {
      id: "wsjf",
      settings: {},
      // How big a job is, its engineers say.
      mayGive: { jobSize: [accountOf("jon@northwind.example"), accountOf("mei@northwind.example")] },
    },
    { id: "cost-of-delay", settings: { currency: "EUR" }, mayGive: {} },
    { id: "moscow", settings: {}, mayGive: {} },
  ],
  primary: "rice",
  rankBy: "supported",
  evidenceHalfLifeDays: 180,
  admins: [accountOf("ada@northwind.example")],
});

const valueEffort = (value: number, effort: number) => ({ "value-effort": { value, effort } });
const wsjf = (
  userBusinessValue: number,
  timeCriticality: number,
  riskReduction: number,
  jobSize: number,
) => ({
  wsjf: { userBusinessValue, timeCriticality, riskReduction, jobSize },
});
const delay = (costPerWeek: number, weeks: number) => ({ "cost-of-delay": { costPerWeek, weeks } });
const moscow = (category: "must" | "should" | "could" | "wont") => ({ moscow: { category } });

export const sampleScoring: readonly SampleIssueScoring[] = [
  {
    ref: "guest",
    others: { ...valueEffort(9, 6), ...wsjf(13, 8, 3, 8), ...delay(9_000, 8), ...moscow("must") },
    evidence: [
      {
        kind: "tests",
        source: "https://northwind.example/experiments/guest-checkout",
        quote: "A button without a function behind it: 38 % of first-time buyers chose it.",
        daysAgo: 24,
        strength: 4,
      },
      { kind: "anecdotes", source: "Support, October", quote: "Eleven people asked for it.", daysAgo: 40 },
    ],
  },
  {
    ref: "safari",
    others: { ...valueEffort(8, 2), ...wsjf(8, 13, 5, 2), ...delay(6_000, 2), ...moscow("must") },
    evidence: [
      {
        kind: "launch-data",
        source: "Payments dashboard",
        quote: "Since 12 November no payment from Safari 17 has gone through.",
        daysAgo: 6,
      },
    ],
  },
  {
    ref: "wallet",
    others: { ...valueEffort(7, 8), ...wsjf(8, 3, 2, 13), ...delay(4_000, 12), ...moscow("should") },
    evidence: [
      {
        kind: "market-data",
        source: "Payment provider's yearly report",
        quote: "Wallets are used for 31 % of purchases in our markets.",
        daysAgo: 210,
        strength: 2,
      },
    ],
  },
  {
    ref: "address",
    others: { ...valueEffort(4, 3), ...wsjf(3, 1, 1, 3), ...delay(900, 3), ...moscow("could") },
    evidence: [{ kind: "opinions", source: "Sales", quote: "Every competitor has it.", daysAgo: 12 }],
  },
  { ref: "vat", others: { ...wsjf(2, 5, 8, 1), ...moscow("should") }, evidence: [] },
  {
    ref: "search-typos",
    others: { ...valueEffort(8, 5), ...wsjf(8, 2, 2, 5), ...delay(3_000, 6) },
    evidence: [
      {
        kind: "user-evidence",
        source: "Nine interviews, September",
        quote: "I gave up and asked a colleague.",
        daysAgo: 70,
      },
    ],
  },
  { ref: "search-none", others: { ...valueEffort(3, 1), ...moscow("could") }, evidence: [] },
  {
    ref: "slow-list",
    others: { ...valueEffort(6, 4), ...wsjf(5, 5, 3, 3), ...delay(5_000, 4), ...moscow("should") },
    evidence: [
      { kind: "estimates", source: "Spreadsheet", quote: "0.2 % more sales for each 100 ms.", daysAgo: 33 },
    ],
  },
  { ref: "close", others: { ...valueEffort(9, 7), ...wsjf(20, 8, 5, 8), ...delay(2_500, 8) }, evidence: [] },
  { ref: "rounding", others: { ...valueEffort(5, 1), ...wsjf(5, 8, 8, 1), ...delay(800, 1) }, evidence: [] },
];

/** What an engineer says of one of them. */
export const sampleRescore = {
  ref: "wallet",
  by: "jon@northwind.example",
  framework: "rice",
  input: "effort",
  sentence: "Three months is too little: each wallet needs its own certification.",
} as const;
