import { z } from "zod";
import type { FrameworkId } from "../../scoring/framework.ts";

/** The words that every contract of scoring is made of. */

export const frameworkIdSchema = z.enum([
  "rice",
  "ice-product",
  "ice-mean",
  "wsjf",
  "cost-of-delay",
  "value-effort",
  "weighted",
  "moscow",
  "kano",
] as const satisfies readonly FrameworkId[]);

/** A Jira issue: the id is what counts, the key is how people and messages name it. */
export const jiraIssueSchema = z.strictObject({
  id: z.string().regex(/^\d+$/, "An issue's id is Jira's number as text."),
  key: z.string().regex(/^[A-Z][A-Z0-9_]*-\d+$/, "An issue's key looks like SHOP-12."),
});
export type JiraIssue = z.output<typeof jiraIssueSchema>;

/** Who did something. The name is what Jira last told the service; null where it never did. */
export const personSchema = z.object({ accountId: z.string().min(1), name: z.string().nullable() });
export type Person = z.output<typeof personSchema>;

/** A framework's inputs by the keys of its fields (shared/scoring); some may be missing yet. */
export const inputsSchema = z.record(z.string(), z.unknown());
export type Inputs = z.output<typeof inputsSchema>;

/** Own ranges of some inputs, for the stability of the rank. */
export const rangesSchema = z.record(
  z.string(),
  z
    .object({ low: z.number(), high: z.number() })
    .refine(({ low, high }) => low <= high, "A range begins at its lower end."),
);

/** An input that is missing or off its scale; `key` names the field, "" the whole. */
export const problemSchema = z.object({ key: z.string(), message: z.string() });
export type InputProblem = z.output<typeof problemSchema>;

/** Where a rank lies in 90 % of the trials. */
export const spanSchema = z.object({ from: z.int().positive(), to: z.int().positive() });

/** An id made by the app: a repeat of a request with the same id changes nothing. */
export const requestIdSchema = z
  .string()
  .regex(/^[\w-]{8,64}$/, "A request's id has 8 to 64 letters, digits, - or _.");
export const whySchema = z.string().trim().max(2_000).nullable();
