import { randomUUID } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import type { Random } from "#sync/model/effects.ts";
import { openStore, type Store } from "#sync/store/open.ts";
import { testDatabaseUrl } from "#test/postgres.ts";

interface EngineUnderTest {
  engine: string;
  freshUrl: () => Promise<string>;
}

/** The same tests run on both. */
export const ENGINES: readonly EngineUnderTest[] = [
  { engine: "SQLite", freshUrl: () => Promise.resolve(":memory:") },
  { engine: "PostgreSQL", freshUrl: testDatabaseUrl },
];

export const random: Random = { next: Math.random, uuid: randomUUID };

/** A store for the tests of the surrounding `describe`, on a database of its own. */
export function storeOn({ freshUrl }: EngineUnderTest): () => Store {
  let store: Store | undefined;
  beforeAll(async () => {
    store = await openStore({ url: await freshUrl(), random });
  });
  afterAll(async () => {
    await store?.close();
  });
  return () => {
    if (!store) throw new Error("the store is opened before the tests run");
    return store;
  };
}
