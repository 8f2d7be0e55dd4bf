import type { Kysely } from "kysely";

/** Under which maps a link's values were written. */
export const mappedBy = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema
      .alterTable("link")
      .addColumn("mapped_by", "text", (column) => column.notNull().defaultTo("{}"))
      .execute();
  },
};
