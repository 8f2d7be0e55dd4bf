import type { Clock } from "#sync/model/effects.ts";
import { Refused } from "../refusal.ts";

const WINDOW = 60_000;
const AT_MOST = 20;
const ADDRESSES = 10_000;

/**
 * Counts wrong tokens by the address that sent them. 256 random bits are not guessed at any rate; who tries is told
 * to stop, and the log says so once. A right token goes on opening: behind a proxy many people have one address.
 */
export class WrongTokens {
  readonly #clock: Clock;
  readonly #onTooMany: (address: string) => void;
  readonly #counts = new Map<string, { since: number; count: number }>();

  constructor(clock: Clock, onTooMany: (address: string) => void) {
    this.#clock = clock;
    this.#onTooMany = onTooMany;
  }

  /** Throws `Refused` with 429 from the 21st in a minute on. */
  count(address: string): void {
    const now = this.#clock.now();
    const before = this.#counts.get(address);
    const isSameMinute = before !== undefined && now - before.since < WINDOW;
    const counted = isSameMinute ? { ...before, count: before.count + 1 } : { since: now, count: 1 };
    if (this.#counts.size >= ADDRESSES) this.#counts.clear();
    this.#counts.set(address, counted);
    if (counted.count <= AT_MOST) return;
    if (counted.count === AT_MOST + 1) this.#onTooMany(address);
    throw new Refused(
      429,
      "Too many wrong links or tokens came from your address.",
      "Wait a minute, then try again.",
    );
  }
}
