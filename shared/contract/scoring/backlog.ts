import { z } from "zod";
import { evidenceKinds } from "../../scoring/evidence.ts";
import type { EvidenceKindId } from "../../scoring/evidence.ts";
import { momentSchema } from "../words.ts";
import { scoringSettingsSchema } from "./settings.ts";
import { frameworkIdSchema, inputsSchema, problemSchema, rangesSchema, spanSchema } from "./words.ts";

/**
 * The ranked issues of one Jira project by one framework: no titles (the page asks Jira, as the viewer, for the
 * rows it shows). Open issues only, as far as the mirror knows their status; scored ones first, by rank.
 */
export const BACKLOG_PATH = "/forge/backlog";

export const backlogRequestSchema = z.strictObject({
  /** The project's key. */
  project: z.string().min(1),
  framework: frameworkIdSchema,
  /** Passes over so many rows; with the `version` of the first page, so that the pages fit together. */
  after: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(5_000).default(5_000),
});
export type BacklogRequest = z.input<typeof backlogRequestSchema>;

const kindIds = Object.keys(evidenceKinds).filter((id): id is EvidenceKindId => id in evidenceKinds);

const backlogRowSchema = z.object({
  id: z.string(),
  key: z.string(),
  /** Null: unscored, or unfinished. */
  rank: z.int().positive().nullable(),
  /** The value that the rank goes by (settings.rankBy), and the other beside it where they differ. */
  value: z.number().nullable(),
  stated: z.number().nullable(),
  /** What decides between equals (shared/scoring/rank.ts), where the service ranked with it. */
  within: z.number().exactOptional(),
  category: z.string().exactOptional(),
  inputs: inputsSchema.nullable(),
  ranges: rangesSchema.exactOptional(),
  /** What an unfinished score lacks. */
  problems: z.array(problemSchema).exactOptional(),
  /** 0 when nobody scored it by this framework. */
  revision: z.int().nonnegative(),
  span: spanSchema.nullable(),
  /** 0 to 10; the strongest kind, and how many items. */
  evidence: z.object({
    meter: z.number(),
    strongest: z.enum(kindIds).nullable(),
    items: z.int().nonnegative(),
  }),
  /** Its ranks by the other frameworks in use, where it has them. */
  otherRanks: z.partialRecord(frameworkIdSchema, z.int().positive()),
  /** How far the frameworks are apart on it, 0 to 1; null unless at least two rank it. */
  disagreement: z.number().min(0).max(1).nullable(),
  /** Open requests to score it anew. */
  rescores: z.int().nonnegative(),
  /** Ids of the outcomes it serves. */
  outcomes: z.array(z.string()),
  /** Account id and moment of the last change of this score. */
  by: z.string().nullable(),
  at: momentSchema.nullable(),
});
export type BacklogRow = z.output<typeof backlogRowSchema>;

export const backlogAnswerSchema = z.object({
  now: momentSchema,
  /** Changes with anything that the rows show. */
  version: z.string(),
  rows: z.array(backlogRowSchema),
  total: z.int().nonnegative(),
  scored: z.int().nonnegative(),
  /** Names of the people in `by`, where the service knows them. */
  people: z.record(z.string(), z.string()),
  /** Titles of the outcomes in `outcomes`, for the filter. */
  outcomeTitles: z.record(z.string(), z.string()).exactOptional(),
  settings: scoringSettingsSchema,
  settingsRevision: z.int().nonnegative(),
  /** The inputs of the framework that the viewer may give. */
  mayGive: z.array(z.string()),
  checks: z.object({
    /** What the present order costs in money more than the best, by the CD3 inputs there are; null without any. */
    costOfOrder: z
      .object({
        cost: z.number(),
        bestCost: z.number(),
        extra: z.number(),
        /** Keys in the best order. */
        bestOrder: z.array(z.string()),
        leftOut: z.int().nonnegative(),
        currency: z.string(),
      })
      .nullable(),
    /** MoSCoW's 60 % rule, WSJF's missing 1: what the framework's own rules say about this backlog. */
    sentences: z.array(z.string()),
  }),
});
export type BacklogAnswer = z.output<typeof backlogAnswerSchema>;
