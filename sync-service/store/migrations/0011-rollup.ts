import { type ColumnDefinitionBuilder, type Kysely } from "kysely";
import type { Engine } from "../schema.ts";

const counters = {
  sqlite: {
    type: "integer",
    build: (column: ColumnDefinitionBuilder) => column.primaryKey().autoIncrement(),
  },
  postgres: { type: "bigserial", build: (column: ColumnDefinitionBuilder) => column.primaryKey() },
} as const;

/**
 * What roll-ups are made of, with the time in which it held, so that any page can be seen as of any past day; the
 * order in which rows came, so that a process can follow what another gathers; and who gathers.
 */
export const rollup = (engine: Engine) => ({
  async up({ schema }: Kysely<unknown>): Promise<void> {
    const counter = counters[engine];
    await schema
      .createTable("rollup_item")
      .addColumn("sequence", counter.type, counter.build)
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("since", "bigint", (column) => column.notNull())
      .addColumn("until", "bigint")
      .addUniqueConstraint("rollup_item_version", ["id", "since"])
      .execute();
    await schema
      .createTable("rollup_member")
      .addColumn("sequence", counter.type, counter.build)
      .addColumn("initiative", "text", (column) => column.notNull())
      .addColumn("source", "text", (column) => column.notNull())
      .addColumn("item", "text", (column) => column.notNull())
      .addColumn("is_root", "integer", (column) => column.notNull())
      .addColumn("since", "bigint", (column) => column.notNull())
      .addColumn("until", "bigint")
      .addUniqueConstraint("rollup_member_version", ["initiative", "source", "item", "since"])
      .execute();
    await schema
      .createTable("rollup_title")
      .addColumn("item", "text", (column) => column.primaryKey())
      .addColumn("title", "text", (column) => column.notNull())
      .execute();
    await schema
      .createTable("rollup_source")
      .addColumn("initiative", "text", (column) => column.notNull())
      .addColumn("source", "text", (column) => column.notNull())
      .addColumn("asked", "text", (column) => column.notNull())
      .addColumn("problem", "text")
      .addPrimaryKeyConstraint("rollup_source_key", ["initiative", "source"])
      .execute();
    await schema
      .createTable("rollup_lease")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("holder", "text", (column) => column.notNull())
      .addColumn("until", "bigint", (column) => column.notNull())
      .execute();
  },
});
