import { join } from "node:path";
import { ESLint } from "eslint";
import ts from "typescript";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";
import { repository, trackedFiles } from "./tree.ts";

describe("shared/", () => {
  const files = trackedFiles()
    .filter((path) => /^shared\/.*\.ts$/.test(path))
    .map((path) => join(repository, path));

  it("compiles where there is neither Node nor a browser", () => {
    expect(complaints(files)).toEqual([]);
  });

  it.each([
    "process.cwd()",
    "document.title",
    "fetch('/')",
    "setTimeout(() => undefined)",
    "Buffer.from('')",
  ])("would not compile with %s in it", (use) => {
    expect(complaints([], `${use}; export {};`)).toEqual([expect.stringContaining("Cannot find name")]);
  });
});

describe("time, chance and the network", () => {
  const uses = [
    "Date.now()",
    "new Date()",
    "Date()",
    "Math.random()",
    "performance.now()",
    "fetch('/')",
    "globalThis.fetch('/')",
    "setTimeout(() => undefined)",
    "setInterval(() => undefined)",
  ];

  it.each(uses)("are handed in: %s is refused wherever parts are not wired", async (use) => {
    for (const folder of [
      "model",
      "mirror",
      "rollup",
      "richtext",
      "store",
      "trackers/jira",
      "sandbox/linear",
    ]) {
      expect(await refusals(`sync-service/${folder}/x.ts`, use), folder).toHaveLength(1);
    }
    expect(await refusals("shared/scoring/x.ts", use)).toHaveLength(1);
  });

  it.each(uses)("may be reached for where they are wired: %s", async (use) => {
    expect(await refusals("sync-service/cli/x.ts", use)).toEqual([]);
  });

  it("leaves a moment that was handed in alone", async () => {
    expect(await refusals("sync-service/mirror/x.ts", "new Date(0)")).toEqual([]);
  });
});

/** What the linter says of a file that only holds this statement. */
async function refusals(path: string, statement: string): Promise<readonly string[]> {
  const [result] = await linter.lintText(`${statement};\n`, { filePath: join(repository, path) });
  return result?.messages.map(({ message }) => message) ?? ["not linted"];
}

// Without the rules that need types: the files do not exist.
const linter = new ESLint({
  cwd: repository,
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
});

/** What the compiler says of files where the language is all there is. */
function complaints(files: readonly string[], extra?: string): readonly string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2024,
    lib: ["lib.es2024.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const name = join(repository, "shared/extra.ts");
  const known = { fileExists: host.fileExists.bind(host), getSourceFile: host.getSourceFile.bind(host) };
  host.fileExists = (path) => (path === name && extra !== undefined) || known.fileExists(path);
  host.getSourceFile = (path, ...rest) =>
    path === name && extra !== undefined
      ? ts.createSourceFile(path, extra, ts.ScriptTarget.ES2024)
      : known.getSourceFile(path, ...rest);
  const program = ts.createProgram(extra === undefined ? files : [...files, name], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
