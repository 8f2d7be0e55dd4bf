import { z } from "zod";
import { daySchema } from "../../day.ts";
import { momentSchema } from "../words.ts";
import { outcomeSummarySchema } from "../worth.ts";
import {
  decisionNeededSchema,
  forecastSchema,
  humanUpdateSchema,
  initiativeRowSchema,
  workSchema,
} from "./words.ts";

/** One initiative: everything its page shows but the lists, which are asked for a page at a time (works.ts). */

export const initiativePageRequestSchema = z.strictObject({
  initiative: z.string().min(1),
  /** As it was at the end of that day (UTC); null: now. */
  asOf: daySchema.nullable().default(null),
  /** Of the lines of scope, started and completed. */
  each: z.enum(["day", "week"]).default("week"),
});

/** In the unit of the progress. */
const lineDaySchema = z.object({
  on: daySchema,
  scope: z.number(),
  /** Started or completed. */
  started: z.number(),
  completed: z.number(),
});

const coneWeekSchema = z.object({
  on: daySchema,
  /** What is completed by then in slow (95 %), middle and fast (5 %) trials, in the unit of the lines. */
  slow: z.number(),
  middle: z.number(),
  fast: z.number(),
});

/** "Which items are you counting": one past week that the forecast draws from. */
const pastWeekSchema = z.object({
  endsOn: daySchema,
  completed: z.number(),
  added: z.number(),
  completedKeys: z.array(z.string()),
  addedKeys: z.array(z.string()),
  cancelledKeys: z.array(z.string()),
});

const betSchema = z.object({
  id: z.string(),
  outcome: z.string(),
  expectedChange: z.number(),
  confidence: z.number(),
  measureBy: daySchema,
  by: z.string(),
  state: z.enum(["running", "due", "settled"]),
  result: z.enum(["hit", "near", "miss", "unmeasurable"]).nullable(),
  sentence: z.string(),
});

const pageOutcomeSchema = outcomeSummarySchema.extend({
  trend: z.array(z.object({ on: daySchema, value: z.number() })),
  /** Delivery and outcome beside each other; never "achieved" after a measure-by date without a measurement. */
  beside: z.object({
    state: z.enum([
      "shipped, metric has not moved",
      "metric moved, nothing shipped",
      "waiting for a measurement",
      "achieved",
      "under way",
    ]),
    sentence: z.string(),
  }),
  bets: z.array(betSchema),
});

export const initiativePageSchema = z.object({
  now: momentSchema,
  /** Null: now. */
  asOf: daySchema.nullable(),
  /** Where a past day was rebuilt from what the trackers say about their issues: what that cannot know. */
  asOfNote: z.string().nullable(),
  initiative: initiativeRowSchema.extend({
    description: z.string(),
    cadenceDays: z.int(),
    /** The definition's revision: what `initiative.save` is based on. */
    revision: z.int().nonnegative(),
    publishing: z.object({ linear: z.boolean(), jira: z.boolean() }),
  }),
  sources: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      label: z.string(),
      side: z.enum(["jira", "linear"]),
      /** Pieces of work that it brings. */
      works: z.int().nonnegative(),
      /** Of `progress.tenths`, what they bring. */
      tenths: z.int().nonnegative(),
      /** Why it could not be read, in words; null when it was. */
      problem: z.string().nullable(),
    }),
  ),
  decisions: z.array(decisionNeededSchema),
  /** "Make the case": the decisions as one paragraph with the numbers; null when none is needed. */
  theCase: z.string().nullable(),
  update: humanUpdateSchema.nullable(),
  delivery: z.object({
    unit: z.enum(["issues", "points", "hours", "teams"]),
    lines: z.array(lineDaySchema),
    /** From today to the 95 % date; empty without a forecast. */
    cone: z.array(coneWeekSchema),
    /** What counts but is older than the lines, parents done with open children, rings: what to know about it. */
    warnings: z.array(z.string()),
  }),
  history: z.object({
    weeks: z.array(pastWeekSchema),
    /** Counted in; null where the forecast counts issues because points of several teams are not added. */
    unit: z.enum(["issues", "points", "hours", "teams"]),
  }),
  outcomes: z.array(pageOutcomeSchema),
  /** Days on which counted work was completed, for the outcomes' curves. */
  shipped: z.array(z.object({ on: daySchema, works: z.int().positive() })),
  dates: z.object({
    startsOn: daySchema.nullable(),
    dueOn: daySchema.nullable(),
    startFrom: z.enum(["own", "children", "none"]),
    dueFrom: z.enum(["own", "children", "none"]),
    conflicts: z.array(z.string()),
  }),
  /** What belongs to it and does not count, by reason. */
  leftOut: z.array(z.object({ reason: z.string(), works: z.int().positive() })),
  /** Since the latest human update (or a week ago without one), in words. */
  changed: z.object({ since: daySchema, sentence: z.string() }),
});
export type InitiativePage = z.output<typeof initiativePageSchema>;

export const changesRequestSchema = z.strictObject({
  initiative: z.string().min(1),
  asOf: daySchema.nullable().default(null),
  /** The end of that day (UTC); null: the latest human update, or a week ago. */
  since: daySchema.nullable().default(null),
});

const changedWorkSchema = workSchema.extend({
  weight: z.number(),
  /** For a re-estimate. */
  from: z.number().nullable(),
});

/** Of each kind at most so many works are named; the counts are whole. */
export const CHANGES_NAMED = 100;

export const changesSchema = z.object({
  since: momentSchema,
  until: momentSchema,
  /** "3 completed, 2 added, target moved from …": everything below in one sentence. */
  sentence: z.string(),
  scopeThen: z.number(),
  scopeNow: z.number(),
  unit: z.string(),
  kinds: z.array(
    z.object({
      kind: z.enum(["completed", "started", "reopened", "added", "removed", "re-estimated"]),
      count: z.int().positive(),
      weight: z.number(),
      works: z.array(changedWorkSchema),
    }),
  ),
  /** Of its own properties: target, owner, sources, outcomes; each a sentence. */
  properties: z.array(z.object({ sentence: z.string(), by: z.string(), at: momentSchema })),
  forecastThen: forecastSchema,
  forecastNow: forecastSchema,
});
export type InitiativeChanges = z.output<typeof changesSchema>;
