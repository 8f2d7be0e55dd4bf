import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cruise } from "./cruise.ts";
import { repository } from "./tree.ts";

/** A small house in which every file breaks one rule, or stands there to be imported. */
const BROKEN_HOUSE: Record<string, string> = {
  "shared/knows-the-service.ts": `import { issue } from "#sync/model/issue.ts"; export const a = issue;`,
  "shared/reads-files.ts": `import { readFile } from "node:fs/promises"; export const a = readFile;`,
  "forge-app/functions/knows-the-service.ts": `import { issue } from "#sync/model/issue.ts"; export const a = issue;`,
  "forge-app/functions/speaks-sql.ts": `import { sql } from "kysely"; export const a = sql;`,
  "forge-app/functions/uses-a-stowaway.ts": `import type { Node } from "unist-util-is"; export type A = Node;`,
  "sync-service/cli/main.ts": `export const main = 1;`,
  "sync-service/http/knows-the-app.ts": `import { a } from "#forge/functions/speaks-sql.ts"; export const b = a;`,
  "sync-service/http/speaks-to-linear.ts": `export const client = () => import("@linear/sdk");`,
  "sync-service/mirror/engine.ts": `import { helper } from "./helper.ts"; export const a = helper;`,
  "sync-service/mirror/helper.ts": `import { read } from "#sync/trackers/jira/read.ts"; export const helper = read;`,
  "sync-service/mirror/merge/remembers.ts": `import { open } from "#sync/store/open.ts"; export const a = open;`,
  "sync-service/mirror/merge/knows-a-type.ts": `import type { open } from "#sync/store/open.ts"; export type A = typeof open;`,
  "sync-service/model/issue.ts": `export const issue = 1;`,
  "sync-service/model/circle-one.ts": `import type { Two } from "./circle-two.ts"; export type One = Two | 1;`,
  "sync-service/model/circle-two.ts": `import type { One } from "./circle-one.ts"; export type Two = One | 2;`,
  "sync-service/richtext/lost.ts": `import { a } from "./nowhere.ts"; export const b = a;`,
  "sync-service/rollup/plays.ts": `import { twin } from "#sync/sandbox/twin.ts"; export const a = twin;`,
  "sync-service/rollup/tested.ts": `import { scene } from "#test/scene.ts"; export const a = scene;`,
  "sync-service/sandbox/twin.ts": `import { main } from "#sync/cli/main.ts"; export const twin = main;`,
  "sync-service/store/open.ts": `import { read } from "#sync/trackers/jira/read.ts"; export const open = read;`,
  "sync-service/trackers/jira/read.ts": `export const read = 1;`,
  "test/scene.ts": `export const scene = 1;`,
};

const BREACHES = [
  "shared-runs-anywhere: shared/knows-the-service.ts -> sync-service/model/issue.ts",
  "shared-runs-anywhere: shared/reads-files.ts -> fs/promises",
  "app-knows-no-service: forge-app/functions/knows-the-service.ts -> sync-service/model/issue.ts",
  "service-knows-no-app: sync-service/http/knows-the-app.ts -> forge-app/functions/speaks-sql.ts",
  "mirror-knows-the-port-only: sync-service/mirror/helper.ts -> sync-service/trackers/jira/read.ts",
  // Over others' imports too.
  "mirror-knows-the-port-only: sync-service/mirror/engine.ts -> sync-service/trackers/jira/read.ts",
  "mirror-knows-the-port-only: sync-service/mirror/merge/remembers.ts -> sync-service/trackers/jira/read.ts",
  "mirror-knows-the-port-only: sync-service/mirror/merge/knows-a-type.ts -> sync-service/trackers/jira/read.ts",
  // A type alone is no breach.
  "pure-core: sync-service/mirror/merge/remembers.ts -> sync-service/store/open.ts",
  "pure-core: sync-service/richtext/lost.ts -> ./nowhere.ts",
  "pure-core: shared/reads-files.ts -> fs/promises",
  "only-cli-and-http-wire: sync-service/sandbox/twin.ts -> sync-service/cli/main.ts",
  "parts-stand-apart: sync-service/store/open.ts -> sync-service/trackers/jira/read.ts",
  "only-store-speaks-sql: forge-app/functions/speaks-sql.ts -> node_modules/kysely/dist/index.js",
  "only-trackers-speak-to-trackers: sync-service/http/speaks-to-linear.ts -> node_modules/@linear/sdk/dist/index.mjs",
  "sandbox-is-for-tests-and-the-demo: sync-service/rollup/plays.ts -> sync-service/sandbox/twin.ts",
  "nothing-imports-tests: sync-service/rollup/tested.ts -> test/scene.ts",
  "named-in-package-json: forge-app/functions/uses-a-stowaway.ts -> node_modules/unist-util-is/index.js",
  "everything-resolves: sync-service/richtext/lost.ts -> ./nowhere.ts",
  "no-circles: sync-service/model/circle-one.ts -> sync-service/model/circle-two.ts",
];

describe("the never list of the design, over the imports", () => {
  let house: string;
  let breaches: string[];
  let rules: string[];

  beforeAll(async () => {
    house = await mkdtemp(join(tmpdir(), "throughline-house-"));
    for (const file of ["package.json", "tsconfig.json"]) await cp(join(repository, file), join(house, file));
    await symlink(join(repository, "node_modules"), join(house, "node_modules"));
    for (const [path, source] of Object.entries(BROKEN_HOUSE)) {
      await mkdir(dirname(join(house, path)), { recursive: true });
      await writeFile(join(house, path), source);
    }
    const { summary } = await cruise(house);
    rules = summary.ruleSetUsed.forbidden.map(({ name }) => name);
    breaches = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  });
  afterAll(() => rm(house, { recursive: true, force: true }));

  it("is broken where, and only where, an import breaks it", () => {
    expect(breaches.toSorted()).toEqual(BREACHES.toSorted());
  });

  it("has no rule that nothing was seen to break", () => {
    const broken = new Set(BREACHES.map((breach) => breach.slice(0, breach.indexOf(":"))));
    expect(rules.filter((rule) => !broken.has(rule))).toEqual([]);
  });
});

describe("the check of the imports", () => {
  it("sees every import of every file, so that none escapes it", async () => {
    const { modules } = await cruise(repository);
    const own = modules.filter(({ source }) => /^(shared|sync-service|forge-app)\/.*\.tsx?$/.test(source));
    const unseen: string[] = [];
    for (const { source, dependencies } of own) {
      const seen = new Set(dependencies.map(({ module }) => module));
      const { importedFiles } = ts.preProcessFile(await readFile(join(repository, source), "utf8"));
      for (const { fileName } of importedFiles) {
        if (!seen.has(fileName.replace(/^node:/, ""))) unseen.push(`${source} imports ${fileName}`);
      }
    }
    expect(unseen).toEqual([]);
    expect(own.length).toBeGreaterThan(100);
  });
});
