import { z } from "zod";
import { momentSchema } from "../words.ts";
import { frameworkIdSchema, personSchema, requestIdSchema, whySchema } from "./words.ts";

/**
 * How a company scores: one record for the whole connection. Reading is anybody's; saving is for the people in
 * `admins` and for whoever administers Jira, which the app's resolver asks of Jira as that person.
 */
export const SETTINGS_PATH = "/forge/settings";
export const SAVE_SETTINGS_PATH = "/forge/settings/save";

const frameworkSettingsSchema = z.object({
  id: frameworkIdSchema,
  /** The framework's own settings (unit of reach, currency, criteria with weights, …); `{}` are its defaults. */
  settings: z.record(z.string(), z.unknown()),
  /**
   * Who may give which input, by the field's key: account ids. A field that is not named is everyone's; an empty
   * list is nobody's.
   */
  mayGive: z.record(z.string(), z.array(z.string().min(1))),
  /** What an input means in this company, by the field's key: read where it is given, instead of our own words. */
  rubrics: z.record(z.string(), z.string().max(500, "A rubric has at most 500 characters.")).optional(),
});

export const scoringSettingsSchema = z
  .object({
    /** The frameworks in use, in the order in which they are shown. */
    frameworks: z.array(frameworkSettingsSchema).min(1, "At least one framework is needed to score with."),
    /** The framework whose score the issue property and the Linear card show. */
    primary: frameworkIdSchema,
    /** What the backlog is ranked by: the score as its evidence supports it, or as it was stated. */
    rankBy: z.enum(["supported", "stated"]),
    /** Market data and user evidence lose half their value each so many days. */
    evidenceHalfLifeDays: z.int().min(1).max(3_650),
    /** Account ids of people who may change these settings besides Jira's administrators. */
    admins: z.array(z.string().min(1)),
  })
  .refine(({ frameworks, primary }) => frameworks.some(({ id }) => id === primary), {
    path: ["primary"],
    error: "The primary framework must be one of those in use.",
  })
  .refine(({ frameworks }) => new Set(frameworks.map(({ id }) => id)).size === frameworks.length, {
    path: ["frameworks"],
    error: "A framework is listed twice.",
  });
export type ScoringSettings = z.output<typeof scoringSettingsSchema>;

/** What holds before anybody saved settings. */
export const defaultScoringSettings: ScoringSettings = {
  frameworks: [
    { id: "rice", settings: {}, mayGive: {} },
    { id: "value-effort", settings: {}, mayGive: {} },
  ],
  primary: "rice",
  rankBy: "supported",
  evidenceHalfLifeDays: 180,
  admins: [],
};

export const settingsRequestSchema = z.strictObject({});

export const settingsAnswerSchema = z.object({
  settings: scoringSettingsSchema,
  /** 0: nobody saved any yet, these are the defaults. */
  revision: z.int().nonnegative(),
  savedBy: personSchema.nullable(),
  savedAt: momentSchema.nullable(),
  why: z.string().nullable(),
  /** Whether the viewer is named in `admins`; who administers Jira may save as well. */
  viewerIsNamed: z.boolean(),
  service: z.object({
    now: momentSchema,
    mirrors: z.array(
      z.object({
        id: z.string(),
        jiraProject: z.string(),
        linearTeam: z.string(),
        paused: z.string().nullable(),
        links: z.int().nonnegative(),
        dirty: z.int().nonnegative(),
        parkedWrites: z.int().nonnegative(),
        openConflicts: z.int().nonnegative(),
      }),
    ),
    /** Issues whose property the app has still to write. */
    propertiesDue: z.int().nonnegative(),
  }),
});
export type SettingsAnswer = z.output<typeof settingsAnswerSchema>;

export const saveSettingsRequestSchema = z.strictObject({
  request: requestIdSchema,
  settings: scoringSettingsSchema,
  /** The revision that the person saw. Another one meanwhile: refused with 409, nothing is overwritten. */
  basedOn: z.int().nonnegative(),
  why: whySchema,
  /** The app's own word, after asking Jira as the viewer (mypermissions, ADMINISTER). */
  viewerAdministersJira: z.boolean(),
});
export type SaveSettingsRequest = z.output<typeof saveSettingsRequestSchema>;

export const saveSettingsAnswerSchema = z.object({ revision: z.int().positive(), repeated: z.boolean() });
