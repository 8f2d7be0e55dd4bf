import { z } from "zod";

/**
 * What Linear does here is not documented, so that a client must work with either. The defaults are what was
 * measured or is the less kind.
 */
export const switchesSchema = z.object({
  /** A new, edited or deleted comment raises its issue's `updatedAt`. */
  commentsRaiseUpdatedAt: z.boolean(),
  /** A new or deleted relation raises the `updatedAt` of both issues. */
  relationsRaiseUpdatedAt: z.boolean(),
  /** An attachment that is made, changed or deleted raises its issue's `updatedAt`. */
  attachmentsRaiseUpdatedAt: z.boolean(),
  /** A webhook's retry carries a new `webhookTimestamp` and is signed again. */
  restampWebhookRetries: z.boolean(),
  /** What becomes of the aliases after one that failed. */
  aliasesAfterFailure: z.enum(["skipped", "run"]),
  /** Descriptions, comments and updates are rewritten when stored. */
  rewriteMarkdown: z.boolean(),
  /** A person may edit another's comment (an admin always may). */
  editOthersComments: z.boolean(),
});

export type Switches = z.infer<typeof switchesSchema>;

export const defaultSwitches: Readonly<Switches> = {
  commentsRaiseUpdatedAt: false,
  relationsRaiseUpdatedAt: false,
  attachmentsRaiseUpdatedAt: false,
  restampWebhookRetries: false,
  aliasesAfterFailure: "skipped",
  rewriteMarkdown: true,
  editOthersComments: false,
};
