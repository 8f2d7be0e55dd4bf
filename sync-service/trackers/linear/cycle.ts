import { z } from "zod";
import type { Cycle } from "#sync/model/issue.ts";

/** What is read of a cycle, with the issue it holds or in the directory. */
export const CYCLE_FIELDS = "id number name startsAt endsAt completedAt isPast";
/** The points that they cost. */
export const CYCLE_POINTS = 1 + 7 * 0.1;

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

export const cycleSchema = z.object({
  id: z.string(),
  number: z.number(),
  name: z.string().nullable(),
  startsAt: moment,
  endsAt: moment,
  completedAt: moment.nullable(),
  isPast: z.boolean(),
});

export function cycleOf(cycle: z.infer<typeof cycleSchema>): Cycle {
  return {
    id: cycle.id,
    name: cycle.name ?? `Cycle ${cycle.number}`,
    number: cycle.number,
    start: cycle.startsAt,
    end: cycle.endsAt,
    isPast: cycle.isPast || cycle.completedAt !== null,
  };
}
