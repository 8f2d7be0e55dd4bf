import { z } from "zod";
import { daySchema } from "../day.ts";
import type { Day } from "../day.ts";
import type { Reading } from "./outcome.ts";

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
  readonly readings: ReadonlyMap<string, readonly Reading[]>;
  /** The days on which evidence was attached to the issue. */
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
    const days = since.evidenceOn.filter((day) => day > decision.on && day <= since.today).sort();
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

/** The first reading after the decision that is beyond the value when the one before it was not. */
function crossing(
  each: Extract<ReopenTrigger, { kind: "metric" }>,
  decidedOn: Day,
  since: Since,
): Reading | null {
  const isBeyond = ({ value }: Reading): boolean =>
    each.crosses === "above" ? value > each.value : value < each.value;
  const known = (since.readings.get(each.outcomeId) ?? []).filter(({ on }) => on <= since.today);
  let wasBeyond = false;
  for (const reading of [...known].sort((left, right) =>
    left.on < right.on ? -1 : left.on > right.on ? 1 : 0,
  )) {
    if (reading.on > decidedOn && isBeyond(reading) && !wasBeyond) return reading;
    wasBeyond = isBeyond(reading);
  }
  return null;
}
