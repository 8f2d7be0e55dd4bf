import { z } from "zod";
import { StageRefusal } from "./trackers/sandbox.ts";
import { clockSchema } from "./views.ts";
import type { ClockView } from "./views.ts";

/** The demo's time, which may be ahead of this machine's; without a control for it, this machine's. */
interface StageClock {
  look(): Promise<ClockView>;
  pass(days: number): Promise<ClockView>;
}

export const passRequestSchema = z.strictObject({ days: z.int().positive() });

export function stageClock(control: string | undefined): StageClock {
  if (control === undefined) {
    const look = (): Promise<ClockView> => Promise.resolve({ now: Date.now(), daysAhead: 0, canPass: false });
    return { look, pass: look };
  }
  const ask = async (init?: RequestInit): Promise<ClockView> => {
    const response = await fetch(control, init);
    if (!response.ok)
      throw new StageRefusal(400, "The demo's time did not change.", "Let 1 to 400 days pass.");
    return { ...clockSchema.omit({ canPass: true }).parse(await response.json()), canPass: true };
  };
  return {
    look: () => ask(),
    pass: (days) =>
      ask({
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ days }),
      }),
  };
}
