import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { WhoAsks } from "../access/who-asks.ts";
import type { AnswerOperation } from "../operations.ts";

const parameters = z.object({ name: z.string() });

/** What pages outside Jira and clients of the API ask and change. */
export function operationsRoutes(server: FastifyInstance, answer: AnswerOperation, who: WhoAsks): void {
  server.post("/api/operations/:name", async (request, reply) => {
    const asker = await who.asker(request);
    void reply.header("cache-control", "no-store");
    return await answer(asker, parameters.parse(request.params).name, request.body);
  });
}
