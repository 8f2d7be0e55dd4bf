import { z } from "zod";
import { daySchema } from "../day.ts";
import type { Day } from "../day.ts";
import type { Reading } from "./outcome.ts";
import { latestReading } from "./progress.ts";

/** A decision not to build, with what would reopen it: a no that one can show, and that does not rot. */

export const triggerSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("date"), on: daySchema }),
  z.object({
    kind: z.literal("metric"),
    outcomeId: z.string().min(1),
    crosses: z.enum(["above", "below"]),
    value: z.number(),
  }),
  z.object({
    kind: z.literal("evidence"),
    count: z.int().positive("It takes at least one new piece of evidence."),
  }),
]);
export type ReopenTrigger = z.output<typeof triggerSchema>;

export const decisionSchema = z
  .object({
    id: z.string().min(1),
    issueId: z.string().min(1),
    decision: z.enum(["not now", "won't do"]),
    reason: z.string().trim().min(1, "A no needs its reason."),
    evidenceIds: z.array(z.string()),
    /** In the unit of the workspace's effort; null when nobody estimated it. */
    effortSaved: z.number().nonnegative().nullable(),
    on: daySchema,
    by: z.string().min(1),
    reopenWhen: z.array(triggerSchema),
  })
  .refine(({ decision, reopenWhen }) => decision === "won't do" || reopenWhen.length > 0, {
    path: ["reopenWhen"],
    error: "“Not now” says when to look again: a date, a metric, or new evidence.",
  });
export type Decision = z.output<typeof decisionSchema>;

/** What has happened since; only what came after the decision reopens it. */
export interface Since {
  readonly today: Day;
  /** By outcome, in the order of their days. */
  readonly readings: ReadonlyMap<string, readonly Reading[]>;
  /** What each metric said when it was decided; of one not named the last reading up to that day. */
  readonly valuesThen: ReadonlyMap<string, number>;
  /** The days on which evidence was attached to the issue that was not there when it was decided. */
  readonly evidenceOn: readonly Day[];
}

interface Reopening {
  readonly trigger: ReopenTrigger;
  readonly on: Day;
  readonly sentence: string;
}

/** The first trigger that came true, null while none has. The same history always gives the same answer. */
export function reopening(decision: Decision, since: Since): Reopening | null {
  const fired = decision.reopenWhen.flatMap((each) => fire(each, decision, since) ?? []);
  const [first] = fired.sort((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0));
  return first ?? null;
}

function fire(each: ReopenTrigger, decision: Decision, since: Since): Reopening | null {
  if (each.kind === "date") {
    return since.today < each.on
      ? null
      : { trigger: each, on: each.on, sentence: `The day to look again, ${each.on}, has come.` };
  }
  if (each.kind === "evidence") {
    const days = since.evidenceOn.filter((day) => day >= decision.on && day <= since.today).sort();
    const on = days[each.count - 1];
    const pieces = each.count === 1 ? "A new piece" : `${each.count} new pieces`;
    return on === undefined
      ? null
      : { trigger: each, on, sentence: `${pieces} of evidence came in since ${decision.on}.` };
  }
  const reading = crossing(each, decision.on, since);
  if (reading === null) return null;
  const sentence = `The metric crossed ${each.value}: ${reading.value} on ${reading.on}.`;
  return { trigger: each, on: reading.on, sentence };
}

/** The first reading since the decision that is beyond the value when the one before it was not. */
function crossing(
  each: Extract<ReopenTrigger, { kind: "metric" }>,
  decidedOn: Day,
  since: Since,
): Reading | null {
  const isBeyond = (value: number): boolean =>
    each.crosses === "above" ? value > each.value : value < each.value;
  const known = since.readings.get(each.outcomeId) ?? [];
  const then = since.valuesThen.get(each.outcomeId);
  const valueThen = then ?? latestReading(known, decidedOn)?.value;
  let wasBeyond = valueThen !== undefined && isBeyond(valueThen);
  for (const reading of known) {
    // A reading of that very day counts where it is known what the metric said when it was decided.
    const isLater = then === undefined ? reading.on > decidedOn : reading.on >= decidedOn;
    if (!isLater || reading.on > since.today) continue;
    if (isBeyond(reading.value) && !wasBeyond) return reading;
    wasBeyond = isBeyond(reading.value);
  }
  return null;
}
