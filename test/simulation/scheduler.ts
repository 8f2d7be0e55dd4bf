import { Dice } from "./dice.ts";

/** Something that waits to happen: a request on its way, an answer, a store call, a timer, a webhook. */
export interface Operation {
  /** Whose it is; null for what belongs to the trackers and the network. */
  readonly owner: object | null;
  readonly label: string;
  /** Not before this moment of virtual time, ms. */
  readyAt: number;
  /** Does it and hands the result to whoever waits. Returns what the trace should say about it. */
  run(): Promise<string | undefined>;
}

/**
 * One thread of control. Everything the engine awaits at its edge waits here as an operation; the seed chooses
 * which happens next, and time passes only here. Between two operations all promises come to rest.
 */
export class Scheduler {
  readonly #seed: number;
  readonly #operations: Operation[] = [];
  #now = Date.parse("2026-11-20T09:00:00Z");
  #step = 0;
  #trace = 0x811c_9dc5;

  constructor(seed: number) {
    this.#seed = seed;
  }

  get now(): number {
    return this.#now;
  }

  get step(): number {
    return this.#step;
  }

  /** The same for two runs that did the same. */
  get traceHash(): string {
    return this.#trace.toString(16).padStart(8, "0");
  }

  get waiting(): readonly Operation[] {
    return this.#operations;
  }

  add(operation: Operation): Operation {
    this.#operations.push(operation);
    return operation;
  }

  remove(operation: Operation): void {
    const index = this.#operations.indexOf(operation);
    if (index >= 0) this.#operations.splice(index, 1);
  }

  /** Chance for one purpose at this step. */
  dice(purpose: string): Dice {
    return new Dice(this.#seed, purpose, this.#step);
  }

  /** Writes into the trace what the seed decided besides the order of operations. */
  note(text: string): void {
    for (let index = 0; index < text.length; index += 1) {
      this.#trace = Math.imul(this.#trace ^ text.charCodeAt(index), 0x0100_0193) >>> 0;
    }
  }

  /** All promises come to rest. */
  async settle(): Promise<void> {
    await new Promise<void>((rested) => {
      setImmediate(rested);
    });
  }

  /** Does one operation; false when nothing waits. */
  async turn(): Promise<boolean> {
    await this.settle();
    this.#step += 1;
    const dice = this.dice("order");
    let ready = this.#operations.filter(({ readyAt }) => readyAt <= this.#now);
    if (ready.length === 0) {
      const next = Math.min(...this.#operations.map(({ readyAt }) => readyAt));
      if (next === Infinity) return false;
      this.#now = Math.max(this.#now, next);
      ready = this.#operations.filter(({ readyAt }) => readyAt <= this.#now);
    }
    const operation = dice.pick(ready);
    this.remove(operation);
    this.note(`${this.#step} ${this.#now} ${operation.label}`);
    const said = await operation.run();
    if (said !== undefined) this.note(said);
    this.#now += dice.happens(0.02) ? dice.between(1_000, 10_000) : dice.between(1, 80);
    return true;
  }

  /** Time passes although something waits: all of it is late. */
  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
