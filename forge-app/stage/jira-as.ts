/** The account of the installed app in the Jira sandbox. */
const APP_ACCOUNT = "712020:throughline-app";

/** Jira's REST API as a person of the sandbox, or as the app: the twin takes the stage at its word. */
export function jiraAs(
  jira: string,
  path: string,
  init: RequestInit,
  as: { accountId: string } | "app",
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Sandbox ${as === "app" ? APP_ACCOUNT : as.accountId}`);
  return fetch(new URL(path, jira), { ...init, headers });
}
