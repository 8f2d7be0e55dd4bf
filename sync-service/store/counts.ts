import type { LinkState } from "#sync/model/link.ts";
import { stateColumn } from "./link.ts";
import type { Database } from "./schema.ts";
import type { MirrorStore } from "./store.ts";

export const counts = ({ kysely }: Database): Pick<MirrorStore, "counts"> => ({
  async counts(mirror) {
    const states = await kysely
      .selectFrom("link")
      .select((link) => [
        "state",
        link.fn.countAll<number>().as("links"),
        link.fn.count<number>("due_at").as("dirty"),
      ])
      .where("mirror", "=", mirror)
      .groupBy("state")
      .execute();
    const byState: Record<LinkState, number> = {
      new: 0,
      creating: 0,
      linked: 0,
      missing: 0,
      tombstone: 0,
      unlinked: 0,
    };
    let total = 0;
    let dirty = 0;
    for (const row of states) {
      byState[stateColumn.parse(row.state)] = row.links;
      total += row.links;
      dirty += row.dirty;
    }
    return {
      total,
      byState,
      dirty,
      parked: await rowsOf("parked"),
      openConflicts: await rowsOf("conflict"),
      journal: await rowsOf("journal"),
    };

    async function rowsOf(table: "parked" | "conflict" | "journal"): Promise<number> {
      const { rows } = await kysely
        .selectFrom(table)
        .innerJoin("link", "link.id", `${table}.link`)
        .where("link.mirror", "=", mirror)
        .$if(table === "conflict", (query) => query.where("conflict.settled_at", "is", null))
        .select((row) => row.fn.countAll<number>().as("rows"))
        .executeTakeFirstOrThrow();
      return rows;
    }
  },
});
