import { describe, expect, it } from "vitest";
import { readManifest } from "#forge/check/manifest.ts";
import { scopeProblems } from "#forge/check/scopes.ts";

const own = readManifest();
const withScopes = (...scopes: string[]) => ({ ...own, permissions: { scopes } });
const withToken = (manifest: typeof own, token: "appSystemToken" | "appUserToken") => ({
  ...manifest,
  remotes: [{ key: "service", baseUrl: "https://service.test", auth: { [token]: { enabled: true } } }],
});

describe("the scopes of the manifest", () => {
  it("miss what a remote's token needs, which Atlassian's lint lets pass", () => {
    expect(scopeProblems(withToken(withScopes(), "appSystemToken"), [])).toEqual([
      expect.stringContaining("read:app-system-token"),
    ]);
    expect(scopeProblems(withToken(withScopes(), "appUserToken"), [])).toEqual([
      expect.stringContaining("read:app-user-token"),
    ]);
  });

  it("are complete when the token's scope is there", () => {
    expect(scopeProblems(withToken(withScopes("read:app-system-token"), "appSystemToken"), [])).toEqual([]);
  });

  it.each([
    "read:jira-work",
    "write:jira-work",
    "storage:app",
    "read:app-system-token",
    "manage:jira-webhook",
  ])("hold %s too much when nothing uses it", (scope) => {
    expect(scopeProblems(withScopes(scope), ["const nothing = 1;"])).toEqual([
      expect.stringContaining(`${scope}, and nothing`),
    ]);
  });

  it("tell reading from writing", () => {
    const reads = 'await api.asUser().requestJira(route`/rest/api/3/issue/1`, { method: "GET" });';
    const writes = 'await api.asApp().requestJira(route`/rest/api/3/issue/1`, { method: "PUT" });';
    expect(scopeProblems(withScopes("read:jira-work"), [reads])).toEqual([]);
    expect(scopeProblems(withScopes("write:jira-work"), [reads])).toHaveLength(1);
    expect(scopeProblems(withScopes("write:jira-work"), [writes])).toEqual([]);
  });
});
