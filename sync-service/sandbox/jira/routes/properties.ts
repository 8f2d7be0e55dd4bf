import { z } from "zod";
import {
  actor,
  body,
  checked,
  ok,
  part,
  projectOf,
  readPoints,
  seenIssue,
  visibleIssue,
  type Answer,
  type Call,
  type Route,
} from "../call.ts";
import { JiraRefusal, refuse } from "../errors.ts";
import type { Issue } from "../model.ts";
import { assertProperty, deleteProperty, setProperty } from "../properties.ts";
import type { Task } from "../tasks.ts";

const MAXIMUM_ISSUES = 100;
const MAXIMUM_PROPERTIES = 10;

export const propertyRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/issue/{issueIdOrKey}/properties",
    handle: (call) => {
      const issue = seenIssue(call);
      const keys = [...issue.properties.keys()].map((key) => ({ key, self: propertyUrl(call, issue, key) }));
      return ok({ keys }, readPoints(keys.length));
    },
  },
  {
    method: "GET",
    path: "/issue/{issueIdOrKey}/properties/{propertyKey}",
    handle: (call) => {
      const issue = seenIssue(call);
      const key = part(call, "propertyKey");
      if (!issue.properties.has(key)) throw refuse(404, `The property with key '${key}' does not exist.`);
      return ok({ key, value: issue.properties.get(key) });
    },
  },
  {
    method: "PUT",
    path: "/issue/{issueIdOrKey}/properties/{propertyKey}",
    handle: (call) => {
      const issue = editableIssue(call);
      if (call.body === undefined) throw refuse(400, "The property value can not be empty.");
      const outcome = setProperty(call.site, actor(call), issue.id, part(call, "propertyKey"), call.body);
      return { status: outcome === "created" ? 201 : 200, body: {} };
    },
  },
  {
    method: "DELETE",
    path: "/issue/{issueIdOrKey}/properties/{propertyKey}",
    handle: (call) => {
      deleteProperty(call.site, actor(call), editableIssue(call).id, part(call, "propertyKey"));
      return { status: 204 };
    },
  },
  { method: "POST", path: "/issue/properties/multi", handle: setOnEach },
  { method: "POST", path: "/issue/properties", handle: setOnAll },
  { method: "PUT", path: "/issue/properties/{propertyKey}", handle: setOne },
];

function editableIssue(call: Call): Issue {
  const issue = seenIssue(call);
  const message = "You do not have permission to edit issues in this project.";
  call.site.permissions.need(call.account, "EDIT_ISSUES", projectOf(call, issue), message);
  return issue;
}

const propertyUrl = (call: Call, issue: Issue, key: string): string =>
  call.renderer.url(`issue/${issue.id}/properties/${encodeURIComponent(key)}`);

const multiSchema = z.strictObject({
  issues: z
    .array(
      z.strictObject({
        issueID: z.int(),
        properties: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .min(1)
    .max(MAXIMUM_ISSUES),
});

/** Up to 10 properties on each of up to 100 issues, one by one: what fails is told in the task. */
function setOnEach(call: Call): Answer {
  const { issues } = body(call, multiSchema);
  const crowded = issues.find(({ properties }) => Object.keys(properties).length > MAXIMUM_PROPERTIES);
  if (crowded) {
    throw refuse(
      400,
      `No more than ${MAXIMUM_PROPERTIES} properties can be set on the issue ${crowded.issueID}.`,
    );
  }
  const points = issues.length;
  return accepted(call, "Set properties of issues", points, () => {
    const errors: Record<string, string> = {};
    for (const { issueID, properties } of issues) {
      for (const [key, value] of Object.entries(properties)) {
        const problem = attempt(call, issueID, () =>
          setProperty(call.site, actor(call), issueID, key, value),
        );
        if (problem !== null) errors[String(issueID)] = problem;
      }
    }
    return { entitiesUpdated: issues.length - Object.keys(errors).length, errors };
  });
}

const allSchema = z.strictObject({
  entitiesIds: z.array(z.int()).min(1).max(10_000),
  properties: z.record(z.string(), z.unknown()),
});

/** The same properties on many issues, all or none. */
function setOnAll(call: Call): Answer {
  const { entitiesIds, properties } = body(call, allSchema);
  for (const [key, value] of Object.entries(properties)) assertProperty(key, value);
  if (Object.keys(properties).length > MAXIMUM_PROPERTIES) {
    throw refuse(400, `No more than ${MAXIMUM_PROPERTIES} properties can be set.`);
  }
  return accepted(call, "Set properties of issues", entitiesIds.length, () => {
    const refused = entitiesIds.find((id) => attempt(call, id, () => undefined) !== null);
    if (refused !== undefined)
      return { errors: { [refused]: "The issue can not be edited; nothing was set." } };
    for (const id of entitiesIds) {
      for (const [key, value] of Object.entries(properties)) {
        setProperty(call.site, actor(call), id, key, value);
      }
    }
    return { entitiesUpdated: entitiesIds.length };
  });
}

const oneSchema = z.strictObject({
  value: z.unknown(),
  filter: z
    .strictObject({
      entityIds: z.array(z.int()).optional(),
      hasProperty: z.boolean().optional(),
    })
    .default({}),
});

/** One property, one value, on every editable issue that the filter lets through. */
function setOne(call: Call): Answer {
  const { value, filter } = checked(oneSchema, call.body);
  const key = part(call, "propertyKey");
  assertProperty(key, value);
  return accepted(call, "Set a property of issues", filter.entityIds?.length ?? 1, () => {
    const ids = filter.entityIds ?? [...call.site.state.issues.keys()];
    const eligible = ids
      .flatMap((id) => call.site.state.issue(id) ?? [])
      .filter((issue) => filter.hasProperty === undefined || issue.properties.has(key) === filter.hasProperty)
      .filter((issue) => attempt(call, issue.id, () => undefined) === null);
    for (const issue of eligible) setProperty(call.site, actor(call), issue.id, key, value);
    return { entitiesUpdated: eligible.length };
  });
}

/** Does a piece of work on an issue the caller may edit; the reason when it was refused. */
function attempt(call: Call, issueId: number, work: () => unknown): string | null {
  const issue = visibleIssue(call, issueId);
  if (!issue) return "Issue does not exist or you do not have permission to see it.";
  if (!call.site.permissions.has(call.account, "EDIT_ISSUES", projectOf(call, issue))) {
    return "You do not have permission to edit issues in this project.";
  }
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof JiraRefusal) return error.message;
    throw error;
  }
}

/** Jira's answer to work that it will do later: 303 to the task that tells how it went. */
function accepted(call: Call, description: string, points: number, work: () => unknown): Answer {
  const { site } = call;
  const task: Task = site.tasks.submit(
    site.agenda,
    {
      id: String(site.state.next("task")),
      submittedBy: call.account.accountId,
      description,
      milliseconds: site.switches.values.taskMilliseconds,
    },
    () => ({ result: work() }),
  );
  return { status: 303, headers: { location: call.renderer.url(`task/${task.id}`) }, points };
}
