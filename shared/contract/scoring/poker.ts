import { z } from "zod";
import { momentSchema } from "../words.ts";
import { frameworkIdSchema, jiraIssueSchema, personSchema, requestIdSchema } from "./words.ts";

/**
 * Several people rate one input of one issue. Until the round is revealed no answer of the service holds anyone
 * else's vote. Opening, voting and revealing may be repeated: a round's id is the app's, a person's last vote
 * counts. Only who may give the input votes; whoever opened the round, or may give the input, reveals it.
 */
export const POKER_PATH = "/forge/poker";

export const pokerRequestSchema = z.discriminatedUnion("act", [
  z.strictObject({
    act: z.literal("open"),
    round: requestIdSchema,
    issue: jiraIssueSchema,
    framework: frameworkIdSchema,
    input: z.string().min(1),
  }),
  z.strictObject({ act: z.literal("vote"), round: requestIdSchema, value: z.number() }),
  z.strictObject({ act: z.literal("reveal"), round: requestIdSchema }),
  z.strictObject({ act: z.literal("look"), issue: jiraIssueSchema }),
]);
export type PokerRequest = z.output<typeof pokerRequestSchema>;

const pokerRoundSchema = z.object({
  round: z.string(),
  issue: jiraIssueSchema,
  framework: frameworkIdSchema,
  input: z.string(),
  label: z.string(),
  openedBy: personSchema,
  openedAt: momentSchema,
  voted: z.array(personSchema),
  /** Before the reveal, the viewer's own alone. */
  votes: z.array(z.object({ person: personSchema, value: z.number() })),
  revealed: z.object({ by: personSchema, at: momentSchema }).nullable(),
  /** Once revealed, and with at least one vote. */
  result: z
    .object({
      median: z.number(),
      lowest: z.number(),
      highest: z.number(),
      spread: z.enum(["agreed", "apart", "far apart"]),
      sentence: z.string(),
      /** What the spread leaves of the issue's stated confidence; null where the framework or score has none. */
      confidence: z.object({ stated: z.number(), lowered: z.number() }).nullable(),
    })
    .nullable(),
});
export type PokerRoundView = z.output<typeof pokerRoundSchema>;

/** The issue's rounds, newest first: the open ones, and the last revealed of each input. */
export const pokerAnswerSchema = z.object({ rounds: z.array(pokerRoundSchema) });
export type PokerAnswer = z.output<typeof pokerAnswerSchema>;
