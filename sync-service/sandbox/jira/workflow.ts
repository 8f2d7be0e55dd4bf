import type { Actor } from "../kit/edit-log.ts";
import { change } from "./changes.ts";
import { addComment, newComments } from "./comments.ts";
import { JiraRefusal, refuse } from "./errors.ts";
import { fieldById } from "./fields.ts";
import type { FieldContext, Patch } from "./field.ts";
import { patchOf, type IssueInput } from "./issue-input.ts";
import type { Issue, Transition } from "./model.ts";
import type { Site } from "./site.ts";
import { must } from "./state.ts";

export function contextOf(site: Site, issue: Issue): FieldContext {
  return {
    site,
    issue,
    project: must(site.state.projects, issue.projectId, "project"),
    type: must(site.state.issueTypes, issue.typeId, "issue type"),
  };
}

/** The transitions that lead out of an issue's status, global ones included. */
export function transitionsFrom(site: Site, issue: Issue): readonly Transition[] {
  const { project } = contextOf(site, issue);
  return site.state
    .workflowOf(project, issue.typeId)
    .transitions.filter(
      (transition) => transition.from === "any" || transition.from.includes(issue.statusId),
    );
}

/** What a status brings with it: a done one has a resolution, any other has none. */
export function statusPatch(
  site: Site,
  issue: Pick<Issue, "resolutionId" | "resolved">,
  statusId: string,
): Patch {
  const done = must(site.state.statuses, statusId, "status").category === "done";
  if (!done) return { statusId, resolutionId: null, resolved: null };
  return {
    statusId,
    resolutionId: issue.resolutionId ?? "10000",
    resolved: issue.resolved ?? site.now(),
  };
}

/**
 * Takes an issue along a transition with the fields of its screen and, if given, a comment.
 * @throws JiraRefusal 400 when the step is not open from here, or a field its screen requires is missing
 */
export function transitionIssue(
  site: Site,
  actor: Actor,
  issue: Issue,
  transitionId: string,
  input: Pick<IssueInput, "fields" | "update">,
): Issue {
  const transition = transitionsFrom(site, issue).find(({ id }) => id === transitionId);
  if (!transition) {
    throw refuse(
      400,
      `It seems that you have tried to perform a workflow operation (${transitionId}) that is not valid for the current state of this issue (${issue.key}). The likely cause is that somebody has changed the issue recently, please look at the issue history for details.`,
    );
  }
  const { comment, ...update } = input.update;
  const bodies = newComments(comment);
  const patch = patchOf(contextOf(site, issue), { fields: input.fields, update }, (field) =>
    transition.screen.some(({ fieldId }) => fieldId === field.id),
  );
  const candidate = { ...issue, ...patch };
  const missing = transition.screen
    .filter(({ required }) => required)
    .flatMap(({ fieldId }) => fieldById(site, fieldId) ?? [])
    .filter((field) => isEmpty(field.plain(site, candidate)));
  if (missing.length > 0) {
    const errors = Object.fromEntries(missing.map((field) => [field.id, `${field.name} is required.`]));
    throw new JiraRefusal(400, { errors });
  }
  const typeName = site.switches.values.genericTransitionEvents ? "issue_generic" : "issue_updated";
  const moved = change(
    site,
    actor,
    issue,
    { ...patch, ...statusPatch(site, candidate, transition.to) },
    { typeName },
  );
  return bodies.reduce((current, body) => addComment(site, actor, current, body).issue, moved);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
