import { z } from "zod";
import { daySchema } from "../../day.ts";
import { momentSchema } from "../words.ts";
import { outcomeSummarySchema } from "../worth.ts";
import { healthSchema, ownerSchema } from "./definition.ts";

/** What the answers about initiatives are made of. Days are UTC; shares are 0 to 1; tenths are of a percent. */

const endSchema = z.object({ id: z.string().min(1), key: z.string(), url: z.string().nullable() });

/** One piece of work: an issue, or both halves of a mirrored pair, counted once. */
export const workSchema = z.object({
  /** Roll-up ids ("jira:10012", "linear:5f…"): what titles are chosen and asked for by. */
  itemIds: z.array(z.string()).min(1),
  /** The ids inside are the tracker's own. At least one of the two is there. */
  jira: endSchema.nullable(),
  linear: endSchema.nullable(),
  /** Null where this reader may not see it, or where the page asks Jira for it as the viewer. */
  title: z.string().nullable(),
  /** Of a private Linear team: counted, never titled. */
  isPrivate: z.boolean(),
});
export type WorkView = z.output<typeof workSchema>;

export const progressSchema = z.object({
  /** 620 is 62.0 %; null when nothing counts. */
  tenths: z.int().min(0).max(1000).nullable(),
  /** Of `total`, in `unit`; a mirrored pair counts once. */
  done: z.number().nonnegative(),
  total: z.number().nonnegative(),
  /** The total by status. */
  completed: z.number().nonnegative(),
  started: z.number().nonnegative(),
  unstarted: z.number().nonnegative(),
  unit: z.enum(["issues", "points", "hours", "teams"]),
  /** "12 of 20 points: 60 %, from 9 issues; 4 are in both trackers and counted once." */
  sentence: z.string(),
  /** The named rule in one sentence. */
  statement: z.string(),
});

const markSchema = z.object({
  percent: z.union([z.literal(50), z.literal(85), z.literal(95)]),
  /** Null: beyond what can be forecast. */
  weeks: z.int().nonnegative().nullable(),
  on: daySchema.nullable(),
});

export const forecastSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done"), sentence: z.string() }),
  z.object({ kind: z.literal("too little history"), weeks: z.int(), sentence: z.string() }),
  z.object({
    kind: z.literal("range"),
    /** 50, 85 and 95 %, in this order. */
    marks: z.array(markSchema),
    /** How many of the latest weeks it draws from. */
    weeks: z.int(),
    /** The share of trials done by the target; null without a target. */
    chanceByTarget: z.number().min(0).max(1).nullable(),
    sentence: z.string(),
    /** Why this history is no steady pace, and what that does to the dates: shown beside them. */
    warnings: z.array(z.string()),
  }),
]);
export type ForecastView = z.output<typeof forecastSchema>;

export const healthViewSchema = z.object({
  /** The latest human update; null before the first. */
  declared: z.object({ health: healthSchema, on: daySchema, by: z.string() }).nullable(),
  computed: z.object({
    health: z.enum([...healthSchema.options, "unknown"]),
    /** What decided it first. */
    reasons: z.array(z.string()),
  }),
  /** The two beside each other, in a sentence; null when they agree or one is unknown. */
  gap: z.string().nullable(),
  /** The rule of the computed one, in one sentence. */
  statement: z.string(),
  staleness: z.object({
    state: z.enum(["fresh", "due", "update missing"]),
    dueOn: daySchema,
    /** Remind the owner on this day. */
    nudge: z.boolean(),
    sentence: z.string(),
  }),
});

/** A few readings that draw the same curve, oldest first. */
const trendSchema = z.array(z.object({ on: daySchema, value: z.number() }));

/** One row of the overview, and the head of a page. */
export const initiativeRowSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  url: z.string().nullable(),
  owner: ownerSchema.nullable(),
  startsOn: daySchema.nullable(),
  targetOn: daySchema.nullable(),
  isArchived: z.boolean(),
  progress: progressSchema,
  forecast: forecastSchema,
  health: healthViewSchema,
  outcomes: z.array(
    outcomeSummarySchema
      .pick({ id: true, title: true, share: true, state: true, sentence: true })
      .extend({ trend: trendSchema }),
  ),
  /** How many decisions it asks for. */
  decisions: z.int().nonnegative(),
  /** Pieces of work, counted or left out. */
  works: z.int().nonnegative(),
  /** When a person last said how it goes. */
  updatedAt: momentSchema.nullable(),
  /** Changes with anything that its page shows. */
  version: z.string(),
});
export type InitiativeRow = z.output<typeof initiativeRowSchema>;

export const humanUpdateSchema = z.object({
  id: z.string(),
  health: healthSchema,
  text: z.string(),
  /** An account id, or a name where none is known; the name as people know it. */
  by: z.string(),
  name: z.string().nullable(),
  at: momentSchema,
});
export type HumanUpdate = z.output<typeof humanUpdateSchema>;

/** Something that waits for a person's decision. */
export const decisionNeededSchema = z.object({
  kind: z.enum(["blocker", "health gap", "late", "dates", "bet due", "update missing", "source"]),
  /** What it is about and why now, with its numbers. */
  sentence: z.string(),
  since: daySchema.nullable(),
  /** Who can act: a name, or null when nobody is named. */
  who: z.string().nullable(),
  work: workSchema.nullable(),
  /** For a bet: the outcome it is on. */
  outcome: z.string().nullable(),
});
export type DecisionNeeded = z.output<typeof decisionNeededSchema>;
