import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { Side } from "#sync/model/issue.ts";
import type { JiraDump } from "#sync/sandbox/jira/dump.ts";
import type { LinearDump } from "#sync/sandbox/linear/dump.ts";

const MAIN = new URL("../../sync-service/cli/main.ts", import.meta.url).pathname;
const placesSchema = z.object({
  jira: z.object({ baseUrl: z.string(), email: z.string(), apiToken: z.string(), control: z.string() }),
  linear: z.object({ apiUrl: z.string(), apiKey: z.string(), control: z.string() }),
});

interface Ended {
  code: number | null;
  signal: string | null;
  /** What it printed, errors after the rest. */
  output: string;
}

/** A command under way. */
interface Running {
  isOver(): boolean;
  /** SIGKILL: it gets no chance to put anything in order. */
  kill(): void;
  ended: Promise<Ended>;
}

/** A company that works in both sandboxes, each command a process of its own, as a person would run it. */
export interface Company {
  run(...words: string[]): Promise<Ended>;
  start(...words: string[]): Running;
  databaseUrl: string;
  writeMapping(mapping: string): Promise<void>;
  ask(side: Side, method: string, path: string, body?: unknown): Promise<unknown>;
  dumps(): Promise<{ jira: JiraDump; linear: LinearDump }>;
  close(): Promise<void>;
}

export async function startCompany(mapping: string, settings: NodeJS.ProcessEnv = {}): Promise<Company> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-company-"));
  const twins: ChildProcess = spawn(process.execPath, [MAIN, "sandbox", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (!twins.stdout) throw new Error("The sandboxes' process has no output to read");
  const ended = once(twins, "exit").then(() => {
    throw new Error("The sandboxes' process ended before it said where they are");
  });
  const [line] = z
    .tuple([z.string()])
    .parse(await Promise.race([once(createInterface(twins.stdout), "line"), ended]));
  const { jira, linear } = placesSchema.parse(JSON.parse(line));
  const control = { jira: jira.control, linear: linear.control };
  const mappingFile = join(folder, "mapping.yaml");
  const environment = {
    PATH: process.env["PATH"],
    DATABASE_URL: `file:${join(folder, "mirror.sqlite")}`,
    THROUGHLINE_MAPPING: mappingFile,
    JIRA_BASE_URL: jira.baseUrl,
    JIRA_EMAIL: jira.email,
    JIRA_API_TOKEN: jira.apiToken,
    LINEAR_API_URL: linear.apiUrl,
    LINEAR_API_KEY: linear.apiKey,
    ...settings,
  };
  const ask: Company["ask"] = async (side, method, path, body) => {
    const response = await fetch(`${control[side]}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${side} ${method} ${path}: ${await response.text()}`);
    return (await response.json()) as unknown;
  };
  const start: Company["start"] = (...words) => {
    const child = spawn(process.execPath, [MAIN, ...words], {
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [printed, errors] = ["", ""];
    child.stdout.on("data", (chunk) => (printed += String(chunk)));
    child.stderr.on("data", (chunk) => (errors += String(chunk)));
    return {
      isOver: () => child.exitCode !== null || child.signalCode !== null,
      kill: () => child.kill("SIGKILL"),
      ended: once(child, "close").then(() => ({
        code: child.exitCode,
        signal: child.signalCode,
        output: printed + errors,
      })),
    };
  };
  await writeFile(mappingFile, mapping);
  return {
    ask,
    writeMapping: async (text) => await writeFile(mappingFile, text),
    databaseUrl: environment.DATABASE_URL,
    start,
    run: async (...words) => await start(...words).ended,
    dumps: async () => ({
      jira: (await ask("jira", "GET", "/dump")) as JiraDump,
      linear: (await ask("linear", "GET", "/dump")) as LinearDump,
    }),
    close: async () => {
      twins.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
