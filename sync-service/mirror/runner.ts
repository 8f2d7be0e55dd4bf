import type { Clock } from "#sync/model/effects.ts";
import { TrackerUnavailable } from "#sync/trackers/tracker.ts";
import type { MirrorEngine, Progress } from "./engine.ts";

interface RunnerOptions {
  clock: Clock;
  /** How long a change waits at most when its webhook is lost, ms. */
  pollEvery: number;
  /** How long a deletion, a move or a lost permission waits at most, ms. */
  sweepEvery: number;
  /** The moment the next due link is to be worked on; null when nothing is dirty. */
  nextDue: () => Promise<number | null>;
  log: (event: string, details: Record<string, unknown>) => void;
  onProgress?: (progress: Progress) => void;
}

/** Keeps one mirror running: works on hints as they come, polls for what webhooks missed, sweeps for the rest. */
export class MirrorRunner {
  readonly #engine: MirrorEngine;
  readonly #options: RunnerOptions;
  #wake = new AbortController();

  constructor(engine: MirrorEngine, options: RunnerOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  /** Something has been hinted: do not wait for the next poll. */
  nudge(): void {
    this.#wake.abort();
  }

  /** Runs until the signal aborts; what is under way is finished first. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, pollEvery, sweepEvery } = this.#options;
    let nextPoll = clock.now();
    let nextSweep = clock.now() + sweepEvery;
    while (!signal.aborted) {
      this.#wake = new AbortController();
      await this.#guarded(async () => {
        if (clock.now() >= nextPoll) {
          nextPoll = clock.now() + pollEvery;
          await this.#engine.poll();
        }
        if (clock.now() >= nextSweep) {
          nextSweep = clock.now() + sweepEvery;
          await this.#engine.sweep();
        }
        await this.#engine.workUntilQuiet({
          signal,
          ...(this.#options.onProgress ? { onProgress: this.#options.onProgress } : {}),
        });
      });
      await this.#rest(Math.min(nextPoll, nextSweep), signal);
    }
  }

  /** A failure of one round is told and tried again with the next; it never ends the service. */
  async #guarded(round: () => Promise<void>): Promise<void> {
    try {
      await round();
    } catch (error) {
      const mirror = this.#engine.mirror.id;
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof TrackerUnavailable) {
        this.#options.log("a tracker cannot be asked now", { mirror, tracker: error.side, message });
      } else {
        this.#options.log("a round failed", {
          mirror,
          message,
          stack: error instanceof Error ? error.stack : null,
        });
      }
    }
  }

  async #rest(until: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const due = (await this.#options.nextDue()) ?? until;
    // A link that is due but cannot be claimed now (another worker, a pause) is not spun on.
    const wait = Math.max(250, Math.min(until, due) - clock.now());
    try {
      await clock.sleep(wait, AbortSignal.any([signal, this.#wake.signal]));
    } catch {
      // woken
    }
  }
}
