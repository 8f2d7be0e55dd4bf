import { z } from "zod";
import type { CallOptions, Directory, StatusCategory } from "../tracker.ts";
import type { LinearClient } from "./client.ts";
import { CYCLE_FIELDS, cycleOf, cycleSchema } from "./cycle.ts";
import type { Labels } from "./labels.ts";
import { PAGE, PAGE_INFO, pageOf, withRest } from "./pages.ts";

const TEAM = "id key name";
const STATE = "id name type position team { id }";
const USER = "id name email active";
const MILESTONE = "id name project { id }";
const CYCLE = `${CYCLE_FIELDS} team { id }`;
/** What is over stays where it is, so that nobody needs to know of it. */
const OPEN_CYCLES = ", filter: { isPast: { eq: false } }";

/** The first pages of everything in one request; a workspace with more costs a request for each page more. */
const DIRECTORY = `query Directory {
  organization { id urlKey projectStatuses { id name type position } }
  viewer { id }
  teams(first: ${PAGE}) { nodes { ${TEAM} } ${PAGE_INFO} }
  workflowStates(first: ${PAGE}) { nodes { ${STATE} } ${PAGE_INFO} }
  users(first: ${PAGE}, includeDisabled: true) { nodes { ${USER} } ${PAGE_INFO} }
  projectMilestones(first: ${PAGE}) { nodes { ${MILESTONE} } ${PAGE_INFO} }
  cycles(first: ${PAGE}${OPEN_CYCLES}) { nodes { ${CYCLE} } ${PAGE_INFO} }
}`;
const rest = (connection: string, fields: string, filter = ""): string => `query More($after: String) {
  page: ${connection}(first: ${PAGE}, after: $after${filter}) { nodes { ${fields} } ${PAGE_INFO} }
}`;
const PAGE_POINTS = PAGE * 4;

const teamSchema = z.object({ id: z.string(), key: z.string(), name: z.string() });
const stateSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  position: z.number(),
  team: z.object({ id: z.string() }),
});
const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  active: z.boolean(),
});
const milestoneSchema = z.object({ id: z.string(), name: z.string(), project: z.object({ id: z.string() }) });
const teamCycleSchema = cycleSchema.extend({ team: z.object({ id: z.string() }) });
const directorySchema = z.object({
  organization: z.object({
    id: z.string(),
    urlKey: z.string(),
    projectStatuses: z.array(
      z.object({ id: z.string(), name: z.string(), type: z.string(), position: z.number() }),
    ),
  }),
  viewer: z.object({ id: z.string() }),
  teams: pageOf(teamSchema),
  workflowStates: pageOf(stateSchema),
  users: pageOf(userSchema),
  projectMilestones: pageOf(milestoneSchema),
  cycles: pageOf(teamCycleSchema),
});

/** Linear's priorities are fixed. */
const PRIORITIES = ["No priority", "Urgent", "High", "Medium", "Low"].map((name, number) => ({
  id: String(number),
  name,
}));

const CATEGORIES: ReadonlySet<string> = new Set<StatusCategory>([
  "triage",
  "backlog",
  "unstarted",
  "started",
  "completed",
  "canceled",
  "duplicate",
]);

function isCategory(type: string): type is StatusCategory {
  return CATEGORIES.has(type);
}

function categoryOfProject(type: string): StatusCategory {
  if (type === "planned") return "unstarted";
  if (type === "paused") return "started";
  return isCategory(type) ? type : "unknown";
}

export async function readDirectory(
  client: LinearClient,
  labels: Labels,
  options: CallOptions,
): Promise<Directory> {
  const operation = { text: DIRECTORY, variables: {}, points: 5 * PAGE_POINTS };
  const first = await client.ask(operation, directorySchema, options);
  await labels.read(options);

  const all = async <Schema extends z.ZodType>(
    page: Parameters<typeof withRest<Schema>>[1],
    connection: string,
    fields: string,
    schema: Schema,
    filter?: string,
  ): Promise<z.infer<Schema>[]> =>
    await withRest(
      client,
      page,
      { text: rest(connection, fields, filter), points: PAGE_POINTS },
      schema,
      options,
    );
  const teams = await all(first.teams, "teams", TEAM, teamSchema);
  const states = await all(first.workflowStates, "workflowStates", STATE, stateSchema);
  const users = await all(first.users, "users", USER, userSchema, ", includeDisabled: true");

  const found = await all(first.projectMilestones, "projectMilestones", MILESTONE, milestoneSchema);
  const milestones = found.map(({ id, name, project }) => ({ id, name, project: project.id }));

  const cycles = await all(first.cycles, "cycles", CYCLE, teamCycleSchema, OPEN_CYCLES);

  return {
    side: "linear",
    workspace: first.organization.id,
    url: `https://linear.app/${first.organization.urlKey}`,
    self: first.viewer.id,
    containers: teams.map((team) => ({
      ...team,
      statuses: states
        .filter((state) => state.team.id === team.id)
        .sort((a, b) => a.position - b.position)
        .map(({ id, name, type }) => ({ id, name, category: isCategory(type) ? type : "unknown" })),
      issueTypes: [],
      labels: labels.namesFor(team.id),
      milestones,
      cycles: cycles.filter((cycle) => cycle.team.id === team.id).map(cycleOf),
      labelGroups: labels.groupsFor(team.id),
    })),
    users,
    projectStatuses: first.organization.projectStatuses
      .toSorted((a, b) => a.position - b.position)
      .map(({ id, name, type }) => ({ id, name, category: categoryOfProject(type) })),
    priorities: PRIORITIES,
  };
}
