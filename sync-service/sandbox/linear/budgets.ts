import type { Access } from "./caller.ts";

const hour = 3_600_000;

/** What one hour allows. Source: Linear's developer documentation, "Rate limiting". */
const limits: Readonly<Record<Access["kind"], { requests: number; points: number }>> = {
  apiKey: { requests: 2_500, points: 3_000_000 },
  oauth: { requests: 5_000, points: 2_000_000 },
};

interface Window {
  requests: number;
  points: number;
  resetAt: number;
}

/** Each key's requests and points in the running hour, and the headers that tell of them. */
export class Budgets {
  readonly #now: () => number;
  #windows = new Map<string, Window>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts a request; false when the hour's limits do not allow it. */
  spend(access: Access, points: number): boolean {
    const window = this.#window(access);
    const limit = limits[access.kind];
    if (window.requests + 1 > limit.requests || window.points + points > limit.points) return false;
    window.requests += 1;
    window.points += points;
    return true;
  }

  /** The headers of an answer; with `spentUntil` as if nothing were left until then. */
  headers(access: Access, points: number, spentUntil?: number): Record<string, string> {
    const limit = limits[access.kind];
    const window = spentUntil === undefined ? this.#window(access) : { ...limit, resetAt: spentUntil };
    return {
      "x-complexity": String(points),
      "x-ratelimit-requests-limit": String(limit.requests),
      "x-ratelimit-requests-remaining": String(limit.requests - window.requests),
      "x-ratelimit-requests-reset": String(window.resetAt),
      "x-ratelimit-complexity-limit": String(limit.points),
      "x-ratelimit-complexity-remaining": String(Math.max(0, Math.floor(limit.points - window.points))),
      "x-ratelimit-complexity-reset": String(window.resetAt),
    };
  }

  clear(): void {
    this.#windows.clear();
  }

  #window(access: Access): Window {
    const now = this.#now();
    let window = this.#windows.get(access.token);
    if (!window || window.resetAt <= now) {
      window = { requests: 0, points: 0, resetAt: now + hour };
      this.#windows.set(access.token, window);
    }
    return window;
  }
}
