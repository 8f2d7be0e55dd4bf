import { z } from "zod";

/**
 * Where Atlassian's word is missing, or a site may be set up either way, the behaviour is a switch:
 * ours must work with each on and off.
 */
const switchesSchema = z.strictObject({
  /** How long search goes on seeing an issue as it was before a change. */
  indexLagMilliseconds: z.int().nonnegative().default(0),
  /** Most issues on a search page that carries fields; ids alone always go up to 5,000. */
  searchPageWithFields: z.int().positive().max(5000).default(100),
  /** How many comments an issue's own `comment` field carries in bulk reads and search. */
  embeddedComments: z.int().nonnegative().default(20),
  /** Whether an edit that changes nothing still raises `updated`. */
  emptyEditRaisesUpdated: z.boolean().default(false),
  /** Whether a comment raises the issue's `updated`. */
  commentRaisesUpdated: z.boolean().default(true),
  /** Whether Jira adds a `localId` to the blocks of a stored document. */
  addsLocalIds: z.boolean().default(false),
  /** Whether the times of bulk changelogs and bulk operations are milliseconds instead of dates. */
  bulkTimesAsNumbers: z.boolean().default(false),
  /** How long asynchronous tasks take. */
  taskMilliseconds: z.int().nonnegative().default(50),
  /** Whether `issue_event_type_name` of a status change is `issue_generic`. */
  genericTransitionEvents: z.boolean().default(true),
  /** Whether a person's e-mail address is kept from the API, whatever the person chose. */
  hidesEmails: z.boolean().default(false),
  /** The three rate limits. */
  limits: z
    .strictObject({
      enabled: z.boolean().default(true),
      pointsPerHour: z.int().positive().default(65_000),
      readsPerSecond: z.int().positive().default(100),
      writesPerSecond: z.int().positive().default(50),
    })
    .prefault({}),
});

type SwitchValues = z.infer<typeof switchesSchema>;

const changeSchema = z.looseObject({ limits: z.looseObject({}).optional() });

export class Switches {
  values: SwitchValues = switchesSchema.parse({});

  /** Sets the switches that are named and leaves the others; throws a ZodError on anything unknown. */
  change(input: unknown): SwitchValues {
    const change = changeSchema.parse(input);
    const limits = { ...this.values.limits, ...change.limits };
    this.values = switchesSchema.parse({ ...this.values, ...change, limits });
    return this.values;
  }

  reset(): void {
    this.values = switchesSchema.parse({});
  }
}
