import { sql } from "kysely";
import type { Random } from "#sync/model/effects.ts";
import { openDatabase } from "#sync/store/database.ts";
import { storeOn, type Store } from "#sync/store/open.ts";
import type { Database } from "#sync/store/schema.ts";

/** A copy of every row, table by table. */
export type Backup = readonly { table: string; rows: readonly Record<string, unknown>[] }[];

/** A store in memory whose whole content can be taken and put back. */
export interface SimulatedStore {
  store: Store;
  backup: () => Promise<Backup>;
}

const MIGRATIONS = ["migration", "migration_lock"];

export async function openSimulated(random: Random, from: Backup = []): Promise<SimulatedStore> {
  const database = openDatabase(":memory:");
  const store = await storeOn(database, random);
  for (const { table, rows } of from) {
    for (const row of rows) {
      await sql`insert into ${sql.table(table)} (${sql.join(Object.keys(row).map((column) => sql.ref(column)))})
        values (${sql.join(Object.values(row))})`.execute(database.kysely);
    }
  }
  return { store, backup: () => takeBackup(database) };
}

async function takeBackup({ kysely }: Database): Promise<Backup> {
  // In the order of their creation: what is referred to comes first.
  const tables = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by rowid`.execute(
    kysely,
  );
  const wanted = tables.rows.filter(({ name }) => !MIGRATIONS.includes(name));
  const backup: { table: string; rows: Record<string, unknown>[] }[] = [];
  for (const { name } of wanted) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(kysely);
    backup.push({ table: name, rows });
  }
  return backup;
}
