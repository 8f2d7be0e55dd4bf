import { describe, expect, it } from "vitest";
import { readManifest } from "#forge/check/manifest.ts";
import { forgeFetch } from "#forge/stage/runtime/forge-fetch.ts";
import { InvocationRate, LIMITS, crossing } from "#forge/stage/runtime/limits.ts";
import { ForgeStorage } from "#forge/stage/runtime/storage.ts";
import { invocationTokens } from "#forge/stage/runtime/tokens.ts";

const manifest = readManifest();
const tokens = await invocationTokens({
  id: manifest.app.id,
  jiraUrl: "http://jira.test",
  now: () => Promise.resolve(Date.now()),
});
const running = { accountId: "account-of-ada", module: "m", signal: new AbortController().signal };

function outside(scopes: string[]) {
  const jiraCalls: unknown[] = [];
  return {
    jiraCalls,
    manifest: { ...manifest, permissions: { scopes } },
    tokens,
    service: "http://service.test",
    jira: (path: string, init: RequestInit, as: unknown) => {
      jiraCalls.push([path, init.method, as]);
      return Promise.resolve(Response.json({}));
    },
    fetch: () => Promise.resolve(Response.json({})),
    storage: new ForgeStorage(() => 0),
  };
}
const asUser = { type: "fpp", provider: "user", remote: "jira" };

describe("the stage's Forge", () => {
  it("lets a function ask Jira as the acting person when the manifest has the scope", async () => {
    const world = outside(["read:jira-work"]);
    const answer = await forgeFetch(world, running, asUser, "/rest/api/3/issue/SHOP-12", undefined);
    expect(answer.status).toBe(200);
    expect(world.jiraCalls).toEqual([
      ["/rest/api/3/issue/SHOP-12", "GET", expect.objectContaining({ accountId: "account-of-ada" })],
    ]);
  });

  it.each([
    ["reading without read:jira-work", [], "GET", "/rest/api/3/issue/SHOP-12"],
    ["writing with the right to read alone", ["read:jira-work"], "PUT", "/rest/api/3/issue/SHOP-12"],
    [
      "asking about people without read:jira-user",
      ["read:jira-work"],
      "GET",
      "/rest/api/3/user/search?query=jon",
    ],
  ])("refuses %s, as Atlassian's proxy does", async (_, scopes, method, path) => {
    const world = outside(scopes);
    const answer = await forgeFetch(world, running, asUser, path, { method });
    expect(answer.status).toBe(401);
    expect(world.jiraCalls).toEqual([]);
  });

  it("counts a search as reading although it is a POST", async () => {
    const world = outside(["read:jira-work"]);
    const answer = await forgeFetch(world, running, asUser, "/rest/api/3/search/jql", {
      method: "POST",
      body: "{}",
    });
    expect(answer.status).toBe(200);
  });

  it("knows no remote that the manifest does not name", async () => {
    const answer = await forgeFetch(outside([]), running, { type: "frc", remote: "elsewhere" }, "/x", {});
    expect(answer.headers.get("forge-proxy-error")).toBe("INVALID_REMOTE");
  });

  it("says loudly when a function wants what the stage does not have", async () => {
    await expect(async () => forgeFetch(outside([]), running, { type: "sql" }, "/get", {})).rejects.toThrow(
      "nothing behind",
    );
  });

  it("refuses what is too large to cross", () => {
    expect(crossing({ a: 1, b: undefined }, 100, "It")).toEqual({ a: 1 });
    expect(() => crossing("x".repeat(LIMITS.requestBytes), LIMITS.requestBytes, "It")).toThrow(
      "at most 500000",
    );
  });

  it("refuses a person's 1,201st invocation in a minute, nobody else's, and not in the next minute", () => {
    const rate = new InvocationRate();
    for (let count = 0; count < LIMITS.perUserAndMinute; count += 1) rate.count("ada", 30_000);
    expect(() => rate.count("ada", 59_999)).toThrow("1200 invocations");
    rate.count("grace", 59_999);
    rate.count("ada", 60_000);
  });
});
