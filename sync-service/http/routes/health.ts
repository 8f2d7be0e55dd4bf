import type { FastifyInstance } from "fastify";
import type { Service } from "../service.ts";

/** GET /health: the process answers. GET /ready: the database answers too; 503 when it does not. */
export function healthRoutes(server: FastifyInstance, service: Service): void {
  server.get("/health", () => ({ ok: true }));
  server.get("/ready", async (_request, reply) => {
    try {
      const mirrors = await service.store.mirror.mirrors();
      return { ok: true, mirrors: mirrors.length };
    } catch {
      return reply
        .status(503)
        .send({ message: "The database does not answer.", advice: "Check DATABASE_URL." });
    }
  });
}
