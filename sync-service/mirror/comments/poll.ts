import { z } from "zod";
import { SIDES, type Side } from "#sync/model/issue.ts";
import type { CommentSighting } from "#sync/trackers/comment-port.ts";
import type { EngineParts } from "../parts.ts";
import { OVERLAP } from "../poll.ts";
import { scopeOf } from "../scope.ts";
import type { Translator } from "../translate.ts";

/**
 * How far comments have been polled, and which of them that lie in the overlap have been told already, by id
 * with the version: comments of issues that are not mirrored are in no other record.
 */
const cursorSchema = z.object({ newest: z.number(), seen: z.record(z.string(), z.number()) });
type CommentCursor = z.infer<typeof cursorSchema>;

/**
 * Asks which comments changed, where a comment does not raise its issue's own version. Those that are known as
 * they are, our own copies among them, are no reason to look.
 */
export async function pollComments(parts: EngineParts, translator: Translator): Promise<void> {
  if (translator.mirror.comments.direction === "none") return;
  for (const side of SIDES) await pollSide(parts, translator, side);
}

async function pollSide(parts: EngineParts, translator: Translator, side: Side): Promise<void> {
  const { changes } = parts[side].comments;
  if (changes === null) return;
  const mirror = translator.mirror.id;
  const name = `${side}-comments`;
  const stored = await parts.store.cursor(mirror, name);
  const cursor = stored === null ? null : cursorSchema.parse(JSON.parse(stored));
  const since = cursor ? Math.max(0, cursor.newest - OVERLAP) : 0;
  const sightings: CommentSighting[] = [];
  for await (const page of changes(scopeOf(translator, side), since, { priority: "live" })) {
    const fresh = page.filter(({ id, version }) => cursor?.seen[id] !== version);
    sightings.push(...page);
    // The first time only the newest matters: all comments are looked at with their issues.
    if (cursor === null) break;
    const hints = fresh.map(({ id, issue, version }) => ({
      side,
      id: issue,
      version: null,
      comment: { id, version },
    }));
    const dirty = await parts.store.hint(mirror, hints, "live", parts.clock.now());
    if (dirty === 0 && fresh.length < page.length) break;
  }
  const next = cursorAfter(cursor, sightings);
  const text = JSON.stringify(next);
  if (text !== stored) await parts.store.setCursor(mirror, name, text);
}

function cursorAfter(before: CommentCursor | null, sightings: readonly CommentSighting[]): CommentCursor {
  const newest = Math.max(before?.newest ?? 0, ...sightings.map(({ version }) => version));
  const seen = { ...before?.seen, ...Object.fromEntries(sightings.map(({ id, version }) => [id, version])) };
  const inOverlap = Object.entries(seen).filter(([, version]) => version >= newest - OVERLAP);
  return { newest, seen: Object.fromEntries(inOverlap.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/**
 * Finds deleted comments, of which no poll tells: compares the comments that a tracker lists with those that
 * the links hold. One that is not listed is a reason to look at its issue.
 */
export async function sweepComments(parts: EngineParts, translator: Translator): Promise<void> {
  if (translator.mirror.comments.direction === "none") return;
  const mirror = translator.mirror.id;
  for (const side of SIDES) {
    const { changes } = parts[side].comments;
    if (changes === null) continue;
    const held = new Map(await parts.store.commentVersions(mirror, side));
    for await (const page of changes(scopeOf(translator, side), 0, { priority: "backfill" })) {
      const hints = page.flatMap(({ id, issue, version }) => {
        const isAsHeld = held.get(id)?.version === version;
        held.delete(id);
        return isAsHeld ? [] : [{ side, id: issue, version: null, comment: { id, version } }];
      });
      await parts.store.hint(mirror, hints, "live", parts.clock.now());
    }
    const links = new Set([...held.values()].map(({ link }) => link));
    const hints = [];
    for (const link of links) {
      const id = (await parts.store.linkById(link))?.[side]?.id;
      if (id !== undefined) hints.push({ side, id, version: null });
    }
    await parts.store.hint(mirror, hints, "live", parts.clock.now());
  }
}
