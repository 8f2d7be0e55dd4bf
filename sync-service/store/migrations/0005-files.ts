import type { Kysely } from "kysely";

/** Files of linked issues, each known by its original. */
export const files = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema
      .createTable("file")
      .addColumn("link", "text", (column) => column.notNull().references("link.id").onDelete("cascade"))
      .addColumn("origin", "text", (column) => column.notNull())
      .addColumn("original_id", "text", (column) => column.notNull())
      .addColumn("copy_id", "text")
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("sha256", "text")
      .addColumn("attempts", "integer", (column) => column.notNull())
      .addColumn("started_at", "bigint")
      .addColumn("refusal", "text")
      .addPrimaryKeyConstraint("file_key", ["link", "origin", "original_id"])
      .execute();
  },
};
