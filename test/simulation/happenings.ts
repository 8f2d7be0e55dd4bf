import type { Fault } from "#sync/sandbox/kit/faults.ts";
import type { Side } from "#sync/model/issue.ts";
import { Dice } from "./dice.ts";

/** Whatever the world does to the service besides answering it. */
const CATEGORIES = [
  "person",
  "crash",
  "skew",
  "remap",
  "backup",
  "restore",
  "lag",
  "stall",
  "rights",
  "request",
  "webhook",
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Something that happened, by its step: the script of a run. */
export interface Happening {
  step: number;
  category: Category;
  /** The kind within the category, as the table counts it. */
  kind: string;
  told: string;
}

/** Of which happenings a run consists; the shrinker leaves out what a failure does not need. */
export type Allowed = (category: Category, step: number) => boolean;

/** How likely each category is at one step, before the seed's own temper. */
const USUAL: Record<Category, number> = {
  person: 0.09,
  crash: 0.008,
  skew: 0.004,
  remap: 0.004,
  backup: 0.006,
  restore: 0.003,
  lag: 0.006,
  stall: 0.006,
  rights: 0.003,
  // Of each request and delivery.
  request: 0.05,
  webhook: 0.25,
};

/** Each seed has its own temper: some categories quiet, some wild, so that rare meetings happen too. */
export function temperOf(seed: number): Record<Category, number> {
  const dice = new Dice(seed, "temper");
  const entries = CATEGORIES.map((category) => {
    const factor = category === "person" ? dice.pick([0.5, 1, 1, 2]) : dice.pick([0, 0.5, 1, 1, 2]);
    return [category, USUAL[category] * factor] as const;
  });
  return Object.fromEntries(entries) as Record<Category, number>;
}

/** In some seeds no webhook ever arrives: Jira lets them expire without a word. */
export function hasWebhooks(seed: number): boolean {
  return !new Dice(seed, "webhooks").happens(0.25);
}

interface RequestFault {
  kind: string;
  /** What the twin is told to do with this request. */
  fault?: Fault;
  /** How long the request is under way before it arrives, ms. */
  late?: number;
  /** How long its answer is under way, ms. */
  answerLate?: number;
}

/** What befalls a request. */
export function requestFault(dice: Dice, side: Side): RequestFault {
  const seconds = dice.between(1, 40);
  const jiraReason = dice.pick(["jira-burst-based", "jira-quota-global-based", "jira-per-issue-on-write"]);
  const reason = side === "jira" ? jiraReason : "limit";
  const limit: Fault = {
    kind: "rate-limit",
    retryAfterSeconds: seconds,
    ...(side === "jira" ? { reason } : {}),
  };
  return dice.weighed<RequestFault & { weight: number }>([
    { weight: 2, kind: "fails before", fault: { kind: "drop-before" } },
    { weight: 3, kind: "answer lost", fault: { kind: "drop-after" } },
    { weight: 2, kind: "5xx before", fault: { kind: "error-before", status: dice.pick([500, 503]) } },
    { weight: 3, kind: "5xx after", fault: { kind: "error-after", status: dice.pick([502, 504]) } },
    { weight: 2, kind: `rate ${reason}`, fault: limit },
    { weight: 2, kind: "lands late", late: dice.between(31_000, 80_000) },
    { weight: 0.5, kind: "lands minutes late", late: dice.between(100_000, 400_000) },
    { weight: 2, kind: "answered late", answerLate: dice.between(5_000, 60_000) },
  ]);
}
