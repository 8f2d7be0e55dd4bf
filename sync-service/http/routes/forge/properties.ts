import type { FastifyInstance } from "fastify";
import {
  PROPERTIES_PATH,
  propertiesRequestSchema,
  type PropertiesAnswer,
} from "#shared/contract/scoring/properties.ts";
import { propertiesDue, propertiesWritten } from "#sync/scoring/property.ts";
import type { CallerCheck } from "../../forge-token.ts";
import type { Service } from "../../service.ts";

/** Which issue properties the app has still to write, and which it wrote. */
export function propertiesRoute(server: FastifyInstance, { scoring }: Service, check: CallerCheck): void {
  server.post(PROPERTIES_PATH, async (request): Promise<PropertiesAnswer> => {
    const { accountId } = await check(request.headers.authorization);
    const { written, limit } = propertiesRequestSchema.parse(request.body);
    await propertiesWritten(scoring.parts.store.records, written, accountId ?? "the app", scoring.now());
    await scoring.look();
    const due = propertiesDue(scoring.ledger);
    return { due: due.slice(0, limit), total: due.length };
  });
}
