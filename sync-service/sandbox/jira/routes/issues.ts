import { z } from "zod";
import {
  actor,
  body,
  listed,
  ok,
  projectOf,
  readPoints,
  seenIssue,
  visibleIssue,
  type Call,
  type Route,
} from "../call.ts";
import { change } from "../changes.ts";
import { createIssue } from "../create.ts";
import { FieldRefusal, issueNotFound, JiraRefusal, refuse } from "../errors.ts";
import { fieldById } from "../fields.ts";
import { issueInputSchema, patchOf, type IssueInput } from "../issue-input.ts";
import { issueView, wantedFields } from "../issue-view.ts";
import type { Issue } from "../model.ts";
import { assertProperty, setProperty } from "../properties.ts";
import { deleteIssue } from "../removal.ts";
import { contextOf } from "../workflow.ts";

const MAXIMUM_BULK = 50;
const MAXIMUM_FETCH = 100;

export const issueRoutes: readonly Route[] = [
  { method: "GET", path: "/issue/{issueIdOrKey}", handle: (call) => ok(readIssue(call, seenIssue(call))) },
  { method: "POST", path: "/issue/bulkfetch", handle: bulkFetch },
  {
    method: "POST",
    path: "/issue",
    handle: (call) => ({ status: 201, body: create(call, body(call, issueInputSchema)) }),
  },
  { method: "POST", path: "/issue/bulk", handle: createMany },
  { method: "PUT", path: "/issue/{issueIdOrKey}", handle: edit },
  {
    method: "DELETE",
    path: "/issue/{issueIdOrKey}",
    handle: (call) => {
      const issue = seenIssue(call);
      const { permissions } = call.site;
      permissions.need(
        call.account,
        "DELETE_ISSUES",
        projectOf(call, issue),
        "You do not have permission to delete issues in this project.",
      );
      deleteIssue(call.site, actor(call), issue, call.query.get("deleteSubtasks") === "true");
      return { status: 204 };
    },
  },
  { method: "PUT", path: "/issue/{issueIdOrKey}/assignee", handle: assign },
];

function readIssue(call: Call, issue: Issue): Record<string, unknown> {
  return issueView(call.renderer, issue, {
    fields: wantedFields(call.renderer, listed(call, "fields"), "*all"),
    properties: listed(call, "properties"),
    expand: new Set(listed(call, "expand")),
    comments: Number.POSITIVE_INFINITY,
  });
}

const fetchSchema = z.strictObject({
  issueIdsOrKeys: z.array(z.string()),
  fields: z.array(z.string()).default([]),
  properties: z.array(z.string()).default([]),
  expand: z.array(z.string()).default([]),
  fieldsByKeys: z.boolean().optional(),
});

function bulkFetch(call: Call) {
  const asked = body(call, fetchSchema);
  const { length } = asked.issueIdsOrKeys;
  if (length === 0 || length > MAXIMUM_FETCH) {
    throw refuse(400, `Between 1 and ${MAXIMUM_FETCH} issue IDs or keys must be given, not ${length}.`);
  }
  if (asked.properties.length > 5)
    throw refuse(400, "The maximum number of issue properties to retrieve is 5.");
  const found = new Map<number, Issue>();
  const issueErrors: { id: string; errorMessage: string }[] = [];
  for (const idOrKey of asked.issueIdsOrKeys) {
    const issue = visibleIssue(call, idOrKey);
    if (issue) found.set(issue.id, issue);
    else issueErrors.push({ id: idOrKey, errorMessage: issueNotFound().message });
  }
  const wanted = {
    fields: wantedFields(call.renderer, asked.fields, "*navigable"),
    properties: asked.properties,
    expand: new Set(asked.expand),
    comments: call.site.switches.values.embeddedComments,
  };
  const issues = [...found.values()].sort((a, b) => a.id - b.id);
  return ok(
    { issues: issues.map((issue) => issueView(call.renderer, issue, wanted)), issueErrors },
    readPoints(issues.length),
  );
}

function create(call: Call, input: IssueInput): Record<string, unknown> {
  const { site, account, renderer } = call;
  const { issue, transition } = createIssue(site, actor(call), input, {
    mayCreate: (project) =>
      site.permissions.browses(account, project) && site.permissions.has(account, "CREATE_ISSUES", project),
    mayModifyReporter: (project) => site.permissions.has(account, "MODIFY_REPORTER", project),
  });
  return {
    id: String(issue.id),
    key: issue.key,
    self: renderer.url(`issue/${issue.id}`),
    ...(transition ? { transition } : {}),
  };
}

/** Items fail on their own: the successes are listed without gaps, the failures by their place. */
function createMany(call: Call) {
  const { issueUpdates } = body(call, z.looseObject({ issueUpdates: z.array(z.unknown()) }));
  if (issueUpdates.length === 0) throw refuse(400, "There are no issues to create.");
  if (issueUpdates.length > MAXIMUM_BULK) {
    throw refuse(
      400,
      `The number of issues to create, ${issueUpdates.length}, is more than ${MAXIMUM_BULK}.`,
    );
  }
  const issues: Record<string, unknown>[] = [];
  const errors: Record<string, unknown>[] = [];
  for (const [index, update] of issueUpdates.entries()) {
    try {
      const parsed = issueInputSchema.safeParse(update);
      if (!parsed.success) throw refuse(400, z.prettifyError(parsed.error));
      issues.push(create(call, parsed.data));
    } catch (error) {
      if (!(error instanceof JiraRefusal)) throw error;
      errors.push({ status: error.status, elementErrors: error.body(), failedElementNumber: index });
    }
  }
  return {
    status: issues.length > 0 ? 201 : 400,
    body: { issues, errors },
    points: Math.max(1, issues.length),
  };
}

/** Fields and properties together; a transition in the body is ignored, as documented. */
function edit(call: Call) {
  const issue = seenIssue(call);
  const { site } = call;
  const project = projectOf(call, issue);
  site.permissions.need(
    call.account,
    "EDIT_ISSUES",
    project,
    "You do not have permission to edit issues in this project.",
  );
  const input = body(call, issueInputSchema);
  const patch = patchOf(contextOf(site, issue), input, (field) => {
    if (field.id === "reporter") return site.permissions.has(call.account, "MODIFY_REPORTER", project);
    return field.id !== "resolution";
  });
  for (const { key, value } of input.properties) assertProperty(key, value);
  const typeName = patch.assigneeId === undefined ? "issue_updated" : "issue_assigned";
  // An edit of properties alone touches no field, so it does not count as an edit of the issue.
  if (Object.keys(patch).length > 0 || input.properties.length === 0) {
    change(site, actor(call), issue, patch, { typeName });
  }
  for (const { key, value } of input.properties) setProperty(site, actor(call), issue.id, key, value);
  if (call.query.get("returnIssue") !== "true") return { status: 204 };
  return ok(readIssue(call, site.state.issue(issue.id) ?? issue), 1);
}

const assigneeSchema = z.looseObject({ accountId: z.string().nullable() });

function assign(call: Call) {
  const issue = seenIssue(call);
  const { site } = call;
  site.permissions.need(
    call.account,
    "ASSIGN_ISSUES",
    projectOf(call, issue),
    "You do not have permission to assign issues in this project.",
  );
  const { accountId } = body(call, assigneeSchema);
  try {
    const patch = fieldById(site, "assignee")?.set?.(
      contextOf(site, issue),
      accountId === null ? null : { accountId },
    );
    change(site, actor(call), issue, patch ?? {}, { typeName: "issue_assigned" });
  } catch (error) {
    if (error instanceof FieldRefusal) throw new JiraRefusal(400, { errors: { assignee: error.message } });
    throw error;
  }
  return { status: 204 };
}
