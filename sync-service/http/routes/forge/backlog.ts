import type { FastifyInstance } from "fastify";
import { BACKLOG_PATH, backlogRequestSchema, type BacklogAnswer } from "#shared/contract/scoring/backlog.ts";
import { backlogOf } from "#sync/scoring/backlog.ts";
import type { CallerCheck } from "../../forge-token.ts";
import type { Service } from "../../service.ts";

/** A project's ranked issues. */
export function backlogRoute(server: FastifyInstance, { scoring }: Service, check: CallerCheck): void {
  server.post(BACKLOG_PATH, async (request): Promise<BacklogAnswer> => {
    const { accountId } = await check(request.headers.authorization);
    return await backlogOf(scoring, backlogRequestSchema.parse(request.body), accountId);
  });
}
