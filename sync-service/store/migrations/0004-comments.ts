import type { Kysely } from "kysely";

/** Comments of linked issues, each known by its original. */
export const comments = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    // Every link's comments are looked at once: so many reasons to look there were, and so many were answered.
    await schema
      .alterTable("link")
      .addColumn("comments_hinted", "bigint", (column) => column.notNull().defaultTo(1))
      .execute();
    await schema
      .alterTable("link")
      .addColumn("comments_seen", "bigint", (column) => column.notNull().defaultTo(0))
      .execute();

    await schema
      .createTable("comment")
      .addColumn("link", "text", (column) => column.notNull().references("link.id").onDelete("cascade"))
      .addColumn("origin", "text", (column) => column.notNull())
      .addColumn("original_id", "text", (column) => column.notNull())
      .addColumn("copy_id", "text")
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("original_version", "bigint")
      .addColumn("copy_version", "bigint")
      .addColumn("carried", "text")
      .addColumn("shown", "text")
      .addColumn("incarnation", "integer", (column) => column.notNull())
      .addColumn("started_at", "bigint")
      .addColumn("refusal", "text")
      .addPrimaryKeyConstraint("comment_key", ["link", "origin", "original_id"])
      .execute();
    await schema.createIndex("comment_original").on("comment").columns(["original_id"]).execute();
    await schema.createIndex("comment_copy").on("comment").columns(["copy_id"]).execute();
  },
};
