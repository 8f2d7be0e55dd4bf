import type { Selectable } from "kysely";
import { transaction } from "./database.ts";
import { jsonColumn } from "./json.ts";
import type { Database, Schema } from "./schema.ts";

/** One revision of a product record (an outcome, an initiative, a score, …); never changed, only followed. */
export interface RecordRevision {
  kind: string;
  id: string;
  /** 1 for the first. */
  revision: number;
  /** JSON, parsed by the reader. */
  body: unknown;
  who: string;
  why: string | null;
  at: number;
}

/** The product's records, append-only with who, when and why. */
export interface RecordStore {
  /**
   * Adds the next revision. With `expectedRevision` (0: there is none yet) only if that is still the latest,
   * so that two people do not overwrite each other unseen.
   */
  append(
    entry: Omit<RecordRevision, "revision"> & { expectedRevision?: number },
  ): Promise<{ ok: true; revision: number } | { ok: false; current: number }>;
  latest(kind: string, id: string): Promise<RecordRevision | undefined>;
  /** The latest revision of each record of a kind, ordered by id, a page at a time. */
  list(kind: string, page: { after?: string; limit: number }): Promise<readonly RecordRevision[]>;
  /** Every revision, oldest first. */
  history(kind: string, id: string): Promise<readonly RecordRevision[]>;
}

export const recordStore = (database: Database): RecordStore => ({
  async append({ expectedRevision, ...entry }) {
    return await transaction(database, async (trx) => {
      const latest = await trx
        .selectFrom("record")
        .select("revision")
        .where("kind", "=", entry.kind)
        .where("id", "=", entry.id)
        .orderBy("revision", "desc")
        .limit(1)
        .executeTakeFirst();
      const current = latest?.revision ?? 0;
      if (expectedRevision !== undefined && expectedRevision !== current) return { ok: false, current };
      // Of two processes that saw the same latest revision the key admits one; the other begins anew.
      const revision = current + 1;
      await trx
        .insertInto("record")
        .values({ ...entry, revision, body: JSON.stringify(entry.body) })
        .execute();
      return { ok: true, revision };
    });
  },

  async latest(kind, id) {
    const row = await database.kysely
      .selectFrom("record")
      .selectAll()
      .where("kind", "=", kind)
      .where("id", "=", id)
      .orderBy("revision", "desc")
      .limit(1)
      .executeTakeFirst();
    return row && toRevision(row);
  },

  async list(kind, { after, limit }) {
    const rows = await database.kysely
      .selectFrom("record")
      .innerJoin(
        (query) =>
          query
            .selectFrom("record")
            .select((record) => ["id as latest_id", record.fn.max("revision").as("latest_revision")])
            .where("kind", "=", kind)
            .$if(after !== undefined, (page) => page.where("id", ">", after ?? ""))
            .groupBy("id")
            .orderBy("id")
            .limit(limit)
            .as("latest"),
        (join) =>
          join
            .onRef("latest.latest_id", "=", "record.id")
            .onRef("latest.latest_revision", "=", "record.revision"),
      )
      .selectAll("record")
      .where("kind", "=", kind)
      .orderBy("id")
      .execute();
    return rows.map(toRevision);
  },

  async history(kind, id) {
    const rows = await database.kysely
      .selectFrom("record")
      .selectAll()
      .where("kind", "=", kind)
      .where("id", "=", id)
      .orderBy("revision")
      .execute();
    return rows.map(toRevision);
  },
});

const toRevision = (row: Selectable<Schema["record"]>): RecordRevision => ({
  ...row,
  body: jsonColumn.parse(row.body),
});
