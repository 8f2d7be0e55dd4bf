import type { Kysely } from "kysely";

/** What lets people in outside Jira: sign-in links, sessions, share links; of their secrets only hashes. */
export const access = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema
      .createTable("access")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("hash", "text", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("email", "text")
      .addColumn("initiative", "text")
      .addColumn("made_by", "text", (column) => column.notNull())
      .addColumn("made_at", "bigint", (column) => column.notNull())
      .addColumn("expires_at", "bigint", (column) => column.notNull())
      .addColumn("lasts", "bigint")
      .addColumn("ended_at", "bigint")
      .addColumn("ended_by", "text")
      .execute();
  },
};
