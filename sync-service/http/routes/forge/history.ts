import type { FastifyInstance } from "fastify";
import { HISTORY_PATH, historyRequestSchema, type HistoryAnswer } from "#shared/contract/scoring/history.ts";
import { historyOf } from "#sync/scoring/history.ts";
import type { CallerCheck } from "../../forge-token.ts";
import type { Service } from "../../service.ts";

/** Everything that was decided about an issue's score. */
export function historyRoute(server: FastifyInstance, { scoring }: Service, check: CallerCheck): void {
  server.post(HISTORY_PATH, async (request): Promise<HistoryAnswer> => {
    await check(request.headers.authorization);
    return await historyOf(scoring, historyRequestSchema.parse(request.body).issue);
  });
}
