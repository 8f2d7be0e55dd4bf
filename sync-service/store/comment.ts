import type { Insertable, Selectable } from "kysely";
import { z } from "zod";
import type { CommentRefusal, CommentRow, CommentState } from "#sync/model/comment.ts";
import { otherSide, type Side } from "#sync/model/issue.ts";
import { type LinkId, linkId } from "#sync/model/link.ts";
import { chunksOf, transaction } from "./database.ts";
import { jsonColumn, sideColumn } from "./json.ts";
import { lockLinks } from "./link.ts";
import type { Database, InTransaction, Schema } from "./schema.ts";
import type { Hint, MirrorStore } from "./store.ts";

/** Rows a statement: 12 parameters each, far below SQLite's limit. */
const CHUNK = 1_000;

const stateColumn = z.enum([
  "creating",
  "linked",
  "withheld",
  "paired",
  "surplus",
  "tombstone",
] satisfies CommentState[]);
export const refusalColumn: z.ZodType<CommentRefusal, string> = jsonColumn.pipe(
  z.strictObject({
    side: sideColumn,
    code: z.string(),
    message: z.string(),
    fingerprint: z.string(),
    retryAt: z.number().nullable(),
  }),
);

export const commentRows = (
  database: Database,
): Pick<MirrorStore, "commentsOf" | "commentVersions" | "journalComments"> => ({
  async commentsOf(links) {
    const rows: CommentRow[] = [];
    for (const chunk of chunksOf(10_000, links)) {
      const found = await database.kysely
        .selectFrom("comment")
        .selectAll()
        .where("link", "in", chunk)
        .orderBy("link")
        .orderBy("original_id")
        .execute();
      rows.push(...found.map(toRow));
    }
    return rows;
  },

  async commentVersions(mirror, side) {
    const versions = new Map<string, { link: LinkId; version: number | null }>();
    const rows = await database.kysely
      .selectFrom("comment")
      .innerJoin("link", "link.id", "comment.link")
      .where("link.mirror", "=", mirror)
      .where("link.state", "=", "linked")
      .where("comment.state", "in", ["linked", "paired"])
      .select(["comment.link", "origin", "original_id", "copy_id", "original_version", "copy_version"])
      .execute();
    for (const row of rows) {
      const isOriginal = row.origin === side;
      const id = isOriginal ? row.original_id : row.copy_id;
      if (id === null) continue;
      versions.set(id, {
        link: linkId(row.link),
        version: isOriginal ? row.original_version : row.copy_version,
      });
    }
    return versions;
  },

  async journalComments(rows, links) {
    return await transaction(database, async (trx) => {
      const locked = await lockLinks(database, trx, { ids: links.map(({ id }) => id) });
      const held = new Set<LinkId>();
      for (const { id, fence } of links) {
        const row = locked.get(id);
        if (row?.fence === fence && row.lease_until !== null) held.add(id);
      }
      await saveComments(
        trx,
        rows.filter(({ link }) => held.has(link)),
      );
      return held;
    });
  },
});

/**
 * Writes rows over what there was of the same originals. Of two rows of one original the later one counts: a
 * statement may not touch a row twice.
 */
export async function saveComments(transaction: InTransaction, rows: readonly CommentRow[]): Promise<void> {
  const last = new Map(rows.map((row) => [`${row.link} ${row.origin} ${row.originalId}`, row]));
  for (const chunk of chunksOf(CHUNK, [...last.values()].map(toColumns))) {
    await transaction
      .insertInto("comment")
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(["link", "origin", "original_id"]).doUpdateSet((row) => ({
          copy_id: row.ref("excluded.copy_id"),
          state: row.ref("excluded.state"),
          original_version: row.ref("excluded.original_version"),
          copy_version: row.ref("excluded.copy_version"),
          carried: row.ref("excluded.carried"),
          shown: row.ref("excluded.shown"),
          incarnation: row.ref("excluded.incarnation"),
          started_at: row.ref("excluded.started_at"),
          refusal: row.ref("excluded.refusal"),
        })),
      )
      .execute();
  }
}

/**
 * Hints without those that speak of a comment as it was last seen: most of all of a copy that we have just
 * written ourselves.
 */
export async function withoutSeenComments(
  { kysely }: Database,
  connection: string,
  hints: readonly Hint[],
): Promise<readonly Hint[]> {
  const ids = hints.flatMap(({ comment }) => comment?.id ?? []);
  if (ids.length === 0) return hints;
  const seen = new Map<string, number>();
  for (const chunk of chunksOf(5_000, ids)) {
    const rows = await kysely
      .selectFrom("comment")
      .innerJoin("link", "link.id", "comment.link")
      .where("link.connection", "=", connection)
      .where((row) => row.or([row("original_id", "in", chunk), row("copy_id", "in", chunk)]))
      .select(["origin", "original_id", "copy_id", "original_version", "copy_version"])
      .execute();
    for (const row of rows) {
      const origin = sideColumn.parse(row.origin);
      note(origin, row.original_id, row.original_version);
      note(otherSide[origin], row.copy_id, row.copy_version);
    }
  }
  return hints.filter(({ side, comment }) => {
    if (comment === undefined) return true;
    return comment.version > (seen.get(`${side}/${comment.id}`) ?? -1);
  });

  function note(side: Side, id: string | null, version: number | null): void {
    if (id !== null && version !== null) seen.set(`${side}/${id}`, version);
  }
}

function toRow(row: Selectable<Schema["comment"]>): CommentRow {
  return {
    link: linkId(row.link),
    origin: sideColumn.parse(row.origin),
    originalId: row.original_id,
    copyId: row.copy_id,
    state: stateColumn.parse(row.state),
    originalVersion: row.original_version,
    copyVersion: row.copy_version,
    carried: row.carried,
    shown: row.shown,
    incarnation: row.incarnation,
    startedAt: row.started_at,
    refusal: row.refusal === null ? null : refusalColumn.parse(row.refusal),
  };
}

function toColumns(row: CommentRow): Insertable<Schema["comment"]> {
  return {
    link: row.link,
    origin: row.origin,
    original_id: row.originalId,
    copy_id: row.copyId,
    state: row.state,
    original_version: row.originalVersion,
    copy_version: row.copyVersion,
    carried: row.carried,
    shown: row.shown,
    incarnation: row.incarnation,
    started_at: row.startedAt,
    refusal: row.refusal === null ? null : JSON.stringify(row.refusal),
  };
}
