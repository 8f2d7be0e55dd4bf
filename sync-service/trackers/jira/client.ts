import { z } from "zod";
import type { Clock, Fetch, Random } from "#sync/model/effects.ts";
import type { Budget } from "../budget.ts";
import { type CallOptions, TrackerUnavailable } from "../tracker.ts";
import { Pace } from "./pace.ts";
import { quota, type RateLimited, rateLimited } from "./rate-limit.ts";
import { problemSchema } from "./schemas.ts";

export interface JiraRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** The path with its parameters' names: what Jira's limit per second counts by. */
  endpoint: string;
  /** The path after /rest/api/3 (or `api`), with its query. */
  path: string;
  /** Where boards and sprints are; the platform's REST API unless told. */
  api?: "/rest/agile/1.0";
  body?: unknown;
  /** What it is expected to cost in Jira's points. */
  points?: number;
}

interface Answer {
  status: number;
  body: unknown;
  location: string | null;
}

/** What became of a write. `unknown`: it may have happened, or may happen yet. */
export type Written =
  | ({ kind: "answered" } & Answer)
  | { kind: "unknown"; reason: string }
  | { kind: "not-sent"; reason: string; retryAt: number | null };

/** The request went out and no answer that can be read came back. */
class AnswerLost extends Error {}

/** Jira turned the request away with 429. */
class TurnedAway extends Error {
  readonly limit: RateLimited;

  constructor(limit: RateLimited) {
    super(limit.reason);
    this.limit = limit;
  }
}

/** Atlassian's advice: so many attempts, and waits of at most so long, ms. */
const ATTEMPTS = 4;
const LONGEST_WAIT = 30_000;

/** Jira's REST API v3 over the fetch handed in: credentials, budget, limits, and what an answer means. */
export class JiraClient {
  readonly #baseUrl: string;
  readonly #authorization: string;
  readonly #fetch: Fetch;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #budget: Budget;
  readonly #transfers: Budget;
  readonly #pace: Pace;

  constructor(options: {
    baseUrl: string;
    email: string;
    apiToken: string;
    fetch: Fetch;
    clock: Clock;
    random: Random;
    budget: Budget;
    /** For what takes longer than a request: files. */
    transfers: Budget;
  }) {
    this.#baseUrl = options.baseUrl;
    this.#authorization = `Basic ${Buffer.from(`${options.email}:${options.apiToken}`).toString("base64")}`;
    this.#fetch = options.fetch;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#budget = options.budget;
    this.#transfers = options.transfers;
    this.#pace = new Pace(options.clock);
  }

  /** Reads and parses an answer; throws `TrackerUnavailable` when there is none to be had. */
  async read<Schema extends z.ZodType>(
    request: JiraRequest,
    schema: Schema,
    options: CallOptions,
  ): Promise<z.output<Schema>> {
    const answer = await this.readOrMissing(request, schema, options);
    if (answer !== null) return answer;
    throw unavailable("contract", `Jira knows nothing at ${name(request)} (404)`);
  }

  /** As `read`, with null for 404: what was asked about is gone, or hidden from us. */
  async readOrMissing<Schema extends z.ZodType>(
    request: JiraRequest,
    schema: Schema,
    options: CallOptions,
  ): Promise<z.output<Schema> | null> {
    const { status, body } = await this.#send(request, options, costOfRead).catch((error: unknown) => {
      if (error instanceof AnswerLost) throw unavailable("network", error.message);
      throw error;
    });
    if (status === 404) return null;
    if (status >= 500) throw unavailable("server", `Jira answered ${name(request)} with ${status}`);
    if (status >= 300) {
      const reason = status === 403 ? "credentials" : "contract";
      throw unavailable(reason, `Jira refused ${name(request)} (${status}): ${problemText(body)}`);
    }
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const deviation = z.prettifyError(parsed.error);
    throw unavailable(
      "contract",
      `Jira's answer to ${name(request)} is not as its contract says: ${deviation}`,
    );
  }

  /** Sends a write and tells its fate; never throws for anything Jira or the network did. */
  async write(request: JiraRequest, options: CallOptions): Promise<Written> {
    try {
      const answer = await this.#send(request, options, () => request.points ?? 1);
      if (answer.status >= 500)
        return { kind: "unknown", reason: `Jira answered ${name(request)} with ${answer.status}` };
      return { kind: "answered", ...answer };
    } catch (error) {
      if (error instanceof AnswerLost) return { kind: "unknown", reason: error.message };
      if (error instanceof TrackerUnavailable) {
        return { kind: "not-sent", reason: error.message, retryAt: error.retryAt };
      }
      throw error;
    }
  }

  /**
   * Carries a file's bytes. `consume` reads the answer while the transfer's time runs; it throws
   * `TrackerUnavailable` when nothing was sent, and anything else when there is no answer.
   */
  async transfer<T>(
    request: { method: "GET" | "POST"; path: string; form?: FormData },
    options: CallOptions,
    consume: (response: Response) => Promise<T>,
  ): Promise<T> {
    const { method, path, form } = request;
    return await this.#transfers.run({ ...options, points: 1 }, async (signal) => {
      const headers = new Headers({ authorization: this.#authorization, accept: "*/*" });
      // Jira takes no form without it.
      if (form) headers.set("x-atlassian-token", "no-check");
      const response = await this.#fetch(
        new Request(`${this.#baseUrl}/rest/api/3${path}`, { method, headers, body: form ?? null, signal }),
      );
      const now = this.#clock.now();
      this.#budget.learn({ points: 1, allowances: quota(response.headers, now) });
      if (response.status !== 429) return await consume(response);
      const limit = rateLimited(response.headers, now, this.#random);
      if (limit.scope === "everything") this.#budget.pauseUntil(limit.retryAt);
      throw unavailable("rate-limit", `Jira's limit ${limit.reason} is reached on ${path}`, limit.retryAt);
    });
  }

  /** Waits and tries again where Jira limits the endpoint for a moment; any other limit is the caller's to wait for. */
  async #send(request: JiraRequest, options: CallOptions, cost: (body: unknown) => number): Promise<Answer> {
    const endpoint = `${request.method} ${request.endpoint}`;
    for (let attempt = 1; ; attempt += 1) {
      await this.#pace.turn(request.method, endpoint);
      try {
        return await this.#budget.run({ ...options, points: request.points ?? 1 }, (signal) =>
          this.#attempt(request, signal, cost),
        );
      } catch (error) {
        if (error instanceof DOMException && error.name === "TimeoutError")
          throw new AnswerLost(error.message);
        if (!(error instanceof TurnedAway)) throw error;
        const { scope, reason, retryAt } = error.limit;
        if (scope === "endpoint") this.#pace.holdUntil(retryAt, endpoint);
        const soon = retryAt - this.#clock.now() <= LONGEST_WAIT;
        if (scope === "endpoint" && soon && attempt < ATTEMPTS) continue;
        throw unavailable("rate-limit", `Jira's limit ${reason} is reached on ${name(request)}`, retryAt);
      }
    }
  }

  async #attempt(
    request: JiraRequest,
    signal: AbortSignal,
    cost: (body: unknown) => number,
  ): Promise<Answer> {
    const { response, body } = await this.#exchange(request, signal);
    const { status, headers } = response;
    const now = this.#clock.now();
    this.#budget.learn({ points: cost(body), allowances: quota(headers, now) });
    if (status === 429) {
      const limit = rateLimited(headers, now, this.#random);
      // At once, so that nothing that waits in the queue is sent in between.
      if (limit.scope === "everything") this.#budget.pauseUntil(limit.retryAt);
      throw new TurnedAway(limit);
    }
    if (status === 401) {
      const advice = "Check both, and whether the token has expired.";
      throw unavailable("credentials", `Jira does not accept the e-mail address and API token. ${advice}`);
    }
    return { status, body, location: headers.get("location") };
  }

  async #exchange(request: JiraRequest, signal: AbortSignal): Promise<{ response: Response; body: unknown }> {
    const headers = new Headers({ authorization: this.#authorization, accept: "application/json" });
    if (request.body !== undefined) headers.set("content-type", "application/json");
    try {
      const response = await this.#fetch(
        new Request(`${this.#baseUrl}${request.api ?? "/rest/api/3"}${request.path}`, {
          method: request.method,
          headers,
          body: request.body === undefined ? null : JSON.stringify(request.body),
          signal,
          // An asynchronous operation answers 303: its task is asked for later, through the budget.
          redirect: "manual",
        }),
      );
      const text = await response.text();
      return { response, body: parseBody(text, response.ok) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new AnswerLost(`No answer from Jira to ${name(request)}: ${reason}`);
    }
  }
}

/** Jira's own words about a refusal, on one line. */
export function problemText(body: unknown): string {
  const problem = problemSchema.safeParse(body);
  if (!problem.success) return "it gives no reason.";
  const { errorMessages, errors } = problem.data;
  const texts = [...errorMessages, ...Object.entries(errors).map(([field, text]) => `${field}: ${text}`)];
  return texts.length > 0 ? texts.join(" ") : "it gives no reason.";
}

/** Atlassian counts one point a request and one an object read. */
function costOfRead(body: unknown): number {
  const issues = z.object({ issues: z.array(z.unknown()) }).safeParse(body);
  return 1 + (issues.success ? issues.data.issues.length : 0);
}

/** A refusal may come as a page from something in front of Jira; an answer that we act on may not. */
function parseBody(text: string, mustBeJson: boolean): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (mustBeJson) throw error;
    return text;
  }
}

function name(request: JiraRequest): string {
  return `${request.method} ${request.path.split("?")[0] ?? ""}`;
}

function unavailable(
  reason: TrackerUnavailable["reason"],
  message: string,
  retryAt: number | null = null,
): TrackerUnavailable {
  return new TrackerUnavailable("jira", reason, message, retryAt);
}
