/** What Forge enforces around a function, from its published limits. */
export const LIMITS = {
  /** A function that a surface calls is stopped after this. */
  milliseconds: 25_000,
  scheduledMilliseconds: 55_000,
  /** What a surface may send, and what it may get back, as JSON in bytes. */
  requestBytes: 500_000,
  answerBytes: 5_000_000,
  perUserAndMinute: 1_200,
} as const;

/** Forge stopped or refused the call; the surface sees it as a failed invocation. */
class ForgeRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ForgeRefusal";
  }
}

/** JSON as it crosses the border; `undefined` becomes null. @throws ForgeRefusal when it is too large */
export function crossing(value: unknown, limit: number, what: string): unknown {
  const text = JSON.stringify(value ?? null);
  const bytes = Buffer.byteLength(text);
  if (bytes > limit) throw new ForgeRefusal(`${what} is ${bytes} bytes; Forge takes at most ${limit}.`);
  return JSON.parse(text);
}

/** Rejects when the work takes longer than Forge allows. */
export async function withinTime<Result>(
  work: Promise<Result>,
  milliseconds: number,
  stop: AbortController,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const refusal = new ForgeRefusal(`The function ran for more than ${milliseconds / 1000} seconds.`);
      stop.abort(refusal);
      reject(refusal);
    }, milliseconds);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
  }
}

/** Counts invocations in fixed windows of a minute. @throws ForgeRefusal above the limit */
export class InvocationRate {
  #window = 0;
  #counts = new Map<string, number>();

  count(accountId: string, now: number): void {
    const window = Math.floor(now / 60_000);
    if (window !== this.#window) {
      this.#window = window;
      this.#counts.clear();
    }
    const count = (this.#counts.get(accountId) ?? 0) + 1;
    this.#counts.set(accountId, count);
    if (count > LIMITS.perUserAndMinute) {
      throw new ForgeRefusal(`More than ${LIMITS.perUserAndMinute} invocations in a minute.`);
    }
  }
}
