import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import Sqlite from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  SqliteDialect,
  SqliteDriver,
  type SqliteDialectConfig,
} from "kysely";
import pg from "pg";
import type { Database, InTransaction, Schema } from "./schema.ts";

/** Opens `file:…`, `:memory:` or `postgres://…`; throws on any other address. */
export function openDatabase(url: string): Database {
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url);
  if (url === ":memory:" || url.startsWith("file:")) return openSqlite(url);
  throw new Error(
    "The database's address must be postgres://…, file:PATH (an SQLite file) or :memory:. Set DATABASE_URL to one of them.",
  );
}

function openSqlite(url: string): Database {
  const path = url === ":memory:" ? url : url.startsWith("file://") ? fileURLToPath(url) : url.slice(5);
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const sqlite = new Sqlite(path, { timeout: 10_000 });
  sqlite.pragma("journal_mode = WAL");
  // A commit that was answered survives a loss of power, not only of the process.
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma("foreign_keys = ON");
  const database = { prepare: preparedOnce(sqlite), close: () => sqlite.close() };
  return { engine: "sqlite", kysely: new Kysely<Schema>({ dialect: new WritingDialect({ database }) }) };
}

/** Kysely asks anew for each query; preparing one costs as much as running it. */
function preparedOnce(sqlite: Sqlite.Database): (sql: string) => Sqlite.Statement {
  const statements = new Map<string, Sqlite.Statement>();
  return (sql) => {
    const known = statements.get(sql);
    if (known) return known;
    // Statements over many rows come in many lengths, and seldom twice.
    if (statements.size === 200) statements.clear();
    const statement = sqlite.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
}

/**
 * Takes the write lock at the start of a transaction: SQLite refuses, without waiting, a transaction that
 * began by reading and writes after another process wrote.
 */
class WritingDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }
  override createDriver(): SqliteDriver {
    return new WritingDriver(this.#config);
  }
}
class WritingDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}

function openPostgres(url: string): Database {
  const pool = new pg.Pool({
    connectionString: url,
    types: {
      getTypeParser: (type, format) =>
        // Our bigints are milliseconds and counters, far below 2^53: numbers, as SQLite returns them.
        type === pg.types.builtins.INT8
          ? Number
          : (pg.types.getTypeParser(type, format) as (text: string) => unknown),
    },
  });
  // A connection that the server closed while idle leaves the pool; the next query opens another.
  pool.on("error", () => undefined);
  return { engine: "postgres", kysely: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }) };
}

const ATTEMPTS = 5;
/** Serialization failure, deadlock, and a row that another process inserted between our look and our write. */
const PASSING = new Set(["40001", "40P01", "23505"]);

/** Runs `body` in one transaction, again when another process on PostgreSQL was in the way. */
export async function transaction<Result>(
  { kysely }: Database,
  body: (transaction: InTransaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await kysely.transaction().execute(body);
    } catch (error) {
      const passing = error instanceof pg.DatabaseError && PASSING.has(error.code ?? "");
      if (!passing || attempt === ATTEMPTS) throw error;
    }
  }
}

/** SQLite takes at most 32,766 parameters a statement, PostgreSQL 65,535. */
export function* chunksOf<Item>(size: number, items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
