import { z } from "zod";
import { daySchema } from "../../day.ts";
import { requestIdSchema, whySchema } from "../scoring/words.ts";
import { momentSchema } from "../words.ts";
import {
  healthSchema,
  initiativeDefinitionSchema,
  rollupSettingsSchema,
  savedViewSchema,
} from "./definition.ts";
import { humanUpdateSchema, initiativeRowSchema } from "./words.ts";

/**
 * The overview, and everything that people write. Each write bears an id made by the caller and takes effect once; a
 * repeat gets the first answer again. Nobody's edit is overwritten unseen: what is based on an older revision is
 * refused, with who changed it meanwhile.
 */

export const listRequestSchema = z.strictObject({
  asOf: daySchema.nullable().default(null),
  includeArchived: z.boolean().default(false),
});

export const listSchema = z.object({
  now: momentSchema,
  asOf: daySchema.nullable(),
  /** Changes with anything that the rows show. */
  version: z.string(),
  rows: z.array(initiativeRowSchema),
  settings: rollupSettingsSchema,
  settingsRevision: z.int().nonnegative(),
  /** The rules in words, shown wherever their numbers are. */
  statements: z.object({ progress: z.string(), health: z.string(), outcomes: z.string() }),
  views: z.array(savedViewSchema),
});
export type InitiativeList = z.output<typeof listSchema>;

export const versionRequestSchema = z.strictObject({
  /** Null: of the overview. */
  initiative: z.string().nullable().default(null),
});
export const versionSchema = z.object({ version: z.string() });

export const definitionRequestSchema = z.strictObject({ initiative: z.string().min(1) });
export const definitionSchema = z.object({
  initiative: z.string(),
  revision: z.int().positive(),
  definition: initiativeDefinitionSchema,
});

const write = { request: requestIdSchema, why: whySchema.default(null) };

export const saveRequestSchema = z.strictObject({
  ...write,
  /** Null: a new one. */
  initiative: z.string().min(1).nullable(),
  /** All of it, as the form shows it. */
  definition: initiativeDefinitionSchema,
  /** The revision that the person saw; 0 for a new one. */
  basedOn: z.int().nonnegative(),
});
export const savedSchema = z.object({ initiative: z.string(), revision: z.int().positive() });

export const archiveRequestSchema = z.strictObject({
  ...write,
  initiative: z.string().min(1),
  isArchived: z.boolean(),
});

export const draftRequestSchema = z.strictObject({ initiative: z.string().min(1) });
/** What a human update may begin with: what changed since the last one, and the health as computed. */
export const draftSchema = z.object({
  health: healthSchema.nullable(),
  text: z.string(),
  since: daySchema,
});

export const updateRequestSchema = z.strictObject({
  request: requestIdSchema,
  initiative: z.string().min(1),
  health: healthSchema,
  text: z.string().trim().min(1, "Say in a sentence how it goes.").max(10_000),
});
export const updateSchema = z.object({ update: humanUpdateSchema });

export const historyRequestSchema = z.strictObject({ initiative: z.string().min(1) });
/** Newest first. */
export const historySchema = z.object({
  entries: z.array(
    z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("update"), at: momentSchema, by: z.string(), update: humanUpdateSchema }),
      z.object({
        kind: z.literal("edit"),
        at: momentSchema,
        by: z.string(),
        why: z.string().nullable(),
        sentences: z.array(z.string()),
      }),
    ]),
  ),
});

export const rollupSettingsRequestSchema = z.strictObject({});
export const rollupSettingsAnswerSchema = z.object({
  settings: rollupSettingsSchema,
  revision: z.int().nonnegative(),
  /** Every rule with its sentence, to choose from. */
  rules: z.array(
    z.object({ rule: rollupSettingsSchema.shape.rule, name: z.string(), statement: z.string() }),
  ),
});
export const saveRollupSettingsRequestSchema = z.strictObject({
  ...write,
  settings: rollupSettingsSchema,
  basedOn: z.int().nonnegative(),
});

export const saveViewRequestSchema = z.strictObject({ ...write, view: savedViewSchema });
export const removeViewRequestSchema = z.strictObject({ ...write, view: z.string().min(1) });
export const viewsSchema = z.object({ views: z.array(savedViewSchema) });
