import { z } from "zod";
import { daySchema } from "../../day.ts";
import { metricSchema, readingSchema } from "../../outcomes/outcome.ts";
import { jiraIssueSchema, personSchema, requestIdSchema, whySchema } from "../scoring/words.ts";
import { momentSchema } from "../words.ts";

/** The words that every contract of outcomes is made of. Titles of issues are the viewer's to ask of Jira. */

/** Of an outcome, a node of its tree, a bet, a decision: made by whoever writes it first. */
export const idSchema = z.string().regex(/^[\w-]{1,64}$/, "An id has 1 to 64 letters, digits, - or _.");

/** A Jira project's key. */
export const projectSchema = z.string().regex(/^[A-Z][A-Z0-9_]*$/, "A project's key looks like SHOP.");

/** Null: the whole connection. */
export const scopeSchema = z.strictObject({ project: projectSchema.nullable() });

/**
 * Of every write. A repeat with the same request id changes nothing and gets the first answer again; the person is
 * the caller, never the body.
 */
export const written = { request: requestIdSchema, why: whySchema };

/** Of a write that changes what is there: the revision that the person saw, 0 for none. Another one: 409. */
export const basedOnSchema = z.int().nonnegative();

export const writtenSchema = z.object({
  id: z.string(),
  revision: z.int().positive(),
  /** The same request had been taken before: this is its answer again. */
  repeated: z.boolean(),
});

/** Who, when and why, of whatever was written. */
export const givenSchema = z.object({
  by: personSchema,
  at: momentSchema,
  why: z.string().nullable(),
});

/** A live issue in the place of a node, of a bet, of a link. */
export const liveIssueSchema = jiraIssueSchema.extend({
  url: z.string().nullable(),
  /** Null where the service knows the issue only by its id. */
  work: z.enum(["not begun", "in progress", "done", "given up"]).nullable(),
});
export type LiveIssue = z.output<typeof liveIssueSchema>;

export const progressSchema = z.object({
  now: readingSchema.pick({ on: true, value: true }).nullable(),
  /** 0 at the baseline, 1 at the target; below 0 and above 1 happen; null without a reading. */
  share: z.number().nullable(),
  /** How much of its time has passed, 0 to 1. */
  timeShare: z.number().min(0).max(1),
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

const pointSchema = z.object({ on: daySchema, value: z.number() });
/** Thinned so that no peak is lost, in the order of days. */
export const pointsSchema = z.array(pointSchema);

/** An outcome where it is listed: what it is and where its metric stands. */
export const outcomeHeadSchema = z.object({
  id: z.string(),
  revision: z.int().positive(),
  title: z.string(),
  forWhom: z.string(),
  change: z.string(),
  metric: metricSchema,
  /** Who is asked for its check-ins. */
  owner: personSchema,
  /** Keys of the projects it belongs to; empty: to all. */
  projects: z.array(z.string()),
  /** The outcome it stands below. */
  parentId: z.string().nullable(),
  /** It is a key result of this objective. */
  objectiveId: z.string().nullable(),
  /** It asks for nothing any more, and counts in no coverage. */
  isClosed: z.boolean(),
  progress: progressSchema,
  /** As an OKR's key result: 0 to 1; null without a reading. */
  grade: z.number().min(0).max(1).nullable(),
  checkIn: z.object({
    /** Null once its date has passed, and for a closed one. */
    dueOn: daySchema.nullable(),
    isDue: z.boolean(),
    /** Days since it was due; 0 on its day and before. */
    daysLate: z.int().nonnegative(),
  }),
  /** About 24 points, for a line beside the title. */
  spark: pointsSchema,
  serving: z.object({
    issues: z.int().nonnegative(),
    inProgress: z.int().nonnegative(),
    done: z.int().nonnegative(),
  }),
  bets: z.object({
    running: z.int().nonnegative(),
    due: z.int().nonnegative(),
    settled: z.int().nonnegative(),
  }),
});
export type OutcomeHead = z.output<typeof outcomeHeadSchema>;
