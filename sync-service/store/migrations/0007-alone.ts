import type { Kysely } from "kysely";

/** What is agreed on when of a merge that writes both sides only one write was taken. */
export const alone = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema.alterTable("journal").addColumn("alone", "text").execute();
  },
};
