import { MirrorEngine } from "#sync/mirror/engine.ts";
import { openStore, type Store } from "#sync/store/open.ts";
import { readSettings } from "./settings.ts";
import { systemClock, systemFetch, systemRandom } from "./system.ts";
import { connect } from "./wire.ts";

/** Opens what the environment names, for one command, and closes it again. */
export async function withEngines(
  command: (engines: readonly MirrorEngine[], store: Store) => Promise<void>,
): Promise<void> {
  const { databaseUrl, connection, mirrors } = readSettings(process.env);
  const store = await openStore({ url: databaseUrl, random: systemRandom });
  try {
    const effects = { clock: systemClock, random: systemRandom, fetch: systemFetch };
    const parts = {
      ...connect(connection, mirrors, effects),
      ...effects,
      store: store.mirror,
      worker: "command",
      log: (event: string, details: unknown) => console.error(event, JSON.stringify(details)),
    };
    await command(
      mirrors.map((mirror) => new MirrorEngine(parts, mirror)),
      store,
    );
  } finally {
    await store.close();
  }
}
