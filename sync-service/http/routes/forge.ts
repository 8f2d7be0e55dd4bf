import type { FastifyInstance } from "fastify";
import {
  ISSUE_CONTEXT_PATH,
  issueContextRequestSchema,
  LOOK_AGAIN_PATH,
  type IssueContextAnswer,
  type LookAgainAnswer,
} from "#shared/contract/issue-context.ts";
import { issueId } from "#sync/model/issue.ts";
import { forgeTokenCheck } from "../forge-token.ts";
import type { Service } from "../service.ts";
import { mirrorStateOf } from "../views/mirror-state.ts";
import { scoringContextOf } from "../views/scoring-context.ts";
import { Worth } from "../views/worth.ts";

/** What the Forge app asks for, behind its invocation tokens. */
export function forgeRoutes(server: FastifyInstance, service: Service): void {
  const check = forgeTokenCheck(service);
  const worth = new Worth(service);

  server.post(ISSUE_CONTEXT_PATH, async (request): Promise<IssueContextAnswer> => {
    await check(request.headers.authorization);
    const { issue } = issueContextRequestSchema.parse(request.body);
    const id = issueId(issue.id);
    const [mirror, why] = await Promise.all([mirrorStateOf(service, id), worth.ofIssue(id)]);
    return { now: service.clock.now(), mirror, ...why, scoring: scoringContextOf() };
  });

  server.post(LOOK_AGAIN_PATH, async (request): Promise<LookAgainAnswer> => {
    await check(request.headers.authorization);
    const { issue } = issueContextRequestSchema.parse(request.body);
    const id = issueId(issue.id);
    let links = 0;
    for (const engine of service.engines) {
      const known = await service.store.mirror.linksByIssue(engine.mirror.id, "jira", [id]);
      if (known.get(id)?.mirror !== engine.mirror.id) continue;
      links += await engine.hint([{ side: "jira", id, version: null }], "interactive");
      service.nudge(engine.mirror.id);
    }
    return { links };
  });
}
