import { allFields } from "./fields.ts";
import type { Project, Transition, Workflow } from "./model.ts";
import { UnknownName } from "./plain-issue.ts";
import type { JiraSeeded, Seed } from "./seed.ts";
import type { Site } from "./site.ts";
import { named } from "./state.ts";

/** The people, fields, workflows and projects of a seed. */
export function seedSite(
  site: Site,
  seed: Seed,
  systemAccountId: string,
): Pick<JiraSeeded, "users" | "projects"> {
  const { state } = site;
  const users = seed.users.map((user): [string, string] => {
    const known = [...state.accounts.values()].find(({ email }) => email === user.email);
    const accountId = known?.accountId ?? user.accountId ?? newAccountId(site);
    // A seed may change an account that is there, e.g. the time zone of the service's own; its token stays.
    const apiToken = user.apiToken ?? known?.apiToken ?? null;
    state.accounts.set(accountId, { ...user, accountId, apiToken, accountType: "atlassian" });
    return [user.email, accountId];
  });
  for (const { name, category } of seed.statuses) {
    const id = String(state.next("status", 10_200));
    state.statuses.set(id, { id, name, category, description: "" });
  }
  for (const { name, kind, options, ownedByApp } of seed.customFields) {
    const id = `customfield_${state.next("custom field", 10_100)}`;
    const choices = options.map((option) => ({ id: String(state.next("option", 10_300)), name: option }));
    state.customFields.set(id, { id, name, kind, options: choices, ownedByApp });
  }
  for (const workflow of seed.workflows) state.workflows.set(workflow.id, workflowOf(site, workflow));
  state.indexedProperties = [
    ...state.indexedProperties,
    ...seed.entityProperties.flatMap(({ propertyKey, values }) =>
      values.map(({ path, type, searchAlias }) => ({ propertyKey, path, type, alias: searchAlias ?? null })),
    ),
  ];
  const projects = seed.projects.map((project): [string, string] => {
    const made = projectOf(site, project, systemAccountId);
    state.projects.set(made.id, made);
    return [made.key, made.id];
  });
  for (const { name, project, type } of seed.boards) {
    const id = String(state.next("board", 1));
    const projectId = found(state.project(project), "project", project).id;
    state.boards.set(id, { id, name, type, projectId });
  }
  for (const { board, name, state: stage, startDate = null, endDate = null } of seed.sprints) {
    const id = state.next("sprint", 1);
    const boardId = found(named(state.boards.values(), board), "board", board).id;
    const completeDate = stage === "closed" ? (endDate ?? site.now()) : null;
    state.sprints.set(id, { id, name, goal: "", state: stage, boardId, startDate, endDate, completeDate });
  }
  return { users: Object.fromEntries(users), projects: Object.fromEntries(projects) };
}

const newAccountId = (site: Site): string => site.random.uuid().replaceAll("-", "").slice(0, 24);

function projectOf(site: Site, project: Seed["projects"][number], systemAccountId: string): Project {
  const { state } = site;
  if (state.project(project.key)) throw new UnknownName(`The project key ${project.key} is taken.`);
  const workflow = (id: string) => {
    if (!state.workflows.has(id)) throw new UnknownName(`There is no workflow '${id}'.`);
    return id;
  };
  const typeId = (name: string) => found(named(state.issueTypes.values(), name), "issue type", name).id;
  const lead = project.lead === undefined ? undefined : state.account(project.lead);
  return {
    id: String(state.next("project")),
    key: project.key,
    name: project.name,
    leadId: lead?.accountId ?? systemAccountId,
    workflowId: workflow(project.workflow),
    workflowByType: new Map(
      Object.entries(project.workflowByType).map(([type, id]) => [typeId(type), workflow(id)]),
    ),
    issueTypeIds: project.issueTypes?.map(typeId) ?? [...state.issueTypes.keys()],
    components: project.components.map((name) => ({ id: String(state.next("component")), name })),
    versions: project.versions.map((name) => ({
      id: String(state.next("version")),
      name,
      released: false,
      archived: false,
    })),
  };
}

function workflowOf(site: Site, workflow: Seed["workflows"][number]): Workflow {
  const { state } = site;
  const statusId = (name: string) => found(named(state.statuses.values(), name), "status", name).id;
  const transitions = workflow.transitions.map((transition): Transition => ({
    id: String(state.next("transition", 1_001)),
    name: transition.name,
    from: transition.from === "any" ? "any" : transition.from.map(statusId),
    to: statusId(transition.to),
    screen: transition.screen.map(({ field, required }) => ({
      fieldId: found(named(allFields(site), field), "field", field).id,
      required,
    })),
  }));
  return {
    id: workflow.id,
    name: workflow.name,
    initialStatusId: statusId(workflow.initial),
    statusIds: workflow.statuses.map(statusId),
    transitions,
  };
}

function found<T>(record: T | undefined, what: string, name: string): T {
  if (record === undefined) throw new UnknownName(`There is no ${what} '${name}'.`);
  return record;
}
