import type { CallOptions, Container, Directory, Status, StatusCategory } from "../tracker.ts";
import type { JiraClient } from "./client.ts";
import { type JiraProject, prioritiesSchema, statusesByTypeSchema, usersSchema } from "./schemas.ts";
import { openSprints } from "./sprints.ts";
import type { Site } from "./site.ts";

const USER_PAGE = 1000;

/** Jira has three categories; which of its "done" statuses mean "not done after all" is for the map to say. */
const CATEGORY: Record<string, StatusCategory> = {
  new: "unstarted",
  indeterminate: "started",
  done: "completed",
};

/**
 * Two requests, one a project for its statuses, and one a thousand users; of the projects whose sprints are
 * asked for, their boards and sprints.
 */
export async function readDirectory(
  client: JiraClient,
  site: Site,
  { siteUrl, sprintsOf }: { siteUrl: string; sprintsOf: readonly string[] },
  options: CallOptions,
): Promise<Directory> {
  const facts = await site.refresh(options);
  const [priorities, users, containers] = await Promise.all([
    client.read({ method: "GET", endpoint: "/priority", path: "/priority" }, prioritiesSchema, options),
    readUsers(client, options),
    Promise.all(
      [...facts.projects.values()].map(async (project): Promise<Container> => {
        const { id, key, name } = project;
        const hasSprints =
          facts.sprintField !== null && [id, key, name].some((one) => sprintsOf.includes(one));
        const [container, cycles] = await Promise.all([
          readContainer(client, project, options),
          hasSprints ? openSprints(client, id, options) : undefined,
        ]);
        return cycles ? { ...container, cycles } : container;
      }),
    ),
  ]);
  return {
    side: "jira",
    // Neither the REST API nor an API token tells a site's cloud id.
    workspace: siteUrl,
    url: siteUrl,
    self: facts.self,
    containers,
    users: users
      .filter(({ accountType }) => accountType === undefined || accountType === "atlassian")
      .map(({ accountId, displayName, emailAddress, active }) => ({
        id: accountId,
        name: displayName,
        email: emailAddress === undefined || emailAddress === "" ? null : emailAddress,
        active,
      })),
    priorities: priorities.map(({ id, name }) => ({ id, name })),
  };
}

async function readContainer(
  client: JiraClient,
  project: JiraProject,
  options: CallOptions,
): Promise<Container> {
  const byType = await client.read(
    { method: "GET", endpoint: "/project/{id}/statuses", path: `/project/${project.id}/statuses` },
    statusesByTypeSchema,
    options,
  );
  const statuses = new Map<string, Status>();
  for (const { id, name, statusCategory } of byType.flatMap((type) => type.statuses)) {
    statuses.set(id, { id, name, category: CATEGORY[statusCategory?.key ?? ""] ?? "unknown" });
  }
  return {
    id: project.id,
    key: project.key,
    name: project.name,
    statuses: [...statuses.values()],
    issueTypes: project.issueTypes.map(({ id, name, subtask, hierarchyLevel }) => ({
      id,
      name,
      level: hierarchyLevel ?? (subtask ? -1 : 0),
    })),
    // Jira keeps no list of a project's labels: one comes into being by its first use.
    labels: [],
  };
}

async function readUsers(client: JiraClient, options: CallOptions): Promise<(typeof usersSchema)["_output"]> {
  const users: (typeof usersSchema)["_output"] = [];
  for (;;) {
    const page = await client.read(
      {
        method: "GET",
        endpoint: "/users/search",
        path: `/users/search?startAt=${users.length}&maxResults=${USER_PAGE}`,
      },
      usersSchema,
      options,
    );
    users.push(...page);
    if (page.length === 0 || page.length < USER_PAGE) return users;
  }
}
