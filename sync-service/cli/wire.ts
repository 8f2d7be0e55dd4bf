import type { Mirror } from "#sync/model/mapping.ts";
import type { Clock, Fetch, Random } from "#sync/model/effects.ts";
import { MirrorEngine } from "#sync/mirror/engine.ts";
import type { EngineParts } from "#sync/mirror/parts.ts";
import type { Store } from "#sync/store/open.ts";
import { createJiraTracker } from "#sync/trackers/jira/tracker.ts";
import { createLinearTracker } from "#sync/trackers/linear/tracker.ts";

/** One Jira site and one Linear workspace, with what it takes to speak to them. */
export interface ConnectionSettings {
  id: string;
  jira: { baseUrl: string; email: string; apiToken: string };
  linear: { apiKey: string; apiUrl?: string };
  /** How long a Jira creation without an answer may still land, ms; absent means 90 seconds. */
  creationMayLandFor?: number;
}

const CREATION_MAY_LAND_FOR = 90_000;

interface Wiring {
  connection: ConnectionSettings;
  mirrors: readonly Mirror[];
  store: Store;
  clock: Clock;
  random: Random;
  fetch: Fetch;
  worker: string;
  log: EngineParts["log"];
}

export interface Wired {
  parts: EngineParts;
  engines: readonly MirrorEngine[];
}

/** The one place where store, trackers and mirror meet. Saves the mirrors it is given. */
export async function wire(wiring: Wiring): Promise<Wired> {
  const { connection, mirrors, store, clock, random, fetch, worker, log } = wiring;
  const jira = createJiraTracker({ ...connection.jira, fetch, clock, random });
  const linear = createLinearTracker({ ...connection.linear, fetch, clock, random });
  const { creationMayLandFor = CREATION_MAY_LAND_FOR } = connection;
  const parts: EngineParts = {
    store: store.mirror,
    jira,
    linear,
    clock,
    random,
    worker,
    creationMayLandFor,
    log,
  };
  await store.mirror.forgetLeases(worker);
  for (const mirror of mirrors) {
    await store.mirror.saveMirror({
      id: mirror.id,
      connection: connection.id,
      mapping: JSON.stringify(mirror),
    });
  }
  return { parts, engines: mirrors.map((mirror) => new MirrorEngine(parts, mirror)) };
}
