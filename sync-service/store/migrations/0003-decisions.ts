import type { Kysely } from "kysely";

/** What a person decided about a conflict, until the mirror has carried it out. */
export const decisions = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema.alterTable("conflict").addColumn("decided", "text").execute();
  },
};
