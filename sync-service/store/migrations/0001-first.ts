import type { ColumnDefinitionBuilder, Kysely } from "kysely";
import type { Engine } from "../schema.ts";

/** A primary key that counts up by itself. */
const counters = {
  sqlite: {
    type: "integer",
    build: (column: ColumnDefinitionBuilder) => column.primaryKey().autoIncrement(),
  },
  postgres: { type: "bigserial", build: (column: ColumnDefinitionBuilder) => column.primaryKey() },
} as const;

/** The tables of the mirror and of the product's records, as the first release has them. */
export const first = (engine: Engine) => ({
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    const counter = counters[engine];

    await schema
      .createTable("mirror")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("connection", "text", (column) => column.notNull())
      .addColumn("mapping", "text", (column) => column.notNull())
      .addColumn("paused_reason", "text")
      .addColumn("paused_until", "bigint")
      .execute();

    await schema
      .createTable("link")
      .addColumn("place", counter.type, counter.build)
      .addColumn("id", "text", (column) => column.notNull().unique())
      .addColumn("connection", "text", (column) => column.notNull())
      .addColumn("mirror", "text", (column) => column.notNull().references("mirror.id"))
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("note", "text")
      .addColumn("jira_id", "text")
      .addColumn("jira_key", "text")
      .addColumn("jira_url", "text")
      .addColumn("jira_version", "bigint")
      .addColumn("jira_hinted", "bigint")
      .addColumn("linear_id", "text")
      .addColumn("linear_key", "text")
      .addColumn("linear_url", "text")
      .addColumn("linear_version", "bigint")
      .addColumn("linear_hinted", "bigint")
      .addColumn("agreed_at", "bigint")
      .addColumn("title", "text")
      .addColumn("searched", "text", (column) => column.notNull().defaultTo(""))
      .addColumn("base", "text", (column) => column.notNull())
      .addColumn("generation", "bigint", (column) => column.notNull())
      .addColumn("lane", "integer", (column) => column.notNull())
      .addColumn("due_at", "bigint")
      .addColumn("fence", "bigint", (column) => column.notNull())
      .addColumn("leased_by", "text")
      .addColumn("lease_until", "bigint")
      .execute();
    for (const side of ["jira", "linear"]) {
      await schema
        .createIndex(`link_${side}_issue`)
        .unique()
        .on("link")
        .columns([`${side}_id`, "connection"])
        .execute();
    }
    await schema.createIndex("link_page").on("link").columns(["mirror", "id"]).execute();
    await schema
      .createIndex("link_queue")
      .on("link")
      .columns(["mirror", "lane", "due_at", "place"])
      .where("due_at", "is not", null)
      .execute();

    await schema
      .createTable("journal")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("link", "text", (column) => column.notNull().references("link.id").onDelete("cascade"))
      .addColumn("side", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("key", "text", (column) => column.notNull())
      .addColumn("fields", "text", (column) => column.notNull())
      .addColumn("generation", "bigint", (column) => column.notNull())
      .addColumn("probe", "text")
      .addColumn("started_at", "bigint", (column) => column.notNull())
      .execute();
    await schema.createIndex("journal_link").on("journal").column("link").execute();

    await schema
      .createTable("conflict")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("link", "text", (column) => column.notNull().references("link.id").onDelete("cascade"))
      .addColumn("field", "text", (column) => column.notNull())
      .addColumn("resolution", "text", (column) => column.notNull())
      .addColumn("jira", "text", (column) => column.notNull())
      .addColumn("linear", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("settled_at", "bigint")
      .execute();
    await schema.createIndex("conflict_link").on("conflict").column("link").execute();

    await schema
      .createTable("parked")
      .addColumn("link", "text", (column) => column.notNull().references("link.id").onDelete("cascade"))
      .addColumn("side", "text", (column) => column.notNull())
      .addColumn("field", "text", (column) => column.notNull())
      .addColumn("code", "text", (column) => column.notNull())
      .addColumn("message", "text", (column) => column.notNull())
      .addColumn("fingerprint", "text", (column) => column.notNull())
      .addColumn("since", "bigint", (column) => column.notNull())
      .addColumn("retry_at", "bigint")
      .addPrimaryKeyConstraint("parked_key", ["link", "side", "field"])
      .execute();

    // A link may go (joined into another); what was said about it stays.
    await schema
      .createTable("audit")
      .addColumn("sequence", counter.type, counter.build)
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("link", "text")
      .addColumn("mirror", "text", (column) => column.notNull())
      .addColumn("what", "text", (column) => column.notNull())
      .addColumn("side", "text")
      .addColumn("message", "text", (column) => column.notNull())
      .execute();
    await schema.createIndex("audit_page").on("audit").columns(["mirror", "sequence"]).execute();

    await schema
      .createTable("cursor")
      .addColumn("mirror", "text", (column) => column.notNull().references("mirror.id"))
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("value", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("cursor_key", ["mirror", "name"])
      .execute();

    await schema
      .createTable("delivery")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("seen_at", "bigint", (column) => column.notNull())
      .execute();
    await schema.createIndex("delivery_age").on("delivery").column("seen_at").execute();

    await schema
      .createTable("record")
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("revision", "bigint", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("who", "text", (column) => column.notNull())
      .addColumn("why", "text")
      .addColumn("at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("record_key", ["kind", "id", "revision"])
      .execute();
  },
});
