import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { BuildOptions } from "esbuild";
import { viteBundle } from "./vite-bundle.ts";

const common = {
  absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
  bundle: true,
  sourcemap: true,
  logLevel: "warning",
  write: false,
} satisfies BuildOptions;

/**
 * Writes forge-app/dist, which manifest.yml points at: functions/ for Forge's backend, ui/ for UI Kit. A
 * deploy's own compiler cannot read imports that end in .ts, and checks the types of the whole repository
 * again; esbuild takes 0.1 s. Runs before every deploy (`npm run forge:build`), and for the stage.
 */
export async function buildApp(): Promise<void> {
  const built = await Promise.all([
    build({
      ...common,
      entryPoints: ["forge-app/functions/index.ts"],
      outdir: "forge-app/dist/functions",
      outExtension: { ".js": ".cjs" },
      platform: "node",
      target: "node24",
      format: "cjs",
    }),
    build({
      ...common,
      entryPoints: ["forge-app/ui/issue-context.tsx", "forge-app/ui/settings.tsx"],
      outdir: "forge-app/dist/ui",
      external: ["react", "react/jsx-runtime", "@forge/*"],
      jsx: "automatic",
      target: "es2022",
      format: "esm",
    }),
  ]);
  for (const { path, contents } of built.flatMap(({ outputFiles }) => outputFiles)) {
    await mkdir(dirname(path), { recursive: true });
    // Renamed into place: whoever reads at the same time sees the old file or the new one.
    const unfinished = `${path}.${process.pid}`;
    await writeFile(unfinished, contents);
    await rename(unfinished, path);
  }
}

/** Writes forge-app/dist/pages, the Custom UI; only when something has changed, because it takes seconds. */
export function buildPages(say: (line: string) => void): Promise<string> {
  return viteBundle({
    name: "the pages",
    root: "forge-app/pages",
    into: "forge-app/dist/pages",
    sources: ["forge-app/{pages,functions}/**/*.{ts,tsx,css,html}", "shared/**/*.ts"],
    // Forge serves the folder somewhere below its own address.
    config: { base: "./" },
    say,
  });
}

if (import.meta.main) await Promise.all([buildApp(), buildPages(console.log)]);
