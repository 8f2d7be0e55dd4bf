import { Migrator } from "kysely/migration";
import { sql } from "kysely";
import { comments } from "./migrations/0004-comments.ts";
import { files } from "./migrations/0005-files.ts";
import { decisions } from "./migrations/0003-decisions.ts";
import { first } from "./migrations/0001-first.ts";
import { mappedBy } from "./migrations/0005-mapped-by.ts";
import { recordOrder } from "./migrations/0006-record-order.ts";
import { rollup } from "./migrations/0011-rollup.ts";
import { alone } from "./migrations/0007-alone.ts";
import { access } from "./migrations/0010-access.ts";
import type { Database, Engine } from "./schema.ts";

/** Numbered; a migration that was released is never changed, the next number is added. */
const migrations = (engine: Engine) => ({
  "0001-first": first(engine),
  "0003-decisions": decisions,
  "0004-comments": comments,
  "0005-files": files,
  "0005-mapped-by": mappedBy,
  "0006-record-order": recordOrder(engine),
  "0007-alone": alone,
  "0010-access": access,
  "0011-rollup": rollup(engine),
});

/**
 * Brings the tables up to date. Several processes may start at once: on PostgreSQL the migrator holds an
 * advisory lock; on SQLite one write transaction is held around the whole of it.
 */
export async function migrate({ kysely, engine }: Database): Promise<void> {
  if (engine === "postgres") {
    await run();
    return;
  }
  await sql`begin immediate`.execute(kysely);
  try {
    await run();
    await sql`commit`.execute(kysely);
  } catch (error) {
    await sql`rollback`.execute(kysely);
    throw error;
  }

  async function run(): Promise<void> {
    const migrator = new Migrator({
      db: kysely,
      migrationTableName: "migration",
      migrationLockTableName: "migration_lock",
      provider: { getMigrations: () => Promise.resolve(migrations(engine)) },
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) {
      throw new Error("The database's tables could not be brought up to date.", { cause: error });
    }
  }
}
