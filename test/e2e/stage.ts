import { createServer } from "node:net";
import { buildApp, buildPages } from "#forge/build.ts";
import { pageBundle } from "#forge/stage/bundle.ts";
import { stageHost } from "#forge/stage/host.ts";

/** The stage in this process, on a port of its own. */
export async function openStage(
  addresses: { service: string; jira: string; linear: string; clock?: string; operatorToken?: string },
  port = 0,
): Promise<{ url: string; close: () => Promise<void> }> {
  await buildApp();
  const quiet = () => undefined;
  const [page, pages] = [await pageBundle(quiet), await buildPages(quiet)];
  const server = await stageHost({ ...addresses, page, pages });
  const url = await server.listen({ port, host: "127.0.0.1" });
  return { url, close: () => server.close() };
}

/** A port that was free a moment ago: the service must know where the stage's keys will be. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === "string") failed(new Error("no port"));
        else found(address.port);
      });
    });
  });
}
