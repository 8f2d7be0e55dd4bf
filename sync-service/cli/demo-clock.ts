import { z } from "zod";
import type { Clock } from "#sync/model/effects.ts";
import { systemClock } from "./system.ts";

const DAY = 24 * 60 * 60 * 1_000;

/** The demo's time: the machine's, until somebody lets days pass. Waiting stays as long as it is. */
export interface DemoClock extends Clock {
  /** How far it is ahead of the machine's clock, whole days. */
  readonly daysAhead: number;
  pass(days: number): void;
}

export function demoClock(): DemoClock {
  let daysAhead = 0;
  return {
    get daysAhead() {
      return daysAhead;
    },
    now: () => systemClock.now() + daysAhead * DAY,
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds, signal),
    pass: (days) => {
      daysAhead += days;
    },
  };
}

const passSchema = z.strictObject({
  days: z.int().min(1, "Time only goes forward.").max(400, "At most 400 days at once."),
});

/** GET tells the demo's time, POST `{"days": 7}` lets time pass: for the stage, and for whoever tries the demo. */
export const clockControl =
  (clock: DemoClock) =>
  async (request: Request): Promise<Response> => {
    if (request.method === "POST") {
      const asked = passSchema.safeParse(await request.json().catch(() => null));
      if (!asked.success) {
        const refusal = { message: z.prettifyError(asked.error), advice: 'Send {"days": 7}.' };
        return Response.json(refusal, { status: 400 });
      }
      clock.pass(asked.data.days);
    }
    return Response.json({ now: clock.now(), daysAhead: clock.daysAhead });
  };
