import { createHmac, timingSafeEqual } from "node:crypto";
import { LINEAR_WEBHOOK_SIGNATURE_HEADER, LINEAR_WEBHOOK_TS_FIELD } from "@linear/sdk/webhooks";
import { z } from "zod";
import { issueId } from "#sync/model/issue.ts";
import type { HintedIssue } from "../tracker.ts";
import { isCard } from "./cards.ts";
import { isMark } from "./mark.ts";

/** A delivery that may be believed to come from Linear, or why it may not. */
type LinearWebhook =
  | {
      kind: "delivery";
      /** The same for a delivery and its retries; null when Linear did not send one. */
      deliveryId: string | null;
      /** Issues to look at. The body is only a reason to look, never data. */
      hints: HintedIssue[];
    }
  | { kind: "refused"; reason: "signature" | "stale" | "malformed"; message: string };

/** The retries come after a minute, an hour and six hours. */
const LAST_RETRY = 8 * 3_600_000;
/** How far Linear's clock may be ahead of ours. */
const CLOCKS_APART = 5 * 60_000;

/**
 * Checks a webhook's signature over its raw bytes, in constant time, then reads which issues it speaks of.
 *
 * The SDK's own check refuses what is more than a minute old by this machine's clock. But Linear retries after
 * a minute, an hour and six, and does not say whether a retry is signed anew. A late hint does no harm and
 * deliveries are told apart by their id, so what is as old as the last retry is taken. `past` and `future`
 * set other limits, in milliseconds; `now` is in milliseconds since the epoch.
 */
export function parseLinearWebhook(
  rawBody: Uint8Array,
  headers: Headers,
  secret: string,
  options: { now: number; past?: number; future?: number },
): LinearWebhook {
  const signature = headers.get(LINEAR_WEBHOOK_SIGNATURE_HEADER) ?? "";
  if (!isSignedBy(secret, rawBody, signature)) {
    return refused("signature", "The webhook's signature does not fit. Check the signing secret.");
  }
  const body = bodySchema.safeParse(parsedJson(rawBody));
  if (!body.success) {
    return refused("malformed", `The webhook's body is not one of Linear's: ${z.prettifyError(body.error)}`);
  }
  const { [LINEAR_WEBHOOK_TS_FIELD]: sentAt } = body.data;
  const age = options.now - sentAt;
  if (age > (options.past ?? LAST_RETRY) || -age > (options.future ?? CLOCKS_APART)) {
    const seconds = Math.round(Math.abs(age) / 1000);
    return refused(
      "stale",
      `The webhook was signed ${seconds} s ${age > 0 ? "before" : "after"} this machine's time.`,
    );
  }
  return {
    kind: "delivery",
    deliveryId: headers.get("linear-delivery"),
    hints: hintsOf(body.data),
  };
}

function isSignedBy(secret: string, rawBody: Uint8Array, signature: string): boolean {
  const expected = createHmac("sha256", secret).update(rawBody).digest();
  const given = Buffer.from(signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const bodySchema = z.looseObject({
  type: z.string(),
  action: z.string(),
  [LINEAR_WEBHOOK_TS_FIELD]: z.number(),
  data: z.unknown().optional(),
});
const id = z.string().min(1);
const issueData = z.looseObject({
  id,
  teamId: id.nullish().catch(null),
  updatedAt: z.iso.datetime({ offset: true }).nullish().catch(null),
});
const commentData = z.looseObject({
  id,
  issueId: id,
  updatedAt: z.iso.datetime({ offset: true }).nullish().catch(null),
});
const partData = z.looseObject({ issueId: id });

/** Which issues an event speaks of; none for what hangs on no issue, or of which we know nothing. */
function hintsOf({ type, action, data }: z.output<typeof bodySchema>): HintedIssue[] {
  switch (type) {
    case "Issue": {
      const issue = issueData.safeParse(data);
      if (!issue.success) return [];
      const { updatedAt } = issue.data;
      return [hinted(issue.data.id, updatedAt ? Date.parse(updatedAt) : null, issue.data.teamId ?? null)];
    }
    case "Comment": {
      const comment = commentData.safeParse(data);
      if (!comment.success) return [];
      const { id: commentId, issueId: issue, updatedAt } = comment.data;
      // Of a deleted comment the last version says nothing new.
      const version = action === "remove" || !updatedAt ? null : Date.parse(updatedAt);
      const seen = version === null ? {} : { comment: { id: commentId, version } };
      return [{ ...hinted(issue, null, null), ...seen }];
    }
    case "Attachment": {
      const part = partData.safeParse(data);
      // Our own mark or card is no reason to look.
      const metadata = part.data?.["metadata"];
      if (isMark(metadata) || isCard(metadata)) return [];
      return part.success ? [hinted(part.data.issueId, null, null)] : [];
    }
    default:
      return [];
  }
}

function hinted(issue: string, version: number | null, container: string | null): HintedIssue {
  return { id: issueId(issue), version, container };
}

function parsedJson(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(rawBody));
  } catch {
    return null;
  }
}

function refused(
  reason: "signature" | "stale" | "malformed",
  message: string,
): Extract<LinearWebhook, { kind: "refused" }> {
  return { kind: "refused", reason, message };
}
