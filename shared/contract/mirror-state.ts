import { z } from "zod";
import { fieldSchema, issueEndSchema, momentSchema, sideSchema } from "./words.ts";

/** The mirror's state of one issue, as people are told it. */

/**
 * Of several that hold at once, the first in this order is told:
 * paused      its mirror is paused; nothing travels
 * deleted     the counterpart is known to be deleted or trashed; this issue is left as it is
 * missing     the counterpart is not shown to the service any more; proves nothing
 * conflict    both sides changed a field differently and a person must decide (open conflicts)
 * parked      a tracker refuses a write for now
 * creating    the counterpart is on its way
 * syncing     a change has been noticed and is being carried over
 * in-sync     both sides meant the same when last looked at
 */
export const MIRRORED_STATES = [
  "paused",
  "deleted",
  "missing",
  "conflict",
  "parked",
  "creating",
  "syncing",
  "in-sync",
] as const;
const mirroredStateSchema = z.enum(MIRRORED_STATES);
export type MirroredState = z.output<typeof mirroredStateSchema>;

const parkedSchema = z.object({
  /** The side that refuses. */
  side: sideSchema,
  field: z.union([fieldSchema, z.enum(["issue", "comments", "attachments"])]),
  /** What happened and what to do. */
  message: z.string().min(1),
  since: momentSchema,
  /** Null: not again before something changes. */
  retryAt: momentSchema.nullable(),
});
export type ParkedWrite = z.output<typeof parkedSchema>;

const conflictSchema = z.object({
  id: z.string().min(1),
  field: fieldSchema,
  /** The side whose value was kept; "ask" while a person has to decide. */
  kept: z.union([sideSchema, z.literal("ask")]),
  /** Both values as people read them: names, not ids; "" for none. */
  jira: z.string(),
  linear: z.string(),
  at: momentSchema,
});
export type ConflictRecord = z.output<typeof conflictSchema>;

export const mirrorStateSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("not-mirrored"),
    /** Why, in words a person understands: no mirror holds its project, it left the mirror's filter, … */
    reason: z.string().min(1),
  }),
  z.object({
    kind: z.literal("mirrored"),
    state: mirroredStateSchema,
    /** The mirror's id. */
    mirror: z.string().min(1),
    /** Null while its creation is under way. */
    counterpart: issueEndSchema.nullable(),
    /** When both sides were last seen equal; null when they never were. */
    lastAgreedAt: momentSchema.nullable(),
    /** Why it is paused, deleted, missing …, in words; null when nothing needs saying. */
    note: z.string().nullable(),
    /** Parked writes, newest first. */
    parked: z.array(parkedSchema),
    /** Unsettled conflicts, newest first. */
    conflicts: z.array(conflictSchema),
  }),
]);
export type MirrorStateOfIssue = z.output<typeof mirrorStateSchema>;
