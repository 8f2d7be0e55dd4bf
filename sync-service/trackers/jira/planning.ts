import { type IssueId, issueId } from "#sync/model/issue.ts";
import { findEach } from "../find-each.ts";
import { type JiraPlanning, type JiraRollup, ROLLUP_PROPERTY } from "../planning-port.ts";
import type { CallOptions, MarkOutcome } from "../tracker.ts";
import type { JiraClient } from "./client.ts";
import { bulkFetch, FETCH_PAGE, inPages } from "./issues.ts";
import { readPlanned } from "./planned.ts";
import { statusRefusal } from "./refusal.ts";
import { namedSchema, searchPageSchema } from "./schemas.ts";
import { changedSince, RECONCILED, searchIds, searchRequest } from "./search.ts";
import type { Site } from "./site.ts";

/** Parents in one query: their ids stay far below what Jira takes as a request's body. */
const PARENTS = 1_000;
/** Queries asked as one. Jira does not tell how long JQL may be; so many of a usual length are 10,000 characters. */
const TOGETHER = 50;

interface Tools {
  client: JiraClient;
  site: Site;
  siteUrl: string;
}

/** Jira as roll-ups see it. */
export function jiraPlanning(tools: Tools): JiraPlanning {
  const { client } = tools;
  return {
    changes: (since, options) => changedSince(tools, "", since, options),
    read: (ids, known, options) => readPlanned(tools, ids, known, options),
    named: (idsOrKeys, options) => named(tools, idsOrKeys, options),
    matching: (jql, options) => idsOf(client, `${jql} ORDER BY key ASC`, options),
    below: (parents, options) => below(client, parents, options),
    within: (queries, ids, options) =>
      findEach(queries, ids, TOGETHER, (some, among) => found(client, some, among, options)),
    writeRollup: (rollup, options) => writeRollup(tools, rollup, options),
  };
}

async function named({ client, siteUrl }: Tools, idsOrKeys: readonly string[], options: CallOptions) {
  const pages = inPages([...new Set(idsOrKeys)], FETCH_PAGE).map((page) =>
    client.read(
      bulkFetch({ issueIdsOrKeys: page, fields: ["summary", "duedate"], properties: [] }),
      namedSchema,
      options,
    ),
  );
  return (await Promise.all(pages)).flatMap(({ issues }) =>
    issues.map(({ id, key, fields }) => ({
      id: issueId(id),
      key,
      title: fields.summary,
      url: `${siteUrl}/browse/${key}`,
      due: fields.duedate ?? null,
    })),
  );
}

async function idsOf(client: JiraClient, jql: string, options: CallOptions): Promise<IssueId[]> {
  const ids: IssueId[] = [];
  for await (const page of searchIds(client, jql, options)) ids.push(...page.map(issueId));
  return ids;
}

/** Level by level, so that an issue that is its own ancestor ends the search and not the service. */
async function below(
  client: JiraClient,
  parents: readonly IssueId[],
  options: CallOptions,
): Promise<Set<IssueId>> {
  const seen = new Set<IssueId>();
  let level: readonly IssueId[] = [...new Set(parents)];
  while (level.length > 0) {
    const next: IssueId[] = [];
    for (const some of inPages(level, PARENTS)) {
      for (const id of await idsOf(client, `parent in (${some.join(", ")}) ORDER BY key ASC`, options)) {
        if (seen.has(id)) continue;
        seen.add(id);
        next.push(id);
      }
    }
    level = next;
  }
  return seen;
}

async function found(
  client: JiraClient,
  queries: readonly string[],
  ids: readonly IssueId[],
  options: CallOptions,
): Promise<Set<IssueId>> {
  const any = queries.map((jql) => `(${jql})`).join(" OR ");
  const pages = inPages(ids, RECONCILED).map((page) =>
    client.read(
      searchRequest({
        jql: `(${any}) AND id in (${page.join(", ")})`,
        fields: ["id"],
        maxResults: RECONCILED,
        // What just changed is found as it is now, whatever the index lags.
        reconcileIssues: page.map(Number),
      }),
      searchPageSchema,
      options,
    ),
  );
  return new Set((await Promise.all(pages)).flatMap(({ issues }) => issues.map(({ id }) => issueId(id))));
}

/** The property alone does not raise the issue's `updated`; with fields both go in one edit. */
async function writeRollup(
  { client, site }: Tools,
  { issue, key, value, fields }: JiraRollup,
  options: CallOptions,
): Promise<MarkOutcome> {
  const wanted = Object.entries(fields);
  if (wanted.length === 0) {
    const path = `/issue/${issue}/properties/${ROLLUP_PROPERTY}`;
    const endpoint = "/issue/{id}/properties/{key}";
    return outcomeOf(key, await client.write({ method: "PUT", endpoint, path, body: value }, options));
  }
  const { fieldNames } = await site.facts(options);
  const found = wanted.map(([name, number]) => {
    const id = fieldNames.has(name)
      ? name
      : [...fieldNames].find(([, called]) => called.toLowerCase() === name.toLowerCase())?.[0];
    return { name, id, number };
  });
  const missing = found.filter(({ id }) => id === undefined).map(({ name }) => `"${name}"`);
  if (missing.length > 0) {
    const message = `This Jira site has no field ${missing.join(", ")}. Name number fields that it has.`;
    return { kind: "refused", refused: [{ fields: "issue", code: "unmapped", message }] };
  }
  const written = await client.write(
    {
      method: "PUT",
      endpoint: "/issue/{id}",
      path: `/issue/${issue}`,
      body: {
        fields: Object.fromEntries(
          found.map(({ id, number }): [string, number | null] => [id ?? "", number]),
        ),
        properties: [{ key: ROLLUP_PROPERTY, value }],
      },
    },
    options,
  );
  return outcomeOf(key, written);
}

function outcomeOf(key: string, written: Awaited<ReturnType<JiraClient["write"]>>): MarkOutcome {
  if (written.kind !== "answered") return written;
  if (written.status < 300) return { kind: "applied" };
  return { kind: "refused", refused: [statusRefusal(key, written.status, written.body)] };
}
