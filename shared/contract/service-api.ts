import { z } from "zod";
import { MIRRORED_STATES } from "./mirror-state.ts";
import { issueEndSchema, momentSchema } from "./words.ts";
import { initiativeSummarySchema, outcomeSummarySchema, worthSchema } from "./worth.ts";

/**
 * What who runs the service reads of it (the stage is one): by the operator's token, for titles are told as the mirror
 * holds them. All are GET, all answer JSON; refusals carry `refusalSchema`.
 *
 *   /api/status                                      statusSchema
 *   /api/mirrors/:id/links?search=&after=&limit=     linksPageSchema
 *   /api/issues/:jiraKey/why                         whySchema
 *   /api/initiatives                                 initiativesSchema
 *   /api/initiatives/:id                             initiativeSchema
 */

const spendingSchema = z.object({
  /** Sent since the service started. */
  requests: z.int().nonnegative(),
  points: z.number().nonnegative(),
  /** What the tracker's headers last said; null before the first answer. */
  remaining: z.number().nullable(),
  limit: z.number().nullable(),
  /** The tracker told us to wait until then. */
  pausedUntil: momentSchema.nullable(),
});

const linkCountsSchema = z.object({
  /** Every link that is not unlinked. */
  total: z.int().nonnegative(),
  /** Links by the state people are told; a link counts once. `creating` and `syncing` are work under way. */
  byState: z.record(z.enum(MIRRORED_STATES), z.int().nonnegative()),
  parkedWrites: z.int().nonnegative(),
  openConflicts: z.int().nonnegative(),
});

export const statusSchema = z.object({
  now: momentSchema,
  mirrors: z.array(
    z.object({
      id: z.string().min(1),
      jira: z.object({ project: z.string(), name: z.string().nullable() }),
      linear: z.object({ team: z.string(), name: z.string().nullable() }),
      paused: z.object({ reason: z.string(), until: momentSchema.nullable() }).nullable(),
      links: linkCountsSchema,
    }),
  ),
  spending: z.object({ jira: spendingSchema, linear: spendingSchema }),
});
export type ServiceStatus = z.output<typeof statusSchema>;

const linkRowSchema = z.object({
  id: z.string().min(1),
  state: z.enum([...MIRRORED_STATES, "not-mirrored"]),
  note: z.string().nullable(),
  /** As the base holds it, Jira's side first; null before the first agreement. */
  title: z.string().nullable(),
  jira: issueEndSchema.nullable(),
  linear: issueEndSchema.nullable(),
  parked: z.int().nonnegative(),
  conflicts: z.int().nonnegative(),
});
export type LinkRow = z.output<typeof linkRowSchema>;

/**
 * Query of the links page. `search` matches keys and titles, case-insensitive, anywhere; `after` is the
 * `next` of the page before; the order is stable while nothing is linked anew.
 */
export const linksQuerySchema = z.object({
  search: z.string().trim().default(""),
  after: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const linksPageSchema = z.object({
  links: z.array(linkRowSchema),
  /** How many the search finds in all. */
  total: z.int().nonnegative(),
  /** Null on the last page. */
  next: z.string().nullable(),
});
export type LinksPage = z.output<typeof linksPageSchema>;

/** An issue without score, outcome or initiative answers with empty parts, not with 404. */
export const whySchema = worthSchema.extend({ issue: z.object({ key: z.string() }) });
export type Why = z.output<typeof whySchema>;

export const initiativesSchema = z.object({ initiatives: z.array(initiativeSummarySchema) });

const keyAndUrlSchema = z.object({ key: z.string(), url: z.string().nullable() });

const explainedSchema = z.object({
  /** A mirrored pair names both and is counted once; at least one is there. */
  jira: keyAndUrlSchema.nullable(),
  linear: keyAndUrlSchema.nullable(),
  /** Null where the service may not tell it. */
  title: z.string().nullable(),
});

/** One line of "explain this 62 %": the lines add up to the percentage. */
const explainLineSchema = explainedSchema.extend({
  /** In the initiative's unit. */
  weight: z.number().nonnegative(),
  /** How far it is, 0 to 1. */
  done: z.number().min(0).max(1),
  why: z.string(),
  /** What the line brings to the percentage, in tenths of a percent; their sum is exactly percent × 10. */
  tenths: z.int().nonnegative(),
});

export const initiativeSchema = z.object({
  initiative: initiativeSummarySchema,
  outcomes: z.array(outcomeSummarySchema),
  explain: z.array(explainLineSchema),
  /** What belongs to it and does not count, with the reason in words. */
  leftOut: z.array(explainedSchema.extend({ reason: z.string() })),
});
export type InitiativeAnswer = z.output<typeof initiativeSchema>;
