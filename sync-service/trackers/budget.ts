import PQueue from "p-queue";
import type { Clock } from "#sync/model/effects.ts";
import type { Side } from "#sync/model/issue.ts";
import { type CallOptions, type Priority, type Spending, TrackerUnavailable } from "./tracker.ts";

/** One of a tracker's limits as its headers last told it. A tracker may have several at once. */
export interface Allowance {
  /** The limit's own name, e.g. "requests"; a later word on the same name replaces the earlier. */
  name: string;
  unit: "requests" | "points";
  remaining: number;
  limit: number;
  /** When it is full again, in the clock's milliseconds; null when the tracker does not say. */
  resetAt: number | null;
}

/** The share of each limit that calls of a priority leave for those who matter more. */
const RESERVE: Record<Priority, number> = { interactive: 0, live: 0.03, backfill: 0.1 };
const RANK: Record<Priority, number> = { interactive: 2, live: 1, backfill: 0 };
/** How long a word without a reset time is believed, ms. */
const UNDATED_WORD = 60_000;

/**
 * What one connection may ask of one tracker. It never waits for a limit: a call that may not start now is
 * refused at once with `TrackerUnavailable`, so that its caller can let go of what it holds until `retryAt`.
 */
export class Budget {
  readonly #side: Side;
  readonly #clock: Clock;
  readonly #timeout: number;
  readonly #queue: PQueue;
  readonly #allowances = new Map<string, Allowance & { until: number }>();
  readonly #underWay = { requests: 0, points: 0 };
  #requests = 0;
  #points = 0;
  #pausedUntil: number | null = null;

  /** `timeout`: the longest a request may be under way, ms; `concurrency`: how many at once. */
  constructor(options: { side: Side; clock: Clock; concurrency: number; timeout: number }) {
    this.#side = options.side;
    this.#clock = options.clock;
    this.#timeout = options.timeout;
    this.#queue = new PQueue({ concurrency: options.concurrency });
  }

  /**
   * Runs one request when its turn comes: interactive before live before backfill. `points` is what it is
   * expected to cost. The signal aborts, and the call rejects with a `TimeoutError`, after the timeout. A
   * `TrackerUnavailable` of reason "rate-limit" or "deadline" that comes from here means that `request` was
   * never called.
   */
  run<T>(
    options: CallOptions & { points?: number },
    request: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const refusal = this.#refusal(options);
    if (refusal !== null) return Promise.reject(refusal);
    return this.#queue.add(
      async () => {
        const lateRefusal = this.#refusal(options);
        if (lateRefusal !== null) throw lateRefusal;
        return this.#timed(options.points ?? 0, request);
      },
      { priority: RANK[options.priority] },
    );
  }

  /** Takes in what an answer's headers said. `points` is what the request cost. */
  learn(spent: { points: number; allowances: readonly Allowance[] }): void {
    this.#points += spent.points;
    for (const allowance of spent.allowances) {
      const until = allowance.resetAt ?? this.#clock.now() + UNDATED_WORD;
      this.#allowances.set(allowance.name, { ...allowance, until });
    }
  }

  /** Nothing starts before this moment: the tracker said so. An earlier, longer pause stays. */
  pauseUntil(at: number): void {
    this.#pausedUntil = Math.max(at, this.#pausedUntil ?? at);
  }

  spending(): Spending {
    const scarcest = this.#current().toSorted((a, b) => a.remaining / a.limit - b.remaining / b.limit)[0];
    return {
      requests: this.#requests,
      points: this.#points,
      remaining: scarcest?.remaining ?? null,
      limit: scarcest?.limit ?? null,
      pausedUntil: this.#pause(),
    };
  }

  async #timed<T>(points: number, request: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#requests += 1;
    this.#underWay.requests += 1;
    this.#underWay.points += points;
    const timeout = new AbortController();
    const answered = new AbortController();
    const expiry = this.#clock.sleep(this.#timeout, answered.signal).then(
      () => {
        const error = new DOMException(
          `${this.#name()} did not answer within ${Math.round(this.#timeout / 1000)} s`,
          "TimeoutError",
        );
        timeout.abort(error);
        throw error;
      },
      // The answer came first: the race is over.
      () => new Promise<never>(() => undefined),
    );
    try {
      return await Promise.race([request(timeout.signal), expiry]);
    } finally {
      answered.abort();
      this.#underWay.requests -= 1;
      this.#underWay.points -= points;
    }
  }

  #refusal(options: CallOptions & { points?: number }): TrackerUnavailable | null {
    const now = this.#clock.now();
    if (options.deadline !== undefined && now + this.#timeout > options.deadline) {
      return new TrackerUnavailable(
        this.#side,
        "deadline",
        `A request to ${this.#name()} could outlive its deadline, so it was not sent`,
      );
    }
    const pause = this.#pause();
    if (pause !== null) {
      return this.#limited(`${this.#name()} asked us to wait until ${new Date(pause).toISOString()}`, pause);
    }
    const need = { requests: 1, points: options.points ?? 0 };
    for (const { name, unit, remaining, limit, until } of this.#current()) {
      const left = remaining - this.#underWay[unit] - need[unit];
      const reserve = limit * RESERVE[options.priority];
      if (left >= reserve) continue;
      const kept = reserve > 0 ? `; the last ${Math.ceil(reserve)} are kept for more urgent work` : "";
      return this.#limited(`${this.#name()} allows ${remaining} more of ${limit} (${name})${kept}`, until);
    }
    return null;
  }

  #limited(message: string, retryAt: number): TrackerUnavailable {
    return new TrackerUnavailable(this.#side, "rate-limit", message, retryAt);
  }

  #pause(): number | null {
    return this.#pausedUntil !== null && this.#pausedUntil > this.#clock.now() ? this.#pausedUntil : null;
  }

  #current(): (Allowance & { until: number })[] {
    const now = this.#clock.now();
    return [...this.#allowances.values()].filter(({ until }) => until > now);
  }

  #name(): string {
    return this.#side === "jira" ? "Jira" : "Linear";
  }
}
