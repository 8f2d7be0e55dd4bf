import type { Side } from "#sync/model/issue.ts";
import type { ClaimedLink } from "#sync/model/link.ts";
import type { Mirror } from "#sync/model/mapping.ts";
import type { Hint, Lane } from "#sync/store/store.ts";
import { TrackerUnavailable, type Directory, type Priority } from "#sync/trackers/tracker.ts";
import { adopt } from "./adopt.ts";
import { MissingBrake } from "./brake.ts";
import { discover } from "./discover.ts";
import { byKnownIds } from "./known-containers.ts";
import { knowsNewCycles } from "./new-cycles.ts";
import { observe } from "./observe.ts";
import type { Batch, EngineParts } from "./parts.ts";
import { pollParts, sweepParts } from "./poll-parts.ts";
import { firstListing, poll } from "./poll.ts";
import { sweep } from "./sweep.ts";
import { compileTranslator, type Translator } from "./translate.ts";
import { planAndApply } from "./waves.ts";

/** Links a batch: two requests of Jira's hundred and one of Linear's two hundred and fifty. */
const BATCH = 200;
/** A lease outlives the requests of a batch; nothing starts that could outlive it. */
const LEASE = 120_000;
const DIRECTORY_FOR = 10 * 60_000;
/** How long a link rests whose round failed for a reason nobody foresaw. */
const FAILED_RESTS = 60_000;

export interface Progress {
  /** Links looked at since the run began. */
  done: number;
  /** Links known to be waiting. */
  waiting: number;
  total: number;
}

interface RunReport {
  looked: number;
  /** Writes that a tracker took. */
  written: number;
}

/**
 * One mirror's engine: hints mark links dirty, batches of dirty links are observed, planned, applied and
 * committed. Any number of engines may share one database.
 */
export class MirrorEngine {
  readonly #parts: EngineParts;
  readonly #mirror: Mirror;
  readonly #brake: MissingBrake;
  #translator: { value: Translator; until: number } | null = null;
  #directories: { jira: Directory; linear: Directory } | null = null;
  /** Links still to be worked on one by one, because a batch with them failed. */
  #singly = 0;
  #waitsForPerson = false;

  constructor(parts: EngineParts, mirror: Mirror) {
    this.#parts = parts;
    this.#mirror = mirror;
    this.#brake = new MissingBrake(parts.store, mirror.id);
  }

  get mirror(): Mirror {
    return this.#mirror;
  }

  /** The directories the mapping was last resolved against; null before the first look. */
  get directories(): { jira: Directory; linear: Directory } | null {
    return this.#directories;
  }

  async hint(hints: readonly Hint[], lane: Lane): Promise<number> {
    return await this.#parts.store.hint(this.#mirror.id, hints, lane, this.#parts.clock.now());
  }

  /** Asks both trackers what changed; the first time, lists everything and links what both already hold. */
  async poll(): Promise<void> {
    const translator = await this.translator("live");
    const listed = await firstListing(this.#parts, translator);
    await adopt(this.#parts, translator);
    if (await knowsNewCycles(this.#parts, translator)) await this.lookAtAll();
    if (!listed) await poll(this.#parts, translator);
    await pollParts(this.#parts, translator);
  }

  /** Finds what polls cannot: deletions, moves out of the scope, lost permissions. Ids only. */
  async sweep(): Promise<void> {
    const translator = await this.translator("backfill");
    await sweep(this.#parts, translator, this.#brake);
    await sweepParts(this.#parts, translator);
  }

  /** Every pair is looked at anew, whatever the versions say. */
  async lookAtAll(): Promise<void> {
    let after: ClaimedLink["id"] | null = null;
    for (;;) {
      const page = await this.#parts.store.links(this.#mirror.id, after, 1_000);
      const hints = page.flatMap((link) => {
        const [side, id] = link.jira
          ? (["jira", link.jira.id] as const)
          : (["linear", link.linear?.id] as const);
        return id === undefined ? [] : [{ side: side satisfies Side, id, version: null }];
      });
      await this.hint(hints, "backfill");
      const last = page.at(-1);
      if (!last) return;
      after = last.id;
    }
  }

  /** One batch of what is due. `looked` is 0 when there was nothing to do. */
  async work(): Promise<RunReport> {
    const { store, clock, worker } = this.#parts;
    if (await this.#isPaused()) return { looked: 0, written: 0 };
    const now = clock.now();
    const leaseUntil = now + LEASE;
    const limit = this.#singly > 0 ? 1 : BATCH;
    const links = await store.claim({ mirror: this.#mirror.id, worker, limit, now, leaseUntil });
    this.#singly = Math.max(0, this.#singly - 1);
    if (links.length === 0) {
      if ((await store.nextDue(this.#mirror.id)) === null) this.#brake.reset();
      return { looked: 0, written: 0 };
    }
    try {
      return await this.#workOn(links, leaseUntil);
    } catch (error) {
      if (error instanceof TrackerUnavailable) await this.#wait(error, links);
      else await this.#fail(error, links);
      return { looked: links.length, written: 0 };
    }
  }

  /** Works until nothing is due any more, or the signal asks to stop after the present batch. */
  async workUntilQuiet(
    options: {
      signal?: AbortSignal;
      onProgress?: (progress: Progress) => void;
    } = {},
  ): Promise<RunReport> {
    const report: RunReport = { looked: 0, written: 0 };
    while (!options.signal?.aborted) {
      const { looked, written } = await this.work();
      if (looked === 0) break;
      report.looked += looked;
      report.written += written;
      if (options.onProgress) {
        const counts = await this.#parts.store.counts(this.#mirror.id);
        options.onProgress({ done: report.looked, waiting: counts.dirty, total: counts.total });
      }
    }
    return report;
  }

  /** A person has seen why the mirror paused and lets it go on. */
  async resume(): Promise<void> {
    this.#brake.release();
    await this.#parts.store.resumeMirror(this.#mirror.id);
  }

  async translator(priority: Priority): Promise<Translator> {
    const now = this.#parts.clock.now();
    if (this.#translator && this.#translator.until > now) return this.#translator.value;
    const [jira, linear] = await Promise.all([
      this.#parts.jira.directory({ priority }),
      this.#parts.linear.directory({ priority }),
    ]);
    this.#directories = { jira, linear };
    const mirror = await byKnownIds(this.#parts.store, this.#mirror, { jira, linear });
    const value = compileTranslator(mirror, jira, linear);
    this.#translator = { value, until: now + DIRECTORY_FOR };
    return value;
  }

  async #workOn(links: readonly ClaimedLink[], deadline: number): Promise<RunReport> {
    const parts = this.#parts;
    const priority: Priority = links.length > 20 ? "backfill" : "live";
    const batch: Batch = { translator: await this.translator(priority), priority, deadline };
    const { found, waiting, duplicates } = await observe(parts, batch, links);
    const now = parts.clock.now();
    if (waiting.length > 0) await parts.store.release(waiting, now + 5_000);
    if (duplicates.length > 0) {
      await this.hint(
        duplicates.map((id) => ({ side: "jira", id, version: null })),
        "live",
      );
    }
    if (await this.#brake.pulls(found, parts)) {
      await parts.store.release(
        found.map((one) => one.link),
        now,
      );
      return { looked: links.length, written: 0 };
    }
    const left = await discover(parts, batch, found);
    const { works, written, fenced } = await planAndApply(parts, batch, left);
    if (fenced > 0) parts.log("links were taken over by another worker", { mirror: this.#mirror.id, fenced });
    if (works.some(({ plan }) => plan.refused.some(({ refusal }) => refusal.code === "unmapped"))) {
      // A status or user the directory does not know may be newer than the directory.
      this.#translator = null;
    }
    return { looked: links.length, written };
  }

  async #isPaused(): Promise<boolean> {
    const { store, clock } = this.#parts;
    const state = (await store.mirrors()).find((mirror) => mirror.id === this.#mirror.id);
    if (!state || state.pausedReason === null) {
      // Somebody has let it go on, perhaps from another process.
      if (this.#waitsForPerson) this.#brake.release();
      this.#waitsForPerson = false;
      return false;
    }
    this.#waitsForPerson = state.pausedUntil === null;
    if (state.pausedUntil === null || state.pausedUntil > clock.now()) return true;
    await store.resumeMirror(this.#mirror.id);
    return false;
  }

  /**
   * A bug, or an answer nobody foresaw. One issue must not hold up the others: the batch is worked on again
   * one by one, and the one that fails by itself rests.
   */
  async #fail(error: unknown, links: readonly ClaimedLink[]): Promise<void> {
    const { store, clock, log } = this.#parts;
    const alone = links.length === 1;
    this.#singly = alone ? this.#singly : links.length;
    await store.release(links, clock.now() + (alone ? FAILED_RESTS : 0));
    log("a batch failed", {
      mirror: this.#mirror.id,
      issues: links.slice(0, 5).map((link) => link.jira?.key ?? link.linear?.key ?? link.id),
      count: links.length,
      message: error instanceof Error ? error.message : String(error),
      stack: error instanceof Error ? error.stack : null,
    });
  }

  /** A tracker cannot be asked now: what was claimed is given back, and a limit pauses the whole mirror. */
  async #wait(error: TrackerUnavailable, links: readonly ClaimedLink[]): Promise<void> {
    const { store, clock, log } = this.#parts;
    const retryAt = error.retryAt ?? clock.now() + 5_000;
    await store.release(links, retryAt);
    if (error.reason === "rate-limit") await store.pauseMirror(this.#mirror.id, error.message, retryAt);
    log("a tracker cannot be asked now", {
      mirror: this.#mirror.id,
      tracker: error.side,
      reason: error.reason,
      message: error.message,
      retryAt: new Date(retryAt).toISOString(),
    });
  }
}
