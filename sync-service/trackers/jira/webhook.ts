import { createHmac, timingSafeEqual } from "node:crypto";
import { jwtVerify } from "jose";
import { z } from "zod";
import { issueId } from "#sync/model/issue.ts";
import type { Sighting } from "../tracker.ts";
import { jiraTime } from "./schemas.ts";
import { CREATION_PROPERTY, MARK_PROPERTY } from "./snapshot.ts";

/** How far our clock and Atlassian's may be apart, s. */
const CLOCK_TOLERANCE = 300;

/**
 * What proves that a webhook comes from Jira: the secret of one that an admin made, which signs the body; or
 * the app's client secret, with which those registered through REST sign a token.
 */
export interface JiraWebhookSecrets {
  secret?: string;
  clientSecret?: string;
}

/** Whether Jira sent this. `body` is what came over the wire, unparsed; `now` is in ms. */
export async function verifyJiraWebhook(
  request: { headers: Headers; body: Uint8Array },
  secrets: JiraWebhookSecrets,
  now: number,
): Promise<boolean> {
  const signature = request.headers.get("x-hub-signature");
  if (signature !== null && secrets.secret !== undefined) {
    return signed(request.body, signature, secrets.secret);
  }
  const token = /^(?:Bearer|JWT) (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  if (token !== undefined && secrets.clientSecret !== undefined) {
    return jwtVerify(token, new TextEncoder().encode(secrets.clientSecret), {
      algorithms: ["HS256"],
      requiredClaims: ["exp"],
      currentDate: new Date(now),
      clockTolerance: CLOCK_TOLERANCE,
    }).then(
      () => true,
      () => false,
    );
  }
  return false;
}

function signed(body: Uint8Array, signature: string, secret: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export interface JiraWebhook {
  /** The same over all attempts to deliver it; null where Jira does not send one. */
  delivery: string | null;
  event: string;
  /** Issues to look at. A version is a reason to skip a look that was already taken, never to trust a value. */
  hints: readonly Sighting[];
}

const numericId = z.union([z.string(), z.number()]).transform((id) => issueId(String(id)));

const payloadSchema = z.object({
  webhookEvent: z.string(),
  issue: z
    .object({
      id: numericId,
      fields: z.object({ updated: jiraTime.nullish().catch(null) }).nullish(),
    })
    .nullish(),
  issueLink: z.object({ sourceIssueId: numericId, destinationIssueId: numericId }).nullish(),
  worklog: z.object({ issueId: numericId }).nullish(),
  property: z.object({ key: z.string() }).nullish(),
});

/**
 * Which issues a webhook speaks of; null for a body that is none of Jira's. Nothing else is read from it: it
 * may be late, doubled or out of order, and its texts are wiki markup, not what REST v3 stores.
 */
export function parseJiraWebhook(payload: unknown, headers: Headers): JiraWebhook | null {
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) return null;
  const { webhookEvent: event, issue, issueLink, worklog, property } = parsed.data;
  const delivery = headers.get("x-atlassian-webhook-identifier");
  if (property && (property.key === MARK_PROPERTY || property.key === CREATION_PROPERTY)) {
    return { delivery, event, hints: [] };
  }
  const hints: Sighting[] = [];
  if (issue) hints.push({ id: issue.id, version: issue.fields?.updated ?? null });
  if (issueLink) {
    hints.push({ id: issueLink.sourceIssueId, version: null });
    hints.push({ id: issueLink.destinationIssueId, version: null });
  }
  if (worklog) hints.push({ id: worklog.issueId, version: null });
  return { delivery, event, hints };
}
