import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { BuildOptions } from "esbuild";

const common: BuildOptions = {
  absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
  bundle: true,
  sourcemap: true,
  logLevel: "warning",
};

/**
 * Writes forge-app/dist, which manifest.yml points at: functions/ for Forge's backend, ui/ for UI Kit. A
 * deploy's own compiler cannot read imports that end in .ts, and checks the types of the whole repository
 * again; esbuild takes 0.1 s. Runs before every deploy (`npm run forge:build`), and for the stage.
 */
export async function buildApp(): Promise<void> {
  await Promise.all([
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
      entryPoints: ["forge-app/ui/issue-context.tsx"],
      outdir: "forge-app/dist/ui",
      external: ["react", "react/jsx-runtime", "@forge/*"],
      jsx: "automatic",
      target: "es2022",
      format: "esm",
    }),
  ]);
}

if (import.meta.main) await buildApp();
