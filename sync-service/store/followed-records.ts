import type { z } from "zod";
import type { RecordPosition } from "./record-follow.ts";
import type { RecordRevision } from "./record-revision.ts";
import type { RecordStore } from "./record.ts";

/** A record's latest revision, with its body parsed. */
export interface Entry<Body> {
  revision: number;
  body: Body;
  who: string;
  why: string | null;
  at: number;
}

/** Null for a record of another shape, such as an earlier version's: it is history, and decides nothing. */
export function entryOf<Body>(
  schema: z.ZodType<Body>,
  { body, revision, who, why, at }: RecordRevision,
): Entry<Body> | null {
  const parsed = schema.safeParse(body);
  return parsed.success ? { revision, body: parsed.data, who, why, at } : null;
}

/**
 * Records of some kinds as they stand now, in memory: rebuilt from the store once, then followed. Other processes
 * append as well, so whoever reads asks for `refresh` first; that costs one count when nothing is new.
 */
export abstract class FollowedRecords {
  readonly #records: RecordStore;
  readonly #kinds: readonly string[];
  #position: RecordPosition | null = null;
  #refreshing: Promise<void> | null = null;

  constructor(records: RecordStore, kinds: readonly string[]) {
    this.#records = records;
    this.#kinds = kinds;
  }

  /** Forgets everything: it comes anew. */
  protected abstract clear(): void;
  /** Takes a revision, in the order in which they came. */
  protected abstract take(record: RecordRevision): void;

  /** Names the present state: equal when nothing was appended in between. */
  get version(): string {
    return this.#position === null ? "" : `${this.#position.last}-${this.#position.rows}`;
  }

  /** Brings it up to what the store holds now. Several callers share one look. */
  async refresh(): Promise<void> {
    // A look that began before the caller's own write may not show it: wait for that one, then look again.
    while (this.#refreshing !== null) await this.#refreshing;
    this.#refreshing = this.#follow();
    try {
      await this.#refreshing;
    } finally {
      this.#refreshing = null;
    }
  }

  async #follow(): Promise<void> {
    const { position, whole, revisions } = await this.#records.follow(this.#kinds, this.#position);
    if (whole) this.clear();
    for (const revision of revisions) this.take(revision);
    this.#position = position;
  }
}
