import { z } from "zod";
import { evidenceSchema } from "../../scoring/evidence.ts";
import { momentSchema } from "../words.ts";
import { frameworkIdSchema, inputsSchema, jiraIssueSchema, personSchema } from "./words.ts";

/** Everything that was ever decided about one issue's score, newest first, with who, when and why. */
export const HISTORY_PATH = "/forge/score-history";

export const historyRequestSchema = z.strictObject({ issue: jiraIssueSchema });

const what = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("score"),
    framework: frameworkIdSchema,
    revision: z.int().positive(),
    /** Null: the score was taken away. */
    inputs: inputsSchema.nullable(),
    before: inputsSchema.nullable(),
    /** What the person asked for, where another's change had been accepted first. */
    asked: inputsSchema.nullable(),
    /** By today's settings; null while unfinished. */
    value: z.number().nullable(),
    batch: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("evidence"),
    revision: z.int().positive(),
    evidence: evidenceSchema,
    isWithdrawn: z.boolean(),
  }),
  z.object({
    kind: z.literal("outcomes"),
    revision: z.int().positive(),
    outcomes: z.array(z.object({ id: z.string(), contribution: z.number().nullable() })),
  }),
  z.object({
    kind: z.literal("rescore"),
    framework: frameworkIdSchema,
    input: z.string(),
    sentence: z.string(),
  }),
  z.object({
    kind: z.literal("poker"),
    framework: frameworkIdSchema,
    input: z.string(),
    sentence: z.string(),
  }),
]);

const historyEntrySchema = z.object({
  what,
  by: personSchema,
  at: momentSchema,
  why: z.string().nullable(),
  /** When it was made, by the app's clock, where it waited in the outbox. */
  keptAt: momentSchema.nullable(),
});
export type HistoryEntry = z.output<typeof historyEntrySchema>;

export const historyAnswerSchema = z.object({ entries: z.array(historyEntrySchema) });
export type HistoryAnswer = z.output<typeof historyAnswerSchema>;
