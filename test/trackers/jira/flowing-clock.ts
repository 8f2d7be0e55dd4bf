import type { Clock } from "#sync/model/effects.ts";

/** Beyond this a sleep is a timeout, which only a test that means it lets pass. */
const LONG = 29_000;

/** A clock that flows as soon as everybody sleeps: short sleeps end at once, with time moved on. */
export class FlowingClock implements Clock {
  #now: number;
  #sleepers: { at: number; wake: () => void }[] = [];

  constructor(now = Date.parse("2026-09-01T09:00:00Z")) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { at: this.#now + milliseconds, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener("abort", () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
      });
      if (milliseconds < LONG) setImmediate(() => this.#flowTo(sleeper.at));
    });
  }

  /** Lets time pass, timeouts included. */
  advance(milliseconds: number): void {
    this.#flowTo(this.#now + milliseconds);
  }

  #flowTo(at: number): void {
    this.#now = Math.max(this.#now, at);
    const due = this.#sleepers.filter((sleeper) => sleeper.at <= this.#now);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.at > this.#now);
    for (const { wake } of due.toSorted((a, b) => a.at - b.at)) wake();
  }
}
