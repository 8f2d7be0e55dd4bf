import { z } from "zod";
import { daySchema } from "../day.ts";

/** What should change, for whom, and how it is measured. */

const metricKinds = [
  "activation",
  "retention",
  "engagement",
  "revenue",
  "referral",
  "satisfaction",
  "handle-time",
  "own",
] as const;

export const metricSchema = z
  .object({
    name: z.string().trim().min(1, "A metric needs a name."),
    kind: z.enum(metricKinds),
    unit: z.string(),
    direction: z.enum(["increase", "decrease"]),
    baseline: z.number(),
    target: z.number(),
    startsOn: daySchema,
    dueOn: daySchema,
  })
  .refine(({ baseline, target }) => baseline !== target, {
    path: ["target"],
    error: "The target equals the baseline: nothing would have to change.",
  })
  .refine(({ direction, baseline, target }) => (direction === "increase") === target >= baseline, {
    path: ["target"],
    error: "The target lies on the wrong side of the baseline for this direction.",
  })
  .refine(({ startsOn, dueOn }) => startsOn < dueOn, {
    path: ["dueOn"],
    error: "The day it is due must come after the day it starts.",
  });
export type Metric = z.output<typeof metricSchema>;

export const outcomeSchema = z.object({
  id: z.string().min(1),
  title: z.string().trim().min(1, "An outcome needs a title."),
  forWhom: z.string().trim().min(1, "Say for whom it changes."),
  change: z.string().trim().min(1, "Say what changes for them."),
  metric: metricSchema,
});
export type Outcome = z.output<typeof outcomeSchema>;

export const readingSchema = z.object({
  on: daySchema,
  value: z.number({ error: () => "A reading is a number." }),
  source: z.enum(["hand", "csv", "webhook"]),
  /** The check-in's sentence. */
  sentence: z.string().optional(),
});
export type Reading = z.output<typeof readingSchema>;
