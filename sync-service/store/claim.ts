import { sql } from "kysely";
import { transaction } from "./database.ts";
import { lockLinks, toLink } from "./link.ts";
import type { Database } from "./schema.ts";
import type { MirrorStore } from "./store.ts";

export const claims = (
  database: Database,
): Pick<MirrorStore, "claim" | "forgetLeases" | "release" | "nextDue"> => ({
  async claim({ mirror, worker, limit, now, leaseUntil }) {
    return await transaction(database, async (trx) => {
      const free = await trx
        .selectFrom("link")
        .select("id")
        .where("mirror", "=", mirror)
        .where("due_at", "<=", now)
        .where((link) => link.or([link("lease_until", "is", null), link("lease_until", "<=", now)]))
        .orderBy("lane")
        .orderBy("due_at")
        .orderBy("place")
        .limit(limit)
        .$if(database.engine === "postgres", (query) => query.forUpdate().skipLocked())
        .execute();
      if (free.length === 0) return [];
      const ids = free.map(({ id }) => id);
      const claimed = await trx
        .updateTable("link")
        .set((link) => ({
          fence: link("fence", "+", 1),
          leased_by: worker,
          lease_until: leaseUntil,
          // What was hinted until now is answered by the look that follows.
          jira_hinted: null,
          linear_hinted: null,
        }))
        .where("id", "in", ids)
        .returningAll()
        .execute();
      const place = new Map(ids.map((id, index) => [id, index]));
      return claimed
        .sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
        .map((row) => ({
          ...toLink(row),
          fence: row.fence,
          leaseUntil,
          commentHints: { hinted: row.comments_hinted, seen: row.comments_seen },
        }));
    });
  },

  async forgetLeases(worker) {
    const freed = await database.kysely
      .updateTable("link")
      .set((link) => ({ fence: link("fence", "+", 1), leased_by: null, lease_until: null }))
      .where("leased_by", "=", worker)
      .returning("id")
      .execute();
    return freed.length;
  },

  async release(links, dueAt) {
    await transaction(database, async (trx) => {
      const locked = await lockLinks(database, trx, { ids: links.map(({ id }) => id) });
      const held = links.filter(({ id, fence }) => {
        const row = locked.get(id);
        return row?.fence === fence && row.lease_until !== null;
      });
      if (held.length === 0) return;
      await trx
        .updateTable("link")
        .set({ leased_by: null, lease_until: null, due_at: dueAt })
        .where(
          "id",
          "in",
          held.map(({ id }) => id),
        )
        .execute();
    });
  },

  async nextDue(mirror) {
    const { next } = await database.kysely
      .selectFrom("link")
      .select((link) =>
        link.fn
          .min(
            sql<
              number | null
            >`case when link.lease_until > link.due_at then link.lease_until else link.due_at end`,
          )
          .as("next"),
      )
      .where("mirror", "=", mirror)
      .where("due_at", "is not", null)
      .executeTakeFirstOrThrow();
    return next;
  },
});
