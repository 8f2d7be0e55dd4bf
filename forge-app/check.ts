import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildApp, buildPages } from "./build.ts";
import { bundleSizes } from "./check/bundle.ts";
import { lintProblems } from "./check/lint.ts";
import { manifestProblems, readManifest, repository } from "./check/manifest.ts";
import { scopeProblems } from "./check/scopes.ts";
import { deployedSources } from "./check/sources.ts";

/** `npm run forge:check`: everything a deploy would refuse, found without a login and without a network. */

const say = (line: string) => console.log(line);
// The manifest points at what is built, and the validation looks for it.
await Promise.all([buildApp(), buildPages(() => undefined)]);
const sources = deployedSources().map((path) => readFileSync(join(repository, path), "utf8"));
const problems = [
  ...(await manifestProblems()),
  ...scopeProblems(readManifest(), sources),
  ...(await lintProblems(say)),
];
for (const problem of problems) say(problem);
for (const size of await bundleSizes()) say(size);
say(problems.length === 0 ? "The Forge app is ready to be deployed." : `${problems.length} to mend.`);
process.exitCode = problems.length === 0 ? 0 : 1;
