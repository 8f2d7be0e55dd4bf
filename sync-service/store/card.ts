import { chunksOf, transaction } from "./database.ts";
import type { Database } from "./schema.ts";

/** What the Linear cards said when they were last written, by the Jira issue's id. */
export interface CardStore {
  hashes(): Promise<ReadonlyMap<string, string>>;
  wrote(cards: readonly { issue: string; hash: string }[], at: number): Promise<void>;
  /** They must be written again, whatever they say. */
  forget(issues: readonly string[]): Promise<void>;
}

const CARDS_A_STATEMENT = 1_000;

export const cardStore = (database: Database): CardStore => ({
  async hashes() {
    const rows = await database.kysely.selectFrom("card").select(["issue", "hash"]).execute();
    return new Map(rows.map(({ issue, hash }) => [issue, hash]));
  },

  async wrote(cards, at) {
    await transaction(database, async (trx) => {
      for (const some of chunksOf(CARDS_A_STATEMENT, cards)) {
        await trx
          .insertInto("card")
          .values(some.map((card) => ({ ...card, at })))
          .onConflict((conflict) =>
            conflict.column("issue").doUpdateSet((row) => ({ hash: row.ref("excluded.hash"), at })),
          )
          .execute();
      }
    });
  },

  async forget(issues) {
    for (const some of chunksOf(CARDS_A_STATEMENT, issues)) {
      await database.kysely.deleteFrom("card").where("issue", "in", some).execute();
    }
  },
});
