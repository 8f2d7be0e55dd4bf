import type { Database } from "./schema.ts";
import type { MirrorStore } from "./store.ts";

export const cursors = ({ kysely }: Database): Pick<MirrorStore, "cursor" | "setCursor"> => ({
  async cursor(mirror, name) {
    const row = await kysely
      .selectFrom("cursor")
      .select("value")
      .where("mirror", "=", mirror)
      .where("name", "=", name)
      .executeTakeFirst();
    return row?.value ?? null;
  },
  async setCursor(mirror, name, value) {
    await kysely
      .insertInto("cursor")
      .values({ mirror, name, value })
      .onConflict((conflict) => conflict.columns(["mirror", "name"]).doUpdateSet({ value }))
      .execute();
  },
});
