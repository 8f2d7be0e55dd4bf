import { LinearErrorType, parseLinearError } from "@linear/sdk";
import { z } from "zod";
import type { Clock, Fetch, Random } from "#sync/model/effects.ts";
import type { Allowance, Budget } from "../budget.ts";
import { type CallOptions, TrackerUnavailable } from "../tracker.ts";

/** Where Linear keeps files. */
const UPLOADS = "https://uploads.linear.app";

/**
 * The transport. The SDK's own client calls the global fetch and cannot be handed another, nor a signal for
 * one request, so the request is made here; what Linear's errors mean is told by the SDK (`parseLinearError`).
 */
export class LinearClient {
  readonly #options: {
    apiKey: string;
    apiUrl: string;
    fetch: Fetch;
    clock: Clock;
    random: Random;
    budget: Budget;
    /** For what takes longer than a request: files. */
    transfers: Budget;
  };

  constructor(options: {
    apiKey: string;
    apiUrl: string;
    fetch: Fetch;
    clock: Clock;
    random: Random;
    budget: Budget;
    /** For what takes longer than a request: files. */
    transfers: Budget;
  }) {
    this.#options = options;
  }

  /** Makes one request and tells its fate; never throws for what Linear or the network did. */
  async send(operation: Operation, options: CallOptions): Promise<Fate> {
    const { apiKey, apiUrl, fetch, budget } = this.#options;
    const sent = { begun: false };
    try {
      return await budget.run({ ...options, points: operation.points }, async (signal) => {
        sent.begun = true;
        const response = await fetch(
          new Request(apiUrl, {
            method: "POST",
            headers: { "content-type": "application/json", authorization: apiKey },
            body: JSON.stringify({ query: operation.text, variables: operation.variables }),
            signal,
          }),
        );
        this.#learn(response.headers);
        return this.#read(response, await response.text());
      });
    } catch (error) {
      if (!sent.begun && error instanceof TrackerUnavailable) return { kind: "not-sent", error };
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: "unknown", reason: `Linear did not answer: ${reason}`, cause: "network" };
    }
  }

  /**
   * Carries a file's bytes, to an address that Linear gave or from one of its own, which takes our key.
   * `consume` reads the answer while the transfer's time runs; it throws `TrackerUnavailable` when nothing was
   * sent, and anything else when there is no answer.
   */
  async transfer<T>(
    request: { method: "GET" | "PUT"; url: string; headers?: Headers; body?: Blob },
    options: CallOptions,
    consume: (response: Response) => Promise<T>,
  ): Promise<T> {
    const { apiKey, fetch, transfers } = this.#options;
    const { method, url, headers = new Headers(), body } = request;
    if (method === "GET" && this.isUpload(url)) headers.set("authorization", apiKey);
    return await transfers.run(options, async (signal) =>
      consume(await fetch(new Request(url, { method, headers, body: body ?? null, signal }))),
    );
  }

  /** Whether a file at this address is kept by Linear, behind its own authorization. */
  isUpload(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { origin, pathname } = new URL(url);
    if (origin === UPLOADS) return true;
    return origin === new URL(this.#options.apiUrl).origin && pathname.startsWith("/uploads/");
  }

  /** A read: its answer, or `TrackerUnavailable`. */
  async ask<Schema extends z.ZodType>(
    operation: Operation,
    schema: Schema,
    options: CallOptions,
  ): Promise<z.infer<Schema>> {
    const fate = await this.send(operation, options);
    switch (fate.kind) {
      case "answered":
        return answerOf(fate.data, schema);
      case "failed": {
        const said = fate.failures.map(({ message }) => message).join("; ");
        const reason = fate.failures.every(({ refused }) => refused) ? "contract" : "server";
        throw new TrackerUnavailable("linear", reason, `Linear could not answer: ${said}`);
      }
      case "unknown":
        throw new TrackerUnavailable("linear", fate.cause, fate.reason);
      case "not-sent":
        throw fate.error;
    }
  }

  #read(response: Response, text: string): Fate {
    const answer = answerSchema.safeParse(parsedJson(text));
    const { data, errors = [] } = answer.success ? answer.data : {};
    const failures = failuresOf(errors, response.status);
    if (response.status === 429 || failures.some(({ type }) => type === "rate-limit")) {
      return { kind: "not-sent", error: this.#limited(response.headers) };
    }
    if (response.status === 401 || failures.some(({ type }) => type === "credentials")) {
      const error = new TrackerUnavailable(
        "linear",
        "credentials",
        "Linear does not accept the API key. Put a valid one into the connection's settings.",
      );
      return { kind: "not-sent", error };
    }
    if (failures.length > 0) return { kind: "failed", failures };
    if (response.ok && data !== undefined && data !== null) return { kind: "answered", data };
    return {
      kind: "unknown",
      cause: "server",
      reason: `Linear answered ${response.status} without a result`,
    };
  }

  #learn(headers: Headers): void {
    const allowances = (["requests", "complexity"] as const).flatMap((name): Allowance[] => {
      const limit = numberIn(headers, `x-ratelimit-${name}-limit`);
      const remaining = numberIn(headers, `x-ratelimit-${name}-remaining`);
      if (limit === null || remaining === null) return [];
      const unit = name === "requests" ? "requests" : "points";
      return [{ name, unit, remaining, limit, resetAt: this.#resetAt(headers, name) }];
    });
    this.#options.budget.learn({ points: numberIn(headers, "x-complexity") ?? 0, allowances });
  }

  /** A limited answer may carry no word on when to come back: then after about a minute. */
  #limited(headers: Headers): TrackerUnavailable {
    const now = this.#options.clock.now();
    const spent = (["requests", "complexity"] as const).filter(
      (name) => numberIn(headers, `x-ratelimit-${name}-remaining`) === 0,
    );
    const resets = spent.flatMap((name) => this.#resetAt(headers, name) ?? []);
    const retryAfter = numberIn(headers, "retry-after");
    const told = retryAfter === null ? resets : [now + retryAfter * 1000];
    const jitter = 0.7 + 0.6 * this.#options.random.next();
    const retryAt = Math.max(...(told.length > 0 ? told : [now + Math.round(60_000 * jitter)]));
    this.#options.budget.pauseUntil(retryAt);
    return new TrackerUnavailable(
      "linear",
      "rate-limit",
      `Linear's rate limit is reached; paused until ${new Date(retryAt).toISOString()}`,
      retryAt,
    );
  }

  /** Linear's reset time on our clock, which may be off: only the difference to its own time counts. */
  #resetAt(headers: Headers, name: "requests" | "complexity"): number | null {
    const reset = numberIn(headers, `x-ratelimit-${name}-reset`);
    if (reset === null) return null;
    const date = Date.parse(headers.get("date") ?? "");
    return Number.isNaN(date) ? reset : this.#options.clock.now() + Math.max(0, reset - date);
  }
}

/** A GraphQL document with its variables; `points` is what it may cost at most. */
export interface Operation {
  text: string;
  variables: Record<string, unknown>;
  points: number;
}

/** What became of a request. */
type Fate =
  | { kind: "answered"; data: unknown }
  /** Linear answered with errors. What stands before a failed alias was done all the same. */
  | { kind: "failed"; failures: readonly Failure[] }
  | { kind: "unknown"; reason: string; cause: "network" | "server" }
  /** Nothing was done: our budget, or Linear's limit or its refusal of the key. */
  | { kind: "not-sent"; error: TrackerUnavailable };

export interface Failure {
  type: "rate-limit" | "credentials" | "permission" | "other";
  /** True when Linear will say the same again; false when it merely failed. */
  refused: boolean;
  message: string;
  /** The alias that failed; null when the error names none (then nothing was done). */
  alias: string | null;
  /** What else the error says, as JSON, for telling which field it means. */
  details: string;
}

/** Parses what Linear answered; what it should not be able to answer is `TrackerUnavailable`. */
export function answerOf<Schema extends z.ZodType>(data: unknown, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new TrackerUnavailable(
    "linear",
    "contract",
    `Linear answered otherwise than its schema says: ${z.prettifyError(parsed.error)}`,
  );
}

const extensionsSchema = z
  .looseObject({
    code: z.string().exactOptional(),
    /** Linear's own words, which the SDK's types take for its names of them. */
    type: z.custom<LinearErrorType>((type) => typeof type === "string").exactOptional(),
    userError: z.boolean().exactOptional(),
    userPresentableMessage: z.string().exactOptional(),
  })
  .catch({});
const errorSchema = z.looseObject({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).nullish(),
  extensions: extensionsSchema,
});
const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z.array(errorSchema).nullish().transform(list),
});

function list<T>(items: T[] | null | undefined): T[] {
  return items ?? [];
}

/** The errors that Linear makes of what it was sent, in the SDK's words. */
const REFUSALS: ReadonlySet<LinearErrorType> = new Set([
  LinearErrorType.InvalidInput,
  LinearErrorType.UserError,
  LinearErrorType.GraphqlError,
  LinearErrorType.Forbidden,
  LinearErrorType.FeatureNotAccessible,
  LinearErrorType.UsageLimitExceeded,
]);

/** What of an error's extensions says its kind, in words that could be taken for a field's name. */
const KINDS: ReadonlySet<string> = new Set(["type", "code", "userError", "statusCode"]);

function failuresOf(errors: readonly z.infer<typeof errorSchema>[], status: number): Failure[] {
  return errors.map((error) => {
    const { message, path, extensions } = error;
    const told = parseLinearError({ response: { errors: [{ extensions }], status } }).errors?.[0];
    const kind = told?.type ?? LinearErrorType.Unknown;
    // Some answers carry the code alone, which the SDK does not read.
    const code = extensions.code ?? "";
    const alias = path?.[0];
    return {
      type: typeOf(kind, code),
      refused: REFUSALS.has(kind) || told?.userError === true || /INPUT|VALIDATION|FORBIDDEN/.test(code),
      message: extensions.userPresentableMessage ?? message,
      alias: typeof alias === "string" ? alias : null,
      details: JSON.stringify([message, Object.entries(extensions).filter(([name]) => !KINDS.has(name))]),
    };
  });
}

function typeOf(kind: LinearErrorType, code: string): Failure["type"] {
  if (kind === LinearErrorType.Ratelimited || code === "RATELIMITED") return "rate-limit";
  if (kind === LinearErrorType.AuthenticationError || code === "AUTHENTICATION_ERROR") return "credentials";
  const permissions = [
    LinearErrorType.Forbidden,
    LinearErrorType.FeatureNotAccessible,
    LinearErrorType.UsageLimitExceeded,
  ];
  return permissions.includes(kind) || code === "FORBIDDEN" ? "permission" : "other";
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function numberIn(headers: Headers, name: string): number | null {
  const value = Number.parseFloat(headers.get(name) ?? "");
  return Number.isFinite(value) ? value : null;
}
