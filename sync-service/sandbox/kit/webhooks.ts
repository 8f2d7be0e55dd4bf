import type { Fetch } from "#sync/model/effects.ts";
import type { Agenda } from "./agenda.ts";
import type { Faults } from "./faults.ts";

export interface Delivery {
  url: string;
  /** What the faults match on, e.g. "Issue.update" or "jira:issue_updated". */
  event: string;
  /** The text, or what makes it for each attempt: asked for before that attempt's headers. */
  body: string | ((attempt: number) => string);
  /** Made anew for each attempt, because some trackers stamp and sign again. */
  headers: (attempt: number) => Record<string, string>;
}

/** Sends webhooks as the trackers do: not in order, not once, not always; retried on anything but a 2xx. */
export class WebhookSender {
  readonly #agenda: Agenda;
  readonly #faults: Faults;
  readonly #fetch: Fetch;
  readonly #retryAfter: readonly number[];
  #held: Delivery[] = [];
  #log: { event: string; at: number; status: number | "no answer" | "lost" }[] = [];

  constructor(tools: { agenda: Agenda; faults: Faults; fetch: Fetch; retryAfter: readonly number[] }) {
    this.#agenda = tools.agenda;
    this.#faults = tools.faults;
    this.#fetch = tools.fetch;
    this.#retryAfter = tools.retryAfter;
  }

  /** Queues a delivery; nothing is awaited by the request that caused it. */
  send(delivery: Delivery): void {
    const { event } = delivery;
    if (this.#faults.strike(event, ["webhook-lost"])) {
      this.#log.push({ event, at: this.#agenda.now(), status: "lost" });
      return;
    }
    if (this.#faults.strike(event, ["webhook-reordered"])) {
      this.#held.push(delivery);
      return;
    }
    const late = this.#faults.strike(event, ["webhook-late"]);
    const delay = late ? late.milliseconds : 0;
    this.#attempt(delivery, delay, 0);
    if (this.#faults.strike(event, ["webhook-doubled"])) this.#attempt(delivery, delay, 0);
    for (const held of this.#held.splice(0)) this.#attempt(held, delay, 0);
  }

  /** What was sent and how it was answered, oldest first. */
  log(): readonly { event: string; at: number; status: number | "no answer" | "lost" }[] {
    return this.#log;
  }

  clear(): void {
    this.#held = [];
    this.#log = [];
  }

  #attempt(delivery: Delivery, delay: number, attempt: number): void {
    this.#agenda.later(delay, () => {
      // Not awaited: a receiver that hangs must not stop the tracker.
      void this.#deliver(delivery, attempt);
    });
  }

  async #deliver(delivery: Delivery, attempt: number): Promise<void> {
    let status: number | "no answer" = "no answer";
    try {
      const body = typeof delivery.body === "string" ? delivery.body : delivery.body(attempt);
      const response = await this.#fetch(
        new Request(delivery.url, {
          method: "POST",
          body,
          headers: delivery.headers(attempt),
        }),
      );
      status = response.status;
    } catch {
      // counted as "no answer"
    }
    this.#log.push({ event: delivery.event, at: this.#agenda.now(), status });
    const accepted = typeof status === "number" && status >= 200 && status < 300;
    const retryAfter = this.#retryAfter[attempt];
    if (!accepted && retryAfter !== undefined) this.#attempt(delivery, retryAfter, attempt + 1);
  }
}
