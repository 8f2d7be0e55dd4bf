import { z } from "zod";
import type { Random } from "#sync/model/effects.ts";
import type { Agenda } from "./agenda.ts";

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

const when = {
  /** Regular expression over the endpoint's name as the request log prints it; absent means every endpoint. */
  endpoint: z.string().refine(isRegularExpression, "is no regular expression").optional(),
  /** How often it strikes before it is spent; absent means until removed. */
  times: z.int().positive().optional(),
  /** Lets this many matching requests pass before it strikes. */
  skip: z.int().nonnegative().optional(),
  /** Chance in [0, 1] for each matching request. */
  probability: z.number().min(0).max(1).optional(),
};

export const faultSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("latency"), milliseconds: z.int().nonnegative(), ...when }),
  z.object({ kind: z.literal("error-before"), status: z.int().default(503), ...when }),
  z.object({ kind: z.literal("error-after"), status: z.int().default(502), ...when }),
  /** The connection drops before the request has any effect. */
  z.object({ kind: z.literal("drop-before"), ...when }),
  /** The effect happens, the answer never comes. */
  z.object({ kind: z.literal("drop-after"), ...when }),
  /** The caller sees a dropped connection; the effect happens this much later. */
  z.object({ kind: z.literal("late-effect"), milliseconds: z.int().nonnegative(), ...when }),
  z.object({
    kind: z.literal("rate-limit"),
    /** For Jira: which of the three limits is named; Linear ignores it. */
    reason: z.string().optional(),
    retryAfterSeconds: z.number().nonnegative().default(1),
    ...when,
  }),
  z.object({ kind: z.literal("webhook-lost"), ...when }),
  z.object({ kind: z.literal("webhook-doubled"), ...when }),
  z.object({ kind: z.literal("webhook-late"), milliseconds: z.int().nonnegative(), ...when }),
  /** Held back until the next one has gone out. */
  z.object({ kind: z.literal("webhook-reordered"), ...when }),
]);

export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault["kind"];

/** A connection that ended without an answer: a server drops its socket, an in-process fetch rejects. */
export class ConnectionDropped extends TypeError {
  constructor() {
    super("fetch failed");
  }
}

export class Faults {
  readonly #random: Random;
  #rules: { fault: Fault; seen: number; struck: number }[] = [];
  #strikes = new Map<FaultKind, number>();

  constructor(random: Random) {
    this.#random = random;
  }

  set(faults: readonly Fault[]): void {
    this.#rules = faults.map((fault) => ({ fault, seen: 0, struck: 0 }));
  }

  add(fault: Fault): void {
    this.#rules.push({ fault, seen: 0, struck: 0 });
  }

  list(): readonly Fault[] {
    return this.#rules.map((rule) => rule.fault);
  }

  /** How often each kind has struck since the twin was made. */
  strikes(): Record<string, number> {
    return Object.fromEntries(this.#strikes);
  }

  /** The fault of one of these kinds that strikes now at this endpoint, if any; counts it as struck. */
  strike<K extends FaultKind>(
    endpoint: string,
    kinds: readonly K[],
  ): Extract<Fault, { kind: K }> | undefined {
    for (const rule of this.#rules) {
      const { fault } = rule;
      if (!(kinds as readonly FaultKind[]).includes(fault.kind)) continue;
      if (fault.endpoint !== undefined && !new RegExp(fault.endpoint).test(endpoint)) continue;
      rule.seen += 1;
      if (rule.seen <= (fault.skip ?? 0)) continue;
      if (fault.times !== undefined && rule.struck >= fault.times) continue;
      if (fault.probability !== undefined && this.#random.next() >= fault.probability) continue;
      rule.struck += 1;
      this.#strikes.set(fault.kind, (this.#strikes.get(fault.kind) ?? 0) + 1);
      return fault as Extract<Fault, { kind: K }>;
    }
    return undefined;
  }
}

/**
 * Runs one request's effect under the faults set for its endpoint.
 * `limited` makes the tracker's own rate-limit answer, `failed` its own error answer.
 */
export async function underFaults(
  endpoint: string,
  effect: () => Promise<Response>,
  tools: {
    faults: Faults;
    agenda: Agenda;
    sleep: (milliseconds: number) => Promise<void>;
    limited: (fault: Extract<Fault, { kind: "rate-limit" }>) => Response;
    failed: (status: number) => Response;
  },
): Promise<Response> {
  const { faults } = tools;
  const latency = faults.strike(endpoint, ["latency"]);
  if (latency) await tools.sleep(latency.milliseconds);
  const limit = faults.strike(endpoint, ["rate-limit"]);
  if (limit) return tools.limited(limit);
  if (faults.strike(endpoint, ["drop-before"])) throw new ConnectionDropped();
  const before = faults.strike(endpoint, ["error-before"]);
  if (before) return tools.failed(before.status);
  const late = faults.strike(endpoint, ["late-effect"]);
  if (late) {
    tools.agenda.later(late.milliseconds, async () => {
      await effect();
    });
    throw new ConnectionDropped();
  }
  const answer = await effect();
  if (faults.strike(endpoint, ["drop-after"])) throw new ConnectionDropped();
  const after = faults.strike(endpoint, ["error-after"]);
  return after ? tools.failed(after.status) : answer;
}
