import type { Clock, Random } from "#sync/model/effects.ts";
import { createJiraTwin, type JiraTwin } from "#sync/sandbox/jira/twin.ts";
import { serve } from "#sync/sandbox/kit/serve.ts";
import { createLinearTwin, type LinearTwin } from "#sync/sandbox/linear/twin.ts";
import { systemFetch } from "./system.ts";

/** Both twins behind HTTP servers of their own, as any client meets them. */
export interface Sandboxes {
  jira: JiraTwin;
  linear: LinearTwin;
  jiraUrl: string;
  linearUrl: string;
  close(): Promise<void>;
}

/** Starts both twins on 127.0.0.1; port 0 takes a free one. */
export async function startSandboxes(
  environment: { clock: Clock; random: Random },
  ports: { jira: number; linear: number } = { jira: 0, linear: 0 },
): Promise<Sandboxes> {
  const jira = createJiraTwin({ ...environment, fetch: systemFetch });
  const linear = createLinearTwin({ ...environment, fetch: systemFetch });
  const jiraServer = await serve((request) => jira.handle(request), ports.jira);
  const linearServer = await serve((request) => linear.handle(request), ports.linear);
  jira.baseUrl = jiraServer.baseUrl;
  linear.baseUrl = linearServer.baseUrl;
  return {
    jira,
    linear,
    jiraUrl: jiraServer.baseUrl,
    linearUrl: linearServer.baseUrl,
    close: async () => {
      jira.close();
      linear.close();
      await Promise.all([jiraServer.close(), linearServer.close()]);
    },
  };
}
