import { actor, body, ok, projectOf, readPoints, seenIssue, type Route } from "../call.ts";
import { refuse } from "../errors.ts";
import { issueInputSchema } from "../issue-input.ts";
import { renderTransition } from "../transition-view.ts";
import { transitionIssue, transitionsFrom } from "../workflow.ts";

export const transitionRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/issue/{issueIdOrKey}/transitions",
    handle: (call) => {
      const issue = seenIssue(call);
      const may = call.site.permissions.has(call.account, "TRANSITION_ISSUES", projectOf(call, issue));
      const only = call.query.get("transitionId");
      const withFields = (call.query.get("expand") ?? "").includes("transitions.fields");
      const transitions = (may ? transitionsFrom(call.site, issue) : [])
        .filter(({ id }) => only === null || id === only)
        .map((transition) => renderTransition(call.renderer, issue, transition, withFields));
      return ok({ expand: "transitions", transitions }, readPoints(transitions.length));
    },
  },
  {
    method: "POST",
    path: "/issue/{issueIdOrKey}/transitions",
    handle: (call) => {
      const issue = seenIssue(call);
      const input = body(call, issueInputSchema);
      if (!input.transition) throw refuse(400, "Missing 'transition' identifier");
      if (!call.site.permissions.has(call.account, "TRANSITION_ISSUES", projectOf(call, issue))) {
        throw refuse(400, "You do not have permission to transition this issue.");
      }
      transitionIssue(call.site, actor(call), issue, input.transition.id, input);
      return { status: 204 };
    },
  },
];
