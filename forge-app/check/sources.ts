import { globSync } from "node:fs";
import { repository } from "./manifest.ts";

/** What is deployed: the functions, the surfaces, and the shared code they use; paths from the repository. */
export function deployedSources(): readonly string[] {
  return globSync(["forge-app/{functions,ui,pages}/**/*.{ts,tsx}", "shared/**/*.ts"], { cwd: repository });
}
