import { parseJiraWebhook } from "#sync/trackers/jira/webhook.ts";
import { parseLinearWebhook } from "#sync/trackers/linear/webhook.ts";
import type { Process } from "./process.ts";

/** A process takes a webhook as its HTTP route does; the status it answers with. */
export async function receive(
  process: Process,
  request: Request,
  secrets: { jira: string; linear: string },
): Promise<number> {
  const { engine, store, clock } = process;
  if (!engine) return 503;
  const side = new URL(request.url).pathname === "/jira" ? "jira" : "linear";
  const body = new Uint8Array(await request.arrayBuffer());
  const now = { now: clock.now() };
  const webhook =
    side === "jira"
      ? await parseJiraWebhook(body, request.headers, { secret: secrets.jira }, now)
      : parseLinearWebhook(body, request.headers, secrets.linear, now);
  if (webhook.kind === "refused") return 401;
  const { deliveryId, hints } = webhook;
  if (hints.length === 0) return 200;
  if (deliveryId !== null && !(await store.firstDelivery(`${side}/${deliveryId}`, now.now))) return 200;
  const { [side]: place } = await engine.translator("live");
  const ids = hints.map(({ id }) => id);
  const known = await store.linksByIssue(engine.mirror.id, side, ids);
  const ours = hints.filter(
    ({ id, container }) =>
      known.has(id) || container === place.container.id || container === place.container.key,
  );
  if (ours.length === 0) return 200;
  const marked = await engine.hint(
    ours.map(({ id, version }) => ({ side, id, version })),
    "live",
  );
  if (marked > 0) process.nudge();
  return 200;
}
