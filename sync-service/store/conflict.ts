import stringify from "fast-json-stable-stringify";
import { z } from "zod";
import type { Random } from "#sync/model/effects.ts";
import { SIDES } from "#sync/model/issue.ts";
import { type LinkId, linkId } from "#sync/model/link.ts";
import { fieldColumn, jsonColumn } from "./json.ts";
import type { Database, InTransaction } from "./schema.ts";
import type { LinkCommit, MirrorStore } from "./store.ts";

const resolutionColumn = z.enum([...SIDES, "ask"]);

/** A conflict that is open with the same values already is not told twice. */
export async function addConflicts(
  transaction: InTransaction,
  random: Random,
  link: LinkId,
  conflicts: LinkCommit["conflicts"],
): Promise<void> {
  if (conflicts.length === 0) return;
  const open = await transaction
    .selectFrom("conflict")
    .select(["field", "jira", "linear"])
    .where("link", "=", link)
    .where("settled_at", "is", null)
    .execute();
  const rows = conflicts
    .map(({ settledAt, ...conflict }) => ({
      ...conflict,
      id: random.uuid(),
      link,
      jira: stringify(conflict.jira),
      linear: stringify(conflict.linear),
      settled_at: settledAt,
    }))
    .filter(
      ({ field, jira, linear }) =>
        !open.some((other) => other.field === field && other.jira === jira && other.linear === linear),
    );
  if (rows.length > 0) await transaction.insertInto("conflict").values(rows).execute();
}

export const conflictReads = ({ kysely }: Database): Pick<MirrorStore, "conflicts"> => ({
  async conflicts(mirror, { openOnly }) {
    const rows = await kysely
      .selectFrom("conflict")
      .innerJoin("link", "link.id", "conflict.link")
      .where("link.mirror", "=", mirror)
      .$if(openOnly, (query) => query.where("conflict.settled_at", "is", null))
      .selectAll("conflict")
      .orderBy("conflict.at")
      .orderBy("conflict.id")
      .execute();
    return rows.map(({ settled_at, ...row }) => ({
      ...row,
      link: linkId(row.link),
      field: fieldColumn.parse(row.field),
      resolution: resolutionColumn.parse(row.resolution),
      jira: jsonColumn.parse(row.jira),
      linear: jsonColumn.parse(row.linear),
      settledAt: settled_at,
    }));
  },
});
