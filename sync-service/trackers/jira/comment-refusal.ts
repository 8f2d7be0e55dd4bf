import type { CommentOutcome } from "../comment-port.ts";
import { problemText } from "./client.ts";

/** What a status of 300 and more means for a comment. */
export function commentRefusal(issueKey: string, status: number, body: unknown): CommentOutcome<"jira"> {
  const said = problemText(body);
  // Jira answers so for a comment that was deleted, and for an issue that is gone or hidden.
  if (status === 404 && /comment/i.test(said)) return { kind: "gone" };
  if (status === 404) {
    const message = `Jira does not show ${issueKey}: it was deleted, or the account of the API token may not see it.`;
    return { kind: "refused", refusal: { code: "not-found", message } };
  }
  if (status === 409) {
    return { kind: "not-sent", reason: `${issueKey} is being changed by someone else`, retryAt: null };
  }
  if (status === 403 || /permission|not allowed|not authori[sz]ed/i.test(said)) {
    const advice =
      "Give the account of the API token the project's permissions to add, edit and delete comments.";
    const message = `Jira does not allow a comment on ${issueKey}: ${said} ${advice}`;
    return { kind: "refused", refusal: { code: "permission", message } };
  }
  if (status === 413 || /exceed|too long|too large|limit of/i.test(said)) {
    const message = `Jira does not take another comment, or not so long a one, on ${issueKey}: ${said}`;
    return { kind: "refused", refusal: { code: "too-large", message } };
  }
  const message = `Jira refused a comment on ${issueKey} (${status}): ${said}`;
  return { kind: "refused", refusal: { code: "invalid", message } };
}
