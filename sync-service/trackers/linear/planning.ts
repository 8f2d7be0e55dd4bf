import { z } from "zod";
import { type IssueId, issueId } from "#sync/model/issue.ts";
import { findEach } from "../find-each.ts";
import type { LinearFilter, LinearPlanning, LinearStructure, LinearUpdate } from "../planning-port.ts";
import { type CallOptions, type MarkOutcome, TrackerUnavailable } from "../tracker.ts";
import type { LinearClient } from "./client.ts";
import { PAGE, PAGE_INFO, pageOf, pagesOf, withRest } from "./pages.ts";
import { readPlanned } from "./planned.ts";
import { refusalOf } from "./refusal.ts";
import { sightingSchema } from "./snapshot.ts";

/** Teams of a project that are read along with it. */
const TEAMS_READ = 5;
const INITIATIVE = "id slugId name url status targetDate health owner { name email }";
const PROJECT = `id name url startDate targetDate health status { type } lead { name email }
  teams(first: ${TEAMS_READ}) { nodes { key private } }`;
const NESTED = "initiative { id } relatedInitiative { id }";
const INSIDE = "initiative { id } project { id }";
const STRUCTURE = `query Planning {
  initiatives(first: ${PAGE}) { nodes { ${INITIATIVE} } ${PAGE_INFO} }
  projects(first: ${PAGE}) { nodes { ${PROJECT} } ${PAGE_INFO} }
  nested: initiativeRelations(first: ${PAGE}) { nodes { ${NESTED} } ${PAGE_INFO} }
  inside: initiativeToProjects(first: ${PAGE}) { nodes { ${INSIDE} } ${PAGE_INFO} }
}`;
const PAGE_POINTS = PAGE * 10;

const reference = z.object({ id: z.string() });
const person = z.object({ name: z.string(), email: z.string().nullable() }).nullable();
const health = z.enum(["onTrack", "atRisk", "offTrack"]).nullable();
const initiativeSchema = z.object({
  id: z.string(),
  slugId: z.string(),
  name: z.string(),
  url: z.string(),
  status: z.string(),
  targetDate: z.string().nullable(),
  health,
  owner: person,
});
const projectSchema = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  startDate: z.string().nullable(),
  targetDate: z.string().nullable(),
  health,
  status: z.object({ type: z.string() }),
  lead: person,
  teams: z.object({ nodes: z.array(z.object({ key: z.string(), private: z.boolean() })) }),
});
const nestedSchema = z.object({ initiative: reference, relatedInitiative: reference });
const insideSchema = z.object({ initiative: reference, project: reference });
const structureSchema = z.object({
  initiatives: pageOf(initiativeSchema),
  projects: pageOf(projectSchema),
  nested: pageOf(nestedSchema),
  inside: pageOf(insideSchema),
});

async function readStructure(client: LinearClient, options: CallOptions): Promise<LinearStructure> {
  const first = await client.ask(
    { text: STRUCTURE, variables: {}, points: 3 * PAGE_POINTS },
    structureSchema,
    options,
  );
  const all = <Schema extends z.ZodType>(
    page: Parameters<typeof withRest<Schema>>[1],
    connection: string,
    fields: string,
    schema: Schema,
  ) => {
    const text = `query More($after: String) {
      page: ${connection}(first: ${PAGE}, after: $after) { nodes { ${fields} } ${PAGE_INFO} }
    }`;
    return withRest(client, page, { text, points: PAGE_POINTS }, schema, options);
  };
  const initiatives = await all(first.initiatives, "initiatives", INITIATIVE, initiativeSchema);
  const projects = await all(first.projects, "projects", PROJECT, projectSchema);
  const nested = await all(first.nested, "initiativeRelations", NESTED, nestedSchema);
  const inside = await all(first.inside, "initiativeToProjects", INSIDE, insideSchema);

  const below = Map.groupBy(nested, ({ initiative }) => initiative.id);
  const held = Map.groupBy(inside, ({ initiative }) => initiative.id);
  return {
    initiatives: initiatives.map(({ targetDate, ...initiative }) => ({
      ...initiative,
      targetOn: targetDate,
      initiatives: (below.get(initiative.id) ?? []).map(({ relatedInitiative }) => relatedInitiative.id),
      projects: (held.get(initiative.id) ?? []).map(({ project }) => project.id),
    })),
    projects: projects.map(({ startDate, targetDate, status, teams, ...project }) => ({
      ...project,
      status: status.type,
      startsOn: startDate,
      targetOn: targetDate,
      teams: teams.nodes.map(({ key }) => key),
      isPrivate: teams.nodes.length > 0 && teams.nodes.every((team) => team.private),
    })),
  };
}

/** Newest first. The poll takes the whole workspace, so that one request tells that nothing changed. */
const CHANGES = `query PlanningChanges($filter: IssueFilter!, $after: String) {
  page: issues(filter: $filter, orderBy: updatedAt, first: ${PAGE}, after: $after, includeArchived: true) {
    nodes { id updatedAt }
    ${PAGE_INFO}
  }
}`;
/** By creation, which no edit changes while the pages are read. */
const IDS = `query PlanningIds($filter: IssueFilter!, $after: String) {
  page: issues(filter: $filter, orderBy: createdAt, first: ${PAGE}, after: $after, includeArchived: true) {
    nodes { id project { id } }
    ${PAGE_INFO}
  }
}`;
const idSchema = z
  .object({ id: z.string().transform(issueId), project: reference.nullable() })
  .transform(({ id, project }) => ({ id, project: project?.id ?? null }));
const POINTS_A_SIGHTING = 2.5;

function idPages(client: LinearClient, filter: LinearFilter, options: CallOptions) {
  const query = { text: IDS, variables: { filter }, points: PAGE * POINTS_A_SIGHTING };
  return pagesOf(client, query, idSchema, options);
}

async function matching(
  client: LinearClient,
  filter: LinearFilter,
  options: CallOptions,
): Promise<IssueId[]> {
  const ids: IssueId[] = [];
  for await (const page of idPages(client, filter, options)) ids.push(...page.map(({ id }) => id));
  return ids;
}

const namedSchema = z.object({ id: z.string(), slugId: z.string() });
const POINTS_NAMED = 1.2;
const isUuid = (text: string): boolean => z.guid().safeParse(text).success;

/** Archived ones too: their issues count. Only a UUID is asked for as an id. */
async function named(
  client: LinearClient,
  kind: LinearUpdate["on"],
  idsOrSlugIds: readonly string[],
  options: CallOptions,
): Promise<ReadonlyMap<string, string>> {
  const filters = kind === "initiative" ? "InitiativeFilter" : "ProjectFilter";
  const text = `query Named($filter: ${filters}!, $after: String) {
    page: ${kind}s(filter: $filter, first: ${PAGE}, after: $after, includeArchived: true) {
      nodes { id slugId }
      ${PAGE_INFO}
    }
  }`;
  const names = [...new Set(idsOrSlugIds)];
  const found = new Map<string, string>();
  for (let start = 0; start < names.length; start += PAGE) {
    const some = names.slice(start, start + PAGE);
    const either = Map.groupBy(some, (name) => (isUuid(name) ? "id" : "slugId"));
    const filter = { or: [...either].map(([field, values]) => ({ [field]: { in: values } })) };
    const query = { text, variables: { filter }, points: PAGE * POINTS_NAMED };
    for await (const page of pagesOf(client, query, namedSchema, options)) {
      for (const { id, slugId } of page) found.set(id, id).set(slugId, id);
    }
  }
  return found;
}

/** Filters asked as one. */
const TOGETHER = 50;

/** Linear as roll-ups see it. */
export function linearPlanning(client: LinearClient): LinearPlanning {
  return {
    changes: (since, options) => {
      const filter = { updatedAt: { gte: new Date(since).toISOString() } };
      const query = { text: CHANGES, variables: { filter }, points: PAGE * POINTS_A_SIGHTING };
      return pagesOf(client, query, sightingSchema, options);
    },
    read: (ids, _known, options) => readPlanned(client, ids, options),
    structure: (options) => readStructure(client, options),
    projectsNamed: (idsOrSlugIds, options) => named(client, "project", idsOrSlugIds, options),
    ofProjects: (projects, options) => idPages(client, { project: { id: { in: [...projects] } } }, options),
    matching: (filter, options) => matching(client, filter, options),
    within: (filters, ids, options) =>
      findEach(filters, ids, TOGETHER, async (some, among) => {
        const found = new Set<IssueId>();
        for (let start = 0; start < among.length; start += PAGE) {
          const filter = { and: [{ or: some }, { id: { in: among.slice(start, start + PAGE) } }] };
          for (const id of await matching(client, filter, options)) found.add(id);
        }
        return found;
      }),
    postUpdate: (update, options) => postUpdate(client, update, options),
  };
}

/** The id is ours, so that a repeat after a lost answer finds it taken: then it was posted. */
async function postUpdate(
  client: LinearClient,
  { id, on, subject, name, health: declared, body }: LinearUpdate,
  options: CallOptions,
): Promise<MarkOutcome> {
  const found = await subjectOf(client, on, subject, options);
  if (found.kind !== "found") return found;
  const type = on === "initiative" ? "InitiativeUpdateCreateInput" : "ProjectUpdateCreateInput";
  const text = `mutation Post($input: ${type}!) { posted: ${on}UpdateCreate(input: $input) { success } }`;
  const input = { id, [`${on}Id`]: found.id, body, ...(declared === null ? {} : { health: declared }) };
  const fate = await client.send({ text, variables: { input }, points: 2 }, options);
  switch (fate.kind) {
    case "answered":
      return { kind: "applied" };
    case "not-sent":
      return { kind: "not-sent", reason: fate.error.message, retryAt: fate.error.retryAt };
    case "unknown":
      return { kind: "unknown", reason: fate.reason };
    case "failed": {
      const [failure] = fate.failures;
      if (failure && /already exists/i.test(failure.message)) return { kind: "applied" };
      return failure?.refused === true
        ? { kind: "refused", refused: [refusalOf(failure, null, name)] }
        : { kind: "unknown", reason: failure?.message ?? "Linear answered with an error" };
    }
  }
}

/** An update takes no slug id, which is asked for first; what names nothing is sent as it is, for Linear to refuse. */
async function subjectOf(
  client: LinearClient,
  on: LinearUpdate["on"],
  subject: string,
  options: CallOptions,
): Promise<{ kind: "found"; id: string } | Extract<MarkOutcome, { kind: "not-sent" }>> {
  if (isUuid(subject)) return { kind: "found", id: subject };
  try {
    const ids = await named(client, on, [subject], options);
    return { kind: "found", id: ids.get(subject) ?? subject };
  } catch (error) {
    if (!(error instanceof TrackerUnavailable)) throw error;
    return { kind: "not-sent", reason: error.message, retryAt: error.retryAt };
  }
}
