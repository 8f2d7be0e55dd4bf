import { afterAll, beforeAll } from "vitest";
import { openStore, type Store } from "#sync/store/open.ts";
import { testDatabaseUrl } from "#test/postgres.ts";
import { random } from "./scene.ts";

interface EngineUnderTest {
  engine: string;
  freshUrl: () => Promise<string>;
}

/** The same tests run on both. */
export const ENGINES: readonly EngineUnderTest[] = [
  { engine: "SQLite", freshUrl: () => Promise.resolve(":memory:") },
  { engine: "PostgreSQL", freshUrl: testDatabaseUrl },
];

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
