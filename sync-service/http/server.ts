import fastify, { type FastifyInstance } from "fastify";
import { z } from "zod";
import { answerOperations } from "./operations.ts";
import { Refused } from "./refusal.ts";
import { whoAsks } from "./access/who-asks.ts";
import { apiRoutes } from "./routes/api.ts";
import { forgeRoutes } from "./routes/forge/routes.ts";
import { healthRoutes } from "./routes/health.ts";
import { liveRoute } from "./routes/live.ts";
import { metricsRoutes } from "./routes/metrics.ts";
import { openApiRoute } from "./routes/openapi.ts";
import { operationsRoutes } from "./routes/operations.ts";
import { pagesRoutes } from "./routes/pages.ts";
import { sessionRoutes } from "./routes/session.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import type { Service } from "./service.ts";

/** The largest webhook either tracker sends stays far below this, bytes. */
const BODY_LIMIT = 2 * 1024 * 1024;

/** The service's HTTP interface, not yet listening. */
export function createServer(service: Service): FastifyInstance {
  const server = fastify({ bodyLimit: BODY_LIMIT, logger: false });
  server.setErrorHandler((error, request, reply) => {
    if (error instanceof Refused) return reply.status(error.status).send(error.body);
    if (error instanceof z.ZodError) {
      const advice = "Check the request against shared/contract.";
      return reply.status(400).send({ message: z.prettifyError(error), advice });
    }
    const status = statusOf(error);
    if (status < 500) {
      const message = error instanceof Error ? error.message : "The request could not be read.";
      return reply.status(status).send({ message, advice: "Check the request." });
    }
    service.log("a request failed", {
      method: request.method,
      path: request.routeOptions.url ?? "",
      message: error instanceof Error ? error.message : String(error),
    });
    const advice = "Try again; if it stays, the service's log says more.";
    return reply.status(500).send({ message: "The service failed on this request.", advice });
  });
  server.setNotFoundHandler((request, reply) =>
    reply.status(404).send({
      message: `There is no ${request.method} ${request.url.split("?")[0] ?? ""}`,
      advice: "See the README.",
    }),
  );
  webhookRoutes(server, service);
  const answer = answerOperations(service);
  const who = whoAsks(service);
  forgeRoutes(server, service, answer);
  operationsRoutes(server, answer, who);
  sessionRoutes(server, service, who);
  liveRoute(server, service, who);
  openApiRoute(server, service);
  if (service.pages !== undefined) pagesRoutes(server, service.pages);
  apiRoutes(server, service);
  healthRoutes(server, service);
  metricsRoutes(server, service);
  return server;
}

function statusOf(error: unknown): number {
  const given =
    typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : undefined;
  return typeof given === "number" ? given : 500;
}
