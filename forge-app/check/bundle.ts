import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { NativeUIBundler, getEntryPoints, getNodeBundler } from "@forge/bundler";
import type { ManifestSchema } from "@forge/manifest";
import { parse } from "yaml";
import { buildApp } from "../build.ts";
import { readManifest, repository } from "./manifest.ts";

/**
 * Bundles functions and surfaces with the classes that a deploy uses, and tells their sizes. The runtime
 * wrapper, which a deploy fetches from Atlassian, is replaced by an empty one.
 */
export async function bundleSizes(): Promise<readonly string[]> {
  const before = process.cwd();
  process.chdir(repository);
  try {
    await buildApp();
    const manifest = readManifest();
    const own = parse(readFileSync("manifest.yml", "utf8")) as ManifestSchema;
    const wrapper = () => Promise.resolve({ script: "", source: "offline", version: "offline" });
    const functions = await getNodeBundler(
      logger,
      { getNodeRuntimeWrapper: wrapper, getNodeRuntimeLoader: wrapper },
      { readConfig: () => Promise.resolve(own) },
    ).bundle({
      appDirectory: repository,
      entryPoints: getEntryPoints(
        manifest.modules.function.map(({ handler }) => {
          const [module = "", func = ""] = handler.split(".");
          return { module, func };
        }),
      ),
    });
    const surfaces = await new NativeUIBundler(logger).bundleResources(
      manifest.resources.map((resource) => ({ ...resource, resourceType: "nativeUI" as const })),
    );
    return [
      `functions: ${kilobytes(functions.outputDir)} KB`,
      ...surfaces.nativeUiBundlesDetails.map(({ key, path }) => `surface ${key}: ${kilobytes(path)} KB`),
    ];
  } finally {
    process.chdir(before);
  }
}

const logger = {
  traceEnabled: false,
  debugEnabled: false,
  info: () => undefined,
  debug: () => undefined,
  trace: () => undefined,
  warn: (message: string) => console.warn(message),
  error: (error: unknown) => console.error(error),
};

/** What is delivered from a folder, maps left out. */
function kilobytes(folder: string): number {
  const files = readdirSync(folder).filter((file) => !file.endsWith(".map"));
  return Math.round(files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) / 1024);
}
