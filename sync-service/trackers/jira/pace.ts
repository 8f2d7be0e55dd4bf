import type { Clock } from "#sync/model/effects.ts";

/** Jira's limits per tenant, endpoint and method, requests a second. */
const LIMIT = { GET: 100, POST: 100, PUT: 50, DELETE: 50 };
/** Of a second's requests, the share that may go at once; the others follow evenly. */
const AT_ONCE = 0.2;
/** By how much a request may come before its time, ms: so that as many go at once. */
const TOLERANCE = (1000 * AT_ONCE) / (1 - AT_ONCE);

/**
 * Keeps each endpoint below Jira's limit per second, so that a large batch is not thrown back at us. The
 * generic cell rate algorithm (ITU-T I.371): one number an endpoint, the moment its next request is due.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #due = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when a request to the endpoint may start. */
  async turn(method: keyof typeof LIMIT, endpoint: string): Promise<void> {
    const interval = 1000 / ((1 - AT_ONCE) * LIMIT[method]);
    const now = this.#clock.now();
    const due = Math.max(now, this.#due.get(endpoint) ?? 0);
    this.#due.set(endpoint, due + interval);
    const wait = due - TOLERANCE - now;
    if (wait > 0) await this.#clock.sleep(Math.ceil(wait));
  }

  /** Nothing goes to the endpoint before `at`: Jira said so. */
  holdUntil(at: number, endpoint: string): void {
    this.#due.set(endpoint, Math.max(at + TOLERANCE, this.#due.get(endpoint) ?? 0));
  }
}
