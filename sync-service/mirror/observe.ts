import type { IssueId, Observation, Side } from "#sync/model/issue.ts";
import type { ClaimedLink, JournalEntry, LinkEnd, LinkId, Parked } from "#sync/model/link.ts";
import type { Tracker } from "#sync/trackers/tracker.ts";
import type { Batch, EngineParts, Found } from "./parts.ts";

/**
 * Looks at both ends of many links at once. Links whose creation in Jira was never answered are looked up
 * first; those that may still land are returned as `waiting`.
 */
export async function observe(
  parts: EngineParts,
  batch: Batch,
  links: readonly ClaimedLink[],
): Promise<{ found: Found[]; waiting: ClaimedLink[]; duplicates: IssueId[] }> {
  const ids = links.map((link) => link.id);
  const journal = groupByLink(await parts.store.journalOf(ids));
  const parked = groupByLink(await parts.store.parkedOf(ids));
  const conflicts = groupByLink(await parts.store.conflictsOf(ids));
  const { ends, waiting, duplicates } = await findLostCreations(parts, batch, links, journal);
  const waits = new Set(waiting.map((link) => link.id));
  const looking = links
    .filter((link) => !waits.has(link.id))
    .map((link) => ({ ...link, jira: link.jira ?? ends.get(link.id) ?? null }));

  const [jira, linear] = await Promise.all([
    observeSide(parts.jira, looking, "jira", batch),
    observeSide(parts.linear, looking, "linear", batch),
  ]);
  const found = looking.map((link) => ({
    link,
    jira: link.jira ? (jira.get(link.jira.id) ?? { kind: "absent" as const, id: link.jira.id }) : null,
    linear: link.linear
      ? (linear.get(link.linear.id) ?? { kind: "absent" as const, id: link.linear.id })
      : null,
    journal: journal.get(link.id) ?? [],
    parked: parked.get(link.id) ?? [],
    conflicts: conflicts.get(link.id) ?? [],
  }));
  return { found, waiting, duplicates };
}

async function observeSide<S extends Side>(
  tracker: Tracker<S>,
  links: readonly ClaimedLink[],
  side: S,
  batch: Batch,
): Promise<ReadonlyMap<IssueId, Observation<S>>> {
  const ids = links.map((link) => link[side]?.id).filter((id) => id !== undefined);
  return ids.length === 0 ? new Map() : await tracker.observe(ids, batch);
}

/** Jira takes no key on creation: what lost answers left behind is found by the mark it carries. */
async function findLostCreations(
  parts: EngineParts,
  batch: Batch,
  links: readonly ClaimedLink[],
  journal: ReadonlyMap<LinkId, readonly JournalEntry[]>,
): Promise<{ ends: Map<LinkId, LinkEnd>; waiting: ClaimedLink[]; duplicates: IssueId[] }> {
  const lost = links.flatMap((link) =>
    link.jira !== null
      ? []
      : (journal.get(link.id) ?? [])
          .filter((entry) => entry.kind === "create" && entry.side === "jira" && entry.probe !== null)
          .map((entry) => ({ link, entry })),
  );
  const ends = new Map<LinkId, LinkEnd>();
  const waiting: ClaimedLink[] = [];
  const duplicates: IssueId[] = [];
  const byProbe = Map.groupBy(lost, ({ entry }) => entry.probe ?? "");
  for (const [probe, group] of byProbe) {
    const keys = group.map(({ entry }) => entry.key);
    const { found } = await parts.jira.findCreated(batch.translator.jira.container.id, keys, probe, batch);
    for (const { link, entry } of group) {
      const [first, ...later] = found.get(entry.key) ?? [];
      if (first !== undefined) ends.set(link.id, { id: first, key: null, url: null, version: null });
      else if (parts.clock.now() < entry.startedAt + parts.creationMayLandFor) waiting.push(link);
      duplicates.push(...later);
    }
  }
  return { ends, waiting, duplicates };
}

function groupByLink<Row extends { link: LinkId }>(
  rows: readonly Row[],
): ReadonlyMap<LinkId, readonly Row[]> {
  return Map.groupBy(rows, (row) => row.link);
}

/** Parked writes that are not to be tried again yet. */
export function stillHeld(parked: readonly Parked[], now: number): Parked[] {
  return parked.filter((one) => one.retryAt !== null && one.retryAt > now);
}
