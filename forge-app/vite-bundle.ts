import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import type { UserConfig } from "vite";
import { repository } from "./check/manifest.ts";

const STAMP = "built-from";

/**
 * Builds a page for the browser, only when a source or a dependency has changed since; that takes some
 * seconds. Paths are the repository's. Returns the folder.
 */
export async function viteBundle(page: {
  name: string;
  root: string;
  into: string;
  sources: readonly string[];
  config: UserConfig;
  say: (line: string) => void;
}): Promise<string> {
  const into = join(repository, page.into);
  const sources = sourcesHash(page.sources);
  if (stampOf(into) === sources) return into;
  const started = performance.now();
  page.say(`Building ${page.name} (once)…`);
  // Built aside and moved into place: somebody may be serving the old one.
  const fresh = `${into}.${process.pid}`;
  mkdirSync(dirname(into), { recursive: true });
  const environment = process.env["NODE_ENV"];
  // A test runner's own would give a bundle for development, of whatever page is built first by a test.
  process.env["NODE_ENV"] = "production";
  await build({
    root: join(repository, page.root),
    configFile: false,
    logLevel: "error",
    plugins: [react()],
    // @forge/bridge and @forge/react are CommonJS whose default exports only this reading understands.
    legacy: { inconsistentCjsInterop: true },
    define: { "process.env.NODE_ENV": '"production"', "process.env": "{}" },
    resolve: { dedupe: ["react", "react-dom"] },
    worker: { format: "es" },
    ...page.config,
    build: {
      outDir: fresh,
      emptyOutDir: true,
      target: "es2022",
      chunkSizeWarningLimit: 5_000,
      ...page.config.build,
    },
  });
  if (environment === undefined) delete process.env["NODE_ENV"];
  else process.env["NODE_ENV"] = environment;
  writeFileSync(join(fresh, STAMP), sources);
  rmSync(into, { recursive: true, force: true });
  renameSync(fresh, into);
  page.say(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  return into;
}

function sourcesHash(patterns: readonly string[]): string {
  const hash = createHash("sha256");
  const paths = globSync([...patterns], { cwd: repository, exclude: (path) => path.includes("dist") });
  for (const path of [...paths.sort(), "forge-app/vite-bundle.ts", "package-lock.json"]) {
    hash.update(path).update(readFileSync(join(repository, path)));
  }
  return hash.digest("hex");
}

function stampOf(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, STAMP), "utf8");
  } catch {
    return undefined;
  }
}
