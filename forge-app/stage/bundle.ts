import { createHash } from "node:crypto";
import { globSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { repository } from "../check/manifest.ts";

const PAGE = join(repository, "forge-app/stage/page");
const BUNDLE = join(repository, "forge-app/stage/dist");
const STAMP = "built-from";

/**
 * The page and the surfaces as the browser gets them, in forge-app/stage/dist. Built again only when a source
 * or a dependency has changed; that takes some seconds. Returns the folder.
 */
export async function pageBundle(say: (line: string) => void): Promise<string> {
  const sources = sourcesHash();
  if (stamp() === sources) return BUNDLE;
  const started = performance.now();
  say("Building the demo page (once)…");
  // Built aside and moved into place: another stage may be serving the old one.
  const fresh = `${BUNDLE}.${process.pid}`;
  await build({
    root: PAGE,
    configFile: false,
    logLevel: "error",
    plugins: [react()],
    // @forge/bridge and @forge/react are CommonJS whose default exports only this reading understands.
    legacy: { inconsistentCjsInterop: true },
    define: { "process.env": "{}" },
    resolve: { dedupe: ["react", "react-dom"] },
    worker: { format: "es" },
    build: { outDir: fresh, emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 5_000 },
  });
  writeFileSync(join(fresh, STAMP), sources);
  rmSync(BUNDLE, { recursive: true, force: true });
  renameSync(fresh, BUNDLE);
  say(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  return BUNDLE;
}

function sourcesHash(): string {
  const hash = createHash("sha256");
  const paths = globSync(["forge-app/{ui,stage,functions}/**/*.{ts,tsx,css,html}", "shared/**/*.ts"], {
    cwd: repository,
    exclude: (path) => path.includes("dist"),
  });
  for (const path of [...paths.sort(), "package-lock.json"]) {
    hash.update(path).update(readFileSync(join(repository, path)));
  }
  return hash.digest("hex");
}

function stamp(): string | undefined {
  try {
    return readFileSync(join(BUNDLE, STAMP), "utf8");
  } catch {
    return undefined;
  }
}
