import { z } from "zod";
import { body, projectOf, seenIssue, type Answer, type Call, type Route } from "../call.ts";
import { refuse } from "../errors.ts";
import type { Account } from "../model.ts";

export const notifyRoutes: readonly Route[] = [
  { method: "POST", path: "/issue/{issueIdOrKey}/notify", handle: notify },
];

const requestSchema = z.looseObject({
  subject: z.string().max(255).optional(),
  textBody: z.string().optional(),
  htmlBody: z.string().optional(),
  to: z.looseObject({
    users: z.array(z.looseObject({ accountId: z.string() })).default([]),
    assignee: z.boolean().default(false),
    reporter: z.boolean().default(false),
  }),
  restrict: z
    .strictObject({ permissions: z.array(z.strictObject({ key: z.literal("BROWSE") })).default([]) })
    .default({ permissions: [] }),
});

/** Puts a mail about an issue into the queue. Who may not see the issue gets none where the mail is restricted. */
function notify(call: Call): Answer {
  const issue = seenIssue(call);
  const { subject, textBody, htmlBody, to, restrict } = body(call, requestSchema);
  const people = [
    ...to.users.map(({ accountId }) => accountId),
    ...(to.assignee ? [issue.assigneeId] : []),
    ...(to.reporter ? [issue.reporterId] : []),
  ].map((accountId) => recipient(call, accountId));
  if (people.length === 0) throw refuse(400, "No recipients were defined for notification.");
  const project = projectOf(call, issue);
  const reached = people.filter(
    (account) => restrict.permissions.length === 0 || call.site.permissions.browses(account, project),
  );
  call.site.state.mails.push({
    issueId: issue.id,
    to: [...new Set(reached.map(({ accountId }) => accountId))],
    subject: subject ?? `${issue.key} ${issue.summary}`,
    text: textBody ?? htmlBody ?? "",
    at: call.site.now(),
  });
  return { status: 204 };
}

/** Jira mails nobody about their own call. */
function recipient(call: Call, accountId: string | null): Account {
  const account = accountId === null ? undefined : call.site.state.accounts.get(accountId);
  if (!account?.active) throw refuse(400, "A recipient of the notification is no user of this site.");
  if (account.accountId === call.account.accountId) {
    throw refuse(400, "The user who sends a notification cannot be its recipient.");
  }
  return account;
}
