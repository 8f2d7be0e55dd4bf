import type { Database } from "./schema.ts";
import type { MirrorStore } from "./store.ts";

/** Longer than either tracker goes on repeating a webhook. */
const REMEMBERED = 7 * 24 * 3_600_000;

export const deliveries = ({ kysely }: Database): Pick<MirrorStore, "firstDelivery"> => ({
  async firstDelivery(id, now) {
    await kysely
      .deleteFrom("delivery")
      .where("seen_at", "<", now - REMEMBERED)
      .execute();
    const first = await kysely
      .insertInto("delivery")
      .values({ id, seen_at: now })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    return first !== undefined;
  },
});
