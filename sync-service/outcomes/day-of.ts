import type { Day } from "#shared/day.ts";

/** The day of a moment, UTC: what the service's days are. */
export const dayOf = (moment: number): Day => new Date(moment).toISOString().slice(0, 10);
