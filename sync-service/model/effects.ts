/**
 * What the code may not reach for by itself: time, chance and the network are handed in, so that a seed
 * replays a failure and a test runs on a virtual clock.
 */
export interface Clock {
  /** Milliseconds since the epoch, as this machine believes. Never used to decide which edit is newer. */
  now(): number;
  /** Resolves after `milliseconds`; rejects with the signal's reason when aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A version-4-shaped UUID. */
  uuid(): string;
}

export type Fetch = (request: Request) => Promise<Response>;
