import { z } from "zod";
import type { TrackerSide } from "#shared/contract/words.ts";

/** Something a person did or wanted that cannot be; told with what to do. */
export class StageRefusal extends Error {
  readonly status: number;
  readonly advice: string;

  constructor(status: number, message: string, advice: string) {
    super(message);
    this.name = "StageRefusal";
    this.status = status;
    this.advice = advice;
  }
}

/** A sandbox twin's control endpoint: what scripts use too. */
export class Sandbox {
  readonly url: string;
  readonly #side: TrackerSide;

  constructor(side: TrackerSide, url: string) {
    this.#side = side;
    this.url = url.replace(/\/$/, "");
  }

  read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
    return this.#ask(path, schema, {});
  }

  act<Schema extends z.ZodType>(action: unknown, schema: Schema): Promise<z.output<Schema>> {
    return this.#send("/sandbox/act", action, schema);
  }

  /** Adds to what the site holds. */
  async seed(seed: unknown): Promise<void> {
    await this.#send("/sandbox/seed", seed, z.unknown());
  }

  #send<Schema extends z.ZodType>(path: string, body: unknown, schema: Schema): Promise<z.output<Schema>> {
    return this.#ask(path, schema, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  async #ask<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    init: RequestInit,
  ): Promise<z.output<Schema>> {
    const name = this.#side === "jira" ? "Jira" : "Linear";
    let response: Response;
    try {
      response = await fetch(this.url + path, init);
    } catch {
      throw new StageRefusal(
        502,
        `The ${name} sandbox does not answer at ${this.url}.`,
        "Start it again, or give the stage its present address.",
      );
    }
    const body: unknown = await response.json();
    if (response.ok) return schema.parse(body);
    const reason = errorOf(body) ?? `HTTP ${response.status}`;
    throw new StageRefusal(422, `${name} refuses: ${reason}`, "Choose another value and try again.");
  }
}

function errorOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("error" in body)) return undefined;
  return typeof body.error === "string" ? body.error : undefined;
}
