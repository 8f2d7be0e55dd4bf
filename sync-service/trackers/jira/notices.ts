import type { NoticePort } from "../notice-port.ts";
import type { JiraClient } from "./client.ts";
import { statusRefusal } from "./refusal.ts";

/** Jira's own mail about an issue; only to a person who may see the issue. */
export const jiraNotices = (client: JiraClient): NoticePort => ({
  async send({ issue, issueKey, to, subject, text }, options) {
    const written = await client.write(
      {
        method: "POST",
        endpoint: "/issue/{id}/notify",
        path: `/issue/${issue}/notify`,
        body: {
          subject,
          textBody: text,
          to: { users: [{ accountId: to }] },
          restrict: { permissions: [{ key: "BROWSE" }] },
        },
      },
      options,
    );
    if (written.kind !== "answered") return written;
    if (written.status < 300) return { kind: "applied" };
    return { kind: "refused", refused: [statusRefusal(issueKey, written.status, written.body)] };
  },
});
