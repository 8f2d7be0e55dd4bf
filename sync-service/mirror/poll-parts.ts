import { z } from "zod";
import { SIDES, type Side } from "#sync/model/issue.ts";
import type { LinkId } from "#sync/model/link.ts";
import type { Hint } from "#sync/store/store.ts";
import type { CommentSighting } from "#sync/trackers/comment-port.ts";
import { originalOf } from "./copy-id.ts";
import type { EngineParts } from "./parts.ts";
import { OVERLAP } from "./poll.ts";
import { scopeOf } from "./scope.ts";
import type { Translator } from "./translate.ts";

/**
 * How far comments or files have been polled, and which of them that lie in the overlap have been told already, by id
 * with the version: those of issues that are not mirrored are in no other record.
 */
const cursorSchema = z.object({ newest: z.number(), seen: z.record(z.string(), z.number()) });
type PartCursor = z.infer<typeof cursorSchema>;

/**
 * Asks which comments and files changed, where they do not raise their issue's own version. Comments that are
 * known as they are, our own copies among them, are no reason to look, nor are our own files.
 */
export async function pollParts(parts: EngineParts, translator: Translator): Promise<void> {
  const { comments, attachments, id: mirror } = translator.mirror;
  const { workspace } = translator.linear;
  for (const side of SIDES) {
    const ofComments = parts[side].comments.changes;
    const ofFiles = parts[side].files.changes;
    if (ofComments && comments.direction !== "none") {
      const ask = (since: number) => ofComments(scopeOf(translator, side), since, { priority: "live" });
      await pollOne(parts, mirror, `${side}-comments`, ask, (page) =>
        Promise.resolve(
          page.map(({ id, issue, version }) => ({
            side,
            id: issue,
            version: null,
            comment: { id, version },
          })),
        ),
      );
    }
    if (ofFiles && attachments.direction !== "none") {
      const ask = (since: number) => ofFiles(since, { priority: "live" });
      await pollOne(parts, mirror, `${side}-files`, ask, async (page) => {
        const foreign = page.filter(
          ({ id, issue }) => originalOf({ kind: "file", workspace, issue }, id) === null,
        );
        const known = await parts.store.linksByIssue(
          mirror,
          side,
          foreign.map(({ issue }) => issue),
        );
        return foreign
          .filter(({ issue }) => known.get(issue)?.mirror === mirror)
          .map(({ issue }) => ({ side, id: issue, version: null }));
      });
    }
  }
}

async function pollOne(
  parts: EngineParts,
  mirror: string,
  name: string,
  ask: (since: number) => AsyncIterable<readonly CommentSighting[]>,
  hintsOf: (page: readonly CommentSighting[]) => Promise<readonly Hint[]>,
): Promise<void> {
  const stored = await parts.store.cursor(mirror, name);
  const cursor = stored === null ? null : cursorSchema.parse(JSON.parse(stored));
  const since = cursor ? Math.max(0, cursor.newest - OVERLAP) : 0;
  const sightings: CommentSighting[] = [];
  for await (const page of ask(since)) {
    const fresh = page.filter(({ id, version }) => cursor?.seen[id] !== version);
    sightings.push(...page);
    // The first time only the newest matters: everything is looked at with its issue.
    if (cursor === null) break;
    const dirty = await parts.store.hint(mirror, await hintsOf(fresh), "live", parts.clock.now());
    if (dirty === 0 && fresh.length < page.length) break;
  }
  const text = JSON.stringify(cursorAfter(cursor, sightings));
  if (text !== stored) await parts.store.setCursor(mirror, name, text);
}

function cursorAfter(before: PartCursor | null, sightings: readonly CommentSighting[]): PartCursor {
  const newest = Math.max(before?.newest ?? 0, ...sightings.map(({ version }) => version));
  const seen = { ...before?.seen, ...Object.fromEntries(sightings.map(({ id, version }) => [id, version])) };
  const inOverlap = Object.entries(seen).filter(([, version]) => version >= newest - OVERLAP);
  return { newest, seen: Object.fromEntries(inOverlap.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/**
 * Finds deleted comments and files, of which no poll tells: compares those that a tracker lists with those that
 * the links hold. One that is not listed is a reason to look at its issue.
 */
export async function sweepParts(parts: EngineParts, translator: Translator): Promise<void> {
  const { comments, attachments, id: mirror } = translator.mirror;
  for (const side of SIDES) {
    const ofComments = parts[side].comments.changes;
    if (ofComments && comments.direction !== "none") {
      const held = new Map(await parts.store.commentVersions(mirror, side));
      for await (const page of ofComments(scopeOf(translator, side), 0, { priority: "backfill" })) {
        const hints = page.flatMap(({ id, issue, version }) => {
          const isAsHeld = held.get(id)?.version === version;
          held.delete(id);
          return isAsHeld ? [] : [{ side, id: issue, version: null, comment: { id, version } }];
        });
        await parts.store.hint(mirror, hints, "live", parts.clock.now());
      }
      await hintLinks(parts, mirror, side, new Set([...held.values()].map(({ link }) => link)));
    }
    const ofFiles = parts[side].files.changes;
    if (ofFiles && attachments.direction !== "none") {
      const held = new Map(await parts.store.fileLinks(mirror, side));
      for await (const page of ofFiles(0, { priority: "backfill" })) {
        for (const { id } of page) held.delete(id);
      }
      await hintLinks(parts, mirror, side, new Set(held.values()));
    }
  }
}

async function hintLinks(
  parts: EngineParts,
  mirror: string,
  side: Side,
  links: ReadonlySet<LinkId>,
): Promise<void> {
  const hints: Hint[] = [];
  for (const link of links) {
    const id = (await parts.store.linkById(link))?.[side]?.id;
    if (id !== undefined) hints.push({ side, id, version: null });
  }
  await parts.store.hint(mirror, hints, "live", parts.clock.now());
}
