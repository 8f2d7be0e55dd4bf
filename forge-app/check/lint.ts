import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { repository } from "./manifest.ts";
import { deployedSources } from "./sources.ts";

/** Jira's own description, kept beside a checkout because of its size; without it scopes are not compared. */
const JIRA_DESCRIPTION = "../shared/data/specs/jira-platform-v3.openapi.json";

/** What we use of @forge/lint; its own types want Atlassian's feature-gate client, of which it asks one thing. */
interface OfflineLinter {
  lint(
    files: string[],
    manifest: unknown,
    environment: string,
    logger: { info(message: string): void },
    gates: { getDeprecatedRuntimes(): Promise<string[]> },
    config: { linter: { mode: "client-side" } },
  ): Promise<readonly { file: string; errors: readonly Rule[]; warnings: readonly Rule[] }[]>;
}
interface Rule {
  message: string;
}

/**
 * `forge lint` without a login: Atlassian's client-side linters, with the API descriptions that its scope
 * check compares calls with read from disk. Takes about 20 seconds with Jira's description.
 */
export async function lintProblems(say: (line: string) => void): Promise<readonly string[]> {
  const jira = resolve(repository, JIRA_DESCRIPTION);
  const directory = mkdtempSync(join(tmpdir(), "throughline-lint-"));
  const nothing = join(directory, "empty-openapi.json");
  writeFileSync(nothing, JSON.stringify({ paths: {} }));
  if (!existsSync(jira)) say(`${JIRA_DESCRIPTION} is not here: calls are not compared with scopes.`);
  Object.assign(process.env, {
    USE_LOCAL_SWAGGER: "1",
    LOCAL_JIRA_SWAGGER: existsSync(jira) ? jira : nothing,
    LOCAL_JSM_SWAGGER: nothing,
    LOCAL_JSW_SWAGGER: nothing,
    LOCAL_CONF_SWAGGER: nothing,
    LOCAL_CONF_V2_SWAGGER: nothing,
    LOCAL_BB_SWAGGER: nothing,
  });
  const before = process.cwd();
  process.chdir(repository);
  try {
    // Imported here because the module reads the environment when it is loaded.
    const linter: OfflineLinter = await import("@forge/lint");
    const manifest: unknown = parse(readFileSync("manifest.yml", "utf8"));
    const quiet = { info: () => undefined };
    const gates = { getDeprecatedRuntimes: () => Promise.resolve([]) };
    const results = await linter.lint([...deployedSources()], manifest, "development", quiet, gates, {
      linter: { mode: "client-side" },
    });
    return results.flatMap(({ file, errors, warnings }) =>
      [...errors, ...warnings].map((rule) => `${file}: ${rule.message}`),
    );
  } finally {
    process.chdir(before);
    rmSync(directory, { recursive: true });
  }
}
