import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { NativeUIBundler, getEntryPoints, getNodeBundler } from "@forge/bundler";
import type { ManifestSchema } from "@forge/manifest";
import { parse } from "yaml";
import { readManifest, repository } from "./manifest.ts";

/**
 * Bundles what is built, functions and surfaces, with the classes that a deploy uses, and tells their sizes. The
 * runtime wrapper, which a deploy fetches from Atlassian, is replaced by an empty one.
 */
export async function bundleSizes(): Promise<readonly string[]> {
  const before = process.cwd();
  process.chdir(repository);
  try {
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
    const isFile = ({ path }: { path: string }) => extname(path) !== "";
    const surfaces = await new NativeUIBundler(logger).bundleResources(
      manifest.resources
        .filter(isFile)
        .map((resource) => ({ ...resource, resourceType: "nativeUI" as const })),
    );
    return [
      `functions: ${kilobytes(functions.outputDir)} KB`,
      ...surfaces.nativeUiBundlesDetails.map(({ key, path }) => `surface ${key}: ${kilobytes(path)} KB`),
      // Custom UI is delivered as it was built.
      ...manifest.resources
        .filter((resource) => !isFile(resource))
        .map(({ key, path }) => `pages ${key}: ${kilobytes(path)} KB`),
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
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter(
    (entry) => entry.isFile() && !entry.name.endsWith(".map"),
  );
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  return Math.round(bytes / 1024);
}
