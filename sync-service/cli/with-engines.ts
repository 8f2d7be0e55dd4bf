import type { MirrorEngine } from "#sync/mirror/engine.ts";
import { openStore, type Store } from "#sync/store/open.ts";
import { readSettings } from "./settings.ts";
import { systemClock, systemFetch, systemRandom } from "./system.ts";
import { wire } from "./wire.ts";
import { workerName } from "./worker-name.ts";

/** Opens what the environment names, for one command, and closes it again. */
export async function withEngines(
  command: (engines: readonly MirrorEngine[], store: Store) => Promise<void>,
): Promise<void> {
  const settings = readSettings(process.env);
  const store = await openStore({ url: settings.databaseUrl, random: systemRandom });
  try {
    const { engines } = await wire({
      ...settings,
      store,
      clock: systemClock,
      random: systemRandom,
      fetch: systemFetch,
      worker: `${workerName(settings.databaseUrl)} (command)`,
      log: (event, details) => console.error(event, JSON.stringify(details)),
    });
    await command(engines, store);
  } finally {
    await store.close();
  }
}
