import type { Service } from "#sync/http/service.ts";

/** Looks again and again until the signal aborts; a failure of one look is told and tried again with the next. */
export async function keepUp(
  look: () => Promise<unknown>,
  options: Pick<Service, "clock" | "log"> & {
    /** Between two looks, ms. */
    every: number;
    /** What the log says of a look that failed. */
    failed: string;
    signal: AbortSignal;
  },
): Promise<void> {
  const { clock, log, every, failed, signal } = options;
  let trouble = "";
  while (!signal.aborted) {
    try {
      await look();
      trouble = "";
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // The same trouble with every look is one trouble.
      if (message !== trouble) log(failed, { message });
      trouble = message;
    }
    try {
      await clock.sleep(every, signal);
    } catch {
      // asked to stop
    }
  }
}
