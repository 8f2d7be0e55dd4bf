import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Bundles forge-app/functions for Forge's backend into forge-app/dist, which manifest.yml's `app.package`
 * takes as it is. Runs before every deploy (`npm run forge:build`), and for the stage.
 */
export async function buildFunctions(): Promise<void> {
  await build({
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    entryPoints: ["forge-app/functions/index.ts"],
    outdir: "forge-app/dist",
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    sourcemap: true,
    logLevel: "warning",
  });
}

if (import.meta.main) await buildFunctions();
