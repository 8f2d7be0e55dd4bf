import { afterEach, beforeAll } from "vitest";
import { buildApp } from "#forge/build.ts";
import { readManifest } from "#forge/check/manifest.ts";
import { ForgeRuntime } from "#forge/stage/runtime/runtime.ts";
import { ForgeStorage } from "#forge/stage/runtime/storage.ts";
import { invocationTokens } from "#forge/stage/runtime/tokens.ts";
import { serviceStub } from "./service-stub.ts";

/** The app's functions in Forge's runtime, against a service over HTTP and a Jira that a test can look into. */

const manifest = readManifest();
export const tokens = await invocationTokens({
  id: manifest.app.id,
  jiraUrl: "http://jira.test",
  now: () => Promise.resolve(Date.now()),
});
export const issue = { id: "10042", key: "SHOP-12" };

interface JiraStub {
  maySee: boolean;
  mayEdit: boolean;
  administers: boolean;
  /** It answers no question about permissions: too many requests. */
  isBusy: boolean;
  /** What stands on the issues, by "<id> <property's key>". */
  properties: Map<string, unknown>;
  titles: Record<string, string>;
  asked: { path: string; method: string; as: "app" | { accountId: string } }[];
}

const cleanUps: (() => Promise<void>)[] = [];

/** Call once in a test file. */
export function useApp(): void {
  beforeAll(buildApp);
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0)) await cleanUp();
  });
}

export async function appAgainst(
  answer: Parameters<typeof serviceStub>[0],
  options: { milliseconds?: number; without?: string } = {},
) {
  const service = await serviceStub(answer);
  cleanUps.push(service.close);
  const jira: JiraStub = {
    ...{ maySee: true, mayEdit: true, administers: true, isBusy: false },
    ...{ properties: new Map(), titles: {}, asked: [] },
  };
  const scopes = manifest.permissions.scopes.filter((scope) => scope !== options.without);
  const limited = { ...manifest, permissions: { scopes } };
  const runtime = new ForgeRuntime({
    manifest: limited,
    outside: {
      manifest: limited,
      tokens,
      service: service.url,
      jira: (path, init, as) => Promise.resolve(answerOfJira(jira, path, init, as)),
      fetch,
      storage: new ForgeStorage(() => 0),
    },
    now: () => 0,
    ...(options.milliseconds === undefined ? {} : { milliseconds: options.milliseconds }),
  });
  const opened = (accountId: string) => ({
    module: "throughline-issue",
    accountId,
    extension: { type: "jira:issueContext" as const, issue },
  });
  return {
    service,
    jira,
    runtime,
    call: (functionKey: string, payload: unknown = {}, accountId = "account-of-ada") =>
      runtime.invoke({ ...opened(accountId), functionKey, payload }),
    callSettings: (functionKey: string, payload: unknown = {}) =>
      runtime.invoke({
        module: "throughline-settings",
        accountId: "account-of-ada",
        extension: { type: "jira:adminPage" },
        functionKey,
        payload,
      }),
    status: () => runtime.status(opened("account-of-ada")),
  };
}

function answerOfJira(
  jira: JiraStub,
  path: string,
  init: RequestInit,
  as: "app" | { accountId: string },
): Response {
  const method = init.method ?? "GET";
  jira.asked.push({ path, method, as });
  if (path.startsWith("/rest/api/3/mypermissions")) {
    if (jira.isBusy) return Response.json({}, { status: 429 });
    return Response.json({
      permissions: {
        BROWSE_PROJECTS: { havePermission: jira.maySee },
        EDIT_ISSUES: { havePermission: jira.mayEdit },
        ADMINISTER: { havePermission: jira.administers },
      },
    });
  }
  if (path === "/rest/api/3/issue/bulkfetch") {
    const issues = Object.entries(jira.titles).map(([id, summary]) => ({ id, fields: { summary } }));
    return Response.json({ issues });
  }
  const [, id, key] = /^\/rest\/api\/3\/issue\/(\d+)\/properties\/([\w-]+)$/.exec(path) ?? [];
  if (id === undefined || key === undefined) return Response.json({}, { status: 404 });
  const name = `${id} ${key}`;
  if (method === "PUT")
    jira.properties.set(name, JSON.parse(typeof init.body === "string" ? init.body : "null"));
  if (method === "DELETE") jira.properties.delete(name);
  if (method !== "GET") return new Response(null, { status: 204 });
  return jira.properties.has(name)
    ? Response.json({ key, value: jira.properties.get(name) })
    : Response.json({}, { status: 404 });
}
