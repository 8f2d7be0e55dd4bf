import { z } from "zod";
import { daySchema } from "../../day.ts";
import { triggerSchema } from "../../outcomes/decision.ts";
import { evidenceSchema } from "../../scoring/evidence.ts";
import { jiraIssueSchema, personSchema } from "../scoring/words.ts";
import { momentSchema } from "../words.ts";
import { basedOnSchema, givenSchema, idSchema, liveIssueSchema, scopeSchema, written } from "./words.ts";

/** Decisions not to build. A new one about the same issue takes the place of the one before. */

export const decideRequestSchema = z.strictObject({
  ...written,
  id: idSchema,
  issue: jiraIssueSchema,
  decision: z.enum(["not now", "won't do"]),
  reason: z.string().trim().min(1, "A no needs its reason.").max(2_000),
  /** Evidence of the issue that the no rests on. */
  evidence: z.array(z.string()),
  /** In person-months; null when nobody estimated it. */
  effortSaved: z.number().nonnegative().nullable(),
  /** “Not now” needs at least one. */
  reopenWhen: z.array(triggerSchema).max(20),
});
export type Decide = z.output<typeof decideRequestSchema>;

export const settleDecisionRequestSchema = z.strictObject({
  ...written,
  decision: idSchema,
  /** `withdraw`: the no is taken back, it will be built. `reopen`: a person asks to look again before its trigger. */
  act: z.enum(["withdraw", "reopen"]),
  basedOn: basedOnSchema,
});
export type SettleDecision = z.output<typeof settleDecisionRequestSchema>;

export const decisionViewSchema = z.object({
  id: z.string(),
  revision: z.int().positive(),
  issue: liveIssueSchema,
  decision: z.enum(["not now", "won't do"]),
  reason: z.string(),
  /** As it was then. */
  evidence: z.array(evidenceSchema),
  effortSaved: z.number().nullable(),
  on: daySchema,
  reopenWhen: z.array(z.object({ trigger: triggerSchema, sentence: z.string() })),
  state: z.enum(["stands", "reopened", "withdrawn", "decided anew"]),
  /** Once it was reopened, by a trigger or by a person; it stays even when the metric falls back. */
  reopened: z
    .object({
      on: daySchema,
      sentence: z.string(),
      /** Null: its trigger came true by itself. */
      by: personSchema.nullable(),
      at: momentSchema,
    })
    .nullable(),
  given: givenSchema,
});
export type DecisionView = z.output<typeof decisionViewSchema>;

export const decisionsRequestSchema = scopeSchema;
export const decisionsAnswerSchema = z.object({
  today: daySchema,
  /** What is reopened first, then what stands, newest first; then the others. */
  decisions: z.array(decisionViewSchema),
  /** "12 times no: 31 person-months for what matters more; 2 are open again." */
  sentence: z.string(),
  /** Of those that stand, in person-months. */
  effortSaved: z.number().nonnegative(),
});
export type DecisionsAnswer = z.output<typeof decisionsAnswerSchema>;
