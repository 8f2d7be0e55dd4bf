import { parseArgs } from "node:util";
import closeWithGrace from "close-with-grace";
import { z } from "zod";
import { buildApp, buildPages } from "../build.ts";
import { pageBundle } from "./bundle.ts";
import { stageHost } from "./host.ts";

/**
 * The stage as a process: `node forge-app/stage/main.ts --port 4400 --service URL --jira URL --linear URL`.
 * The service's THROUGHLINE_OPERATOR_TOKEN is taken from the environment. Prints one JSON line, `{"url":…,"jwks":…}`, on stdout when it is ready; everything else goes to stderr.
 */
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    service: { type: "string" },
    jira: { type: "string" },
    linear: { type: "string" },
    clock: { type: "string" },
  },
});
const options = z
  .object({
    port: z.coerce.number().int().min(0).max(65_535),
    service: z.url("--service must be the Throughline service’s base URL"),
    jira: z.url("--jira must be the Jira sandbox’s base URL"),
    linear: z.url("--linear must be the Linear sandbox’s base URL"),
    clock: z.url("--clock must be the control of the demo’s time").exactOptional(),
  })
  .safeParse(values);
if (!options.success) {
  console.error(z.prettifyError(options.error));
  process.exit(2);
}

const say = (line: string) => console.error(line);
const { port, ...addresses } = options.data;
const [page, pages] = await Promise.all([pageBundle(say), buildPages(say), buildApp()]);
const operatorToken = process.env["THROUGHLINE_OPERATOR_TOKEN"];
const server = await stageHost({
  ...addresses,
  ...(operatorToken === undefined ? {} : { operatorToken }),
  page,
  pages,
});
const url = await server.listen({ port, host: "127.0.0.1" });
// In the demo, Ctrl-C reaches this process from the terminal and from its parent.
closeWithGrace({ delay: 2_000, onSecondSignal: () => undefined }, () => server.close());
console.log(JSON.stringify({ url, jwks: `${url}/.well-known/jwks.json` }));
