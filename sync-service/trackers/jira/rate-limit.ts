import type { Random } from "#sync/model/effects.ts";
import type { Allowance } from "../budget.ts";

/** Which part of our traffic a 429 is about: everything, one endpoint, or one issue. */
export interface RateLimited {
  scope: "everything" | "endpoint" | "issue";
  /** The tracker's own name of the limit. */
  reason: string;
  /** When to ask again, ms by our clock. */
  retryAt: number;
}

/** Atlassian's advice where no header says how long: seconds. */
const UNSAID_WAIT: Record<RateLimited["scope"], number> = { everything: 30, endpoint: 1, issue: 2 };
/** A window this short, ms, refills by itself before a budget over it could matter. */
const SHORTEST_QUOTA_WINDOW = 60_000;

/**
 * Reads a 429. Jira names the limit in `RateLimit-Reason`; a reason we do not know may be about anything, so
 * everything waits. The wait is stretched by up to 30 %, so that not all callers come back at once.
 */
export function rateLimited(headers: Headers, now: number, random: Random): RateLimited {
  const reason = headers.get("ratelimit-reason") ?? "unnamed limit";
  const scope =
    reason === "jira-burst-based"
      ? "endpoint"
      : reason === "jira-per-issue-on-write"
        ? "issue"
        : "everything";
  const resetAt = scope === "everything" ? readReset(headers, now) : null;
  const seconds = positive(headers.get("retry-after")) ?? UNSAID_WAIT[scope];
  const waited = now + seconds * 1000 * (1 + 0.3 * random.next());
  return { scope, reason, retryAt: Math.ceil(Math.max(waited, resetAt ?? 0)) };
}

/**
 * The hourly quota of points, where the headers speak of it. The same headers may describe the limit per
 * second, which is told apart by its near reset and left to Jira's own 429.
 */
export function quota(headers: Headers, now: number): readonly Allowance[] {
  const limit = positive(headers.get("x-ratelimit-limit"));
  const remaining = Number(headers.get("x-ratelimit-remaining") ?? Number.NaN);
  const resetAt = readReset(headers, now);
  if (limit === null || !Number.isFinite(remaining) || resetAt === null) return [];
  if (resetAt - now < SHORTEST_QUOTA_WINDOW) return [];
  return [{ name: "points an hour", unit: "points", remaining, limit, resetAt }];
}

/** `X-RateLimit-Reset` is an ISO 8601 time by Jira's clock; `Date`, where sent, sets it right for ours. */
function readReset(headers: Headers, now: number): number | null {
  const text = headers.get("x-ratelimit-reset");
  if (text === null) return null;
  const at = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(at)) return null;
  const theirs = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(theirs) ? at : at - theirs + now;
}

function positive(text: string | null): number | null {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) && value > 0 ? value : null;
}
