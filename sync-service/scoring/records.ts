import { z } from "zod";
import {
  frameworkIdSchema,
  inputsSchema,
  jiraIssueSchema,
  rangesSchema,
} from "#shared/contract/scoring/words.ts";
import { evidenceSchema } from "#shared/scoring/evidence.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";

/** What scoring keeps in the store, kind by kind. A record that bears an issue's id begins with it. */

export const KINDS = {
  /** `<Jira issue id>/<framework>` */
  score: "score",
  /** `<Jira issue id>/<evidence id>` */
  evidence: "evidence",
  /** `<Jira issue id>` */
  outcomes: "issue-outcomes",
  /** `<Jira issue id>/<request id>` */
  rescore: "rescore-request",
  /** `<Jira issue id>/<round id>` */
  poker: "poker",
  /** One for the connection. */
  settings: "scoring-settings",
  /** `<Jira issue id>`: which content of the property the app last wrote. */
  property: "property-written",
} as const;

export const SETTINGS_ID = "connection";

/** When a write waited in the app's outbox: since when, by the app's clock. */
const keptAt = z.int().nullable();

export const scoreRecordSchema = z.object({
  issue: jiraIssueSchema,
  framework: frameworkIdSchema,
  /** Null: the score was taken away. */
  inputs: inputsSchema.nullable(),
  ranges: rangesSchema,
  /** What the person asked for, where another's change had been accepted first. */
  asked: inputsSchema.nullable().exactOptional(),
  keptAt,
});
export type ScoreRecord = z.output<typeof scoreRecordSchema>;

export const evidenceRecordSchema = z.object({
  issue: jiraIssueSchema,
  evidence: evidenceSchema,
  isWithdrawn: z.boolean(),
  keptAt,
});
export type EvidenceRecord = z.output<typeof evidenceRecordSchema>;

const servedSchema = z.array(z.object({ id: z.string(), contribution: z.number().nullable() }));
export const outcomesRecordSchema = z.object({
  issue: jiraIssueSchema,
  outcomes: servedSchema,
  asked: servedSchema.exactOptional(),
  keptAt,
});
export type OutcomesRecord = z.output<typeof outcomesRecordSchema>;

export const rescoreRecordSchema = z.object({
  issue: jiraIssueSchema,
  framework: frameworkIdSchema,
  input: z.string(),
  sentence: z.string(),
  /** The revision of the score that is doubted: a later one answers the request. */
  doubted: z.int().nonnegative(),
  keptAt,
});
export type RescoreRecord = z.output<typeof rescoreRecordSchema>;

/** Holds every vote, and is never shown as it is (poker.ts). */
export const pokerRecordSchema = z.object({
  round: z.string(),
  issue: jiraIssueSchema,
  framework: frameworkIdSchema,
  input: z.string(),
  openedBy: z.string(),
  openedAt: z.int(),
  votes: z.array(z.object({ person: z.string(), value: z.number() })),
  revealed: z.object({ by: z.string(), at: z.int() }).nullable(),
});
export type PokerRecord = z.output<typeof pokerRecordSchema>;

export const propertyRecordSchema = z.object({ hash: z.string() });

export const scoreId = (issue: string, framework: FrameworkId): string => `${issue}/${framework}`;
export const partId = (issue: string, part: string): string => `${issue}/${part}`;
