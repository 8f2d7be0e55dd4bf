import { z } from "zod";
import { daysBetween, daySchema } from "../day.ts";
import type { Day } from "../day.ts";
import type { Reading } from "./outcome.ts";
import { latestReading } from "./progress.ts";

/**
 * A prediction, frozen on the day the work is committed. It never changes afterwards; what comes later is its
 * result, which stands beside it.
 */
export const betSchema = z
  .object({
    id: z.string().min(1),
    subject: z.object({ kind: z.enum(["issue", "initiative"]), id: z.string().min(1) }),
    outcomeId: z.string().min(1),
    opportunityId: z.string().nullable(),
    labels: z.array(z.string()).readonly(),
    team: z.string(),
    framework: z.string(),
    /** The metric on the day the bet was frozen. */
    baseline: z.number(),
    /** What the metric will have changed by then, in its unit; negative where it should fall. */
    expectedChange: z.number().refine((change) => change !== 0, "A bet on no change cannot be won or lost."),
    frozenOn: daySchema,
    measureBy: daySchema,
    /** In percent. Below 50 one would bet on the opposite. */
    confidence: z
      .int({ error: () => "Confidence is given in whole percent, from 50 to 100." })
      .min(50, "Confidence is from 50 to 100 %: below 50 % it is a bet on the opposite.")
      .max(100, "Confidence is from 50 to 100 %."),
    /** The confidence meter on that day, and what it rested on. */
    meter: z.number().min(0).max(10),
    evidenceIds: z.array(z.string()).readonly(),
    by: z.string().min(1),
  })
  .refine(({ frozenOn, measureBy }) => frozenOn < measureBy, {
    path: ["measureBy"],
    error: "A bet is measured after the day it is made.",
  })
  .readonly();
export type Bet = z.output<typeof betSchema>;

export const betResultSchema = z.object({
  betId: z.string().min(1),
  result: z.enum(["hit", "near", "miss", "unmeasurable"]),
  /** null when it could not be measured. */
  measuredChange: z.number().nullable(),
  learned: z.string().trim().min(1, "Say in a sentence what was learned."),
  on: daySchema,
  by: z.string().min(1),
});
export type BetResult = z.output<typeof betResultSchema>;

/** The rule of `judge` in one sentence, for the place where its result is shown. */
export const betStatement =
  "A hit changed the metric by its day at least as much as was said, a near one at least half as much.";

/** Hit: the measured change by its date is at least the predicted one; near: at least half of it. */
export function judge(bet: Bet, measuredChange: number): "hit" | "near" | "miss" {
  const share = measuredChange / bet.expectedChange;
  if (share >= 1) return "hit";
  return share >= 0.5 ? "near" : "miss";
}

/** The change from freezing to the last reading up to the bet's date; null when nothing was read in between. */
export function measuredChange(bet: Bet, readings: readonly Reading[]): number | null {
  const since = readings.filter(({ on }) => on > bet.frozenOn);
  const last = latestReading(since, bet.measureBy);
  return last === null ? null : last.value - bet.baseline;
}

type Settlement =
  { readonly ok: true; readonly result: BetResult } | { readonly ok: false; readonly reason: string };

/**
 * Settles a bet from the readings, or as unmeasurable. Refused before its date, and when there is nothing to
 * measure by and nobody said so: an unmeasured bet stays visible.
 */
export function settle(
  bet: Bet,
  readings: readonly Reading[],
  given: {
    readonly unmeasurable: boolean;
    readonly learned: string;
    readonly today: Day;
    readonly by: string;
  },
): Settlement {
  if (given.today < bet.measureBy)
    return { ok: false, reason: `This bet is measured on ${bet.measureBy}, not before.` };
  const change = given.unmeasurable ? null : measuredChange(bet, readings);
  if (change === null && !given.unmeasurable) {
    const reason = `Nothing was read between ${bet.frozenOn} and ${bet.measureBy}; give a reading, or say that it cannot be measured.`;
    return { ok: false, reason };
  }
  const result = betResultSchema.safeParse({
    betId: bet.id,
    result: change === null ? "unmeasurable" : judge(bet, change),
    measuredChange: change,
    learned: given.learned,
    on: given.today,
    by: given.by,
  });
  if (result.success) return { ok: true, result: result.data };
  return { ok: false, reason: result.error.issues.map(({ message }) => message).join(" ") };
}

export type BetState =
  | { readonly state: "running"; readonly daysLeft: number }
  | { readonly state: "due"; readonly daysOverdue: number }
  | { readonly state: "settled"; readonly result: BetResult };

export function stateOf(bet: Bet, results: readonly BetResult[], today: Day): BetState {
  const result = results.find(({ betId }) => betId === bet.id);
  if (result !== undefined) return { state: "settled", result };
  return today < bet.measureBy
    ? { state: "running", daysLeft: daysBetween(today, bet.measureBy) }
    : { state: "due", daysOverdue: daysBetween(bet.measureBy, today) };
}

interface Idea {
  readonly outcomeIds: readonly string[];
  readonly opportunityIds: readonly string[];
  readonly labels: readonly string[];
}

/** "The last four ideas like this: one hit": the latest settled bets on the same outcome, opportunity or label. */
export function ideasLikeThis(
  idea: Idea,
  bets: readonly Bet[],
  results: readonly BetResult[],
  most = 4,
): { readonly bets: readonly Bet[]; readonly hits: number; readonly sentence: string } {
  const resultOf = new Map(results.map((result) => [result.betId, result]));
  const alike = bets
    .filter((bet) => resultOf.has(bet.id) && isLike(idea, bet))
    .sort((left, right) => (left.measureBy < right.measureBy ? 1 : -1))
    .slice(0, most);
  const hits = alike.filter((bet) => resultOf.get(bet.id)?.result === "hit").length;
  if (alike.length === 0) return { bets: alike, hits, sentence: "No idea like this has been measured yet." };
  const ideas = alike.length === 1 ? "The last idea" : `The last ${word(alike.length)} ideas`;
  return { bets: alike, hits, sentence: `${ideas} like this: ${word(hits)} ${hits === 1 ? "hit" : "hits"}.` };
}

function isLike(idea: Idea, bet: Bet): boolean {
  return (
    idea.outcomeIds.includes(bet.outcomeId) ||
    (bet.opportunityId !== null && idea.opportunityIds.includes(bet.opportunityId)) ||
    bet.labels.some((label) => idea.labels.includes(label))
  );
}

function word(count: number): string {
  return ["no", "one", "two", "three", "four", "five"][count] ?? String(count);
}
