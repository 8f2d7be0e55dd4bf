import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { SeedReport } from "./one-seed.ts";
import { shrink, toldScript } from "./shrink.ts";
import { Table } from "./table.ts";

/** `npm run simulate -- --seeds 2000 --start 1`: so many seeds from this one on; 1 when one was violated. */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "200" },
    start: { type: "string", default: "1" },
    workers: { type: "string", default: String(Math.min(4, availableParallelism())) },
  },
});
const count = z.coerce.number().int().positive();
const [seeds, start, workers] = [values.seeds, values.start, values.workers].map((text) => count.parse(text));

process.exitCode = await run(seeds ?? 1, start ?? 1, workers ?? 1);

async function run(seeds: number, start: number, workers: number): Promise<number> {
  const table = new Table();
  const failed: SeedReport[] = [];
  let next = start;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL("./one-seed.ts", import.meta.url));
    while (next < start + seeds) {
      const seed = next;
      next += 1;
      const report = await new Promise<SeedReport>((resolve, reject) => {
        worker.removeAllListeners();
        worker.once("message", resolve);
        worker.once("error", reject);
        worker.postMessage(seed);
      });
      table.add(report);
      if (report.violations.length === 0) continue;
      failed.push(report);
      console.log(`seed ${seed}`);
      for (const violation of report.violations) console.log(`  ${violation}`);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: workers }, work));
  failed.sort((a, b) => a.seed - b.seed);
  const [first] = failed;
  if (first) {
    console.log(`\nThe least that seed ${first.seed} needs:`);
    for (const line of toldScript(await shrink(first.seed, first.script))) console.log(`  ${line}`);
  }
  console.log(`\n${table.print()}`);
  if (failed.length > 0) console.log(`violating seeds: ${failed.map(({ seed }) => seed).join(" ")}`);
  console.log(
    `seeds ${seeds}, steps ${table.steps}, violations ${failed.reduce((sum, one) => sum + one.violations.length, 0)}`,
  );
  return failed.length > 0 ? 1 : 0;
}
