import type { ExpressionBuilder, Selectable } from "kysely";
import { z } from "zod";
import { type IssueId, issueId, otherSide, type Side } from "#sync/model/issue.ts";
import { type Link, type LinkEnd, linkId, type LinkState } from "#sync/model/link.ts";
import { chunksOf } from "./database.ts";
import { baseColumn, mappedByColumn } from "./json.ts";
import { connectionOf } from "./mirror.ts";
import type { Database, InTransaction, LinkTable, Schema } from "./schema.ts";
import type { MirrorStore } from "./store.ts";

export const stateColumn = z.enum([
  "new",
  "creating",
  "linked",
  "missing",
  "tombstone",
  "unlinked",
] satisfies LinkState[]);

export type LinkRow = Selectable<LinkTable>;

/** Outranks every version: the hint named none, so only a look can tell. */
export const UNVERSIONED = Number.MAX_SAFE_INTEGER;

export function toLink(row: LinkRow): Link {
  return {
    id: linkId(row.id),
    connection: row.connection,
    mirror: row.mirror,
    state: stateColumn.parse(row.state),
    note: row.note,
    jira: endOf(row, "jira"),
    linear: endOf(row, "linear"),
    base: baseColumn.parse(row.base),
    agreedAt: row.agreed_at,
    generation: row.generation,
    mappedBy: mappedByColumn.parse(row.mapped_by),
  };
}

function endOf(row: LinkRow, side: Side): LinkEnd | null {
  const id = row[`${side}_id`];
  if (id === null) return null;
  return {
    id: issueId(id),
    key: row[`${side}_key`],
    url: row[`${side}_url`],
    version: row[`${side}_version`],
  };
}

/** The columns of both ends. */
export function endColumns(ends: { jira: LinkEnd | null; linear: LinkEnd | null }) {
  return {
    jira_id: ends.jira?.id ?? null,
    jira_key: ends.jira?.key ?? null,
    jira_url: ends.jira?.url ?? null,
    jira_version: ends.jira?.version ?? null,
    linear_id: ends.linear?.id ?? null,
    linear_key: ends.linear?.key ?? null,
    linear_url: ends.linear?.url ?? null,
    linear_version: ends.linear?.version ?? null,
  };
}

/**
 * The named links, and whatever links hold the named issues, locked until the transaction ends. Always in the
 * order of their ids, so that two transactions do not wait for each other in a circle.
 */
export async function lockLinks(
  { engine }: Database,
  transaction: InTransaction,
  wanted: { ids?: readonly string[]; jira?: readonly string[]; linear?: readonly string[] },
): Promise<Map<string, LinkRow>> {
  const named = (where: ExpressionBuilder<Schema, "link">) =>
    where.or([
      ...(wanted.ids?.length ? [where("id", "in", wanted.ids)] : []),
      ...(wanted.jira?.length ? [where("jira_id", "in", wanted.jira)] : []),
      ...(wanted.linear?.length ? [where("linear_id", "in", wanted.linear)] : []),
    ]);
  const rows = await transaction
    .selectFrom("link")
    .selectAll()
    .where(named)
    .orderBy("id")
    .$if(engine === "postgres", (query) => query.forUpdate())
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export const linkReads = (
  database: Database,
): Pick<MirrorStore, "linkById" | "linksByIssue" | "links" | "unmatched"> => ({
  async linkById(id) {
    const row = await database.kysely.selectFrom("link").selectAll().where("id", "=", id).executeTakeFirst();
    return row && toLink(row);
  },

  async linksByIssue(mirror, side, ids) {
    const links = new Map<IssueId, Link>();
    const connection = await connectionOf(database.kysely, mirror);
    for (const chunk of chunksOf(10_000, ids)) {
      const rows = await database.kysely
        .selectFrom("link")
        .selectAll()
        .where("connection", "=", connection)
        .where(`${side}_id`, "in", chunk)
        .execute();
      for (const link of rows.map(toLink)) {
        const end = link[side];
        if (end) links.set(end.id, link);
      }
    }
    return links;
  },

  async links(mirror, after, limit) {
    const rows = await database.kysely
      .selectFrom("link")
      .selectAll()
      .where("mirror", "=", mirror)
      .$if(after !== null, (query) => query.where("id", ">", after))
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map(toLink);
  },

  async unmatched(mirror, side) {
    const rows = await database.kysely
      .selectFrom("link")
      .selectAll()
      .where("mirror", "=", mirror)
      .where("state", "=", "new" satisfies LinkState)
      .where(`${side}_id`, "is not", null)
      .where(`${otherSide[side]}_id`, "is", null)
      .orderBy("place")
      .execute();
    return rows.map(toLink);
  },
});
