import { z } from "zod";
import { nodeDraftSchema, objectiveDraftSchema } from "#shared/contract/outcomes/tree.ts";
import { jiraIssueSchema } from "#shared/contract/scoring/words.ts";
import { daySchema } from "#shared/day.ts";
import { betResultSchema, betSchema } from "#shared/outcomes/bet.ts";
import { decisionSchema, triggerSchema } from "#shared/outcomes/decision.ts";
import { outcomeSchema, readingSchema } from "#shared/outcomes/outcome.ts";
import { evidenceSchema } from "#shared/scoring/evidence.ts";

/** What outcomes keep in the store, kind by kind: append-only, with who, when and why. */

export const KINDS = {
  /** `<outcome id>` */
  outcome: "outcome",
  /** `<objective id>` */
  objective: "objective",
  /** `<node id>`: opportunities, solutions and experiments. */
  node: "outcome-node",
  /** `<outcome id>/<request id>`: the readings that came together. */
  readings: "readings",
  /** `<bet id>` */
  bet: "bet",
  /** `<bet id>` */
  result: "bet-result",
  /** `<decision id>` */
  decision: "decision",
  /** `<decision id>`: a trigger of it came true. */
  reopened: "decision-reopened",
  /** `<account id>` */
  notifications: "notifications",
  /** `<account id>/<day or thing>`: a message that was sent. */
  notified: "notified",
} as const;

/** Written once and never again: what was predicted, measured or read stays what it was. */
export const FINAL: readonly string[] = [KINDS.readings, KINDS.bet, KINDS.result, KINDS.reopened];

/** Who writes what comes about by itself. */
export const THROUGHLINE = "throughline";
/** Who gives what another system sends. */
export const WEBHOOK = "readings-webhook";

export const outcomeRecordSchema = outcomeSchema.extend({
  /** Account id; null: whoever wrote it. */
  owner: z.string().nullable().default(null),
  projects: z.array(z.string()).default([]),
  parentId: z.string().nullable().default(null),
  objectiveId: z.string().nullable().default(null),
  isClosed: z.boolean().default(false),
  /** An earlier version kept readings in the outcome; they are carried along. */
  readings: z.array(readingSchema).exactOptional(),
});
export type OutcomeRecord = z.output<typeof outcomeRecordSchema>;

export const objectiveRecordSchema = objectiveDraftSchema;
export type ObjectiveRecord = z.output<typeof objectiveRecordSchema>;

export const nodeRecordSchema = nodeDraftSchema.extend({ isRemoved: z.boolean() });
export type NodeRecord = z.output<typeof nodeRecordSchema>;

export const readingsRecordSchema = z.object({ readings: z.array(readingSchema) });

export const betRecordSchema = z.object({
  bet: betSchema,
  /** The issue that was bet on; null for an initiative. */
  issue: jiraIssueSchema.nullable(),
  /** As it was that day. */
  evidence: z.array(evidenceSchema),
});
export type BetRecord = z.output<typeof betRecordSchema>;

export const resultRecordSchema = betResultSchema;

export const decisionRecordSchema = z.object({
  decision: decisionSchema,
  issue: jiraIssueSchema,
  decidedAt: z.int(),
  /** Of `decision.evidenceIds`, as it was then. */
  evidence: z.array(evidenceSchema),
  /** Ids of all evidence that was there: what comes later is new. */
  evidenceThen: z.array(z.string()),
  /** What the metrics said that would reopen it. */
  valuesThen: z.record(z.string(), z.number()),
  state: z.enum(["stands", "withdrawn", "reopened"]),
});
export type DecisionRecord = z.output<typeof decisionRecordSchema>;

export const reopenedRecordSchema = z.object({
  trigger: triggerSchema,
  on: daySchema,
  sentence: z.string(),
});
export type ReopenedRecord = z.output<typeof reopenedRecordSchema>;

export const notifiedRecordSchema = z.object({
  /**
   * A message is claimed before it is sent, so that nobody gets it twice; one of which no answer came stays
   * claimed. What was certainly not sent may be sent later.
   */
  state: z.enum(["claimed", "sent", "refused", "not sent"]),
  /** Ids of the inbox's items that the message told of. */
  items: z.array(z.string()),
  on: daySchema,
  issue: jiraIssueSchema,
});
export type NotifiedRecord = z.output<typeof notifiedRecordSchema>;
