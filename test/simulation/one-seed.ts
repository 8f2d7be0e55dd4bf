import { parentPort } from "node:worker_threads";
import { z } from "zod";
import { simulate, type Outcome } from "./simulate.ts";

/** What a worker tells about a seed. */
export type SeedReport = Pick<Outcome, "seed" | "steps" | "violations" | "counts" | "script">;

/** One thread's part of `main.ts`: each message is a seed. */
parentPort?.on("message", (message: unknown) => {
  void simulate(z.number().parse(message)).then(({ seed, steps, violations, counts, script }) => {
    parentPort?.postMessage({ seed, steps, violations, counts, script } satisfies SeedReport);
  });
});
