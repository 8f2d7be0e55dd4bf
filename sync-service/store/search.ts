import { sql } from "kysely";
import { toLink } from "./link.ts";
import type { Database } from "./schema.ts";
import type { MirrorStore } from "./store.ts";

/** What is searched, and what is looked for: SQLite's own lower() knows no letters beyond a to z. */
export function searchable(...texts: readonly (string | null | undefined)[]): string {
  return texts
    .filter((text) => text !== null && text !== undefined)
    .join(" ")
    .toLowerCase();
}

export const searches = ({ kysely }: Database): Pick<MirrorStore, "search"> => ({
  async search({ mirror, text, after, limit }) {
    const pattern = `%${searchable(text).replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
    const wanted = kysely
      .selectFrom("link")
      .$if(mirror !== null, (query) => query.where("mirror", "=", mirror))
      .$if(text !== "", (query) => query.where(sql<boolean>`searched like ${pattern} escape '\\'`));
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
