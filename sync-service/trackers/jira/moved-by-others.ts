import type { z } from "zod";
import type { CallOptions } from "../tracker.ts";
import type { JiraClient } from "./client.ts";
import { bulkFetch, FETCH_PAGE, inPages } from "./issues.ts";
import { historiesSchema } from "./schemas.ts";
import type { Site } from "./site.ts";

type Histories = z.output<typeof historiesSchema>["issues"][number]["changelog"]["histories"];

interface Tools {
  client: JiraClient;
  site: Site;
}

/**
 * Of these new issues the ids of those whose status somebody else has changed, as their histories tell. One
 * request a hundred.
 * @throws TrackerUnavailable when Jira cannot be asked
 */
export async function movedByOthers(
  tools: Tools,
  ids: readonly string[],
  options: CallOptions,
): Promise<ReadonlySet<string>> {
  const { self } = await tools.site.facts(options);
  const histories = await historiesOf(tools, ids, options);
  const moved = [...histories].filter(([, changes]) =>
    changes.some(
      ({ author, items }) => author?.accountId !== self && items.some(({ field }) => field === "status"),
    ),
  );
  return new Set(moved.map(([id]) => id));
}

/**
 * The status that each of these issues had when our latest transition took it on. One request a hundred.
 * @throws TrackerUnavailable when Jira cannot be asked
 */
export async function movedFrom(
  tools: Tools,
  ids: readonly string[],
  options: CallOptions,
): Promise<ReadonlyMap<string, string>> {
  const { self } = await tools.site.facts(options);
  const histories = await historiesOf(tools, ids, options);
  return new Map(
    [...histories].flatMap(([id, changes]) => {
      const ours = changes
        .filter(({ author }) => author?.accountId === self)
        .toSorted((a, b) => b.created - a.created)
        .flatMap(({ items }) => items)
        .find(({ field }) => field === "status");
      return ours?.from == null ? [] : [[id, ours.from] as const];
    }),
  );
}

async function historiesOf(
  { client }: Tools,
  ids: readonly string[],
  options: CallOptions,
): Promise<ReadonlyMap<string, Histories>> {
  const answers = await Promise.all(
    inPages(ids, FETCH_PAGE).map((page) =>
      client.read(
        bulkFetch({ issueIdsOrKeys: page, fields: ["created"], properties: [], expand: ["changelog"] }),
        historiesSchema,
        options,
      ),
    ),
  );
  const issues = answers.flatMap((answer) => answer.issues);
  return new Map(issues.map(({ id, changelog }) => [id, changelog.histories]));
}
