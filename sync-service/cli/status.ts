import { openStore } from "#sync/store/open.ts";
import type { LinkCounts, MirrorState } from "#sync/store/store.ts";
import { systemClock, systemRandom } from "./system.ts";

/** What is mirrored, waiting, parked and in conflict: read from the database alone. */
export async function status(options: { json?: true }): Promise<void> {
  const url = process.env["DATABASE_URL"] ?? "file:throughline.sqlite";
  const store = await openStore({ url, random: systemRandom });
  try {
    const mirrors = await store.mirror.mirrors();
    const rows = await Promise.all(
      mirrors.map(async (mirror) => ({ mirror, counts: await store.mirror.counts(mirror.id) })),
    );
    if (options.json) {
      const plain = rows.map(({ mirror: { id, pausedReason, pausedUntil }, counts }) => ({
        id,
        pausedReason,
        pausedUntil,
        ...counts,
      }));
      console.log(JSON.stringify({ mirrors: plain }));
      return;
    }
    if (rows.length === 0) console.log("Nothing is mirrored yet. `throughline backfill` begins.");
    for (const { mirror, counts } of rows) console.log(describe(mirror, counts));
  } finally {
    await store.close();
  }
}

function describe(mirror: MirrorState, counts: LinkCounts): string {
  const { linked, missing, tombstone, unlinked } = counts.byState;
  const lines = [
    `${mirror.id}: ${linked} linked, ${counts.dirty} waiting, ${counts.parked} parked, ${counts.openConflicts} conflicts`,
  ];
  const rest = [
    [missing, "missing"],
    [tombstone, "deleted on one side"],
    [unlinked, "not mirrored"],
  ] as const;
  const told = rest.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  if (told.length > 0) lines.push(`  ${told.join(", ")}`);
  if (mirror.pausedReason !== null)
    lines.push(`  PAUSED ${until(mirror.pausedUntil)}: ${mirror.pausedReason}`);
  return lines.join("\n");
}

function until(moment: number | null): string {
  if (moment === null) return "until somebody resumes it";
  const minutes = Math.max(0, Math.ceil((moment - systemClock.now()) / 60_000));
  return `until ${new Date(moment).toISOString()} (${minutes} min)`;
}
