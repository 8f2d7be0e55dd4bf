import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const readySchema = z.object({ url: z.url() });

/** The stage is a process of its own: it runs the Forge app, which the service must not know. */
export async function startStage(
  addresses: { port: number; service: string; jira: string; linear: string; clock: string },
  operatorToken: string,
): Promise<{ url: string; stop: () => void }> {
  const main = fileURLToPath(new URL("../../forge-app/stage/main.ts", import.meta.url));
  const parameters = Object.entries(addresses).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, [main, ...parameters], {
    stdio: ["ignore", "pipe", "inherit"],
    // Not a parameter: those are told to everyone on the machine.
    env: { ...process.env, THROUGHLINE_OPERATOR_TOKEN: operatorToken },
  });
  const ended = new Promise<never>((_resolve, reject) => {
    child.once("exit", (code) => {
      reject(new Error(`The demo page's server ended with code ${code ?? "none"}; see its message above.`));
    });
  });
  const ready = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).once("line", resolve);
  });
  const line = await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  return { url: readySchema.parse(JSON.parse(line)).url, stop: () => child.kill() };
}
