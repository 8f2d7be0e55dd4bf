import { type IssueId, issueId } from "#sync/model/issue.ts";
import { type CallOptions, type CreationProbe, TrackerUnavailable } from "../tracker.ts";
import type { JiraClient } from "./client.ts";
import { bulkFetch, type Issues } from "./issues.ts";
import { scopeClause } from "./jql.ts";
import { propertiesSchema, searchPageSchema } from "./schemas.ts";
import { searchRequest } from "./search.ts";
import type { Site } from "./site.ts";
import { CREATION_PROPERTY, readCreationKey } from "./snapshot.ts";

const KEYS_A_REQUEST = 100;
/** Numbers looked at again the next time: an issue may become visible after one with a higher number. */
const OVERLAP = 20;

interface Tools {
  client: JiraClient;
  site: Site;
  issues: Issues;
}

/**
 * The highest issue number known in the project: what is created from now on has a higher one. Costs a
 * request only for a project of which no issue was ever seen.
 */
export async function creationProbe(
  tools: Tools,
  container: string,
  options: CallOptions,
): Promise<CreationProbe> {
  const known = tools.issues.highestNumber(container);
  return String(known ?? (await highestIndexed(tools, container, options)));
}

/**
 * Reads the issues numbered after the probe, by key, which does not lag as search does, and compares the key
 * each was created with. Goes on beyond what search knows until a whole page of numbers is empty.
 */
export async function findCreated(
  tools: Tools,
  container: string,
  keys: readonly string[],
  probe: CreationProbe,
  options: CallOptions,
): Promise<{ found: ReadonlyMap<string, readonly IssueId[]>; probe: CreationProbe }> {
  const { client, site, issues } = tools;
  const project =
    (await site.facts(options)).projects.get(container) ??
    (await site.refresh(options)).projects.get(container);
  if (!project) {
    throw new TrackerUnavailable(
      "jira",
      "contract",
      `Jira does not show the project with id ${container}, so what was created in it cannot be looked up`,
    );
  }
  const wanted = new Set(keys);
  const found = new Map<string, IssueId[]>();
  const start = Math.max(0, Number(probe) - OVERLAP);
  const indexed = await highestIndexed(tools, container, options);
  let highest = Math.max(Number(probe), indexed, issues.highestNumber(container) ?? 0);
  for (let from = start + 1; ; from += KEYS_A_REQUEST) {
    const numbers = Array.from({ length: KEYS_A_REQUEST }, (_, index) => from + index);
    const page = await client.read(
      bulkFetch({
        issueIdsOrKeys: numbers.map((number) => `${project.key}-${number}`),
        fields: ["created"],
        properties: [CREATION_PROPERTY],
      }),
      propertiesSchema,
      options,
    );
    for (const { id, key, properties } of page.issues) {
      if (key.startsWith(`${project.key}-`)) issues.noteKey(container, key);
      const creation = readCreationKey(properties);
      if (creation === null || !wanted.has(creation)) continue;
      const ids = found.get(creation) ?? [];
      if (!ids.includes(issueId(id))) found.set(creation, [...ids, issueId(id)]);
    }
    highest = Math.max(highest, issues.highestNumber(container) ?? 0);
    if (page.issues.length === 0 && from + KEYS_A_REQUEST > highest) break;
  }
  return { found, probe: String(highest) };
}

async function highestIndexed(
  { client, issues }: Tools,
  container: string,
  options: CallOptions,
): Promise<number> {
  const page = await client.read(
    searchRequest({
      jql: `${scopeClause({ containers: [container] })} ORDER BY key DESC`,
      fields: ["key"],
      maxResults: 1,
    }),
    searchPageSchema,
    options,
  );
  for (const { key } of page.issues) if (key !== undefined) issues.noteKey(container, key);
  return issues.highestNumber(container) ?? 0;
}
