import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { CallerCheck } from "../../forge-token.ts";
import type { AnswerOperation } from "../../operations.ts";

const parameters = z.object({ name: z.string() });

/** What the app's pages ask and change, in the viewer's name. */
export function operationsRoute(server: FastifyInstance, answer: AnswerOperation, check: CallerCheck): void {
  server.post("/forge/operations/:name", async (request) => {
    const { accountId } = await check(request.headers.authorization);
    const { name } = parameters.parse(request.params);
    return await answer({ kind: "jira", accountId }, name, request.body);
  });
}
