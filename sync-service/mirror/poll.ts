import { SIDES, type Side } from "#sync/model/issue.ts";
import type { EngineParts } from "./parts.ts";
import { scopeOf, scopesOf, sighted } from "./scope.ts";
import type { Translator } from "./translate.ts";

/**
 * How far behind the newest version seen a poll begins: what a tracker stamped earlier may become visible
 * later. Milliseconds, by the trackers' clocks.
 */
export const OVERLAP = 120_000;

/**
 * The first time: remembers where the polls begin, then lists everything. Returns false when that has been
 * done before. A crash in between lists once more, which changes nothing.
 */
export async function firstListing(parts: EngineParts, translator: Translator): Promise<boolean> {
  let listed = false;
  for (const side of SIDES) {
    const mirror = translator.mirror.id;
    if ((await parts.store.cursor(mirror, cursorName(side))) !== null) continue;
    listed = true;
    const newest = await newestVersion(parts, translator, side);
    for (const scope of scopesOf(translator, side)) {
      for await (const listing of parts[side].list(scope, { priority: "backfill" })) {
        const page = await sighted(parts, translator, scope, listing);
        const hints = page.map(({ id, version }) => ({ side, id, version }));
        await parts.store.hint(mirror, hints, "backfill", parts.clock.now());
      }
    }
    await parts.store.setCursor(mirror, cursorName(side), String(newest));
  }
  return listed;
}

async function newestVersion(parts: EngineParts, translator: Translator, side: Side): Promise<number> {
  for await (const page of parts[side].changes(scopeOf(translator, side), 0, { priority: "backfill" })) {
    return Math.max(0, ...page.map(({ version }) => version ?? 0));
  }
  return 0;
}

/**
 * Asks each tracker what changed since the newest version seen less the overlap. Everything newer than that
 * version is read; in the overlap a page that brings nothing new ends the poll, so that a quiet one costs one
 * request a side, however much was changed just before. What becomes visible later than that is the sweep's.
 */
export async function poll(parts: EngineParts, translator: Translator): Promise<void> {
  for (const side of SIDES) await pollSide(parts, translator, side);
}

async function pollSide(parts: EngineParts, translator: Translator, side: Side): Promise<void> {
  const mirror = translator.mirror.id;
  const watermark = Number(await parts.store.cursor(mirror, cursorName(side)));
  const since = Math.max(0, watermark - OVERLAP);
  let newest = watermark;
  for (const scope of scopesOf(translator, side)) {
    for await (const page of parts[side].changes(scope, since, { priority: "live" })) {
      const seen = await sighted(parts, translator, scope, page);
      const hints = seen.map(({ id, version }) => ({ side, id, version }));
      const dirty = await parts.store.hint(mirror, hints, "live", parts.clock.now());
      newest = Math.max(newest, ...page.map(({ version }) => version ?? 0));
      const oldest = Math.min(...page.map(({ version }) => version ?? 0));
      if (dirty === 0 && oldest <= watermark) break;
    }
  }
  // Only now: a poll that was cut off begins again where the last whole one did.
  if (newest > watermark) await parts.store.setCursor(mirror, cursorName(side), String(newest));
}

function cursorName(side: Side): string {
  return `${side}-changes`;
}
