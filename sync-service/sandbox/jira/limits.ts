import type { Site } from "./site.ts";

export type LimitReason = "jira-quota-global-based" | "jira-burst-based" | "jira-per-issue-on-write";

interface Exceeded {
  reason: LimitReason;
  retryAfterSeconds: number;
}

const HOUR = 3_600_000;
/** Writes to one issue: 20 in 2 seconds and 100 in 30. */
const PER_ISSUE: readonly { writes: number; milliseconds: number }[] = [
  { writes: 20, milliseconds: 2_000 },
  { writes: 100, milliseconds: 30_000 },
];

/** Jira's three rate limits, all at once: points by the hour, requests by endpoint and second, writes by issue. */
export class Limits {
  readonly #site: Site;
  #hour = 0;
  #points = 0;
  readonly #requests = new Map<string, { second: number; count: number }>();
  readonly #writes = new Map<number, number[]>();

  constructor(site: Site) {
    this.#site = site;
  }

  /** Counts a request, or says which limit it exceeds. Traffic by API token is exempt from the points alone. */
  admit(request: {
    endpoint: string;
    method: string;
    isApp: boolean;
    issueId: number | null;
  }): Exceeded | null {
    const now = this.#site.now();
    const { limits } = this.#site.switches.values;
    this.#turn(now);
    if (!limits.enabled) return null;
    if (request.isApp && this.#points >= limits.pointsPerHour) {
      return {
        reason: "jira-quota-global-based",
        retryAfterSeconds: Math.ceil((this.#resetAt() - now) / 1000),
      };
    }
    const second = Math.floor(now / 1000);
    const seen = this.#requests.get(request.endpoint);
    const count = seen?.second === second ? seen.count : 0;
    if (count >= this.#burst(request.method)) return { reason: "jira-burst-based", retryAfterSeconds: 1 };
    if (request.issueId !== null) {
      const wait = this.#perIssue(request.issueId, now);
      if (wait > 0) {
        return { reason: "jira-per-issue-on-write", retryAfterSeconds: Math.ceil(wait / 1000) };
      }
    }
    this.#requests.set(request.endpoint, { second, count: count + 1 });
    return null;
  }

  /** Takes a request's points from the app's hour. */
  spend(points: number): void {
    this.#turn(this.#site.now());
    this.#points += points;
  }

  /** `X-RateLimit-*` as Jira sends it with every answer: the hour for an app, the second for a token. */
  headers(request: { endpoint: string; method: string; isApp: boolean }): Record<string, string> {
    const { limits } = this.#site.switches.values;
    if (!limits.enabled) return {};
    const now = this.#site.now();
    const limit = request.isApp ? limits.pointsPerHour : this.#burst(request.method);
    const used = request.isApp ? this.#points : (this.#requests.get(request.endpoint)?.count ?? 0);
    const remaining = Math.max(0, limit - used);
    const reset = request.isApp ? this.#resetAt() : (Math.floor(now / 1000) + 1) * 1000;
    return {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(remaining),
      "x-ratelimit-reset": new Date(reset).toISOString(),
      ...(remaining < limit / 5 ? { "x-ratelimit-nearlimit": "true" } : {}),
    };
  }

  clear(): void {
    this.#points = 0;
    this.#requests.clear();
    this.#writes.clear();
  }

  #turn(now: number): void {
    const hour = Math.floor(now / HOUR);
    if (hour === this.#hour) return;
    this.#hour = hour;
    this.#points = 0;
  }

  #resetAt(): number {
    return (this.#hour + 1) * HOUR;
  }

  #burst(method: string): number {
    const { readsPerSecond, writesPerSecond } = this.#site.switches.values.limits;
    return method === "GET" || method === "POST" ? readsPerSecond : writesPerSecond;
  }

  /** Milliseconds until another write to the issue is let through; 0 when it is now, and then it is counted. */
  #perIssue(issueId: number, now: number): number {
    const longest = Math.max(...PER_ISSUE.map(({ milliseconds }) => milliseconds));
    const writes = (this.#writes.get(issueId) ?? []).filter((at) => at > now - longest);
    const waits = PER_ISSUE.map(({ writes: most, milliseconds }) => {
      const recent = writes.filter((at) => at > now - milliseconds);
      const oldest = recent.at(-most);
      return oldest === undefined ? 0 : oldest + milliseconds - now;
    });
    const wait = Math.max(...waits);
    if (wait <= 0) writes.push(now);
    this.#writes.set(issueId, writes);
    return wait;
  }
}
