import {
  ok,
  page,
  part,
  readPoints,
  seenProject,
  seenProjects,
  wholeNumber,
  listed,
  type Call,
  type Route,
} from "../call.ts";
import { refuse } from "../errors.ts";
import { allFields } from "../fields.ts";
import type { IssueType, Project } from "../model.ts";
import { GLOBAL_PERMISSIONS, PROJECT_PERMISSIONS } from "../permissions.ts";
import { must, named } from "../state.ts";
import { fieldMetadata } from "../transition-view.ts";

type Json = Record<string, unknown>;

/** What a site is set up with: projects, types, statuses, fields. All of it is only read here. */
export const siteRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/serverInfo",
    handle: ({ site, renderer }) =>
      ok({
        baseUrl: site.baseUrl,
        displayUrl: site.baseUrl,
        version: "1001.0.0-SANDBOX",
        versionNumbers: [1001, 0, 0],
        deploymentType: "Cloud",
        buildNumber: 100_000,
        buildDate: renderer.time(0),
        serverTime: renderer.time(site.now()),
        scmInfo: "sandbox",
        serverTitle: "Jira sandbox",
      }),
  },
  {
    method: "GET",
    path: "/project/search",
    handle: (call) => {
      const query = call.query.get("query")?.toLowerCase() ?? "";
      const keys = call.query.getAll("keys").map((key) => key.toUpperCase());
      const withTypes = listed(call, "expand").includes("issueTypes");
      const projects = seenProjects(call)
        .filter(({ key, name }) => `${key} ${name}`.toLowerCase().includes(query))
        .filter(({ key }) => keys.length === 0 || keys.includes(key))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .map((project) => ({
          ...projectView(call, project),
          ...(withTypes
            ? { issueTypes: issueTypesOf(call, project).map((type) => call.renderer.issueType(type)) }
            : {}),
        }));
      return ok(
        page(call, "project/search", projects, { usual: 50, most: 100 }),
        readPoints(projects.length),
      );
    },
  },
  {
    method: "GET",
    path: "/project/{projectIdOrKey}",
    handle: (call) => {
      const project = pathProject(call);
      return ok({
        ...projectView(call, project),
        description: "",
        assigneeType: "UNASSIGNED",
        lead: call.renderer.user(project.leadId),
        components: components(call, project),
        versions: versions(call, project),
        issueTypes: issueTypesOf(call, project).map((type) => call.renderer.issueType(type)),
        roles: {},
      });
    },
  },
  {
    method: "GET",
    path: "/project/{projectIdOrKey}/components",
    handle: (call) => ok(components(call, pathProject(call))),
  },
  {
    method: "GET",
    path: "/project/{projectIdOrKey}/versions",
    handle: (call) => ok(versions(call, pathProject(call))),
  },
  {
    method: "GET",
    path: "/project/{projectIdOrKey}/statuses",
    handle: (call) => {
      const { state } = call.site;
      const project = pathProject(call);
      return ok(
        issueTypesOf(call, project).map((type) => ({
          self: call.renderer.url(`issuetype/${type.id}`),
          id: type.id,
          name: type.name,
          subtask: type.hierarchyLevel < 0,
          statuses: state
            .workflowOf(project, type.id)
            .statusIds.map((id) => call.renderer.status(must(state.statuses, id, "status"))),
        })),
      );
    },
  },
  {
    method: "GET",
    path: "/issuetype",
    handle: (call) =>
      ok([...call.site.state.issueTypes.values()].map((type) => call.renderer.issueType(type))),
  },
  {
    method: "GET",
    path: "/priority",
    handle: (call) => ok(priorities(call)),
  },
  {
    method: "GET",
    path: "/priority/search",
    handle: (call) => ok(page(call, "priority/search", priorities(call), { usual: 50, most: 50 })),
  },
  {
    method: "GET",
    path: "/resolution/search",
    handle: (call) => {
      const resolutions = [...call.site.state.resolutions.keys()].map((id) => {
        const { name, description } = call.renderer.resolution(id);
        return { id, name, description };
      });
      return ok(page(call, "resolution/search", resolutions, { usual: 50, most: 50 }));
    },
  },
  {
    method: "GET",
    path: "/status",
    handle: (call) =>
      ok([...call.site.state.statuses.values()].map((status) => call.renderer.status(status))),
  },
  {
    method: "GET",
    path: "/statuses/search",
    handle: (call) => {
      const categories = { new: "TODO", indeterminate: "IN_PROGRESS", done: "DONE" };
      const statuses = [...call.site.state.statuses.values()].map((status) => ({
        id: status.id,
        name: status.name,
        description: status.description,
        statusCategory: categories[status.category],
        scope: { type: "GLOBAL" },
      }));
      return ok(page(call, "statuses/search", statuses, { usual: 200, most: 200 }));
    },
  },
  {
    method: "GET",
    path: "/field",
    handle: (call) =>
      ok(
        allFields(call.site).map((field) => ({
          id: field.id,
          key: field.id,
          name: field.name,
          custom: field.id.startsWith("customfield_"),
          orderable: true,
          navigable: true,
          searchable: true,
          clauseNames: field.clauseNames,
          schema: field.schema,
        })),
      ),
  },
  {
    method: "GET",
    path: "/label",
    handle: (call) => {
      const labels = new Set([...call.site.state.issues.values()].flatMap((issue) => issue.labels));
      return ok(page(call, "label", [...labels].sort(), { usual: 1000, most: 1000 }));
    },
  },
  {
    method: "GET",
    path: "/issueLinkType",
    handle: (call) =>
      ok({ issueLinkTypes: [...call.site.state.linkTypes.keys()].map((id) => call.renderer.linkType(id)) }),
  },
  {
    method: "GET",
    path: "/issue/createmeta/{projectIdOrKey}/issuetypes",
    handle: (call) => {
      const types = issueTypesOf(call, pathProject(call)).map((type) => call.renderer.issueType(type));
      return ok(metaPage(call, "issueTypes", types));
    },
  },
  {
    method: "GET",
    path: "/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}",
    handle: (call) => {
      const project = pathProject(call);
      const type = named(issueTypesOf(call, project), part(call, "issueTypeId"));
      if (!type)
        throw refuse(404, `The issue type ${part(call, "issueTypeId")} is not used in ${project.key}.`);
      const fields = allFields(call.site)
        .filter((field) => field.operations.length > 0 && field.id !== "resolution")
        .map((field) => {
          const required =
            ["summary", "issuetype"].includes(field.id) || (field.id === "parent" && type.hierarchyLevel < 0);
          return { fieldId: field.id, ...fieldMetadata(call.renderer, project, field, required) };
        });
      return ok(metaPage(call, "fields", fields));
    },
  },
  { method: "GET", path: "/mypermissions", handle: myPermissions },
];

const pathProject = (call: Call): Project => seenProject(call, part(call, "projectIdOrKey"));

const projectView = (call: Call, project: Project): Json => ({
  expand: "description,lead,issueTypes,url,projectKeys,permissions,insight",
  ...call.renderer.project(project),
  style: "classic",
  isPrivate: false,
  properties: {},
});

const components = (call: Call, project: Project): Json[] =>
  project.components.map((component) => ({
    ...call.renderer.component(component),
    isAssigneeTypeValid: false,
    project: project.key,
    projectId: Number(project.id),
  }));

const versions = (call: Call, project: Project): Json[] =>
  project.versions.map((version) => ({
    ...call.renderer.projectVersion(version),
    projectId: Number(project.id),
  }));

const issueTypesOf = (call: Call, project: Project): IssueType[] =>
  project.issueTypeIds.map((id) => must(call.site.state.issueTypes, id, "issue type"));

const priorities = (call: Call): Json[] =>
  [...call.site.state.priorities.values()].map((priority) => ({
    ...call.renderer.priority(priority),
    statusColor: priority.color,
    description: "",
    isDefault: priority.id === "3",
  }));

/** Create metadata has a page shape of its own. */
function metaPage(call: Call, name: string, items: readonly unknown[]): Json {
  const startAt = wholeNumber(call, "startAt", 0);
  const maxResults = wholeNumber(call, "maxResults", 50);
  if (maxResults > 200) throw refuse(400, "Parameter 'maxResults' must not exceed the limit '200'");
  return { startAt, maxResults, total: items.length, [name]: items.slice(startAt, startAt + maxResults) };
}

function myPermissions(call: Call) {
  const { site, account } = call;
  const asked = listed(call, "permissions");
  if (asked.length === 0) throw refuse(400, "The parameter 'permissions' is required.");
  const issueKey = call.query.get("issueKey") ?? call.query.get("issueId");
  const issue = issueKey === null ? undefined : site.state.issue(issueKey);
  const projectKey = call.query.get("projectKey") ?? call.query.get("projectId") ?? issue?.projectId;
  const projects = projectKey == null ? seenProjects(call) : [seenProject(call, projectKey)];
  const permissions = asked.map((key) => {
    const project = PROJECT_PERMISSIONS.find((permission) => permission === key);
    const global = GLOBAL_PERMISSIONS.find((permission) => permission === key);
    if (!project && !global) throw refuse(400, `The permission '${key}' does not exist.`);
    const has = global
      ? site.permissions.hasGlobal(account, global)
      : projects.some((each) => project !== undefined && site.permissions.has(account, project, each));
    const name = key.toLowerCase().replaceAll("_", " ");
    const type = global ? "GLOBAL" : "PROJECT";
    return [key, { id: key, key, name, type, description: "", havePermission: has }] as const;
  });
  return ok({ permissions: Object.fromEntries(permissions) }, readPoints(permissions.length, 2));
}
