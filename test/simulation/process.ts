import type { Clock, Fetch } from "#sync/model/effects.ts";
import { wire } from "#sync/cli/wire.ts";
import { mirrorSchema } from "#sync/model/mapping.ts";
import type { MirrorEngine } from "#sync/mirror/engine.ts";
import { MirrorRunner } from "#sync/mirror/runner.ts";
import type { Store } from "#sync/store/open.ts";
import type { MirrorStore } from "#sync/store/store.ts";
import { TrackerUnavailable } from "#sync/trackers/tracker.ts";
import { z } from "zod";
import { Dice } from "./dice.ts";
import type { Mutation } from "./mutations.ts";
import type { Operation, Scheduler } from "./scheduler.ts";

const POLL_EVERY = 60_000;
const SWEEP_EVERY = 10 * 60_000;

/** What a process runs on, and how its requests reach the trackers. */
interface Surroundings {
  scheduler: Scheduler;
  store: Store;
  connection: Parameters<typeof wire>[0]["connection"];
  mirror: Record<string, unknown>;
  mutation: Mutation | undefined;
  /** Carries a request out, under whatever fault the seed chooses; rejects as a network does. */
  exchange: (process: Process, request: Request) => Promise<Response>;
  /** What the operator reads; the newest lines are kept. */
  log: string[];
  /** Told when a round of work is over, and on which links. */
  looked: (look: Look) => void;
  /** Told of a round of work that a fault befell, by the step at which it began. */
  troubled: (round: number) => void;
  /** Told of what no fault explains. */
  bug: (message: string) => void;
}

/** A round of work, by the step at which it began, and the steps between which it looked at both trackers. */
export interface Look {
  began: number;
  from: number;
  to: number;
  links: readonly string[];
}

/**
 * One process of the service. Every await at its edge is an operation of the scheduler; once it is dead, none
 * of them ever comes back.
 */
export class Process {
  readonly name: string;
  readonly number: number;
  alive = true;
  /** How far its clock is off, ms. */
  skew = 0;
  /** The step at which it last began a round of work: whatever was edited before, it has looked at since. */
  lookedAt = 0;
  readonly clock: Clock;
  readonly #port: MirrorStore;
  #engine: MirrorEngine | undefined;
  #runner: MirrorRunner | undefined;
  readonly #stopping = new AbortController();
  #ended: Promise<void> = Promise.resolve();
  readonly #around: Surroundings;
  /** The links of the present round that it has told the database about. */
  readonly #committed: string[] = [];
  /** Between which of its calls of the database the present round looked at the trackers. */
  #looking: { from: number; to: number | null } | null = null;

  constructor(name: string, number: number, surroundings: Surroundings) {
    this.name = name;
    this.number = number;
    this.#around = surroundings;
    this.clock = this.#clock();
    const port = this.#store();
    this.#port = surroundings.mutation?.store?.(port, { clock: this.clock }) ?? port;
  }

  /** The database as this process reaches it. */
  get store(): MirrorStore {
    return this.#port;
  }

  get engine(): MirrorEngine | undefined {
    return this.#engine;
  }

  /** Wires the engine; with `run`, the runner begins its rounds. */
  start(seed: number, run: boolean): void {
    this.#ended = this.#begin(seed, run).catch((error: unknown) => {
      this.#around.bug(`the process ended: ${error instanceof Error ? String(error.stack) : String(error)}`);
    });
  }

  nudge(): void {
    this.#runner?.nudge();
  }

  /** What is under way is finished first. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
  }

  async #begin(seed: number, run: boolean): Promise<void> {
    const { scheduler, connection, mutation } = this.#around;
    const log = (event: string, details: Record<string, unknown>): void => {
      this.#hear(event, details);
    };
    const { parts, engines } = await wire({
      connection,
      mirrors: [mirrorSchema.parse(this.#around.mirror)],
      store: { ...this.#around.store, mirror: this.#port },
      clock: this.clock,
      random: new Dice(seed, `process ${this.number}`),
      fetch: this.#fetch(),
      worker: this.name,
      log,
    });
    mutation?.parts?.(parts);
    const [engine] = engines;
    if (!engine) throw new Error("No mirror was wired");
    this.#engine = engine;
    if (!run) return;
    this.#runner = new MirrorRunner(engine, {
      clock: this.clock,
      pollEvery: POLL_EVERY,
      sweepEvery: SWEEP_EVERY,
      nextDue: () => this.#port.nextDue(engine.mirror.id),
      log,
    });
    scheduler.note(`${this.name} runs`);
    await this.#runner.run(this.#stopping.signal);
  }

  #hear(event: string, details: Record<string, unknown>): void {
    const { log, scheduler } = this.#around;
    log.push(`${scheduler.step} ${this.name} ${event} ${JSON.stringify(details)}`);
    if (log.length > 40) log.shift();
    const stack = String(details["stack"]);
    // A project that may not be seen for a while is the world's doing.
    const isBug =
      (event === "a batch failed" || event === "a round failed") && !stack.startsWith("MappingError");
    if (isBug) this.#around.bug(`${event}: ${stack}`);
  }

  /** The answers of its present round may never be taken in. */
  trouble(): void {
    this.#around.troubled(this.lookedAt);
  }

  /** Waits in the scheduler until `work` has been done; never, when the process dies before. */
  wait<Result>(
    label: string,
    work: () => Promise<Result>,
    tell?: (result: Result) => string,
  ): Promise<Result> {
    const { scheduler } = this.#around;
    return new Promise((resolve, reject) => {
      if (!this.alive) return;
      scheduler.add({
        owner: this,
        label: `${this.name} ${label}`,
        readyAt: scheduler.now,
        run: async () => {
          try {
            const result = await work();
            if (this.alive) resolve(result);
            return tell?.(result);
          } catch (error) {
            if (this.alive) reject(error instanceof Error ? error : new Error(String(error)));
            return error instanceof Error ? error.name : "failed";
          }
        },
      });
    });
  }

  #clock(): Clock {
    const { scheduler } = this.#around;
    return {
      now: () => scheduler.now + this.skew,
      sleep: (milliseconds, signal) =>
        new Promise((resolve, reject) => {
          if (!this.alive) return;
          const timer: Operation = scheduler.add({
            owner: this,
            label: `${this.name} wakes`,
            readyAt: scheduler.now + Math.max(0, milliseconds),
            run: () => {
              signal?.removeEventListener("abort", ended);
              resolve();
              return Promise.resolve(undefined);
            },
          });
          const ended = (): void => {
            scheduler.remove(timer);
            if (this.alive) reject(new Error("The wait was ended", { cause: signal?.reason }));
          };
          if (signal?.aborted) ended();
          else signal?.addEventListener("abort", ended, { once: true });
        }),
    };
  }

  #fetch(): Fetch {
    return (request) => this.#around.exchange(this, request);
  }

  #nextRound(): void {
    const { looked, scheduler } = this.#around;
    const links = this.#committed.splice(0);
    const { from, to } = this.#looking ?? { from: 0, to: null };
    if (links.length > 0 && to !== null) looked({ began: this.lookedAt, from, to, links });
    this.#looking = null;
    this.lookedAt = scheduler.step;
  }

  /** What is known of the links is read, then both trackers are; what follows is what was seen. */
  #notice(call: string): void {
    const { step } = this.#around.scheduler;
    if (call === "conflictsOf") this.#looking = { from: step, to: null };
    else if (this.#looking) this.#looking.to ??= step;
  }

  /** The store as this process reaches it: each call is one operation. */
  #store(): MirrorStore {
    const { store } = this.#around;
    const call = <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
      return this.wait(`store.${name}`, () => {
        if (name === "claim") this.#nextRound();
        this.#notice(name);
        return work();
      });
    };
    return new Proxy(store.mirror, {
      get: (target, name: keyof MirrorStore) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return (...given: unknown[]) =>
          call(name, async () => {
            const result: unknown = await Reflect.apply(method, target, given);
            // Another process has taken the link over: what this one learnt of it is lost.
            if (name === "commit" && result === false) this.trouble();
            if (name === "commit" && result === true) this.#committed.push(linkOf(given[0]));
            return result;
          });
      },
    });
  }
}

function linkOf(commit: unknown): string {
  return z.object({ link: z.string() }).parse(commit).link;
}

/** Whether a failure only says that a tracker cannot be asked now. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof TrackerUnavailable;
}
