import { z } from "zod";
import type { FieldName, IssueId, LinearValues, Observation, Snapshot } from "#sync/model/issue.ts";
import { asIssueId, projectOf } from "#sync/model/project-id.ts";
import type {
  CallOptions,
  CreateIssue,
  Refusal,
  Scope,
  Sighting,
  UpdateIssue,
  WriteOutcome,
} from "../tracker.ts";
import type { LinearClient } from "./client.ts";
import { PAGE, pagesOf } from "./pages.ts";
import { refusalOf, refusedFields } from "./refusal.ts";

/** Teams of a project that are read along with it. */
const TEAMS_READ = 10;
const PROJECT_FIELDS = `id name content priority targetDate url createdAt updatedAt archivedAt trashed
  status { id } lead { id } creator { id name } teams(first: ${TEAMS_READ}) { nodes { id } }`;
const PROJECT_POINTS = 1 + 10 * 0.1 + 3 * 1.2 + TEAMS_READ * 1.1;
/** As many a request as stay below 10,000 points. */
const PROJECTS = 200;

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const reference = z.object({ id: z.string() });
const projectSchema = z.object({
  id: z.string(),
  name: z.string(),
  content: z.string().nullable(),
  priority: z.number(),
  targetDate: z.string().nullable(),
  url: z.string(),
  createdAt: moment,
  updatedAt: moment,
  archivedAt: moment.nullable(),
  trashed: z.boolean().nullable(),
  status: reference,
  lead: reference.nullable(),
  creator: z.object({ id: z.string(), name: z.string() }).nullable(),
  teams: z.object({ nodes: z.array(reference) }),
});

function snapshotOf(project: z.output<typeof projectSchema>): Snapshot<"linear"> {
  const teams = project.teams.nodes.map(({ id }) => id);
  return {
    side: "linear",
    id: asIssueId(project.id),
    key: project.name,
    url: project.url,
    container: teams[0] ?? "",
    teams,
    version: project.updatedAt,
    createdAt: project.createdAt,
    lifecycle: project.trashed === true ? "trashed" : project.archivedAt !== null ? "archived" : "active",
    values: {
      title: project.name,
      description: project.content ?? "",
      status: project.status.id,
      priority: String(project.priority),
      assignee: project.lead?.id ?? null,
      dueDate: project.targetDate,
      labels: [],
      estimate: null,
      type: null,
      parent: null,
      relations: [],
      components: [],
      custom: {},
      milestone: null,
      cycle: null,
    },
    author: project.creator,
    mark: null,
    mentions: [],
    counterpartUrls: [],
    mirroredElsewhere: false,
  };
}

const sightings = (orderBy: "updatedAt" | "createdAt"): string => `query Projects(
  $filter: ProjectFilter!, $after: String
) {
  page: projects(filter: $filter, orderBy: ${orderBy}, first: ${PAGE}, after: $after, includeArchived: true) {
    nodes { id updatedAt }
    pageInfo { hasNextPage endCursor }
  }
}`;
const sightingSchema = z
  .object({ id: z.string(), updatedAt: moment })
  .transform(({ id, updatedAt }): Sighting => ({ id: asIssueId(id), version: updatedAt }));

/** The projects of the scope's teams: those changed since then, or all of them. */
export function projectSightings(
  client: LinearClient,
  scope: Scope,
  since: number | null,
  options: CallOptions,
): AsyncIterable<readonly Sighting[]> {
  const teams = { accessibleTeams: { some: { id: { in: scope.containers } } } };
  const changed = since === null ? [] : [{ updatedAt: { gte: new Date(since).toISOString() } }];
  const query = {
    text: sightings(since === null ? "createdAt" : "updatedAt"),
    variables: { filter: { and: [teams, ...changed] } },
    points: PAGE * 1.2,
  };
  return pagesOf(client, query, sightingSchema, options);
}

const OBSERVE = `query ObserveProjects($ids: [ID!]!, $first: Int!) {
  projects(filter: { id: { in: $ids } }, first: $first, includeArchived: true) { nodes { ${PROJECT_FIELDS} } }
}`;
const observeSchema = z.object({ projects: z.object({ nodes: z.array(projectSchema) }) });

/** Whole projects, archived and trashed ones included. */
export async function observeProjects(
  client: LinearClient,
  ids: readonly IssueId[],
  options: CallOptions,
): Promise<Map<IssueId, Observation<"linear">>> {
  const observations = new Map<IssueId, Observation<"linear">>(ids.map((id) => [id, { kind: "absent", id }]));
  for (let start = 0; start < ids.length; start += PROJECTS) {
    const some = ids.slice(start, start + PROJECTS).map((id) => projectOf(id) ?? id);
    const operation = {
      text: OBSERVE,
      variables: { ids: some, first: some.length },
      points: some.length * PROJECT_POINTS,
    };
    const { projects } = await client.ask(operation, observeSchema, options);
    for (const project of projects.nodes) {
      const snapshot = snapshotOf(project);
      observations.set(snapshot.id, { kind: "present", snapshot });
    }
  }
  return observations;
}

type Outcome = WriteOutcome<"linear">;
type Input = Record<string, unknown>;

/** One document a project, which is read back by it. A repeat of a creation finds the id taken, and reads it. */
export async function createProject(
  client: LinearClient,
  item: CreateIssue<"linear">,
  options: CallOptions,
): Promise<Outcome> {
  const id = projectOf(item.key) ?? item.key;
  const write = async (values: Partial<LinearValues>): Promise<Written> =>
    await send(
      client,
      "projectCreate(input: $input)",
      "$input: ProjectCreateInput!",
      {
        input: { ...inputOf(values), id, teamIds: [item.container] },
      },
      options,
    );
  const outcome = await withoutRefused(item.values, item.counterpart.key, write);
  const isTaken =
    outcome.kind === "refused" && outcome.refused.some(({ message }) => /already exists/i.test(message));
  if (!isTaken) return outcome;
  const found = (await observeProjects(client, [asIssueId(id)], options)).get(asIssueId(id));
  return found?.kind === "present" ? { kind: "applied", snapshot: found.snapshot, refused: [] } : outcome;
}

export async function updateProject(
  client: LinearClient,
  item: UpdateIssue<"linear">,
  options: CallOptions,
): Promise<Outcome> {
  const id = projectOf(item.id) ?? item.id;
  return await withoutRefused(
    item.set,
    item.observed.key,
    async (values) =>
      await send(
        client,
        "projectUpdate(id: $id, input: $input)",
        "$id: String!, $input: ProjectUpdateInput!",
        {
          id,
          input: inputOf(values),
        },
        options,
      ),
  );
}

type Written = Awaited<ReturnType<typeof send>>;

async function send(
  client: LinearClient,
  mutation: string,
  parameters: string,
  variables: Record<string, unknown>,
  options: CallOptions,
) {
  const text = `mutation Project(${parameters}) { written: ${mutation} { project { ${PROJECT_FIELDS} } } }`;
  const fate = await client.send({ text, variables, points: 1 + PROJECT_POINTS }, options);
  if (fate.kind !== "answered") return fate;
  const answer = z.object({ written: z.object({ project: projectSchema }) }).safeParse(fate.data);
  return answer.success
    ? ({ kind: "written", snapshot: snapshotOf(answer.data.written.project) } as const)
    : ({ kind: "unknown", reason: "Linear's answer about the project cannot be read" } as const);
}

/** Sends again without what Linear names as refused, until it takes the rest or names nothing more. */
async function withoutRefused(
  values: Partial<LinearValues>,
  key: string,
  write: (values: Partial<LinearValues>) => Promise<Written>,
): Promise<Outcome> {
  const refused: Refusal[] = [];
  let left: Partial<LinearValues> = values;
  for (;;) {
    const fields = STORED.filter((field) => left[field] !== undefined);
    if (fields.length === 0 && refused.length > 0) return { kind: "refused", refused };
    const written = await write(left);
    switch (written.kind) {
      case "written":
        return { kind: "applied", snapshot: written.snapshot, refused };
      case "unknown":
        return { kind: "unknown", reason: written.reason };
      case "not-sent":
        return { kind: "not-sent", reason: written.error.message, retryAt: written.error.retryAt };
      case "failed": {
        const [failure] = written.failures;
        if (failure?.refused !== true) {
          return { kind: "unknown", reason: failure?.message ?? "Linear answered with an error" };
        }
        const named: FieldName[] = refusedFields(failure, fields);
        if (named.length === 0 || (named.includes("title") && fields.length > 1)) {
          return { kind: "refused", refused: [...refused, refusalOf(failure, null, key)] };
        }
        refused.push(...named.map((field) => refusalOf(failure, field, key)));
        left = Object.fromEntries(
          Object.entries(left).filter(([name]) => !named.some((one) => one === name)),
        );
      }
    }
  }
}

const STORED = ["title", "description", "status", "priority", "assignee", "dueDate"] as const;

function inputOf({ title, description, status, priority, assignee, dueDate }: Partial<LinearValues>): Input {
  return {
    ...(title === undefined ? {} : { name: title }),
    ...(description === undefined ? {} : { content: description }),
    ...(status === undefined ? {} : { statusId: status }),
    ...(priority === undefined ? {} : { priority: Number(priority ?? 0) }),
    ...(assignee === undefined ? {} : { leadId: assignee }),
    ...(dueDate === undefined ? {} : { targetDate: dueDate }),
  };
}
