import { z } from "zod";
import { evidenceSchema } from "../../scoring/evidence.ts";
import { scorePropertySchema } from "../score-property.ts";
import { momentSchema, refusalSchema } from "../words.ts";
import {
  frameworkIdSchema,
  inputsSchema,
  jiraIssueSchema,
  personSchema,
  problemSchema,
  rangesSchema,
  requestIdSchema,
  whySchema,
} from "./words.ts";

/**
 * Everything that people write when they score: one path, one write or many (the outbox, an import). Each write
 * bears an id made by the app and takes effect exactly once; a repeat gets the first answer again. A write is
 * taken whole or refused whole; the others of the request do not depend on it.
 *
 * The person is the token's principal, never the body. Only a call that the app makes by itself (a scheduled
 * trigger that empties the outbox; its token has no principal) names the person whose write it kept, in `kept`.
 * That the viewer may edit the issues is for the app to ask of Jira; who may give which input is enforced here.
 */
export const WRITES_PATH = "/forge/writes";

/** Writes a request, and issues a write: below Forge's 500 KB. */
export const WRITES_A_REQUEST = 50;
const CHANGES_A_WRITE = 1_000;

/**
 * The state of one framework's score on one issue, as a person wants it. Two people at once: what was accepted
 * first stands. Inputs that only this person changed since `basedOn` are taken; an input that both changed keeps
 * the accepted value, the answer shows both (`met`), and the history keeps what was asked for.
 */
const scoreChangeSchema = z.strictObject({
  issue: jiraIssueSchema,
  framework: frameworkIdSchema,
  /** All inputs as the form shows them; null takes the score away. Some may be missing: an unfinished score. */
  inputs: inputsSchema.nullable(),
  ranges: rangesSchema.exactOptional(),
  /** The revision that the person saw; 0 for none. */
  basedOn: z.int().nonnegative(),
});
export type ScoreChange = z.output<typeof scoreChangeSchema>;

const common = {
  request: requestIdSchema,
  why: whySchema,
  /** Only for what waited in the app's outbox. */
  kept: z
    .strictObject({
      /** Whose write it is; must be the token's principal where it has one. */
      accountId: z.string().min(1),
      /** When it was kept, by the app's clock: for people, never for deciding. */
      at: momentSchema,
    })
    .exactOptional(),
};

export const writeSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("scores"),
    ...common,
    /** Several writes may bear one batch's id (an import of thousands); it is undone as a whole. */
    batch: requestIdSchema.nullable(),
    changes: z.array(scoreChangeSchema).min(1).max(CHANGES_A_WRITE),
  }),
  /** Brings each input that the batch changed back to what it was, where nobody changed it since. */
  z.strictObject({ kind: z.literal("undo-batch"), ...common, batch: requestIdSchema }),
  z.strictObject({
    kind: z.literal("evidence"),
    ...common,
    issue: jiraIssueSchema,
    /** Its id is made by the app; the same id again is a new revision of it. */
    evidence: evidenceSchema,
  }),
  z.strictObject({
    kind: z.literal("withdraw-evidence"),
    ...common,
    issue: jiraIssueSchema,
    evidence: z.string().min(1),
  }),
  z.strictObject({
    kind: z.literal("outcomes"),
    ...common,
    issue: jiraIssueSchema,
    /** All outcomes that the issue serves; merged by outcome, as scores are by input. */
    outcomes: z.array(
      z.strictObject({
        id: z.string().min(1),
        /** What it is expected to bring, in the unit of the outcome's metric; null when nobody said. */
        contribution: z.number().nullable(),
      }),
    ),
    basedOn: z.int().nonnegative(),
  }),
  /** "This effort is wrong": open until the score is given anew. */
  z.strictObject({
    kind: z.literal("rescore"),
    ...common,
    issue: jiraIssueSchema,
    framework: frameworkIdSchema,
    /** The field that is doubted. */
    input: z.string().min(1),
    sentence: z.string().trim().min(1, "Say in a sentence what is wrong.").max(500),
  }),
]);
export type Write = z.output<typeof writeSchema>;

export const writesRequestSchema = z.strictObject({
  writes: z.array(writeSchema).min(1).max(WRITES_A_REQUEST),
});
export type WritesRequest = z.input<typeof writesRequestSchema>;

/** What somebody else had accepted meanwhile, input by input. */
const metSchema = z.object({
  issue: jiraIssueSchema,
  framework: frameworkIdSchema.nullable(),
  by: personSchema,
  at: momentSchema,
  /** Taken over from the other person's change, because this one had not touched them. */
  merged: z.array(z.string()),
  /** Both changed them: the accepted value stands. */
  kept: z.array(z.object({ key: z.string(), label: z.string(), stands: z.unknown(), asked: z.unknown() })),
  /** "Ada Lindqvist gave effort 3 a minute before; your 5 is in the history." */
  sentence: z.string(),
});
export type Met = z.output<typeof metSchema>;

/** What the app writes to the issue, acting as itself; null removes the property. */
export const propertyToWriteSchema = z.object({
  issue: jiraIssueSchema,
  property: scorePropertySchema.nullable(),
  /** Names this content; given back when it is written (properties.ts). */
  hash: z.string().min(1),
});
export type PropertyToWrite = z.output<typeof propertyToWriteSchema>;

const acceptedSchema = z.object({
  request: z.string(),
  kind: z.literal("accepted"),
  /** The same request had been accepted before: this is its answer again. */
  repeated: z.boolean(),
  /** The revision now of each thing written, in the order of the write's changes. */
  revisions: z.array(z.object({ issue: jiraIssueSchema, revision: z.int().positive() })),
  properties: z.array(propertyToWriteSchema),
  met: z.array(metSchema),
  /** Undo: inputs that somebody changed after the batch and that were therefore left. */
  left: z.array(
    z.object({ issue: jiraIssueSchema, framework: frameworkIdSchema, keys: z.array(z.string()) }),
  ),
});
export type AcceptedWrite = z.output<typeof acceptedSchema>;

const refusedSchema = refusalSchema.extend({
  request: z.string(),
  kind: z.literal("refused"),
  reason: z.enum(["off-scale", "not-allowed", "unknown"]),
  /** Each refused input with its issue; for a role, the input and who may give it. */
  problems: z.array(problemSchema.extend({ issue: jiraIssueSchema, mayGive: z.array(personSchema) })),
});
export type RefusedWrite = z.output<typeof refusedSchema>;

export const writeAnswerSchema = z.discriminatedUnion("kind", [acceptedSchema, refusedSchema]);
export type WriteAnswer = z.output<typeof writeAnswerSchema>;
/** In the order of the writes. */
export const writesAnswerSchema = z.object({ answers: z.array(writeAnswerSchema) });
export type WritesAnswer = z.output<typeof writesAnswerSchema>;
