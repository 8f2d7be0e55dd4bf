import closeWithGrace from "close-with-grace";
import pino from "pino";
import { openStore } from "#sync/store/open.ts";
import { untilInterrupted } from "./interrupt.ts";
import { readSettings } from "./settings.ts";
import { BUILT_PAGES } from "./built-pages.ts";
import { startService } from "./start-service.ts";
import { systemClock, systemRandom } from "./system.ts";
import { workerName } from "./worker-name.ts";

/** Where Atlassian publishes the keys of its invocation tokens. */
const FORGE_KEYS = "https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json";

/** Mirrors continuously until it is asked to stop; what is under way is finished first. */
export async function serveMirrors(): Promise<void> {
  const settings = readSettings(process.env);
  const logger = pino({ base: null });
  const log = (event: string, details: Record<string, unknown>): void => logger.info(details, event);
  const store = await openStore({ url: settings.databaseUrl, random: systemRandom });
  const { forge } = settings;
  const running = await startService({
    ...settings,
    forge: forge && { appId: forge.appId, jwksUrl: forge.jwksUrl ?? FORGE_KEYS },
    store,
    pages: BUILT_PAGES,
    worker: workerName(settings.databaseUrl),
    clock: systemClock,
    log,
  });
  log("serving", { url: running.url, mirrors: settings.mirrors.map(({ id }) => id) });
  const closing = closeWithGrace({ delay: 60_000, skip: ["SIGINT", "SIGTERM"] }, async ({ err }) => {
    if (err) logger.error({ message: err.message, stack: err.stack }, "the service failed");
    log("stopping", {});
    await running.stop();
    await store.close();
  });
  await untilInterrupted();
  closing.close();
}
