import { z } from "zod";
import { evidenceSchema } from "../../scoring/evidence.ts";
import { daySchema } from "../../day.ts";
import { scorePropertySchema } from "../score-property.ts";
import { momentSchema } from "../words.ts";
import { scoreSummarySchema } from "../worth.ts";
import { scoringSettingsSchema } from "./settings.ts";
import {
  frameworkIdSchema,
  inputsSchema,
  jiraIssueSchema,
  personSchema,
  problemSchema,
  rangesSchema,
  spanSchema,
} from "./words.ts";

/** What the issue context shows about scoring, and what its modal needs, in one answer. No titles of other issues. */

const standingSchema = z.object({
  rank: z.int().positive(),
  /** Scored open issues of the project. */
  of: z.int().positive(),
  /** Open issues of the project that the service knows and that have no score by this framework. */
  unscored: z.int().nonnegative(),
  above: jiraIssueSchema.nullable(),
  below: jiraIssueSchema.nullable(),
  /** "rank 4 of 61: above SHOP-3 because effort is half; below SHOP-9 because reach is a third" */
  sentence: z.string(),
  span: spanSchema,
});
export type Standing = z.output<typeof standingSchema>;

const frameworkScoreSchema = z.object({
  framework: frameworkIdSchema,
  /** 0 when nobody scored it by this framework. */
  revision: z.int().nonnegative(),
  inputs: inputsSchema.nullable(),
  ranges: rangesSchema,
  /** Why there is no score although there are inputs: what is missing, or no longer fits the scale. */
  problems: z.array(problemSchema),
  stated: scoreSummarySchema.nullable(),
  /** As the evidence supports it; the same as stated where nothing is capped. */
  supported: scoreSummarySchema.nullable(),
  isCapped: z.boolean(),
  /** What holds the confidence and what would raise it; "" without a score. */
  support: z.string(),
  /** Null when it is not scored, or not open. */
  standing: standingSchema.nullable(),
  by: personSchema.nullable(),
  at: momentSchema.nullable(),
  why: z.string().nullable(),
  /** The inputs that the viewer may give. */
  mayGive: z.array(z.string()),
});
export type FrameworkScore = z.output<typeof frameworkScoreSchema>;

const evidenceItemSchema = z.object({
  evidence: evidenceSchema,
  revision: z.int().positive(),
  /** On the confidence meter today, 0 to 10. */
  value: z.number().min(0).max(10),
  by: personSchema,
  at: momentSchema,
});
export type EvidenceItem = z.output<typeof evidenceItemSchema>;

const rescoreRequestSchema = z.object({
  id: z.string(),
  framework: frameworkIdSchema,
  input: z.string(),
  /** The input's name as people know it. */
  label: z.string(),
  sentence: z.string(),
  by: personSchema,
  at: momentSchema,
});
export type RescoreRequest = z.output<typeof rescoreRequestSchema>;

export const scoringContextSchema = z.object({
  settings: scoringSettingsSchema,
  settingsRevision: z.int().nonnegative(),
  /** One for each framework in use, in their order; then those not in use any more that the issue has scores by. */
  scores: z.array(frameworkScoreSchema),
  evidence: z.object({
    /** The strongest first; withdrawn ones are in the history only. */
    items: z.array(evidenceItemSchema),
    meter: z.object({
      value: z.number().min(0).max(10),
      strongest: z.string().nullable(),
      fadesOn: daySchema.nullable(),
    }),
  }),
  served: z.object({
    revision: z.int().nonnegative(),
    outcomes: z.array(z.object({ id: z.string(), contribution: z.number().nullable() })),
  }),
  /** Every outcome there is, for choosing. */
  outcomesThereAre: z.array(z.object({ id: z.string(), title: z.string(), unit: z.string() })),
  /** From the issue's parent upwards, as the mirror knows them; titles are the viewer's to ask of Jira. */
  parents: z.array(jiraIssueSchema.extend({ url: z.string().nullable() })),
  /** The open ones, newest first. */
  rescores: z.array(rescoreRequestSchema),
  property: z.object({
    accepted: scorePropertySchema.nullable(),
    /** The app has still to write it. */
    isDue: z.boolean(),
    /**
     * Somebody changed the property by hand: what was found on the issue, as text, null when it was removed.
     * The accepted score stands.
     */
    changedOutside: z
      .object({ found: z.string().nullable(), at: momentSchema, sentence: z.string() })
      .nullable(),
  }),
  /** Ids of the rounds of poker that are open for votes. */
  openPoker: z.array(z.string()),
});
export type ScoringContext = z.output<typeof scoringContextSchema>;
