import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock, Fetch, Random } from "#sync/model/effects.ts";

/** The machine's own clock, chance and network: the only place that reaches for them. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await sleepFor(milliseconds, undefined, signal ? { signal } : {});
  },
};

export const systemRandom: Random = {
  next: () => Math.random(),
  uuid: () => randomUUID(),
};

export const systemFetch: Fetch = (request) => fetch(request);

/** 256 bits as text. */
export const systemSecret = (): string => randomBytes(32).toString("base64url");
