import { z } from "zod";
import { daySchema } from "../../day.ts";
import { progressSchema, workSchema } from "./words.ts";

/** The works of an initiative, a page at a time: what belongs to it, what counts, and what each brings. */

export const worksRequestSchema = z.strictObject({
  initiative: z.string().min(1),
  asOf: daySchema.nullable().default(null),
  /** Passes over so many. */
  after: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(2_000).default(200),
  /** A source's id; null: all. */
  source: z.string().nullable().default(null),
  status: z
    .enum(["open", "backlog", "unstarted", "started", "completed", "canceled"])
    .nullable()
    .default(null),
  /** Only what counts, or only what is left out; null: both. */
  counts: z.boolean().nullable().default(null),
  blocked: z.boolean().default(false),
  /** Part of a key, in any case. (Titles are filtered where they may be read: on the page.) */
  key: z.string().max(100).default(""),
  sort: z.enum(["source", "key", "status", "weight", "due", "completed", "changed"]).default("source"),
  descending: z.boolean().default(false),
});

const workRowSchema = workSchema.extend({
  status: z.enum(["backlog", "unstarted", "started", "completed", "canceled"]),
  team: z.string(),
  assignee: z.string().nullable(),
  /** Ids of the sources that bring it. */
  sources: z.array(z.string()),
  createdOn: daySchema,
  startedOn: daySchema.nullable(),
  completedOn: daySchema.nullable(),
  dueOn: daySchema.nullable(),
  blocked: z.object({ since: daySchema, by: z.array(z.string()) }).nullable(),
  /** Where the halves of a pair differ, and whose value counts. */
  diverged: z.string().nullable(),
  /** Null for what is left out: `why` says the reason. */
  counted: z
    .object({
      weight: z.number().nonnegative(),
      /** 0 to 1. */
      done: z.number().min(0).max(1),
      /** What it brings to the number; over all counted works they sum to exactly `progress.tenths`. */
      tenths: z.int().nonnegative(),
    })
    .nullable(),
  why: z.string(),
});
export type WorkRow = z.output<typeof workRowSchema>;

export const worksSchema = z.object({
  version: z.string(),
  /** What they explain. */
  progress: progressSchema,
  /** Of the filter. */
  total: z.int().nonnegative(),
  /** Of the whole filter, not of this page alone. */
  tenths: z.int().nonnegative(),
  works: z.array(workRowSchema),
});
export type Works = z.output<typeof worksSchema>;
