import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { rankStability } from "#shared/scoring/stability.ts";

/** What spans.ts runs on a thread of its own. */
const term = z.object({
  enters: z.enum(["adds", "multiplies", "divides"]),
  low: z.number(),
  stated: z.number(),
  high: z.number(),
});
const work = z.object({
  scores: z.array(z.object({ key: z.string(), tier: z.number(), terms: z.array(term) })),
  seed: z.number(),
});

const { scores, seed } = work.parse(workerData);
parentPort?.postMessage(rankStability(scores, { seed }));
