import { parseArgs } from "node:util";
import { simulate } from "./simulate.ts";

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "200" }, start: { type: "string", default: "1" } },
});
const from = Number(values.start);
const sum: Record<string, number> = {};
const steps: number[] = [];
let bad = 0;
for (let seed = from; seed < from + Number(values.seeds); seed += 1) {
  const outcome = await simulate(seed).catch((error: unknown) => ({
    steps: 0,
    violations: [String((error as Error).stack)],
    counts: {},
    script: [],
  }));
  steps.push(outcome.steps);
  for (const [k, v] of Object.entries(outcome.counts)) sum[k] = (sum[k] ?? 0) + v;
  for (const { category, kind } of outcome.script)
    sum[`${category}: ${kind}`] = (sum[`${category}: ${kind}`] ?? 0) + 1;
  if (outcome.violations.length > 0) bad += 1;
  for (const violation of outcome.violations) console.log(seed, violation.slice(0, 900));
}
if (process.env["TABLE"]) console.log(sum);
console.log(`median ${steps.sort((a, b) => a - b)[steps.length >> 1]} bad ${bad}`);
