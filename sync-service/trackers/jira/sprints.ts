import { z } from "zod";
import type { Cycle } from "#sync/model/issue.ts";
import { type CallOptions, TrackerUnavailable } from "../tracker.ts";
import type { JiraClient } from "./client.ts";

const moment = z
  .string()
  .transform((text) => Date.parse(text))
  .refine((at) => !Number.isNaN(at));
const sprintSchema = z.object({
  id: z.number(),
  name: z.string(),
  state: z.string(),
  startDate: moment.nullish().catch(null),
  endDate: moment.nullish().catch(null),
});
const sprintsOfIssue = z.array(sprintSchema).catch([]);
const pageOf = <Schema extends z.ZodType>(value: Schema) =>
  z.object({ values: z.array(value), isLast: z.boolean().default(true) });
const boardSchema = z.object({ id: z.number(), type: z.string() });

function asCycle({ id, name, state, startDate, endDate }: z.output<typeof sprintSchema>): Cycle {
  const dates = { start: startDate ?? null, end: endDate ?? null };
  return { id: String(id), name, ...dates, isPast: state.toLowerCase() === "closed" };
}

/**
 * The sprint an issue is in, from the value of its field, which holds every sprint it was ever in: the open
 * one, else the last. Null where it was in none.
 */
export function currentSprint(value: unknown): Cycle | null {
  const sprints = sprintsOfIssue.parse(value ?? []).map(asCycle);
  const numbered = sprints.toSorted((a, b) => Number(a.id) - Number(b.id));
  return sprints.find(({ isPast }) => !isPast) ?? numbered.at(-1) ?? null;
}

/**
 * The open sprints of a project's scrum boards: a request for the boards, and one a board. None where the
 * account may not see boards.
 */
export async function openSprints(
  client: JiraClient,
  project: string,
  options: CallOptions,
): Promise<readonly Cycle[]> {
  try {
    const boards = await all(
      client,
      `/board?projectKeyOrId=${project}&type=scrum`,
      "/board",
      boardSchema,
      options,
    );
    const sprints = await Promise.all(
      boards.map(({ id }) => {
        const path = `/board/${id}/sprint?state=future,active`;
        return all(client, path, "/board/{boardId}/sprint", sprintSchema, options);
      }),
    );
    // A sprint is on every board whose filter shows one of its issues.
    return [...new Map(sprints.flat().map((sprint) => [sprint.id, asCycle(sprint)])).values()];
  } catch (error) {
    const isHidden =
      error instanceof TrackerUnavailable && ["credentials", "contract"].includes(error.reason);
    if (isHidden) return [];
    throw error;
  }
}

async function all<Schema extends z.ZodType>(
  client: JiraClient,
  path: string,
  endpoint: string,
  schema: Schema,
  options: CallOptions,
): Promise<z.output<Schema>[]> {
  const found: z.output<Schema>[] = [];
  for (;;) {
    const page = await client.read(
      {
        method: "GET",
        api: "/rest/agile/1.0",
        endpoint: `/rest/agile/1.0${endpoint}`,
        path: `${path}&maxResults=50&startAt=${found.length}`,
      },
      pageOf(schema),
      options,
    );
    found.push(...page.values);
    if (page.isLast || page.values.length === 0) return found;
  }
}
