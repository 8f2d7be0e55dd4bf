import stringify from "fast-json-stable-stringify";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Random } from "#sync/model/effects.ts";
import { SIDES } from "#sync/model/issue.ts";
import { type Conflict, type LinkId, linkId } from "#sync/model/link.ts";
import { chunksOf, transaction } from "./database.ts";
import { fieldColumn, jsonColumn, sideColumn } from "./json.ts";
import { UNVERSIONED } from "./link.ts";
import type { Database, InTransaction, Schema } from "./schema.ts";
import { LANES, type LinkCommit, type MirrorStore } from "./store.ts";

const resolutionColumn = z.enum([...SIDES, "ask"]);

/** A conflict that waits for a person stays one record: its values are those of the last look. */
export async function addConflicts(
  transaction: InTransaction,
  random: Random,
  link: LinkId,
  conflicts: LinkCommit["conflicts"],
): Promise<void> {
  if (conflicts.length === 0) return;
  const open = await transaction
    .selectFrom("conflict")
    .select(["id", "field"])
    .where("link", "=", link)
    .where("settled_at", "is", null)
    .execute();
  for (const { settledAt, ...conflict } of conflicts) {
    const values = { jira: stringify(conflict.jira), linear: stringify(conflict.linear) };
    const same = settledAt === null ? open.find(({ field }) => field === conflict.field) : undefined;
    if (same) {
      await transaction.updateTable("conflict").set(values).where("id", "=", same.id).execute();
    } else {
      const row = { ...conflict, ...values, id: random.uuid(), link, settled_at: settledAt };
      await transaction.insertInto("conflict").values(row).execute();
    }
  }
}

/** Those that a write before this one, whose answer was lost, has not put into the record already. */
export async function notYetRecorded(
  transaction: InTransaction,
  link: LinkId,
  conflicts: LinkCommit["conflicts"],
): Promise<LinkCommit["conflicts"]> {
  if (conflicts.length === 0) return [];
  const known = await transaction.selectFrom("conflict").selectAll().where("link", "=", link).execute();
  return conflicts.filter(
    ({ field, resolution, jira, linear }) =>
      !known.some(
        (one) =>
          one.field === field &&
          one.resolution === resolution &&
          one.jira === stringify(jira) &&
          one.linear === stringify(linear),
      ),
  );
}

/** What is over stays in the record, with whose value stands now. */
export async function closeConflicts(
  transaction: InTransaction,
  link: LinkId,
  over: LinkCommit["over"],
): Promise<void> {
  for (const { id, at, resolution } of over) {
    await transaction
      .updateTable("conflict")
      .set({ settled_at: at, decided: null, ...(resolution === null ? {} : { resolution }) })
      .where("id", "=", id)
      .where("link", "=", link)
      .execute();
  }
}

export const conflicts = (database: Database): Pick<MirrorStore, "conflicts" | "conflictsOf" | "decide"> => ({
  async conflicts(mirror, { openOnly }) {
    const rows = await database.kysely
      .selectFrom("conflict")
      .innerJoin("link", "link.id", "conflict.link")
      .where("link.mirror", "=", mirror)
      .$if(openOnly, (query) => query.where("conflict.settled_at", "is", null))
      .selectAll("conflict")
      .orderBy("conflict.at")
      .orderBy("conflict.id")
      .execute();
    return rows.map(toConflict);
  },

  async conflictsOf(links) {
    const found: Conflict[] = [];
    for (const chunk of chunksOf(10_000, links)) {
      const rows = await database.kysely
        .selectFrom("conflict")
        .selectAll()
        .where("link", "in", chunk)
        .where((row) => row.or([row("settled_at", "is", null), row("decided", "is not", null)]))
        .orderBy("at")
        .orderBy("id")
        .execute();
      found.push(...rows.map(toConflict));
    }
    return found;
  },

  async decide(conflict, keep, now) {
    return await transaction(database, async (trx) => {
      const row = await trx
        .updateTable("conflict")
        .set({ decided: keep })
        .where("id", "=", conflict)
        .returningAll()
        .executeTakeFirst();
      if (!row) return undefined;
      // Hinted, so that whoever holds the link just now looks again after its commit.
      const due = { due_at: now, lane: LANES.interactive };
      for (const side of SIDES) {
        await trx
          .updateTable("link")
          .set({ ...due, [`${side}_hinted`]: UNVERSIONED })
          .where("id", "=", row.link)
          .where(`${side}_id`, "is not", null)
          .execute();
      }
      return toConflict(row);
    });
  },
});

const toConflict = ({ settled_at, ...row }: Selectable<Schema["conflict"]>): Conflict => ({
  ...row,
  link: linkId(row.link),
  field: fieldColumn.parse(row.field),
  resolution: resolutionColumn.parse(row.resolution),
  jira: jsonColumn.parse(row.jira),
  linear: jsonColumn.parse(row.linear),
  settledAt: settled_at,
  decided: row.decided === null ? null : sideColumn.parse(row.decided),
});
