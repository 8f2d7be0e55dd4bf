import { z } from "zod";
import type { AppManifest } from "../../check/manifest.ts";
import type { ForgeStorage } from "./storage.ts";
import type { InvocationTokens } from "./tokens.ts";

/** One running invocation: what a call out of it may do, and as whom. */
export interface Running {
  /** Null when the app acts by itself. */
  accountId: string | null;
  module: string;
  signal: AbortSignal;
}

export interface Outside {
  manifest: Pick<AppManifest, "permissions" | "remotes">;
  tokens: InvocationTokens;
  /** Base URL of the service that stands for the manifest's remote. */
  service: string;
  /** Jira as this person, or as the app. */
  jira: (path: string, init: RequestInit, as: { accountId: string } | "app") => Promise<Response>;
  fetch: typeof fetch;
  storage: ForgeStorage;
}

const targetSchema = z.discriminatedUnion("type", [
  /** invokeRemote */
  z.object({ type: z.literal("frc"), remote: z.string() }),
  /** @forge/kvs */
  z.object({ type: z.literal("kvs") }),
  /** requestJira and its like */
  z.object({ type: z.literal("fpp"), provider: z.enum(["user", "app", "none"]), remote: z.string() }),
]);

const initSchema = z
  .object({
    method: z.string().optional(),
    body: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
  })
  .optional();

/**
 * The one door through which @forge/api leaves a function (`global.__forge_fetch__`): Forge Remote goes to the
 * service with an invocation token, product calls go to Jira if the manifest has the scope.
 */
export async function forgeFetch(
  outside: Outside,
  running: Running,
  target: unknown,
  path: string,
  init: unknown,
): Promise<Response> {
  const known = targetSchema.safeParse(target);
  if (!known.success) throw new Error(`The stage has nothing behind ${JSON.stringify(target)} (${path}).`);
  const { method = "GET", body, headers = {} } = initSchema.parse(init) ?? {};
  const request = { method, headers, signal: running.signal, ...(body === undefined ? {} : { body }) };
  if (known.data.type === "frc") return toRemote(outside, running, known.data.remote, path, request);
  if (known.data.type === "kvs") {
    if (!holds(outside, "storage:app")) return scopeRefusal("storage:app");
    return outside.storage.answer(path, JSON.parse(body ?? "null"));
  }
  if (known.data.remote !== "jira") return proxyError(404, `NO_${known.data.remote.toUpperCase()}_HERE`);
  const scope = scopeOf(method, path);
  if (!holds(outside, scope)) return scopeRefusal(scope);
  const { accountId } = running;
  if (known.data.provider !== "user") return outside.jira(path, request, "app");
  // Nobody looks at a scheduled trigger: Forge has no user to ask as.
  if (accountId === null) return proxyError(401, "NEEDS_AUTHENTICATION_ERR");
  return outside.jira(path, request, { accountId });
}

const holds = (outside: Outside, scope: string) => outside.manifest.permissions.scopes.includes(scope);

function scopeRefusal(scope: string): Response {
  return Response.json(
    { code: 401, message: `Unauthorized; scope does not match (${scope})` },
    { status: 401 },
  );
}

async function toRemote(
  outside: Outside,
  running: Running,
  key: string,
  path: string,
  request: { method: string; headers: Record<string, string>; signal: AbortSignal; body?: string },
): Promise<Response> {
  if (!outside.manifest.remotes.some((remote) => remote.key === key)) {
    return proxyError(400, "INVALID_REMOTE");
  }
  const token = await outside.tokens.sign(running);
  return outside.fetch(new URL(path, outside.service), {
    ...request,
    headers: { ...request.headers, authorization: `Bearer ${token}` },
  });
}

/** How Forge's proxy says that it, not the other side, refused. */
function proxyError(status: number, reason: string): Response {
  return new Response("", { status, headers: { "forge-proxy-error": reason } });
}

/** The classic scope that Jira wants for a call. */
function scopeOf(method: string, path: string): string {
  if (/^\/rest\/api\/\d\/(myself|users?)\b/.test(path)) {
    return method === "GET" ? "read:jira-user" : "manage:jira-configuration";
  }
  return method === "GET" || /\/(search\/jql|bulkfetch|permissions\/check)$/.test(path.split("?")[0] ?? "")
    ? "read:jira-work"
    : "write:jira-work";
}
