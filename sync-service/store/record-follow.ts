import type { Selectable } from "kysely";
import { type RecordRevision, toRevision } from "./record-revision.ts";
import type { Database, Schema } from "./schema.ts";

/** How far somebody has followed: the highest sequence seen, and how many rows that were in all. */
export interface RecordPosition {
  last: number;
  rows: number;
}

export interface Followed {
  position: RecordPosition;
  /** True: the revisions are all there are, and what was known before is void. */
  whole: boolean;
  /** The latest revision of each record that is new. */
  revisions: readonly RecordRevision[];
}

/**
 * On PostgreSQL a row may appear with a lower sequence than one already seen, when its transaction ended later:
 * then the count does not agree, and everything is read anew.
 */
export async function followRecords(
  database: Database,
  kinds: readonly string[],
  since: RecordPosition | null,
): Promise<Followed> {
  const { rows: total } = await database.kysely
    .selectFrom("record")
    .select((record) => record.fn.countAll<number>().as("rows"))
    .where("kind", "in", kinds)
    .executeTakeFirstOrThrow();
  if (since !== null && total === since.rows) return { position: since, whole: false, revisions: [] };
  const rows = await database.kysely
    .selectFrom("record")
    .selectAll()
    .where("kind", "in", kinds)
    .where("sequence", ">", since?.last ?? 0)
    .orderBy("sequence")
    .execute();
  const known = since?.rows ?? 0;
  if (since !== null && known + rows.length < total) {
    return await followRecords(database, kinds, null);
  }
  const latest = new Map<string, Selectable<Schema["record"]>>();
  for (const row of rows) latest.set(`${row.kind} ${row.id}`, row);
  return {
    position: { last: rows.at(-1)?.sequence ?? since?.last ?? 0, rows: known + rows.length },
    whole: since === null,
    revisions: [...latest.values()].map(toRevision),
  };
}
