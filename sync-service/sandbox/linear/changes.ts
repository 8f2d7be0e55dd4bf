import type { Edit } from "../kit/edit-log.ts";
import type { AnyRecord } from "./records.ts";
import type { Caller } from "./caller.ts";

/** One thing that happened, as a webhook tells of it. */
export interface Event {
  action: "create" | "update" | "remove";
  record: AnyRecord;
  /** The old values of what an update changed. */
  updatedFrom?: Readonly<Record<string, unknown>>;
  caller: Caller;
}

/**
 * What a mutation has done so far. It is told to nobody until the mutation has succeeded as a whole: a refused
 * batch leaves neither edits nor webhooks.
 */
export class Changes {
  readonly #publish: (events: readonly Event[], edits: readonly Omit<Edit, "sequence">[]) => void;
  #events: Event[] = [];
  #edits: Omit<Edit, "sequence">[] = [];

  constructor(publish: (events: readonly Event[], edits: readonly Omit<Edit, "sequence">[]) => void) {
    this.#publish = publish;
  }

  event(event: Event): void {
    this.#events.push(event);
  }

  edit(edit: Omit<Edit, "sequence">): void {
    this.#edits.push(edit);
  }

  commit(): void {
    const [events, edits] = [this.#events, this.#edits];
    this.discard();
    this.#publish(events, edits);
  }

  discard(): void {
    this.#events = [];
    this.#edits = [];
  }
}
