import type { Clock } from "#sync/model/effects.ts";

interface Appointment {
  at: number;
  run: () => void | Promise<void>;
}

/**
 * A twin's own clock and its list of things to do later (a late create, a webhook's retry, an index that
 * catches up). The clock may be set off from the machine's and moved ahead; what falls due then happens.
 */
export class Agenda {
  readonly #clock: Clock;
  #offset = 0;
  /** The next one first; of two at the same moment, the one that was made first. */
  #appointments: Appointment[] = [];
  #closed = new AbortController();
  #wakeAt = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The twin's time in milliseconds since the epoch. */
  now(): number {
    return this.#clock.now() + this.#offset;
  }

  iso(): string {
    return new Date(this.now()).toISOString();
  }

  /** Sets how far the twin's clock is off the machine's, without running anything by itself. */
  skew(milliseconds: number): void {
    this.#offset = milliseconds;
  }

  /** Moves the twin's clock ahead and does what has fallen due. */
  async advance(milliseconds: number): Promise<void> {
    this.#offset += milliseconds;
    await this.runDue();
  }

  later(delay: number, run: () => void | Promise<void>): void {
    const at = this.now() + delay;
    const later = this.#appointments.findLastIndex((other) => other.at <= at) + 1;
    this.#appointments.splice(later, 0, { at, run });
    this.#wake();
  }

  /** Does everything that is due, in order. Called before each request, so that no answer is stale. */
  async runDue(): Promise<void> {
    for (;;) {
      const [next] = this.#appointments;
      if (!next || next.at > this.now()) break;
      this.#appointments.shift();
      await next.run();
    }
    this.#wake();
  }

  /** Things still to come; a test waits for none. */
  get pending(): number {
    return this.#appointments.length;
  }

  clear(): void {
    this.#appointments = [];
  }

  close(): void {
    this.clear();
    this.#closed.abort();
  }

  #wake(): void {
    const next = this.#appointments[0]?.at;
    if (next === undefined || next >= this.#wakeAt || this.#closed.signal.aborted) return;
    this.#wakeAt = next;
    this.#clock.sleep(Math.max(0, next - this.now()), this.#closed.signal).then(
      () => {
        this.#wakeAt = Number.POSITIVE_INFINITY;
        return this.runDue();
      },
      () => undefined,
    );
  }
}
