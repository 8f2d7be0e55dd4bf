import { z } from "zod";
import { daySchema } from "../../day.ts";
import { readingSchema } from "../../outcomes/outcome.ts";
import { evidenceSchema } from "../../scoring/evidence.ts";
import { jiraIssueSchema, personSchema } from "../scoring/words.ts";
import { givenSchema, idSchema, liveIssueSchema, scopeSchema, written } from "./words.ts";

/** Bets: frozen when work is committed, measured when their day has come, and what they say about confidence. */

export const subjectSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("issue"), issue: jiraIssueSchema }),
  z.strictObject({ kind: z.literal("initiative"), id: z.string().min(1) }),
]);
export type BetSubject = z.output<typeof subjectSchema>;

/**
 * The service itself adds the day, the metric's value then, the team, the framework, the labels and the evidence:
 * the clock and the word of whoever bets play no part. No call changes a bet once it is frozen.
 */
export const freezeBetRequestSchema = z.strictObject({
  ...written,
  id: idSchema,
  subject: subjectSchema,
  outcome: idSchema,
  /** The opportunity of the tree that it answers. */
  opportunity: idSchema.nullable(),
  /** What the metric will have changed by then, in its unit; negative where it should fall. */
  expectedChange: z.number().refine((change) => change !== 0, "A bet on no change cannot be won or lost."),
  measureBy: daySchema,
  /** Whole percent: below 50 one would bet on the opposite. */
  confidence: z
    .int("Confidence is given in whole percent, from 50 to 100.")
    .min(50, "Confidence is from 50 to 100 %: below 50 % it is a bet on the opposite.")
    .max(100, "Confidence is from 50 to 100 %."),
});
export type FreezeBet = z.output<typeof freezeBetRequestSchema>;

/** With a reading of the metric, where none was taken in time; or as unmeasurable. A result is final. */
export const measureBetRequestSchema = z.strictObject({
  ...written,
  bet: idSchema,
  unmeasurable: z.boolean(),
  /** Between the day it was frozen and the day it is measured by. */
  reading: readingSchema.pick({ on: true, value: true }).strict().nullable(),
  learned: z.string().trim().min(1, "Say in a sentence what was learned.").max(500),
});
export type MeasureBet = z.output<typeof measureBetRequestSchema>;

const betStateSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("running"), daysLeft: z.int().positive() }),
  z.object({ state: z.literal("due"), daysOverdue: z.int().nonnegative() }),
  z.object({
    state: z.literal("settled"),
    result: z.enum(["hit", "near", "miss", "unmeasurable"]),
    /** In the metric's unit; null when it could not be measured. */
    measuredChange: z.number().nullable(),
    learned: z.string(),
    on: daySchema,
    by: personSchema,
  }),
]);

export const betViewSchema = z.object({
  id: z.string(),
  subject: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("issue"), issue: liveIssueSchema }),
    z.object({ kind: z.literal("initiative"), id: z.string(), name: z.string() }),
  ]),
  outcome: z.object({ id: z.string(), title: z.string(), unit: z.string(), metric: z.string() }),
  opportunity: z.object({ id: z.string(), title: z.string() }).nullable(),
  baseline: z.number(),
  expectedChange: z.number(),
  frozenOn: daySchema,
  measureBy: daySchema,
  confidence: z.int(),
  team: z.string(),
  framework: z.string(),
  labels: z.array(z.string()),
  /** The confidence meter on that day, 0 to 10, and what it rested on, as it was then. */
  meter: z.number(),
  evidence: z.array(evidenceSchema),
  /** "Checkout completion rises by 4 % from 54 % until 2026-03-01, 80 % sure." */
  sentence: z.string(),
  state: betStateSchema,
  /** What the readings say so far; null while nothing was read since. */
  changeSoFar: z.number().nullable(),
  given: givenSchema,
});
export type BetView = z.output<typeof betViewSchema>;

export const betsRequestSchema = scopeSchema.extend({
  /** Due ones first of all, longest overdue first; then those that run; then the settled ones, newest first. */
  state: z.enum(["all", "due", "running", "settled"]),
});
export const betsAnswerSchema = z.object({ today: daySchema, bets: z.array(betViewSchema) });

/** Asked when a bet or a score is about to be given. */
export const ideasLikeThisRequestSchema = z.strictObject({
  subject: subjectSchema,
  /** Besides the outcomes that the issue serves. */
  outcome: idSchema.nullable(),
  opportunity: idSchema.nullable(),
});
export const ideasLikeThisSchema = z.object({
  /** "The last four ideas like this: one hit." */
  sentence: z.string(),
  hits: z.int().nonnegative(),
  bets: z.array(betViewSchema),
});
export type IdeasLikeThis = z.output<typeof ideasLikeThisSchema>;

const bandSchema = z.object({
  /** In percent; the upper end is not in it, but for 100. */
  from: z.int(),
  to: z.int(),
  count: z.int().nonnegative(),
  hits: z.int().nonnegative(),
  /** 0 to 1, as the others. */
  meanConfidence: z.number().nullable(),
  hitRate: z.number().nullable(),
  /** 95 % interval of the hit rate (Wilson 1927). */
  interval: z.tuple([z.number(), z.number()]).nullable(),
});

const calibrationSchema = z.object({
  count: z.int().nonnegative(),
  hits: z.int().nonnegative(),
  /** Mean of (confidence − happened)², 0 to 1; null without a measured bet. */
  brier: z.number().nullable(),
  baseRate: z.number().nullable(),
  /** What always saying the base rate would have scored. */
  baseRateBrier: z.number().nullable(),
  /** 1 − Brier ÷ that of the base rate. */
  skill: z.number().nullable(),
  bands: z.array(bandSchema),
  /** False below twenty: then nothing but the count is to be concluded. */
  isEnough: z.boolean(),
  sentence: z.string(),
});
export type CalibrationView = z.output<typeof calibrationSchema>;

export const calibrationAnswerSchema = z.object({
  all: calibrationSchema,
  byTeam: z.array(z.object({ team: z.string(), calibration: calibrationSchema })),
  byFramework: z.array(z.object({ framework: z.string(), name: z.string(), calibration: calibrationSchema })),
  /** Due and not measured: they are in none of these numbers. */
  unmeasured: z.int().nonnegative(),
  unmeasurable: z.int().nonnegative(),
  running: z.int().nonnegative(),
});
export type CalibrationAnswer = z.output<typeof calibrationAnswerSchema>;
