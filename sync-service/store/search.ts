import { sql, type ExpressionBuilder } from "kysely";
import { toLink } from "./link.ts";
import type { Database, Schema } from "./schema.ts";
import type { MirrorStore } from "./store.ts";

export const searches = ({ kysely }: Database): Pick<MirrorStore, "search"> => ({
  async search({ mirror, text, after, limit }) {
    const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
    const matches = (where: ExpressionBuilder<Schema, "link">) =>
      where.or(
        (["jira_key", "linear_key", "title"] as const).map(
          (column) => sql<boolean>`lower(${where.ref(`link.${column}`)}) like ${pattern} escape '\\'`,
        ),
      );
    const wanted = kysely
      .selectFrom("link")
      .$if(mirror !== null, (query) => query.where("mirror", "=", mirror))
      .$if(text !== "", (query) => query.where(matches));
    const { total } = await wanted
      .select((link) => link.fn.countAll<number>().as("total"))
      .executeTakeFirstOrThrow();
    const rows = await wanted
      .selectAll("link")
      .select((link) => [
        link
          .selectFrom("parked")
          .whereRef("parked.link", "=", "link.id")
          .select((row) => row.fn.countAll<number>().as("rows"))
          .as("parked"),
        link
          .selectFrom("conflict")
          .whereRef("conflict.link", "=", "link.id")
          .where("conflict.settled_at", "is", null)
          .select((row) => row.fn.countAll<number>().as("rows"))
          .as("conflicts"),
      ])
      .orderBy("place")
      .offset(after)
      .limit(limit)
      .execute();
    return {
      total,
      links: rows.map((row) => ({
        ...toLink(row),
        title: row.title,
        dirty: row.due_at !== null,
        parked: row.parked ?? 0,
        openConflicts: row.conflicts ?? 0,
      })),
    };
  },
});
