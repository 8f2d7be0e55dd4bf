import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { read, trackedFiles } from "./tree.ts";

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({
    imports: versions,
    scripts: versions,
    overrides: versions,
    dependencies: versions,
    devDependencies: versions,
    optionalDependencies: versions,
  })
  .parse(JSON.parse(read("package.json")));
const packages = {
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.optionalDependencies,
};

describe("package.json", () => {
  it("asks for exact versions", () => {
    const asked = Object.entries({ ...packages, ...manifest.overrides });
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it("names no package that nothing uses", () => {
    expect(Object.keys(packages).filter((name) => !isUsed(name))).toEqual([]);
  });

  it("has a package once", () => {
    const all = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap(
      (group) => Object.keys(group),
    );
    expect(all.length).toBe(new Set(all).size);
  });

  it("means by # what the compiler means", () => {
    const { compilerOptions } = z
      .object({ compilerOptions: z.object({ paths: z.record(z.string(), z.array(z.string())) }) })
      .parse(JSON.parse(read("tsconfig.json")));
    const asPaths = Object.entries(manifest.imports).map(([prefix, folder]) => [prefix, [folder]]);
    expect(compilerOptions.paths).toEqual(Object.fromEntries(asPaths));
  });
});

const code = trackedFiles()
  .filter((path) => /\.(?:tsx?|js|cjs|mjs|html)$/.test(path))
  .map(read)
  .join("\n");
const scripts = Object.values(manifest.scripts).join("\n");

/** Imported or resolved by code, run by a script, the types of something used, or the Node that npm brings. */
function isUsed(name: string): boolean {
  if (name.startsWith("node-linux-")) return true;
  if (name === "@types/node") return code.includes('"node:');
  if (name.startsWith("@types/")) return isUsed(name.slice("@types/".length));
  return code.includes(`"${name}"`) || code.includes(`"${name}/`) || binariesOf(name).some(isRun);
}

function isRun(binary: string): boolean {
  return scripts.split(/[\s&|]+/).includes(binary);
}

function binariesOf(name: string): readonly string[] {
  const { bin } = z
    .object({ bin: z.union([z.string(), versions]).optional() })
    .parse(JSON.parse(read(join("node_modules", name, "package.json"))));
  return typeof bin === "object" ? Object.keys(bin) : bin === undefined ? [] : [name];
}
