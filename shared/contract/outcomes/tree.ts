import { z } from "zod";
import { daySchema } from "../../day.ts";
import { evidenceSchema } from "../../scoring/evidence.ts";
import { jiraIssueSchema } from "../scoring/words.ts";
import {
  basedOnSchema,
  givenSchema,
  idSchema,
  liveIssueSchema,
  outcomeHeadSchema,
  written,
} from "./words.ts";

/** The tree: outcome → opportunity → solution → experiment, and the objectives whose key results outcomes are. */

const questionSchema = z.enum(["valuable", "usable", "feasible", "viable"]);

/** What an experiment found about its question. */
const foundSchema = z.strictObject({
  answer: z.enum(["holds", "fails", "unclear"]),
  sentence: z.string().trim().min(1, "Say in a sentence what the experiment found.").max(500),
});

/** Everything below the outcomes, as people write it. */
export const nodeDraftSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(["opportunity", "solution", "experiment"]),
  title: z.string().trim().min(1, "A node of the tree needs a title.").max(280),
  /** An opportunity stands below an outcome or an opportunity, a solution below that, an experiment below that. */
  parentId: idSchema,
  /** The live issue that is this solution or experiment. */
  issue: jiraIssueSchema.nullable(),
  /** What says that an opportunity is a need. */
  evidence: z.array(evidenceSchema),
  /** Which of the four questions an experiment asks. */
  question: questionSchema.nullable(),
  found: foundSchema.nullable(),
});
export type NodeDraft = z.output<typeof nodeDraftSchema>;

export const saveNodeRequestSchema = z.strictObject({
  ...written,
  node: nodeDraftSchema,
  basedOn: basedOnSchema,
});
/** What stands below it is taken out too. */
export const removeNodeRequestSchema = z.strictObject({
  ...written,
  node: idSchema,
  basedOn: basedOnSchema,
});

const nodeSchema = nodeDraftSchema.extend({
  revision: z.int().positive(),
  issue: liveIssueSchema.nullable(),
  /** Of a solution: the four questions, each with what its experiments say; empty for the others. */
  questions: z.array(
    z.object({
      id: questionSchema,
      question: z.string(),
      /** How it is usually tested. */
      test: z.string(),
      state: z.enum(["untested", "under test", "holds", "fails", "unclear"]),
    }),
  ),
  given: givenSchema,
});
export type TreeNodeView = z.output<typeof nodeSchema>;

export const objectiveDraftSchema = z.strictObject({
  id: idSchema,
  title: z.string().trim().min(1, "An objective needs a title.").max(280),
  /** "2026 Q1": for people. */
  period: z.string().trim().max(60),
});
export const saveObjectiveRequestSchema = z.strictObject({
  ...written,
  objective: objectiveDraftSchema,
  basedOn: basedOnSchema,
});

const objectiveSchema = objectiveDraftSchema.extend({
  revision: z.int().positive(),
  /** Ids of the outcomes that are its key results. */
  keyResults: z.array(z.string()),
  /** The mean of their grades, 0 to 1; null while none has a reading. */
  grade: z.number().min(0).max(1).nullable(),
  status: z.enum(["off track", "at risk", "on track"]).nullable(),
  /** Key results without a reading: not in the grade. */
  ungraded: z.int().nonnegative(),
  /** The thresholds, in words. */
  statement: z.string(),
  given: givenSchema,
});
export type ObjectiveView = z.output<typeof objectiveSchema>;

export const coverageSchema = z.object({
  /** Share of the issues in progress that serve no outcome, 0 to 1; null when nothing is in progress. */
  unservingShare: z.number().min(0).max(1).nullable(),
  inProgress: z.int().nonnegative(),
  /** How many serve none; `unserving` names the first 200. */
  unservingCount: z.int().nonnegative(),
  unserving: z.array(liveIssueSchema),
  /** Ids of open outcomes that no work in progress serves. */
  outcomesWithoutWork: z.array(z.string()),
  sentence: z.string(),
});
export type CoverageView = z.output<typeof coverageSchema>;

/** Nodes are told flat, each with its parent; shared/outcomes/tree.ts grows the branches. */
export const treeSchema = z.object({
  /** The service's day: what is due is told by it. */
  today: daySchema,
  outcomes: z.array(outcomeHeadSchema),
  nodes: z.array(nodeSchema),
  objectives: z.array(objectiveSchema),
  coverage: coverageSchema,
});
export type OutcomesTree = z.output<typeof treeSchema>;
