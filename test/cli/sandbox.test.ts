import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";

const text = z.string().min(1);
const placesSchema = z.object({
  jira: z.object({ baseUrl: z.url(), email: text, apiToken: text, webhookSecret: text, control: z.url() }),
  linear: z.object({
    baseUrl: z.url(),
    apiUrl: z.url(),
    apiKey: text,
    webhookSecret: text,
    control: z.url(),
  }),
});

describe("throughline sandbox --json", () => {
  const started: ReturnType<typeof start>[] = [];
  afterEach(() => started.splice(0).forEach(({ child }) => child.kill("SIGKILL")));

  it("prints one line of JSON, with which any client finds in", async () => {
    const sandbox = run();
    const { jira, linear } = placesSchema.parse(JSON.parse(await sandbox.firstLine));
    const basic = Buffer.from(`${jira.email}:${jira.apiToken}`).toString("base64");
    const myself = await fetch(`${jira.baseUrl}/rest/api/3/myself`, {
      headers: { authorization: `Basic ${basic}` },
    });
    expect(z.object({ emailAddress: z.string() }).parse(await myself.json()).emailAddress).toBe(jira.email);
    const viewer = await fetch(linear.apiUrl, {
      method: "POST",
      headers: { authorization: linear.apiKey, "content-type": "application/json" },
      body: JSON.stringify({ query: "{ viewer { id } }" }),
    });
    expect(z.object({ data: z.unknown() }).parse(await viewer.json()).data).toMatchObject({ viewer: {} });
    for (const { control } of [jira, linear]) expect((await fetch(`${control}/dump`)).status).toBe(200);

    sandbox.child.kill("SIGTERM");
    expect(await sandbox.exitCode).toBe(0);
    expect(sandbox.lines).toHaveLength(1);
  });

  it("ends well when npm passes on the Ctrl-C that the terminal has sent already", async () => {
    const sandbox = run();
    await sandbox.firstLine;
    sandbox.child.kill("SIGINT");
    sandbox.child.kill("SIGINT");
    expect(await sandbox.exitCode).toBe(0);
  });

  function run(): ReturnType<typeof start> {
    const sandbox = start();
    started.push(sandbox);
    return sandbox;
  }
});

function start() {
  const main = join(import.meta.dirname, "../../sync-service/cli/main.ts");
  const child = spawn(process.execPath, [main, "sandbox", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on("line", (line) => lines.push(line));
  return {
    child,
    lines,
    firstLine: once(output, "line").then(([line]) => z.string().parse(line)),
    exitCode: once(child, "exit").then(([code]: unknown[]) => code),
  };
}
