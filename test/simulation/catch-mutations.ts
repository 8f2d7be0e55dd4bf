import { parseArgs } from "node:util";
import { MUTATIONS } from "./mutations.ts";
import { simulate } from "./simulate.ts";

/** Tells for each broken engine which seed is the first to catch it; 1 when one is never caught. */
const { values } = parseArgs({ options: { seeds: { type: "string", default: "300" } } });
const seeds = Number(values.seeds);
for (const mutation of MUTATIONS) {
  let caught: string | undefined;
  for (let seed = 1; seed <= seeds && caught === undefined; seed += 1) {
    const [first] = (await simulate(seed, { mutation })).violations;
    if (first !== undefined) caught = `caught by seed ${seed}: ${first.split("\n")[0] ?? ""}`;
  }
  console.log(`${mutation.name}: ${caught ?? `not caught by ${seeds} seeds`}`);
  if (caught === undefined) process.exitCode = 1;
}
