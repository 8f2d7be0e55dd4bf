import type { FastifyInstance } from "fastify";
import { Gauge, Registry } from "prom-client";
import type { Service } from "../service.ts";

/** GET /metrics: what Prometheus scrapes. Read when asked, so that nothing has to be counted twice. */
export function metricsRoutes(server: FastifyInstance, service: Service): void {
  const registry = new Registry();
  const registers = [registry];
  const links = new Gauge({
    name: "throughline_links",
    help: "Links by mirror and state",
    labelNames: ["mirror", "state"],
    registers,
  });
  const waiting = new Gauge({
    name: "throughline_waiting_links",
    help: "Links that are to be looked at",
    labelNames: ["mirror"],
    registers,
  });
  const parked = new Gauge({
    name: "throughline_parked_writes",
    help: "Writes that a tracker refuses for now",
    labelNames: ["mirror"],
    registers,
  });
  const conflicts = new Gauge({
    name: "throughline_open_conflicts",
    help: "Conflicts that nobody has settled",
    labelNames: ["mirror"],
    registers,
  });
  const paused = new Gauge({
    name: "throughline_paused",
    help: "1 while a mirror is paused",
    labelNames: ["mirror"],
    registers,
  });
  const requests = new Gauge({
    name: "throughline_tracker_requests",
    help: "Requests sent since the service started",
    labelNames: ["tracker"],
    registers,
  });
  server.get("/metrics", async (_request, reply) => {
    for (const { id, pausedReason } of await service.store.mirror.mirrors()) {
      const counts = await service.store.mirror.counts(id);
      for (const [state, count] of Object.entries(counts.byState)) links.set({ mirror: id, state }, count);
      waiting.set({ mirror: id }, counts.dirty);
      parked.set({ mirror: id }, counts.parked);
      conflicts.set({ mirror: id }, counts.openConflicts);
      paused.set({ mirror: id }, pausedReason === null ? 0 : 1);
    }
    for (const tracker of [service.jira, service.linear]) {
      requests.set({ tracker: tracker.side }, tracker.spending().requests);
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
