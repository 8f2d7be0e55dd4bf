import { z } from "zod";
import { reading, writing } from "../operation.ts";
import { momentSchema } from "../words.ts";

/** Share links: each lets whoever has it read one initiative, until it expires or is revoked. */

const shareSchema = z.object({
  id: z.string(),
  initiative: z.string(),
  /** What it was made for, e.g. "Board, November". */
  name: z.string(),
  madeBy: z.string(),
  madeAt: momentSchema,
  expiresAt: momentSchema,
  /** Null while it was not. */
  revokedAt: momentSchema.nullable(),
});
export type Share = z.output<typeof shareSchema>;

export const accessOperations = {
  "share.create": writing({
    summary: "Makes a share link to one initiative; its address is told only now",
    request: z.strictObject({
      initiative: z.string().min(1),
      name: z.string().trim().min(1, "Say what the link is for.").max(100),
      /** How long it opens the page. */
      days: z.int().min(1).max(365).default(30),
    }),
    answer: z.object({ share: shareSchema, url: z.url() }),
  }),
  "share.list": reading({
    summary: "The share links of one initiative, newest first",
    request: z.strictObject({ initiative: z.string().min(1) }),
    answer: z.object({ shares: z.array(shareSchema) }),
  }),
  "share.revoke": writing({
    summary: "Ends a share link at once",
    request: z.strictObject({ share: z.string().min(1) }),
    answer: z.object({ share: shareSchema }),
  }),
};
