import type { FastifyInstance } from "fastify";
import { forgeTokenCheck } from "../../forge-token.ts";
import type { AnswerOperation } from "../../operations.ts";
import type { Service } from "../../service.ts";
import { backlogRoute } from "./backlog.ts";
import { historyRoute } from "./history.ts";
import { issueContextRoutes } from "./issue-context.ts";
import { operationsRoute } from "./operations.ts";
import { pokerRoute } from "./poker.ts";
import { propertiesRoute } from "./properties.ts";
import { settingsRoutes } from "./settings.ts";
import { writesRoute } from "./writes.ts";

/** What the Forge app asks for, behind its invocation tokens; shared/contract says what each path takes. */
export function forgeRoutes(server: FastifyInstance, service: Service, answer: AnswerOperation): void {
  const check = forgeTokenCheck(service);
  issueContextRoutes(server, service, check);
  writesRoute(server, service, check);
  propertiesRoute(server, service, check);
  backlogRoute(server, service, check);
  historyRoute(server, service, check);
  settingsRoutes(server, service, check);
  pokerRoute(server, service, check);
  operationsRoute(server, answer, check);
}
