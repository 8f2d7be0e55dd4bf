import { z } from "zod";
import { daySchema } from "../../day.ts";
import { checkInSchema } from "../../outcomes/check-in.ts";
import { outcomeSchema, readingSchema } from "../../outcomes/outcome.ts";
import { jiraIssueSchema, personSchema } from "../scoring/words.ts";
import { momentSchema } from "../words.ts";
import { betViewSchema } from "./bet.ts";
import { decisionViewSchema } from "./decision.ts";
import {
  basedOnSchema,
  givenSchema,
  idSchema,
  liveIssueSchema,
  outcomeHeadSchema,
  pointsSchema,
  projectSchema,
  written,
  writtenSchema,
} from "./words.ts";

/** One outcome: its page, and what people write about it. */

export const saveOutcomeRequestSchema = z.strictObject({
  ...written,
  outcome: outcomeSchema.extend({
    id: idSchema,
    /** An account id; whoever creates it, when left out. */
    owner: z.string().min(1).optional(),
    projects: z.array(projectSchema),
    parentId: idSchema.nullable(),
    objectiveId: idSchema.nullable(),
    isClosed: z.boolean(),
  }),
  basedOn: basedOnSchema,
});
export type SaveOutcome = z.output<typeof saveOutcomeRequestSchema>;

/** Today's number and one sentence. The day is the service's. */
export const checkInRequestSchema = z.strictObject({
  ...written,
  outcome: idSchema,
  ...checkInSchema.shape,
});

/**
 * A piece of a CSV file with the columns `date`, `value` and, where there is one, `sentence`. A longer file is sent
 * in pieces, each beginning with the header: Forge carries at most 500 KB.
 */
export const CSV_CHARACTERS = 400_000;
const csvSchema = z.string().max(CSV_CHARACTERS, "This is too long for one piece; send the file in several.");

export const previewReadingsRequestSchema = z.strictObject({ outcome: idSchema, csv: csvSchema });
export const readingsPreviewSchema = z.object({
  /** Readings that would be taken. */
  count: z.int().nonnegative(),
  from: daySchema.nullable(),
  to: daySchema.nullable(),
  /** Of days that have none yet. */
  added: z.int().nonnegative(),
  /** Of days that have another value now; the first 20 with both. */
  replaced: z.int().nonnegative(),
  replacing: z.array(z.object({ on: daySchema, before: z.number(), after: z.number() })),
  unchanged: z.int().nonnegative(),
  /** How many lines are refused; the first 50 with their reasons. */
  refusedCount: z.int().nonnegative(),
  refused: z.array(z.object({ line: z.int().positive(), reason: z.string() })),
  points: pointsSchema,
});
export type ReadingsPreview = z.output<typeof readingsPreviewSchema>;

export const importReadingsRequestSchema = z.strictObject({ ...written, outcome: idSchema, csv: csvSchema });
export const importReadingsAnswerSchema = writtenSchema.extend({
  taken: z.int().nonnegative(),
  refusedCount: z.int().nonnegative(),
});

/** Issues that serve the outcome, or do so no more. Merged by outcome, as the scores' own write is. */
export const linkIssuesRequestSchema = z.strictObject({
  ...written,
  outcome: idSchema,
  links: z
    .array(
      z.strictObject({
        issue: jiraIssueSchema,
        /** False: it serves it no more. */
        serves: z.boolean(),
        /** Expected change of the metric, in its unit; null when nobody said. */
        contribution: z.number().nullable(),
        /** The revision of what the issue serves that the person saw (`serving`); 0 for an issue not listed. */
        basedOn: basedOnSchema,
      }),
    )
    .min(1)
    .max(200),
});
export type LinkIssues = z.output<typeof linkIssuesRequestSchema>;
export const linkIssuesAnswerSchema = writtenSchema.extend({
  /** Links that somebody else had changed meanwhile: theirs stand. */
  met: z.array(z.object({ issue: jiraIssueSchema, sentence: z.string() })),
});

const takenReadingSchema = readingSchema.extend({ by: personSchema, at: momentSchema });

export const outcomePageRequestSchema = z.strictObject({ outcome: idSchema });
export const outcomePageSchema = z.object({
  today: daySchema,
  outcome: outcomeHeadSchema,
  /** From the root of the tree down to it, for the way back. */
  path: z.array(z.object({ id: z.string(), title: z.string() })),
  curve: z.object({
    points: pointsSchema,
    /** From the baseline on its first day to the target on its last. */
    target: pointsSchema,
    /** The days on which what serves it was done, as far as Jira tells. */
    shipped: z.array(z.object({ on: daySchema, issue: liveIssueSchema })),
  }),
  /** The newest 50, newest first. */
  readings: z.array(takenReadingSchema),
  readingsCount: z.int().nonnegative(),
  serving: z.object({
    issues: z.array(
      z.object({
        issue: liveIssueSchema,
        contribution: z.number().nullable(),
        /** Of what the issue serves: to be given back with a change. */
        revision: z.int().positive(),
        given: givenSchema,
      }),
    ),
    initiatives: z.array(z.object({ id: z.string(), name: z.string() })),
    /** What all of it is expected to bring, and how much of the way that is; null where nobody said. */
    expected: z.number().nullable(),
    sentence: z.string(),
  }),
  /** Delivery and outcome beside each other. */
  delivery: z.object({
    state: z.enum([
      "shipped, metric has not moved",
      "metric moved, nothing shipped",
      "waiting for a measurement",
      "achieved",
      "under way",
    ]),
    sentence: z.string(),
  }),
  /** Due, running, settled. */
  bets: z.array(betViewSchema),
  /** About issues that serve it, and those that wait for its metric. */
  decisions: z.array(decisionViewSchema),
  /** The newest first: the outcome and its metric, check-ins, imports, links, bets and decisions. */
  history: z.array(
    givenSchema.extend({
      kind: z.enum(["outcome", "readings", "link", "bet", "decision", "tree"]),
      sentence: z.string(),
    }),
  ),
});
export type OutcomePage = z.output<typeof outcomePageSchema>;
