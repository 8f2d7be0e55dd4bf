import { listed, ok, page, readPoints, seenProject, wholeNumber, type Call, type Route } from "../call.ts";
import { refuse } from "../errors.ts";
import type { Account } from "../model.ts";
import { must } from "../state.ts";

export const userRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/myself",
    handle: (call) =>
      ok(
        {
          ...call.renderer.user(call.account.accountId),
          locale: "en_US",
          groups: { size: 0, items: [] },
          applicationRoles: { size: 1, items: [] },
          expand: "groups,applicationRoles",
        },
        readPoints(1, 2),
      ),
  },
  {
    method: "GET",
    path: "/users/search",
    handle: (call) => list(call, [...call.site.state.accounts.values()]),
  },
  { method: "GET", path: "/user/search", handle: (call) => list(call, matching(call)) },
  {
    method: "GET",
    path: "/user/assignable/search",
    handle: (call) => {
      const { site } = call;
      const issueKey = call.query.get("issueKey");
      const issue = issueKey === null ? undefined : site.state.issue(issueKey);
      const projectKey = call.query.get("project") ?? issue?.projectId;
      if (projectKey == null) throw refuse(400, "Either 'project' or 'issueKey' must be given.");
      const project = seenProject(call, projectKey);
      return list(
        call,
        matching(call).filter(
          (account) =>
            account.active &&
            account.accountType === "atlassian" &&
            site.permissions.has(account, "ASSIGNABLE_USER", project),
        ),
      );
    },
  },
  {
    method: "GET",
    path: "/user/bulk",
    handle: (call) => {
      const ids = listed(call, "accountId");
      if (ids.length === 0) throw refuse(400, "The parameter 'accountId' is required.");
      const users = ids
        .flatMap((id) => call.site.state.accounts.get(id) ?? [])
        .map(({ accountId }) => call.renderer.user(accountId));
      return ok(page(call, "user/bulk", users, { usual: 10, most: 200 }), readPoints(users.length, 2));
    },
  },
  {
    method: "GET",
    path: "/user",
    handle: (call) => {
      const account = call.site.state.accounts.get(call.query.get("accountId") ?? "");
      if (!account) throw refuse(404, "The user does not exist or you do not have permission to view it.");
      return ok(call.renderer.user(account.accountId), readPoints(1, 2));
    },
  },
];

/** Accounts that `query` finds by name or visible e-mail, or `accountId` exactly. */
function matching(call: Call): Account[] {
  const { state, switches } = call.site;
  const accountId = call.query.get("accountId");
  if (accountId !== null)
    return state.accounts.has(accountId) ? [must(state.accounts, accountId, "account")] : [];
  const query = call.query.get("query")?.toLowerCase() ?? "";
  return [...state.accounts.values()].filter((account) => {
    const email = account.emailVisible && !switches.values.hidesEmails ? account.email : "";
    return `${account.displayName} ${email}`.toLowerCase().includes(query);
  });
}

function list(call: Call, accounts: readonly Account[]) {
  const startAt = wholeNumber(call, "startAt", 0);
  const maxResults = Math.min(wholeNumber(call, "maxResults", 50), 1000);
  const users = accounts
    .slice(startAt, startAt + maxResults)
    .map(({ accountId }) => call.renderer.user(accountId));
  return ok(users, readPoints(users.length, 2));
}
