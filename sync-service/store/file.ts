import type { Insertable, Selectable } from "kysely";
import { z } from "zod";
import type { FileRow, FileState } from "#sync/model/file.ts";
import { type LinkId, linkId } from "#sync/model/link.ts";
import { refusalColumn } from "./comment.ts";
import { chunksOf, transaction } from "./database.ts";
import { sideColumn } from "./json.ts";
import { lockLinks } from "./link.ts";
import type { Database, InTransaction, Schema } from "./schema.ts";
import type { MirrorStore } from "./store.ts";

/** Rows a statement: 10 parameters each, far below SQLite's limit. */
const CHUNK = 1_000;

const stateColumn = z.enum([
  "creating",
  "linked",
  "paired",
  "named",
  "surplus",
  "tombstone",
] satisfies FileState[]);

export const fileRows = (
  database: Database,
): Pick<MirrorStore, "filesOf" | "fileLinks" | "journalFiles"> => ({
  async filesOf(links) {
    const rows: FileRow[] = [];
    for (const chunk of chunksOf(10_000, links)) {
      const found = await database.kysely
        .selectFrom("file")
        .selectAll()
        .where("link", "in", chunk)
        .orderBy("link")
        .orderBy("original_id")
        .execute();
      rows.push(...found.map(toRow));
    }
    return rows;
  },

  async fileLinks(mirror, side) {
    const rows = await database.kysely
      .selectFrom("file")
      .innerJoin("link", "link.id", "file.link")
      .where("link.mirror", "=", mirror)
      .where("link.state", "=", "linked")
      .where("file.state", "in", ["linked", "paired"])
      .select(["file.link", "origin", "original_id", "copy_id"])
      .execute();
    return new Map(
      rows.flatMap(({ link, origin, original_id, copy_id }) => {
        const id = origin === side ? original_id : copy_id;
        return id === null ? [] : [[id, linkId(link)] as const];
      }),
    );
  },

  async journalFiles(rows, links) {
    return await transaction(database, async (trx) => {
      const locked = await lockLinks(database, trx, { ids: links.map(({ id }) => id) });
      const held = new Set<LinkId>();
      for (const { id, fence } of links) {
        const row = locked.get(id);
        if (row?.fence === fence && row.lease_until !== null) held.add(id);
      }
      await saveFiles(
        trx,
        rows.filter(({ link }) => held.has(link)),
      );
      return held;
    });
  },
});

/** Writes rows over what there was of the same originals; of two rows of one original the later one counts. */
export async function saveFiles(transaction: InTransaction, rows: readonly FileRow[]): Promise<void> {
  const last = new Map(rows.map((row) => [`${row.link} ${row.origin} ${row.originalId}`, row]));
  for (const chunk of chunksOf(CHUNK, [...last.values()].map(toColumns))) {
    await transaction
      .insertInto("file")
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(["link", "origin", "original_id"]).doUpdateSet((row) => ({
          copy_id: row.ref("excluded.copy_id"),
          state: row.ref("excluded.state"),
          name: row.ref("excluded.name"),
          sha256: row.ref("excluded.sha256"),
          attempts: row.ref("excluded.attempts"),
          started_at: row.ref("excluded.started_at"),
          refusal: row.ref("excluded.refusal"),
        })),
      )
      .execute();
  }
}

function toRow(row: Selectable<Schema["file"]>): FileRow {
  return {
    link: linkId(row.link),
    origin: sideColumn.parse(row.origin),
    originalId: row.original_id,
    copyId: row.copy_id,
    state: stateColumn.parse(row.state),
    name: row.name,
    sha256: row.sha256,
    attempts: row.attempts,
    startedAt: row.started_at,
    refusal: row.refusal === null ? null : refusalColumn.parse(row.refusal),
  };
}

function toColumns(row: FileRow): Insertable<Schema["file"]> {
  return {
    link: row.link,
    origin: row.origin,
    original_id: row.originalId,
    copy_id: row.copyId,
    state: row.state,
    name: row.name,
    sha256: row.sha256,
    attempts: row.attempts,
    started_at: row.startedAt,
    refusal: row.refusal === null ? null : JSON.stringify(row.refusal),
  };
}
