import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { repository } from "./tree.ts";

const resultSchema = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.object({ module: z.string() })) })),
  summary: z.object({
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string() })) }),
    violations: z.array(z.object({ rule: z.object({ name: z.string() }), from: z.string(), to: z.string() })),
  }),
});

/** What `npm run check:imports` sees and finds in a tree that has the house's top level. */
export async function cruise(tree: string): Promise<z.infer<typeof resultSchema>> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(repository, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
      ...["--config", join(repository, ".dependency-cruiser.cjs")],
      ...["--output-type", "json", "--preserve-symlinks"],
      ...["shared", "sync-service", "forge-app", "test"],
    ],
    { cwd: tree, maxBuffer: 1 << 28 },
  );
  return resultSchema.parse(JSON.parse(stdout));
}
