import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { listInitiatives, saveInitiative, updateInitiative } from "#sync/cli/initiatives.ts";
import { UsageError } from "#sync/cli/usage-error.ts";
import { type Scene, scoringScene } from "#test/http/forge/scoring-scene.ts";

const MAIN = new URL("../../sync-service/cli/main.ts", import.meta.url).pathname;
let scene: Scene;
let folder: string;
let settings: { THROUGHLINE_URL: string; THROUGHLINE_API_TOKEN: string };

beforeAll(async () => {
  scene = await scoringScene();
  settings = {
    THROUGHLINE_URL: await scene.server.listen({ host: "127.0.0.1", port: 0 }),
    THROUGHLINE_API_TOKEN: await scene.access.openSession({ name: "Lena", email: null }, 30, "a test"),
  };
  folder = await mkdtemp(join(tmpdir(), "throughline-initiatives-"));
});
afterAll(async () => {
  await scene.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const fileOf = async (name: string, content: string): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
};

it("an initiative of a file is saved, and listed by its name", async () => {
  const printed: unknown[] = [];
  vi.spyOn(console, "log").mockImplementation((line) => printed.push(line));
  const sources = "[{ kind: jql, label: Pay, jql: labels = pay }]";
  await saveInitiative(await fileOf("pay.yaml", `name: Pay\nsources: ${sources}\n`), {});
  await listInitiatives({});
  expect(printed).toEqual(["pay is saved, revision 1.", expect.stringMatching(/^pay {2}.* {2}Pay$/)]);
});

it("what is refused, or cannot be asked, is told with what to do", async () => {
  const refused = async (command: Promise<void>): Promise<string> => {
    const error: unknown = await command.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    return error instanceof UsageError ? error.message.replaceAll(folder, "") : `not told: ${String(error)}`;
  };
  expect(await refused(updateInitiative("nowhere", { health: "on track", text: "Fine." }))).toBe(
    "There is no initiative “nowhere”. Open the overview to see which there are.",
  );
  expect(await refused(saveInitiative(join(folder, "nothing.yaml"), {}))).toMatch(
    /^\/nothing.yaml cannot be read: ENOENT/,
  );
  expect(await refused(saveInitiative(await fileOf("wrong.yaml", "name: Wrong\n"), {}))).toMatch(
    /^\/wrong.yaml defines no initiative [^]*at sources$/,
  );
  vi.stubEnv("THROUGHLINE_URL", "http://127.0.0.1:1");
  expect(await refused(listInitiatives({}))).toBe(
    "Nothing answers at http://127.0.0.1:1. Start the service there (`serve`), or set THROUGHLINE_URL to where it runs.",
  );
  vi.stubEnv("THROUGHLINE_API_TOKEN", undefined);
  expect(await refused(listInitiatives({}))).toBe("Set THROUGHLINE_API_TOKEN: `api-token` makes one.");
});

it("a person who runs such a command sees the sentence alone, and it ends with 1", async () => {
  const child = spawn(process.execPath, [MAIN, "initiatives", "list"], {
    env: { ...process.env, THROUGHLINE_API_TOKEN: "nobodys" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [printed, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  expect({ code: child.exitCode, printed, errors }).toEqual({
    code: 1,
    printed: "",
    errors: "This link or session is not known here. Ask whoever runs Throughline for a new sign-in link.\n",
  });
}, 60_000);
