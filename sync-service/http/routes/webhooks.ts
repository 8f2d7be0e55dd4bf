import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Side } from "#sync/model/issue.ts";
import { parseJiraWebhook } from "#sync/trackers/jira/webhook.ts";
import { parseLinearWebhook } from "#sync/trackers/linear/webhook.ts";
import type { HintedIssue } from "#sync/trackers/tracker.ts";
import { Refused } from "../refusal.ts";
import type { Service } from "../service.ts";
import { readingsWebhook } from "./readings-webhook.ts";

/**
 * POST /webhooks/jira and /webhooks/linear. A delivery is checked over its raw bytes, told apart by its id,
 * and answered as soon as its hints are stored: what it says is looked up, never believed.
 */
export function webhookRoutes(server: FastifyInstance, service: Service): void {
  void server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, parsed) => parsed(null, body));

    scope.post("/webhooks/jira", async (request) => {
      const secret = needSecret(service, "jira");
      const webhook = await parseJiraWebhook(rawBody(request), headersOf(request), { secret }, now(service));
      return await take(service, "jira", webhook);
    });
    scope.post("/webhooks/linear", async (request) => {
      const secret = needSecret(service, "linear");
      const webhook = parseLinearWebhook(rawBody(request), headersOf(request), secret, now(service));
      return await take(service, "linear", webhook);
    });
    readingsWebhook(scope, service);
    done();
  });
}

type Webhook = Awaited<ReturnType<typeof parseJiraWebhook>> | ReturnType<typeof parseLinearWebhook>;

async function take(service: Service, side: Side, webhook: Webhook): Promise<{ hints: number }> {
  if (webhook.kind === "refused") {
    service.log("a webhook was refused", { tracker: side, reason: webhook.reason, message: webhook.message });
    throw new Refused(
      webhook.reason === "malformed" ? 400 : 401,
      webhook.message,
      "Check the webhook's secret.",
    );
  }
  const { deliveryId, hints } = webhook;
  if (hints.length === 0) return { hints: 0 };
  // A crash after this line costs the hint, which the next poll makes up for.
  const isNew =
    deliveryId === null ||
    (await service.store.mirror.firstDelivery(`${side}/${deliveryId}`, service.clock.now()));
  if (!isNew) return { hints: 0 };
  service.rollups.hint(
    side,
    hints.map(({ id }) => id),
  );
  return { hints: await hintMirrors(service, side, hints) };
}

/** Each hint goes to the mirrors of the issue's project or team; where that is not told, to those that know it. */
async function hintMirrors(service: Service, side: Side, hints: readonly HintedIssue[]): Promise<number> {
  let effective = 0;
  for (const engine of service.engines) {
    const { [side]: place } = await engine.translator("live");
    const ids = hints.map(({ id }) => id);
    const known = await service.store.mirror.linksByIssue(engine.mirror.id, side, ids);
    const ours = hints.filter(({ id, container }) => {
      const link = known.get(id);
      if (link) return link.mirror === engine.mirror.id;
      return container === place.container.id || container === place.container.key;
    });
    if (ours.length === 0) continue;
    const marked = await engine.hint(
      ours.map(({ id, version, comment }) => ({ side, id, version, ...(comment ? { comment } : {}) })),
      "live",
    );
    if (marked > 0) service.nudge(engine.mirror.id);
    effective += marked;
  }
  return effective;
}

function needSecret(service: Service, side: Side): string {
  const secret = service.webhookSecrets[side];
  if (secret !== undefined) return secret;
  const variable = side === "jira" ? "JIRA_WEBHOOK_SECRET" : "LINEAR_WEBHOOK_SECRET";
  throw new Refused(401, "This service takes no webhooks here.", `Set ${variable} to the webhook's secret.`);
}

function rawBody(request: FastifyRequest): Uint8Array {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

function now(service: Service): { now: number } {
  return { now: service.clock.now() };
}
