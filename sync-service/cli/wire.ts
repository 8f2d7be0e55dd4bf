import type { Mirror } from "#sync/model/mapping.ts";
import type { Clock, Fetch, Random } from "#sync/model/effects.ts";
import { MirrorEngine } from "#sync/mirror/engine.ts";
import type { EngineParts } from "#sync/mirror/parts.ts";
import type { Store } from "#sync/store/open.ts";
import type { PlanningPorts } from "#sync/rollup/resolve-sources.ts";
import type { CardPort } from "#sync/trackers/card-port.ts";
import type { NoticePort } from "#sync/trackers/notice-port.ts";
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
  cards: CardPort;
  notices: NoticePort;
  planning: PlanningPorts;
  engines: readonly MirrorEngine[];
  /** Mirrors whose mapping is not the one they last ran with. */
  changed: readonly string[];
}

/** Both trackers of a connection, and how long their lost answers are waited for. */
export function connect(
  connection: ConnectionSettings,
  mirrors: readonly Mirror[],
  effects: Pick<Wiring, "fetch" | "clock" | "random">,
): Pick<EngineParts, "jira" | "linear" | "creationMayLandFor"> &
  Pick<Wired, "cards" | "notices" | "planning"> {
  const linear = createLinearTracker({ ...connection.linear, ...effects });
  const jira = createJiraTracker({
    ...connection.jira,
    ...effects,
    sprintsOf: mirrors
      .filter(({ fields }) => fields.cycle?.direction !== "none")
      .map(({ jira: { project } }) => project),
    selectFields: mirrors.flatMap(({ customFields }) => customFields.map((field) => field.jira)),
  });
  return {
    jira,
    linear,
    cards: linear.cards,
    notices: jira.notices,
    planning: { jira: jira.planning, linear: linear.planning },
    creationMayLandFor: connection.creationMayLandFor ?? CREATION_MAY_LAND_FOR,
  };
}

/** The one place where store, trackers and mirror meet. Saves the mirrors it is given. */
export async function wire(wiring: Wiring): Promise<Wired> {
  const { connection, mirrors, store, clock, random, fetch, worker, log } = wiring;
  const { cards, notices, planning, ...trackers } = connect(connection, mirrors, { fetch, clock, random });
  const parts: EngineParts = { ...trackers, store: store.mirror, clock, random, worker, log };
  await store.mirror.forgetLeases(worker);
  const known = new Map((await store.mirror.mirrors()).map(({ id, mapping }) => [id, mapping]));
  const changed: string[] = [];
  for (const mirror of mirrors) {
    const before = known.get(mirror.id);
    if (before !== undefined && before !== JSON.stringify(mirror)) changed.push(mirror.id);
    await store.mirror.saveMirror({
      id: mirror.id,
      connection: connection.id,
      mapping: JSON.stringify(mirror),
    });
  }
  return {
    parts,
    cards,
    notices,
    planning,
    engines: mirrors.map((mirror) => new MirrorEngine(parts, mirror)),
    changed,
  };
}
