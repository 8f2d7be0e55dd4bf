import { issueId } from "#sync/model/issue.ts";
import type { CallOptions, Scope, Sighting } from "../tracker.ts";
import type { JiraClient } from "./client.ts";
import type { Issues } from "./issues.ts";
import { jqlMinute, scopeClause } from "./jql.ts";
import { searchPageSchema } from "./schemas.ts";
import type { Site } from "./site.ts";

const PAGE_WITH_FIELDS = 100;
const PAGE_OF_IDS = 5000;

/** What changed in the scope, newest first. The index lags a little, so the caller looks back a little. */
export async function* searchChanges(
  { client, site, issues }: { client: JiraClient; site: Site; issues: Issues },
  scope: Scope,
  since: number,
  options: CallOptions,
): AsyncGenerator<readonly Sighting[]> {
  const { timeZone } = await site.facts(options);
  const jql = `${scopeClause(scope)} AND updated >= "${jqlMinute(since, timeZone)}" ORDER BY updated DESC`;
  const only = scope.containers.length === 1 ? scope.containers[0] : undefined;
  for await (const page of search(
    client,
    { jql, fields: ["updated"], maxResults: PAGE_WITH_FIELDS },
    options,
  )) {
    for (const { key } of page) if (only !== undefined && key !== undefined) issues.noteKey(only, key);
    yield (
      page
        .map(({ id, fields }) => ({ id: issueId(id), version: fields?.updated ?? null }))
        // The query is as coarse as a minute.
        .filter(({ version }) => version === null || version >= since)
    );
  }
}

/** Every issue of the scope, ids only. */
export async function* listIssues(
  client: JiraClient,
  scope: Scope,
  options: CallOptions,
): AsyncGenerator<readonly Sighting[]> {
  const jql = `${scopeClause(scope)} ORDER BY key ASC`;
  for await (const page of search(client, { jql, fields: ["id"], maxResults: PAGE_OF_IDS }, options)) {
    yield page.map(({ id }) => ({ id: issueId(id), version: null }));
  }
}

async function* search(
  client: JiraClient,
  query: { jql: string; fields: readonly string[]; maxResults: number },
  options: CallOptions,
) {
  let nextPageToken: string | null | undefined;
  do {
    const page = await client.read(
      {
        method: "POST",
        endpoint: "/search/jql",
        path: "/search/jql",
        body: { ...query, ...(nextPageToken ? { nextPageToken } : {}) },
      },
      searchPageSchema,
      options,
    );
    yield page.issues;
    ({ nextPageToken } = page);
  } while (nextPageToken);
}
