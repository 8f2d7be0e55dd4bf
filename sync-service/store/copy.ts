import type { Database, Schema } from "./schema.ts";

/** In an order in which each row finds what it refers to. */
const TABLES = [
  "mirror",
  "link",
  "journal",
  "conflict",
  "parked",
  "cursor",
  "comment",
] as const satisfies readonly (keyof Schema)[];
const ROWS = 100;

/** Copies what a mirror's engine works on, not its audit, into empty tables of the same shape. */
export async function copyMirrors(from: Database, to: Database): Promise<void> {
  for (const table of TABLES) {
    const rows = await from.kysely.selectFrom(table).selectAll().execute();
    for (let start = 0; start < rows.length; start += ROWS) {
      await to.kysely
        .insertInto(table)
        .values(rows.slice(start, start + ROWS))
        .execute();
    }
  }
}
