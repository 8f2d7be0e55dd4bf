import { chunksOf, transaction } from "./database.ts";
import { followRecords, type Followed, type RecordPosition } from "./record-follow.ts";
import { writeOnce } from "./record-write.ts";
import { type RecordRevision, toRevision } from "./record-revision.ts";
import type { Database, InTransaction } from "./schema.ts";

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
  /**
   * Every revision of these kinds about one thing: of the records with its id, and of those whose ids begin with
   * it and a "/"; in the order in which they came.
   */
  historyAbout(kinds: readonly string[], id: string): Promise<readonly RecordRevision[]>;

  /**
   * Looks and writes in one transaction, exactly once: the same request again gets the first answer and changes
   * nothing. The body may run several times, when another process was in the way; what it throws rolls back.
   * `foreign` when the request was another person's.
   */
  once(
    request: { id: string; who: string; at: number },
    body: (records: RecordWriting) => Promise<unknown>,
  ): Promise<{ kind: "done" | "repeated"; answer: unknown } | { kind: "foreign" }>;

  /**
   * What was appended to these kinds since a position, the latest revision of each record; `whole` when it is
   * everything there is and not only what is new.
   */
  follow(kinds: readonly string[], since: RecordPosition | null): Promise<Followed>;
}

/** What `once` looks at and writes with. */
export interface RecordWriting {
  latest(kind: string, ids: readonly string[]): Promise<ReadonlyMap<string, RecordRevision>>;
  /** Every revision of these records, oldest first. */
  histories(kind: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly RecordRevision[]>>;
  ofBatch(batch: string): Promise<readonly RecordRevision[]>;
  /** Each with the revision that follows the latest it saw; of two processes one begins anew. */
  append(revisions: readonly RecordRevision[]): Promise<void>;
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

  async historyAbout(kinds, id) {
    // "0" is the character after "/".
    const rows = await database.kysely
      .selectFrom("record")
      .selectAll()
      .where("kind", "in", kinds)
      .where((where) =>
        where.or([
          where("id", "=", id),
          where.and([where("id", ">=", `${id}/`), where("id", "<", `${id}0`)]),
        ]),
      )
      .orderBy("sequence")
      .execute();
    return rows.map(toRevision);
  },

  once: (request, body) => writeOnce(database, request, (trx) => body(writing(trx))),
  follow: (kinds, since) => followRecords(database, kinds, since),
});

const IDS_A_STATEMENT = 1_000;
const ROWS_A_STATEMENT = 500;

function writing(trx: InTransaction): RecordWriting {
  const histories = async (kind: string, ids: readonly string[]) => {
    const found = new Map<string, RecordRevision[]>();
    for (const some of chunksOf(IDS_A_STATEMENT, [...new Set(ids)])) {
      const rows = await trx
        .selectFrom("record")
        .selectAll()
        .where("kind", "=", kind)
        .where("id", "in", some)
        .orderBy("revision")
        .execute();
      for (const row of rows) found.set(row.id, [...(found.get(row.id) ?? []), toRevision(row)]);
    }
    return found;
  };
  return {
    histories,
    async latest(kind, ids) {
      const latest = new Map<string, RecordRevision>();
      for (const [id, revisions] of await histories(kind, ids)) {
        const last = revisions.at(-1);
        if (last) latest.set(id, last);
      }
      return latest;
    },
    async ofBatch(batch) {
      const rows = await trx
        .selectFrom("record")
        .selectAll()
        .where("batch", "=", batch)
        .orderBy("sequence")
        .execute();
      return rows.map(toRevision);
    },
    async append(revisions) {
      for (const some of chunksOf(ROWS_A_STATEMENT, revisions)) {
        await trx
          .insertInto("record")
          .values(some.map((one) => ({ ...one, body: JSON.stringify(one.body), batch: one.batch ?? null })))
          .execute();
      }
    },
  };
}
