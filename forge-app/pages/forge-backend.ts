import { requestJira, router as forgeRouter, view } from "@forge/bridge";
import { makeInvoke } from "@forge/bridge";
import { z } from "zod";
import type { BacklogRpc } from "#forge/functions/backlog-rpc.ts";
import type { OperationsRpc } from "#forge/functions/operations-rpc.ts";
import type { Trouble } from "#forge/functions/rpc.ts";
import { answered } from "./answered.ts";
import type { Backend, Place } from "./backend.ts";
import { jiraReader, projectReader } from "./jira-reader.ts";
import type { Router } from "./router.ts";

const invoke = makeInvoke<BacklogRpc & OperationsRpc>();
const contextSchema = z.object({
  moduleKey: z.string(),
  extension: z.object({ project: z.object({ key: z.string() }).exactOptional() }),
});

/** The backend inside Jira: the app's functions and Jira itself, both over Forge's bridge. */
export async function forgeBackend(): Promise<{ module: string; backend: Backend }> {
  const { moduleKey, extension } = contextSchema.parse(await view.getContext());
  return {
    module: moduleKey,
    backend: {
      ask: async (name, request) => answered(name, await told(invoke("ask", { name, request }))),
      live: null,
      place: extension.project === undefined ? site() : projectOf(extension.project.key),
      router: await forgeRouting(),
    },
  };
}

const open = (path: string) => void forgeRouter.open(path);
const site = (): Place => ({ kind: "site", jira: jiraReader(requestJira, open) });

function projectOf(key: string): Place {
  const jira = projectReader(key, requestJira, open);
  const project = {
    key,
    backlog: (framework) => told(invoke("getBacklog", { framework })),
    history: (issue) => told(invoke("getScoreHistory", { issue })),
    save: (request) => told(invoke("saveScores", request)),
    jira,
  } satisfies Extract<Place, { kind: "project" }>["project"];
  return { kind: "project", jira, project };
}

/** Jira keeps the page's address within its own. */
async function forgeRouting(): Promise<Router> {
  const history = await view.createHistory();
  const listeners = new Set<() => void>();
  history.listen(() => {
    for (const listener of listeners) listener();
  });
  return {
    now: () => history.location.pathname + history.location.search,
    go: (to, how) => (how?.replace === true ? history.replace(to) : history.push(to)),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    href: () => null,
  };
}

/** Forge itself may fail: no network, a function over its time, too many calls. */
async function told<Answered>(reply: Promise<Answered>): Promise<Answered | Trouble> {
  try {
    return await reply;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      kind: "service-away",
      message: `Jira could not reach the Throughline app: ${reason}`,
      advice: "Look whether you are online, and try again.",
    };
  }
}
