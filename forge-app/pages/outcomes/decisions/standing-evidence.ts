import type { HistoryEntry } from "#shared/contract/scoring/history.ts";
import type { Evidence } from "#shared/scoring/evidence.ts";

/** The evidence that an issue has now: of each piece the newest word counts, and what was withdrawn is gone. */
export function standingEvidence(entries: readonly Pick<HistoryEntry, "what">[]): readonly Evidence[] {
  const newest = new Map<string, { revision: number; evidence: Evidence; isWithdrawn: boolean }>();
  for (const { what } of entries) {
    if (what.kind !== "evidence") continue;
    const known = newest.get(what.evidence.id);
    if (known === undefined || known.revision < what.revision) newest.set(what.evidence.id, what);
  }
  return [...newest.values()].filter(({ isWithdrawn }) => !isWithdrawn).map(({ evidence }) => evidence);
}
