import type { z } from "zod";
import { type IssueId, issueId } from "#sync/model/issue.ts";
import type { CallOptions, Scope, Sighting } from "../tracker.ts";
import type { JiraClient } from "./client.ts";
import { bulkFetch, FETCH_PAGE, inPages, type Issues } from "./issues.ts";
import { jqlMinute, scopeClause } from "./jql.ts";
import { searchPageSchema, sightingsSchema } from "./schemas.ts";
import type { Site } from "./site.ts";

const PAGE_WITH_FIELDS = 100;
const PAGE_OF_IDS = 5000;

type Found = z.output<typeof sightingsSchema>["issues"];

/**
 * What changed in the scope, newest first. The index lags a little, so the caller looks back a little.
 *
 * An issue that is deleted or moved while one pages by `updated` pulls another one across the border between
 * two pages, unseen. So only the first page is taken from the search itself; all further ids come in one
 * answer, up to 5,000, and their versions are read by id.
 */
export async function* searchChanges(
  { client, site, issues }: { client: JiraClient; site: Site; issues: Issues },
  scope: Scope,
  since: number,
  options: CallOptions,
): AsyncGenerator<readonly Sighting[]> {
  const only = scope.containers.length === 1 ? scope.containers[0] : undefined;
  const note = (key: string): void => {
    if (only !== undefined) issues.noteKey(only, key);
  };
  yield* changedSince({ client, site }, `${scopeClause(scope)} AND `, since, options, note);
}

/** As `searchChanges`, of the issues that a clause ("… AND ") names; none: of the whole site. */
export async function* changedSince(
  { client, site }: { client: JiraClient; site: Site },
  clause: string,
  since: number,
  options: CallOptions,
  note: (key: string) => void = () => undefined,
): AsyncGenerator<readonly Sighting[]> {
  const { timeZone } = await site.facts(options);
  const jql = `${clause}updated >= "${jqlMinute(since, timeZone)}" ORDER BY updated DESC`;
  const sightings = (found: Found): readonly Sighting[] => {
    for (const { key } of found) note(key);
    return (
      found
        .map(({ id, fields }) => ({ id: issueId(id), version: fields.updated }))
        // The query is as coarse as a minute.
        .filter(({ version }) => version >= since)
        .toSorted((a, b) => b.version - a.version)
    );
  };
  const first = await client.read(
    searchRequest({ jql, fields: ["updated"], maxResults: PAGE_WITH_FIELDS }),
    searchPageSchema.extend(sightingsSchema.shape),
    options,
  );
  yield sightings(first.issues);
  const isLast = !first.nextPageToken || first.issues.some(({ fields }) => fields.updated < since);
  if (isLast) return;
  const seen = new Set(first.issues.map(({ id }) => id));
  for await (const page of searchIds(client, jql, options)) {
    const rest = page.filter((id) => !seen.has(id));
    for (const ids of inPages(rest, FETCH_PAGE)) {
      const request = bulkFetch({ issueIdsOrKeys: ids, fields: ["updated"], properties: [] });
      yield sightings((await client.read(request, sightingsSchema, options)).issues);
    }
  }
}

/** Every issue of the scope, ids only. */
export async function* listIssues(
  client: JiraClient,
  scope: Scope,
  options: CallOptions,
): AsyncGenerator<readonly Sighting[]> {
  for await (const page of searchIds(client, `${scopeClause(scope)} ORDER BY key ASC`, options)) {
    yield page.map((id) => ({ id: issueId(id), version: null }));
  }
}

/** Issues that one answer brings up to date whatever the index lags. */
export const RECONCILED = 50;

/** Which of these issues the scope holds, as they are now. */
export async function issuesWithin(
  client: JiraClient,
  scope: Scope,
  ids: readonly IssueId[],
  options: CallOptions,
): Promise<ReadonlySet<IssueId>> {
  const found = await Promise.all(
    inPages(ids, RECONCILED).map((page) =>
      client.read(
        searchRequest({
          jql: `${scopeClause(scope)} AND id in (${page.join(", ")})`,
          fields: ["id"],
          maxResults: RECONCILED,
          reconcileIssues: page.map(Number),
        }),
        searchPageSchema,
        options,
      ),
    ),
  );
  return new Set(found.flatMap(({ issues }) => issues.map(({ id }) => issueId(id))));
}

export async function* searchIds(
  client: JiraClient,
  jql: string,
  options: CallOptions,
): AsyncGenerator<readonly string[]> {
  let nextPageToken: string | null | undefined;
  do {
    const query = {
      jql,
      fields: ["id"],
      maxResults: PAGE_OF_IDS,
      ...(nextPageToken ? { nextPageToken } : {}),
    };
    const page = await client.read(searchRequest(query), searchPageSchema, options);
    yield page.issues.map(({ id }) => id);
    ({ nextPageToken } = page);
  } while (nextPageToken);
}

export function searchRequest(query: {
  jql: string;
  fields: readonly string[];
  maxResults: number;
  nextPageToken?: string;
  reconcileIssues?: readonly number[];
}) {
  return { method: "POST", endpoint: "/search/jql", path: "/search/jql", body: query } as const;
}
