import { fingerprintOf } from "#sync/model/fingerprint.ts";
import type { EngineParts } from "./parts.ts";
import { cyclesOf, type Translator } from "./translate.ts";
import { cyclePairs } from "./translate/cycle.ts";

/**
 * Whether sprints and cycles pair up otherwise than when this was last asked: what has waited for a counterpart
 * may have one now, and a sprint's end tells nobody of the issues it sent to the backlog.
 */
export async function knowsNewCycles({ store }: EngineParts, translator: Translator): Promise<boolean> {
  const { mirror, jira, linear } = translator;
  const pairs = cyclePairs(cyclesOf(mirror, jira.container, linear.container));
  const now = fingerprintOf(pairs.map(([sprint, cycle]) => `${sprint.id} ${cycle.id}`).sort());
  const before = await store.cursor(mirror.id, "cycles");
  if (before === now) return false;
  await store.setCursor(mirror.id, "cycles", now);
  return before !== null;
}
