import type { Actor } from "../kit/edit-log.ts";
import { asStored, record } from "./changes.ts";
import { DEFAULT_PRIORITY_ID } from "./defaults.ts";
import { FieldRefusal, JiraRefusal } from "./errors.ts";
import type { Field, FieldContext } from "./field.ts";
import { reference } from "./field.ts";
import { patchOf, type IssueInput } from "./issue-input.ts";
import { changedFields } from "./fields.ts";
import type { History, Issue, Project } from "./model.ts";
import { assertProperty, setProperty } from "./properties.ts";
import type { Site } from "./site.ts";
import { must, named } from "./state.ts";
import { transitionIssue } from "./workflow.ts";

interface CreateOptions {
  /** Whether the caller may create in this project. */
  mayCreate: (project: Project) => boolean;
  mayModifyReporter: (project: Project) => boolean;
}

interface Created {
  issue: Issue;
  /** What became of the requested transition; the issue exists either way. */
  transition?: { status: number; errorCollection: unknown };
}

/**
 * Creates an issue, sets its properties and takes it one step along its workflow if asked to.
 * @throws JiraRefusal 400 with the refused fields; then nothing was created
 */
export function createIssue(site: Site, actor: Actor, input: IssueInput, options: CreateOptions): Created {
  const context = createContext(site, input, options.mayCreate);
  const fields = Object.fromEntries(
    Object.entries(input.fields).filter(([id]) => id !== "project" && id !== "issuetype"),
  );
  const settable = (field: Field): boolean => {
    if (field.id === "reporter") return options.mayModifyReporter(context.project);
    return field.id !== "resolution";
  };
  const patch = patchOf(context, { fields, update: input.update }, settable);
  const errors: Record<string, string> = {};
  if (patch.summary === undefined) errors["summary"] = "You must specify a summary of the issue.";
  if (context.type.hierarchyLevel < 0 && patch.parentId == null) {
    errors["parentId"] = "Issue type is a sub-task but parent issue key or id not specified.";
  }
  if (Object.keys(errors).length > 0) throw new JiraRefusal(400, { errors });

  for (const { key, value } of input.properties) assertProperty(key, value);
  const issue = insertIssue(site, actor, context, patch);
  const history = firstHistory(site, actor, issue);
  site.publish({ name: "jira:issue_created", issue, actor, typeName: "issue_created", history });
  for (const { key, value } of input.properties) setProperty(site, actor, issue.id, key, value);
  const created = must(site.state.issues, issue.id, "issue");
  if (!input.transition) return { issue: created };
  try {
    const moved = transitionIssue(site, actor, created, input.transition.id, { fields: {}, update: {} });
    return {
      issue: moved,
      transition: { status: 200, errorCollection: { errorMessages: [], errors: {} } },
    };
  } catch (error) {
    if (!(error instanceof JiraRefusal)) throw error;
    return { issue: created, transition: { status: error.status, errorCollection: error.body() } };
  }
}

/** What the webhook of a creation says was set: Jira keeps no such entry in the issue's own changelog. */
function firstHistory(site: Site, actor: Actor, issue: Issue): History {
  const blank: Issue = {
    ...issue,
    summary: "",
    description: null,
    assigneeId: null,
    reporterId: null,
    labels: [],
    parentId: null,
    sprintIds: [],
    dueDate: null,
    custom: new Map(),
  };
  const items = changedFields(site, blank, issue).flatMap((field) => field.history(site, blank, issue));
  return { id: site.state.next("history"), authorId: actor.id, created: issue.created, items };
}

/** Puts a new issue into its project with the defaults Jira gives. */
export function insertIssue(site: Site, actor: Actor, context: FieldContext, patch: Partial<Issue>): Issue {
  const { state } = site;
  const now = site.now();
  const id = patch.id ?? state.next("issue");
  const key = patch.key ?? `${context.project.key}-${state.next(`issues of ${context.project.id}`, 1)}`;
  const issue: Issue = {
    projectId: context.project.id,
    typeId: context.type.id,
    statusId: state.workflowOf(context.project, context.type.id).initialStatusId,
    statusChanged: now,
    summary: "",
    description: null,
    priorityId: DEFAULT_PRIORITY_ID,
    assigneeId: null,
    reporterId: actor.id,
    creatorId: actor.id,
    labels: [],
    componentIds: [],
    fixVersionIds: [],
    parentId: null,
    sprintIds: [],
    dueDate: null,
    resolutionId: null,
    resolved: null,
    custom: new Map(),
    rank: id,
    created: now,
    updated: now,
    properties: new Map(),
    comments: [],
    attachments: [],
    remoteLinks: [],
    linkIds: [],
    history: [],
    formerKeys: [],
    ...asStored(site, patch),
    id,
    key,
  };
  site.put(issue);
  record(site, actor, issue, { field: "created", new: issue.summary });
  return issue;
}

function createContext(
  site: Site,
  input: IssueInput,
  mayCreate: (project: Project) => boolean,
): FieldContext {
  const errors: Record<string, string> = {};
  const lookUp = (field: string): string => {
    try {
      const { id, key, name } = reference(input.fields[field] ?? {});
      return id ?? key ?? name ?? "";
    } catch (error) {
      if (error instanceof FieldRefusal) return "";
      throw error;
    }
  };
  const project = site.state.project(lookUp("project"));
  if (!project) errors["project"] = "Specify a valid project ID or key";
  else if (!mayCreate(project))
    errors["project"] = "You do not have permission to create issues in this project.";
  const type = named(site.state.issueTypes.values(), lookUp("issuetype"));
  if (!type) errors["issuetype"] = "Specify an issue type";
  else if (project && !project.issueTypeIds.includes(type.id)) {
    errors["issuetype"] = "The issue type selected is invalid.";
  }
  if (!project || !type || Object.keys(errors).length > 0) throw new JiraRefusal(400, { errors });
  return { site, project, type, issue: null };
}
