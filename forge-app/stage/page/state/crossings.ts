import type { MirroredField, TrackerSide } from "#shared/contract/words.ts";
import type { FeedEntry } from "../../views.ts";

/** A change of a field that has just arrived: who made it here, and how long after the edit it answers. */
export interface Arrival {
  id: string;
  at: number;
  /** The mirror wrote it, `after` milliseconds after a person's edit on the other side; null for a person here. */
  crossed: { after: number } | null;
  actor: string;
}

/** The last change of each field of a pair, by side and field. */
export function arrivals(
  entries: readonly FeedEntry[],
  keys: Readonly<Record<TrackerSide, string | null>>,
): ReadonlyMap<string, Arrival> {
  const found = new Map<string, Arrival>();
  const edited = new Map<MirroredField, FeedEntry>();
  for (const entry of entries) {
    if (entry.key !== keys[entry.side] || entry.what.kind !== "field") continue;
    const { field } = entry.what;
    const source = edited.get(field);
    const byMirror = entry.actor.kind === "app";
    const crossed = byMirror && source !== undefined && source.side !== entry.side;
    found.set(`${entry.side} ${field}`, {
      id: `${entry.side} ${entry.sequence}`,
      at: entry.at,
      actor: entry.actor.name,
      crossed: crossed ? { after: Math.max(0, entry.at - source.at) } : null,
    });
    if (!byMirror) edited.set(field, entry);
  }
  return found;
}
