import { z } from "zod";
import { mirrorStateSchema } from "./mirror-state.ts";
import { scoringContextSchema } from "./scoring/context.ts";
import { momentSchema } from "./words.ts";
import { worthSchema } from "./worth.ts";

/**
 * What the issue context asks of the service through Forge Remote. Both are POST with the Forge invocation
 * token in the Authorization header; the viewer and the site are taken from the token, never from the body.
 * Refusals: 401 the token is not ours, 403 the viewer may not see the issue, 404 no such path; each with
 * `refusalSchema` as its body. An issue that no mirror holds is no refusal: `not-mirrored` says why.
 */

export const ISSUE_CONTEXT_PATH = "/forge/issue-context";
export const LOOK_AGAIN_PATH = "/forge/look-again";

/** The Jira issue that is open. The id is what counts; the key is for messages. */
export const issueContextRequestSchema = z.strictObject({
  issue: z.strictObject({ id: z.string().regex(/^\d+$/), key: z.string().min(1) }),
});

export const issueContextAnswerSchema = worthSchema.extend({
  /** When the answer was made: ages are told by it, not by the viewer's clock. */
  now: momentSchema,
  mirror: mirrorStateSchema,
  scoring: scoringContextSchema,
  /** The measured bets on ideas like this one: on an outcome that it serves, for its opportunity, with its labels. */
  likeThis: z.object({
    /** "The last four ideas like this: one hit." */
    sentence: z.string(),
    measured: z.int().nonnegative(),
    hits: z.int().nonnegative(),
  }),
});
export type IssueContextAnswer = z.output<typeof issueContextAnswerSchema>;

/** Takes the same request; hints every mirror of the issue with priority interactive and does not wait. */
export const lookAgainAnswerSchema = z.object({
  /** How many links will be looked at because of it; 0 when no mirror holds the issue. */
  links: z.int().nonnegative(),
});
export type LookAgainAnswer = z.output<typeof lookAgainAnswerSchema>;
