import { type NotNull, sql } from "kysely";
import { type LinkId, linkId, type LinkState } from "#sync/model/link.ts";
import type { Database } from "./schema.ts";

/** A linked Jira issue, as lists of thousands need it. */
export interface JiraIssueRow {
  link: LinkId;
  id: string;
  key: string;
  url: string | null;
  /** By Jira's ids, as both sides last agreed; null before. */
  status: string | null;
  parent: string | null;
  /** Its counterpart in Linear, once both are there. */
  linear: string | null;
}

/** Without the descriptions that a link's base holds: the database takes out what is asked for. */
export async function jiraIssues({ engine, kysely }: Database, mirror: string): Promise<JiraIssueRow[]> {
  const inBase = (field: string) =>
    engine === "postgres"
      ? sql<string | null>`base::json #>> ${`{${field},jira}`}::text[]`
      : sql<string | null>`json_extract(base, ${`$.${field}.jira`})`;
  const rows = await kysely
    .selectFrom("link")
    .select(["id as link", "state", "jira_id", "jira_key", "jira_url", "linear_id"])
    .select([inBase("status").as("status"), inBase("parent").as("parent")])
    .where("mirror", "=", mirror)
    .where("jira_id", "is not", null)
    .where("jira_key", "is not", null)
    .where("state", "not in", ["unlinked", "tombstone"] satisfies LinkState[])
    .$narrowType<{ jira_id: NotNull; jira_key: NotNull }>()
    .orderBy("place")
    .execute();
  return rows.map(
    ({ link, jira_id: id, jira_key: key, jira_url: url, linear_id, state, status, parent }) => ({
      link: linkId(link),
      id,
      key,
      url,
      status,
      parent,
      linear: state === ("linked" satisfies LinkState) ? linear_id : null,
    }),
  );
}
