import { requestJira, router, view } from "@forge/bridge";
import { makeInvoke } from "@forge/bridge";
import { z } from "zod";
import type { BacklogRpc } from "#forge/functions/backlog-rpc.ts";
import type { Trouble } from "#forge/functions/rpc.ts";
import type { Backend } from "./backend.ts";
import { jiraReader } from "./jira-reader.ts";

const invoke = makeInvoke<BacklogRpc>();
const contextSchema = z.object({
  moduleKey: z.string(),
  extension: z.object({ project: z.object({ key: z.string() }) }),
});

/** The backend inside Jira: the app's functions and Jira itself, both over Forge's bridge. */
export async function forgeBackend(): Promise<{ module: string; backend: Backend }> {
  const { moduleKey, extension } = contextSchema.parse(await view.getContext());
  const project = extension.project.key;
  return {
    module: moduleKey,
    backend: {
      project,
      backlog: (framework) => told(invoke("getBacklog", { framework })),
      history: (issue) => told(invoke("getScoreHistory", { issue })),
      save: (request) => told(invoke("saveScores", request)),
      jira: jiraReader(project, requestJira, (path) => void router.open(path)),
    },
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
