import type { AppManifest } from "./manifest.ts";

/** What Atlassian's lint cannot see: tokens handed to a remote without their scope, scopes nobody uses. */
export function scopeProblems(
  manifest: Pick<AppManifest, "modules" | "remotes" | "permissions">,
  sources: readonly string[],
): readonly string[] {
  const { scopes } = manifest.permissions;
  const tokens = [...manifest.remotes, ...manifest.modules.endpoint].flatMap(({ auth }) => [
    ...(auth?.appSystemToken?.enabled === true ? ["read:app-system-token"] : []),
    ...(auth?.appUserToken?.enabled === true ? ["read:app-user-token"] : []),
  ]);
  const code = sources.join("\n");
  const missing = [...new Set(tokens)]
    .filter((scope) => !scopes.includes(scope))
    .map(
      (scope) =>
        `A remote or endpoint asks for a token that needs the scope ${scope}, which manifest.yml does not name: the token would silently stay away.`,
    );
  const idle = scopes
    .filter((scope) => !tokens.includes(scope) && !uses(scope, code))
    .map(
      (scope) => `manifest.yml asks for the scope ${scope}, and nothing in forge-app/ uses it: remove it.`,
    );
  return [...missing, ...idle];
}

/** By what a scope shows in the code. A scope without an entry counts as unused until it gets one here. */
const TRACES: Readonly<Record<string, RegExp>> = {
  "storage:app": /from "@forge\/kvs"/,
  "read:jira-work": /requestJira\(/,
  "read:jira-user": /\/rest\/api\/3\/user\//,
  "write:jira-work": /requestJira\([^;]*method:\s*"(POST|PUT|DELETE)"/s,
};

function uses(scope: string, code: string): boolean {
  return TRACES[scope]?.test(code) ?? false;
}
