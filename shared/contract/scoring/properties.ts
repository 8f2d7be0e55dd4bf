import { z } from "zod";
import { jiraIssueSchema } from "./words.ts";
import { propertyToWriteSchema } from "./writes.ts";

/**
 * The issue property is written by the app, acting as itself. What a write's answer named and was never written
 * (the app was stopped in between), and what changed without a person's write (settings), stays due here: the
 * app's scheduled trigger asks, writes, and tells. Telling an older content than the latest leaves it due.
 */
export const PROPERTIES_PATH = "/forge/properties";

export const propertiesRequestSchema = z.strictObject({
  written: z.array(z.strictObject({ issue: jiraIssueSchema, hash: z.string().min(1) })).max(1_000),
  /** How many to be told; 0 when only telling. */
  limit: z.int().min(0).max(1_000),
});

export const propertiesAnswerSchema = z.object({
  due: z.array(propertyToWriteSchema),
  /** How many are due in all. */
  total: z.int().nonnegative(),
});
export type PropertiesAnswer = z.output<typeof propertiesAnswerSchema>;
