import { jwtVerify } from "jose";
import { z } from "zod";
import { issueId } from "#sync/model/issue.ts";
import { isSignedBy } from "../signature.ts";
import type { HintedIssue } from "../tracker.ts";
import { jiraTime } from "./schemas.ts";
import { CREATION_PROPERTY, MARK_PROPERTY } from "./snapshot.ts";

/**
 * What proves that a webhook comes from Jira: the secret of one that an admin made, which signs the body; or
 * the app's client secret, with which those registered through REST sign a token.
 */
interface JiraWebhookSecrets {
  secret?: string;
  clientSecret?: string;
}

/** A delivery that may be believed to come from Jira, or why it may not. */
type JiraWebhook =
  | {
      kind: "delivery";
      /** The same for a delivery and its retries; null when Jira did not send one. */
      deliveryId: string | null;
      /** Issues to look at. A version may spare a look already taken; no value is ever read from a webhook. */
      hints: HintedIssue[];
    }
  | { kind: "refused"; reason: "signature" | "malformed"; message: string };

/** How far Atlassian's clock may be from ours, s. */
const CLOCKS_APART = 300;

/**
 * Checks a webhook's signature over its raw bytes, in constant time, or its token; then reads which issues it
 * speaks of. Nothing else is read: it may be late, doubled or out of order, and its texts are wiki markup,
 * not what REST v3 stores. `now` is in milliseconds since the epoch.
 */
export async function parseJiraWebhook(
  rawBody: Uint8Array,
  headers: Headers,
  secrets: JiraWebhookSecrets,
  options: { now: number },
): Promise<JiraWebhook> {
  if (!(await isAuthentic(rawBody, headers, secrets, options.now))) {
    const message = "The webhook's signature does not fit. Check the webhook's secret in Jira and here.";
    return { kind: "refused", reason: "signature", message };
  }
  const body = bodySchema.safeParse(parsedJson(rawBody));
  if (!body.success) {
    const message = `The webhook's body is not one of Jira's: ${z.prettifyError(body.error)}`;
    return { kind: "refused", reason: "malformed", message };
  }
  const deliveryId = headers.get("x-atlassian-webhook-identifier");
  return { kind: "delivery", deliveryId, hints: hintsOf(body.data) };
}

async function isAuthentic(
  rawBody: Uint8Array,
  headers: Headers,
  secrets: JiraWebhookSecrets,
  now: number,
): Promise<boolean> {
  const signature = headers.get("x-hub-signature");
  if (signature !== null && secrets.secret !== undefined)
    return isSignedBy(secrets.secret, rawBody, signature);
  const token = /^(?:Bearer|JWT) (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
  if (token === undefined || secrets.clientSecret === undefined) return false;
  return jwtVerify(token, new TextEncoder().encode(secrets.clientSecret), {
    algorithms: ["HS256"],
    requiredClaims: ["exp"],
    currentDate: new Date(now),
    clockTolerance: CLOCKS_APART,
  }).then(
    () => true,
    () => false,
  );
}

const numericId = z.union([z.string(), z.number()]).transform((id) => issueId(String(id)));

const numericText = z.union([z.string(), z.number()]).transform(String);

const bodySchema = z.object({
  webhookEvent: z.string(),
  issue: z
    .object({
      id: numericId,
      fields: z
        .object({
          updated: jiraTime.nullish().catch(null),
          project: z.object({ id: z.string() }).nullish().catch(null),
        })
        .nullish(),
    })
    .nullish(),
  issueLink: z.object({ sourceIssueId: numericId, destinationIssueId: numericId }).nullish(),
  comment: z
    .object({ id: numericText, updated: jiraTime.nullish().catch(null) })
    .nullish()
    .catch(null),
  worklog: z.object({ issueId: numericId }).nullish(),
  property: z.object({ key: z.string() }).nullish(),
});

/** Our own marks are no reason to look; an event that names no issue gives none. */
function hintsOf({
  webhookEvent,
  issue,
  issueLink,
  worklog,
  property,
  comment,
}: z.output<typeof bodySchema>): HintedIssue[] {
  if (property?.key === MARK_PROPERTY || property?.key === CREATION_PROPERTY) return [];
  const hints: HintedIssue[] = [];
  if (issue) {
    const { id, fields } = issue;
    // Of a deleted comment the last version says nothing new.
    const version = webhookEvent === "comment_deleted" ? null : (comment?.updated ?? null);
    const isAboutComment = webhookEvent.startsWith("comment_") && comment && version !== null;
    hints.push({
      id,
      version: fields?.updated ?? null,
      container: fields?.project?.id ?? null,
      ...(isAboutComment ? { comment: { id: comment.id, version } } : {}),
    });
  }
  if (issueLink) {
    hints.push({ id: issueLink.sourceIssueId, version: null, container: null });
    hints.push({ id: issueLink.destinationIssueId, version: null, container: null });
  }
  if (worklog) hints.push({ id: worklog.issueId, version: null, container: null });
  return hints;
}

function parsedJson(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(rawBody));
  } catch {
    return null;
  }
}
