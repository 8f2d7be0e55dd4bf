import { z } from "zod";

/**
 * The property on a Jira issue that says what its score is, written by the app alone. Whoever may edit the
 * issue can change it through REST, so the service's revision is the truth and a property that disagrees is
 * shown as changed outside. The JQL aliases of manifest.yml point at these names. At most 32,768 characters.
 */
export const SCORE_PROPERTY = "throughline-score";

export const scorePropertySchema = z.object({
  version: z.literal(1),
  /** A FrameworkId of shared/scoring. */
  framework: z.string().min(1),
  inputs: z.record(z.string(), z.unknown()),
  /** The framework's value, unrounded. */
  value: z.number(),
  /** Ids of the outcomes that the issue serves. */
  outcomes: z.array(z.string().min(1)),
  /** Raised by each accepted change. */
  revision: z.int().positive(),
  /** ISO 8601 in UTC: the poll asks for it, because property writes do not raise the issue's `updated`. */
  changedAt: z.iso.datetime(),
});
export type ScoreProperty = z.output<typeof scorePropertySchema>;
