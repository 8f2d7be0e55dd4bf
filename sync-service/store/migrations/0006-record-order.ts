import { type ColumnDefinitionBuilder, type Kysely, sql } from "kysely";
import type { Engine } from "../schema.ts";

const counters = {
  sqlite: {
    type: "integer",
    build: (column: ColumnDefinitionBuilder) => column.primaryKey().autoIncrement(),
  },
  postgres: { type: "bigserial", build: (column: ColumnDefinitionBuilder) => column.primaryKey() },
} as const;

/**
 * Records get the order in which they came, so that a process can follow what others append, and the batch they
 * belong to; requests are remembered with their answers, so that a repeat changes nothing.
 */
export const recordOrder = (engine: Engine) => ({
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    const counter = counters[engine];
    await schema.alterTable("record").renameTo("record_before").execute();
    await schema
      .createTable("record")
      .addColumn("sequence", counter.type, counter.build)
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("revision", "bigint", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("who", "text", (column) => column.notNull())
      .addColumn("why", "text")
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("batch", "text")
      .addUniqueConstraint("record_revision", ["kind", "id", "revision"])
      .execute();
    await sql`insert into record (kind, id, revision, body, who, why, at)
      select kind, id, revision, body, who, why, at from record_before order by at, kind, id, revision`.execute(
      database,
    );
    await schema.dropTable("record_before").execute();
    await schema.createIndex("record_batch").on("record").column("batch").execute();

    await schema
      .createTable("request")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("who", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("answer", "text", (column) => column.notNull())
      .execute();

    await schema
      .createTable("card")
      .addColumn("issue", "text", (column) => column.primaryKey())
      .addColumn("hash", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .execute();
  },
});
