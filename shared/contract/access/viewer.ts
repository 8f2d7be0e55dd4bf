import { z } from "zod";
import { momentSchema } from "../words.ts";

/**
 * Who looks at a page outside Jira.
 *
 *   GET    /api/viewer    viewerSchema, or a refusal with 401 that says why nobody is let in
 *   POST   /api/session   signInSchema: uses a sign-in link up and sets the session's cookie; viewerSchema
 *   DELETE /api/session   signs out
 *
 * A session is a cookie, or `Authorization: Bearer` of a program; a share link's token is always a bearer.
 */
export const viewerSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("member"), name: z.string(), email: z.string().nullable() }),
  z.object({
    kind: z.literal("share"),
    /** The one that may be read. */
    initiative: z.string(),
    /** What the link was made for. */
    name: z.string(),
    expiresAt: momentSchema,
  }),
]);
export type Viewer = z.output<typeof viewerSchema>;

export const signInSchema = z.strictObject({ token: z.string().min(1).max(500) });
