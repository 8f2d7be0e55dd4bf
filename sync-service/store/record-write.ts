import { transaction } from "./database.ts";
import { jsonColumn } from "./json.ts";
import type { Database, InTransaction } from "./schema.ts";

/** The request and what it wrote are one transaction: after a crash both are there, or neither. */
export async function writeOnce(
  database: Database,
  request: { id: string; who: string; at: number },
  body: (trx: InTransaction) => Promise<unknown>,
): Promise<{ kind: "done" | "repeated"; answer: unknown } | { kind: "foreign" }> {
  return await transaction(database, async (trx) => {
    const before = await trx
      .selectFrom("request")
      .select(["who", "answer"])
      .where("id", "=", request.id)
      .executeTakeFirst();
    if (before !== undefined) {
      if (before.who !== request.who) return { kind: "foreign" };
      return { kind: "repeated", answer: jsonColumn.parse(before.answer) };
    }
    const answer = await body(trx);
    await trx
      .insertInto("request")
      .values({ ...request, answer: JSON.stringify(answer) })
      .execute();
    return { kind: "done", answer };
  });
}
