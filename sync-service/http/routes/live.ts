import type { ServerResponse } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { WhoAsks } from "../access/who-asks.ts";
import type { Asker } from "../operations/handlers.ts";
import { Refused } from "../refusal.ts";
import type { Service } from "../service.ts";

/** Edits that another process took, and links that were revoked, are seen this soon, ms. */
const LOOK_EVERY = 2_000;
/** Proxies end a connection on which nothing comes, ms. */
const HEARTBEAT = 20_000;

const querySchema = z.object({ initiative: z.string().min(1).optional() });

/**
 * GET /api/live?initiative=: server-sent events, `{"version":…}` of the overview or of one initiative, at once and
 * whenever it changes. `event: ended` when the reader's session or share link has ended meanwhile.
 */
export function liveRoute(server: FastifyInstance, service: Service, who: WhoAsks): void {
  const { initiatives, clock, log } = service;
  const open = new Set<AbortController>();
  server.addHook("preClose", async () => {
    for (const reader of open) reader.abort();
    await Promise.resolve();
  });

  server.get("/api/live", async (request, reply) => {
    const { initiative = null } = querySchema.parse(request.query);
    checkReads(await who.asker(request), initiative);
    reply.hijack();
    const reader = new AbortController();
    open.add(reader);
    reply.raw.on("close", () => reader.abort());
    reply.raw.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      // For proxies that would wait for more.
      "x-accel-buffering": "no",
    });
    try {
      await tell(request, reply.raw, initiative, reader.signal);
    } catch (error) {
      if (error instanceof Refused) reply.raw.write(`event: ended\ndata: ${JSON.stringify(error.body)}\n\n`);
      else
        log("a live connection failed", { message: error instanceof Error ? error.message : String(error) });
    } finally {
      open.delete(reader);
      reply.raw.end();
    }
  });

  async function tell(
    request: FastifyRequest,
    stream: ServerResponse,
    initiative: string | null,
    signal: AbortSignal,
  ): Promise<void> {
    let told = "";
    let at = clock.now();
    let news = new AbortController();
    const stop = initiatives.index.subscribe((touched) => {
      if (initiative === null || touched.has(initiative)) news.abort();
    });
    try {
      while (!signal.aborted) {
        news = new AbortController();
        await who.asker(request);
        await initiatives.look();
        const version = initiatives.version(initiative);
        if (version !== told) stream.write(`data: ${JSON.stringify({ version })}\n\n`);
        else if (clock.now() - at >= HEARTBEAT) stream.write(": still here\n\n");
        if (version !== told || clock.now() - at >= HEARTBEAT) at = clock.now();
        told = version;
        await clock.sleep(LOOK_EVERY, AbortSignal.any([signal, news.signal])).catch(() => undefined);
      }
    } finally {
      stop();
    }
  }
}

function checkReads(asker: Asker, initiative: string | null): void {
  if (asker.kind !== "share" || asker.initiative === initiative) return;
  throw new Refused(403, "This share link does not show that.", "Sign in, or ask whoever sent it to you.");
}
