import type { Clock } from "#sync/model/effects.ts";
import type { MirrorEngine } from "#sync/mirror/engine.ts";
import { ScoringDesk } from "#sync/scoring/desk.ts";
import type { Store } from "#sync/store/open.ts";
import type { Directory } from "#sync/trackers/tracker.ts";

/** The connection's scores, told by its mirrors which issues are open and who people are. */
export function scoringDesk(parts: {
  store: Store;
  engines: readonly MirrorEngine[];
  clock: Clock;
}): ScoringDesk {
  const mirrors = parts.engines.map((engine) => ({ id: engine.mirror.id, jira: () => jiraOf(engine) }));
  return new ScoringDesk({ ...parts, mirrors: () => mirrors });
}

/** Scoring goes on while a tracker cannot be asked: then statuses and names are as they were last told. */
async function jiraOf(engine: MirrorEngine): Promise<Directory | null> {
  try {
    await engine.translator("interactive");
  } catch {
    // The engine says so itself, each time it works.
  }
  return engine.directories?.jira ?? null;
}
