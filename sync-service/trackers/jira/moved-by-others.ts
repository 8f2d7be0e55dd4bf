import type { CallOptions } from "../tracker.ts";
import type { JiraClient } from "./client.ts";
import { bulkFetch, FETCH_PAGE, inPages } from "./issues.ts";
import { historiesSchema } from "./schemas.ts";
import type { Site } from "./site.ts";

/**
 * Of these new issues the ids of those whose status somebody else has changed, as their histories tell. One
 * request a hundred.
 * @throws TrackerUnavailable when Jira cannot be asked
 */
export async function movedByOthers(
  { client, site }: { client: JiraClient; site: Site },
  ids: readonly string[],
  options: CallOptions,
): Promise<ReadonlySet<string>> {
  const { self } = await site.facts(options);
  const answers = await Promise.all(
    inPages(ids, FETCH_PAGE).map((page) =>
      client.read(
        bulkFetch({ issueIdsOrKeys: page, fields: ["created"], properties: [], expand: ["changelog"] }),
        historiesSchema,
        options,
      ),
    ),
  );
  const moved = answers
    .flatMap(({ issues }) => issues)
    .filter(({ changelog }) =>
      changelog.histories.some(
        ({ author, items }) => author?.accountId !== self && items.some(({ field }) => field === "status"),
      ),
    );
  return new Set(moved.map(({ id }) => id));
}
