import type { Kysely } from "kysely";
import type { Database, Schema } from "./schema.ts";
import type { MirrorStore } from "./store.ts";

export const mirrors = ({
  kysely,
}: Database): Pick<MirrorStore, "saveMirror" | "mirrors" | "pauseMirror" | "resumeMirror"> => ({
  async saveMirror({ id, connection, mapping }) {
    const saved = await kysely
      .insertInto("mirror")
      .values({ id, connection, mapping })
      .onConflict((conflict) =>
        conflict
          .column("id")
          .doUpdateSet({ mapping })
          .whereRef("mirror.connection", "=", "excluded.connection"),
      )
      .returning("id")
      .executeTakeFirst();
    if (!saved) {
      throw new Error(
        `Mirror "${id}" belongs to another connection than "${connection}", and its links with it. Give the new mirror another id.`,
      );
    }
  },

  async mirrors() {
    const rows = await kysely.selectFrom("mirror").selectAll().orderBy("id").execute();
    return rows.map(({ paused_reason, paused_until, ...mirror }) => ({
      ...mirror,
      pausedReason: paused_reason,
      pausedUntil: paused_until,
    }));
  },

  async pauseMirror(id, reason, until) {
    await kysely
      .updateTable("mirror")
      .set({ paused_reason: reason, paused_until: until })
      .where("id", "=", id)
      .execute();
  },

  async resumeMirror(id) {
    await kysely
      .updateTable("mirror")
      .set({ paused_reason: null, paused_until: null })
      .where("id", "=", id)
      .execute();
  },
});

export async function connectionOf(kysely: Kysely<Schema>, mirror: string): Promise<string> {
  const row = await kysely
    .selectFrom("mirror")
    .select("connection")
    .where("id", "=", mirror)
    .executeTakeFirst();
  if (!row) throw new Error(`There is no mirror "${mirror}" in the database: save it before it is used.`);
  return row.connection;
}
