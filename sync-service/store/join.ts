import { transaction } from "./database.ts";
import { lockLinks } from "./link.ts";
import { isLoneAndNew } from "./make-room.ts";
import type { Database } from "./schema.ts";
import type { MirrorStore } from "./store.ts";

export const joins = (database: Database): Pick<MirrorStore, "join"> => ({
  async join(from, into, side, end) {
    return await transaction(database, async (trx) => {
      const locked = await lockLinks(database, trx, { ids: [from.id, into] });
      const [source, target] = [locked.get(from.id), locked.get(into)];
      if (!source || !target || source === target) return false;
      const held = source.fence === from.fence && source.lease_until !== null;
      const onlyThatIssue = isLoneAndNew(source) && source[`${side}_id`] === end.id;
      const room = target[`${side}_id`] === null && target.connection === source.connection;
      if (!held || !onlyThatIssue || !room) return false;

      await trx.deleteFrom("link").where("id", "=", source.id).execute();
      await trx
        .updateTable("link")
        .set({
          [`${side}_id`]: end.id,
          [`${side}_key`]: end.key,
          [`${side}_url`]: end.url,
          [`${side}_version`]: end.version,
          comments_hinted: target.comments_hinted + 1,
          // Whoever holds the target does not know of this end: its lease ends, and somebody looks anew.
          leased_by: null,
          lease_until: null,
          lane: Math.min(source.lane, target.lane),
          due_at: Math.min(source.due_at ?? Infinity, target.due_at ?? Infinity),
        })
        .where("id", "=", target.id)
        .execute();
      return true;
    });
  },
});
