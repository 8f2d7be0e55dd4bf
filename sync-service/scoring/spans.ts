import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { rankStability, type RankSpan, type UncertainScore } from "#shared/scoring/stability.ts";

/** The same trials for the same scores, whoever asks and when. */
const SEED = 1;
/** So many issues are tried out at once here; more would keep the service from answering others meanwhile. */
const FEW = 300;

const spansSchema = z.array(z.object({ key: z.string(), from: z.int(), to: z.int() }));

/** Where each rank lies in 90 % of the trials, by key. Thousands of issues are tried out on a thread of their own. */
export async function spansOf(scores: readonly UncertainScore[]): Promise<ReadonlyMap<string, RankSpan>> {
  const spans = scores.length <= FEW ? rankStability(scores, { seed: SEED }) : await onThread(scores);
  return new Map(spans.map((span) => [span.key, span]));
}

async function onThread(scores: readonly UncertainScore[]): Promise<RankSpan[]> {
  const worker = new Worker(new URL("./spans-thread.ts", import.meta.url), {
    workerData: { scores, seed: SEED },
  });
  try {
    // A failure of the thread is an "error", which rejects here.
    const [spans] = z
      .tuple([spansSchema])
      .rest(z.unknown())
      .parse(await once(worker, "message"));
    return spans;
  } finally {
    await worker.terminate();
  }
}
