import { attach, detach } from "../attachments.ts";
import { actor, ok, part, projectOf, seenIssue, visibleIssue, type Call, type Route } from "../call.ts";
import { refuse } from "../errors.ts";
import type { Attachment, Issue } from "../model.ts";

/** Attachments come as forms; their bytes were read before the request got here. */
export const attachmentRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/issue/{issueIdOrKey}/attachments",
    handle: (call) => {
      if (call.headers.get("x-atlassian-token") !== "no-check") throw refuse(403, "XSRF check failed");
      const issue = seenIssue(call);
      const message = "You do not have permission to create attachments for this issue.";
      call.site.permissions.need(call.account, "CREATE_ATTACHMENTS", projectOf(call, issue), message);
      const files = call.files.filter(({ part: name }) => name === "file");
      if (files.length === 0) throw refuse(400, "The form has no part named 'file'.");
      let current = issue;
      const made = files.map((file) => {
        const { issue: after, attachment } = attach(call.site, actor(call), current, file);
        current = after;
        return call.renderer.attachment(attachment);
      });
      return { status: 200, body: made, points: made.length };
    },
  },
  {
    method: "GET",
    path: "/attachment/{id}",
    handle: (call) => {
      const [, attachment] = seenAttachment(call);
      return ok({ ...call.renderer.attachment(attachment), id: attachment.id });
    },
  },
  {
    method: "GET",
    path: "/attachment/content/{id}",
    handle: (call) => {
      const [, { content, mimeType, id }] = seenAttachment(call);
      if (call.query.get("redirect") === "false") {
        return { status: 200, bytes: { content, type: mimeType }, points: 2 };
      }
      return {
        status: 303,
        headers: { location: call.renderer.url(`attachment/content/${id}?redirect=false`) },
      };
    },
  },
  {
    method: "DELETE",
    path: "/attachment/{id}",
    handle: (call) => {
      const [issue, attachment] = seenAttachment(call);
      detach(call.site, actor(call), issue, attachment);
      return { status: 204 };
    },
  },
];

function seenAttachment(call: Call): [Issue, Attachment] {
  const id = part(call, "id");
  const issue = call.site.state.issueOfAttachment(Number(id));
  const attachment = issue?.attachments.find((candidate) => String(candidate.id) === id);
  if (!issue || !attachment || !visibleIssue(call, issue.id)) {
    throw refuse(404, `The attachment with id '${id}' does not exist`);
  }
  return [issue, attachment];
}
