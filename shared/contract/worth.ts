import { z } from "zod";
import { daySchema } from "../day.ts";
import { momentSchema } from "./words.ts";

/** Why an issue matters: its score, the outcomes it serves, the initiatives it belongs to. */

const termSchema = z.object({
  key: z.string(),
  label: z.string(),
  value: z.number(),
  /** "" for none; a value in "%" counts as a hundredth. */
  unit: z.string(),
  /** Read from the first to the last, starting at 0, the terms make the value. */
  enters: z.enum(["adds", "multiplies", "divides"]),
  word: z.string().exactOptional(),
});

export const scoreSummarySchema = z.object({
  framework: z.string().min(1),
  /** The framework's name as people know it, e.g. "RICE". */
  name: z.string().min(1),
  value: z.number(),
  unit: z.string(),
  formula: z.string(),
  terms: z.array(termSchema),
  category: z.string().exactOptional(),
  notes: z.array(z.string()),
  changedAt: momentSchema.nullable(),
  changedBy: z.string().nullable(),
});
export type ScoreSummary = z.output<typeof scoreSummarySchema>;

export const outcomeSummarySchema = z.object({
  id: z.string().min(1),
  title: z.string().min(1),
  forWhom: z.string(),
  metric: z.object({
    name: z.string(),
    unit: z.string(),
    direction: z.enum(["increase", "decrease"]),
    baseline: z.number(),
    target: z.number(),
    dueOn: daySchema,
  }),
  /** The last reading; null before the first. */
  now: z.object({ on: daySchema, value: z.number() }).nullable(),
  /** 0 at the baseline, 1 at the target; below 0 and above 1 happen; null without a reading. */
  share: z.number().nullable(),
  state: z.enum([
    "no reading",
    "not due to move yet",
    "moving",
    "has not moved",
    "moved the wrong way",
    "reached",
  ]),
  sentence: z.string(),
});
export type OutcomeSummary = z.output<typeof outcomeSummarySchema>;

export const initiativeSummarySchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  url: z.string().nullable(),
  /** Delivered share over both trackers in percent, 0 to 100, at most one decimal; null with nothing to count. */
  percent: z.number().min(0).max(100).nullable(),
  /** What is done of what there is, in `unit`; a mirrored pair counts once. */
  done: z.number().nonnegative(),
  total: z.number().nonnegative(),
  unit: z.string(),
  /** "12 of 20 points: 60 %, from 9 issues; 4 are in both trackers and counted once." */
  sentence: z.string(),
  /** The rule it was counted by, in words. */
  statement: z.string(),
});
export type InitiativeSummary = z.output<typeof initiativeSummarySchema>;

/** The thread from an issue to what it is for. */
export const worthSchema = z.object({
  score: scoreSummarySchema.nullable(),
  outcomes: z.array(outcomeSummarySchema),
  initiatives: z.array(initiativeSummarySchema),
});
