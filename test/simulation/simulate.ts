import type { MirrorEngine } from "#sync/mirror/engine.ts";
import { linearSchema } from "#sync/sandbox/linear/schema.ts";
import { openSimulated, type Backup, type SimulatedStore } from "./backup.ts";
import { Dice } from "./dice.ts";
import { hasWebhooks, temperOf, type Allowed, type Category, type Happening } from "./happenings.ts";
import type { Mutation } from "./mutations.ts";
import { Network } from "./network.ts";
import { judge, type Verdict } from "./oracle.ts";
import { nextDeed } from "./people.ts";
import { isUnavailable, Process, type Look } from "./process.ts";
import { grantAll, revokeForAWhile } from "./rights.ts";
import { Scheduler } from "./scheduler.ts";
import { randomMirror, remapped, type MirrorSettings } from "./settings.ts";
import { World, type Change } from "./world.ts";

export interface Outcome extends Verdict {
  seed: number;
  steps: number;
  hash: string;
  script: readonly Happening[];
  /** What the operator was told last. */
  log: readonly string[];
  /** What everybody changed, in order. */
  changes: readonly Change[];
}

const WORKERS = ["first", "second"];
const MINUTE = 60_000;
/** Webhooks come again after up to 15 minutes, refused writes are tried again after as long. */
const PATIENT_POLL = 16 * MINUTE;

export async function simulate(
  seed: number,
  options: { allowed?: Allowed; mutation?: Mutation } = {},
): Promise<Outcome> {
  // Built once a process, and not by a seed's own thread of control.
  await linearSchema();
  const simulation = new Simulation(seed, options);
  try {
    return await simulation.run();
  } catch (error) {
    if (error instanceof Stuck) return simulation.stuck(error);
    throw error;
  } finally {
    await simulation.close();
  }
}

/** One seed: chaos, then calm until the engine is quiet, then the verdict. */
class Simulation {
  readonly #seed: number;
  readonly #allowed: Allowed;
  readonly #mutation: Mutation | undefined;
  readonly #temper: Record<Category, number>;
  readonly #scheduler: Scheduler;
  readonly #world: World;
  readonly #script: Happening[] = [];
  readonly #bugs: string[] = [];
  readonly #network: Network;
  /** Conflict records that a restored database forgot. */
  readonly #forgotten: Awaited<ReturnType<SimulatedStore["store"]["mirror"]["conflicts"]>>[number][] = [];
  readonly #log: string[] = [];
  #store: SimulatedStore | undefined;
  #backup: Backup | undefined;
  #mirror: MirrorSettings;
  #processes: Process[] = [];
  #started = 0;
  #calm = false;
  readonly #oneWay = new Set<string>();
  /** Rounds of work that a fault befell, each by the step at which it began. */
  readonly #troubled = new Set<number>();
  readonly #looks: Look[] = [];

  constructor(seed: number, { allowed = () => true, mutation }: { allowed?: Allowed; mutation?: Mutation }) {
    this.#seed = seed;
    this.#allowed = allowed;
    this.#mutation = mutation;
    this.#temper = temperOf(seed);
    this.#scheduler = new Scheduler(seed);
    this.#network = new Network({
      scheduler: this.#scheduler,
      world: () => this.#world,
      strikes: (category, dice) => this.#strikes(category, dice),
      record: (category, kind, told) => this.#record(category, kind, told),
      troubled: (round) => this.#troubled.add(round),
      outage: () => !hasWebhooks(seed) && !this.#calm && allowed("webhook", this.#scheduler.step),
      ready: () => this.#processes.filter((process) => process.alive && process.engine),
    });
    this.#world = new World(this.#scheduler, seed, (request) => this.#network.deliver(request));
    this.#mirror = randomMirror(new Dice(seed, "mirror"));
  }

  async run(): Promise<Outcome> {
    const dice = new Dice(this.#seed, "length");
    this.#store = await openSimulated(new Dice(this.#seed, "store"));
    const workers = dice.happens(0.75) ? WORKERS : WORKERS.slice(0, 1);
    for (const name of workers) this.#start(name);
    const end = dice.between(180, 360);
    while (this.#scheduler.step < end) {
      await this.#scheduler.settle();
      await this.#happen();
      if (!(await this.#scheduler.turn())) throw new Error("Nothing waits, and the service does not end");
      this.#world.collect();
    }
    await this.#calmDown();
    return await this.#verdict();
  }

  /** What never comes to rest is judged by that alone. */
  stuck({ message }: Stuck): Outcome {
    return { ...this.#told(), violations: [message], counts: {} };
  }

  async close(): Promise<void> {
    for (const process of this.#processes) process.alive = false;
    this.#world.close();
    await this.#store?.store.close();
  }

  get #open(): SimulatedStore {
    if (!this.#store) throw new Error("The store is not open");
    return this.#store;
  }

  #start(name: string, run = true): Process {
    this.#started += 1;
    const process = new Process(name, this.#started, {
      scheduler: this.#scheduler,
      store: this.#open.store,
      connection: this.#world.connection,
      mirror: this.#mirror,
      mutation: this.#mutation,
      exchange: (of, request) => this.#network.exchange(of, request),
      looked: (look) => this.#looks.push(look),
      troubled: (round) => this.#troubled.add(round),
      bug: (message) => this.#bugs.push(`${name}: ${message}`),
      log: this.#log,
    });
    this.#processes = [...this.#processes.filter((other) => other.alive), process];
    process.start(this.#seed, run);
    return process;
  }

  /** Whether this befalls the run now. */
  #strikes(category: Category, dice: Dice): boolean {
    if (this.#calm || !dice.happens(this.#temper[category])) return false;
    return this.#allowed(category, this.#scheduler.step);
  }

  #record(category: Category, kind: string, told = ""): void {
    const { step } = this.#scheduler;
    this.#script.push({ step, category, kind, told });
    this.#scheduler.note(`${category} ${kind} ${told}`);
  }

  /** What people and the world do between two operations. */
  async #happen(): Promise<void> {
    const dice = this.#scheduler.dice("happenings");
    const befalls = (category: Category): boolean => this.#strikes(category, this.#scheduler.dice(category));
    if (befalls("person")) this.#act(this.#scheduler.dice("deed"));
    if (befalls("backup")) {
      this.#backup = await this.#open.backup();
      this.#record("backup", "backup");
    }
    if (befalls("skew")) {
      const process = dice.pick(this.#processes);
      process.trouble();
      process.skew = dice.between(-4, 4) * MINUTE;
      this.#record("skew", "skew", `${process.name} by ${process.skew / MINUTE} minutes`);
    }
    if (befalls("lag")) {
      const indexLagMilliseconds = dice.pick([0, 2_000, 20_000, 60_000]);
      this.#world.jira.switches.change({ indexLagMilliseconds });
      if (indexLagMilliseconds > 0) this.#record("lag", "index lag", `${indexLagMilliseconds} ms`);
    }
    if (befalls("stall")) this.#stall(dice);
    if (befalls("rights")) {
      const right = await revokeForAWhile(this.#world, this.#scheduler, dice);
      this.#record("rights", `${right} revoked`);
    }
    if (befalls("crash")) {
      const process = dice.pick(this.#processes);
      await this.#crash(process, dice);
      this.#record("crash", "crash", process.name);
      this.#restart([process.name], dice.between(0, 120_000));
    }
    if (befalls("remap")) {
      const changed = remapped(this.#mirror, dice);
      this.#mirror = changed.mirror;
      for (const [name, { direction }] of Object.entries(this.#mirror.fields)) {
        if (direction !== "both") this.#oneWay.add(name);
      }
      this.#record("remap", changed.kind, changed.told);
      const names = this.#processes.map(({ name }) => name);
      for (const process of this.#processes) await this.#crash(process, dice);
      this.#restart(names, 1_000);
    }
    if (this.#backup && befalls("restore")) await this.#restore(this.#backup, dice);
  }

  #act(dice: Dice): void {
    const side = dice.happens(0.5) ? "j" : "l";
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const deed = nextDeed(this.#world, dice);
      const told = deed.do(this.#world, dice, `w${this.#scheduler.step}${side}${attempt}`);
      this.#world.collect();
      if (told === undefined) continue;
      this.#record("person", deed.name, told);
      return;
    }
  }

  /** The process is gone; what it had sent may still arrive, what it had asked its database may still be done. */
  async #crash(process: Process, dice: Dice): Promise<void> {
    process.alive = false;
    process.trouble();
    for (const operation of [...this.#scheduler.waiting]) {
      if (operation.owner !== process) continue;
      if (operation.label.includes("->") && dice.happens(0.5)) {
        operation.readyAt = this.#scheduler.now + dice.between(0, 20_000);
        continue;
      }
      this.#scheduler.remove(operation);
      if (operation.label.includes("store.") && dice.happens(0.3)) await operation.run();
    }
  }

  #restart(names: readonly string[], after: number): void {
    for (const name of names) {
      this.#scheduler.add({
        owner: null,
        label: `${name} starts`,
        readyAt: this.#scheduler.now + after,
        run: () => {
          if (this.#calm) return Promise.resolve(undefined);
          if (!this.#processes.some((process) => process.alive && process.name === name)) this.#start(name);
          return Promise.resolve(undefined);
        },
      });
    }
  }

  #stall(dice: Dice): void {
    const living = this.#processes.filter(({ alive }) => alive);
    if (living.length === 0) return;
    const process = dice.pick(living);
    process.trouble();
    const until = this.#scheduler.now + dice.between(30_000, 300_000);
    for (const operation of this.#scheduler.waiting) {
      if (operation.owner === process) operation.readyAt = Math.max(operation.readyAt, until);
    }
    this.#record(
      "stall",
      "paused process",
      `${process.name} until ${until - this.#scheduler.now} ms from now`,
    );
  }

  async #restore(backup: Backup, dice: Dice): Promise<void> {
    const names = this.#processes.map(({ name }) => name);
    for (const process of this.#processes) await this.#crash(process, dice);
    const old = this.#open;
    this.#forgotten.push(...(await old.store.mirror.conflicts("shop", { openOnly: false })));
    await old.store.close();
    this.#store = await openSimulated(new Dice(this.#seed, "store again", this.#scheduler.step), backup);
    this.#record("restore", "older database");
    this.#restart(names, 1_000);
  }

  /** No more faults: everything under way lands, everything due is done. */
  async #calmDown(): Promise<void> {
    this.#calm = true;
    this.#world.jira.switches.change({ indexLagMilliseconds: 0 });
    await grantAll(this.#world);
    const mapping = JSON.stringify(this.#mirror);
    this.#mirror = { ...this.#mirror, fields: settled(this.#mirror.fields) };
    const living = this.#processes.filter(({ alive }) => alive);
    for (const process of living) process.skew = 0;
    await this.#until(Promise.all(living.map((process) => process.stop())));
    const [first] = living;
    const changed =
      mapping !== JSON.stringify(this.#mirror) || this.#script.some(({ category }) => category === "remap");
    const last = first?.engine && !changed ? first : this.#start("last", false);
    // What a changed mapping leaves open is looked at when it is put to work.
    await this.#until(this.#ready(last).then((engine) => (changed ? engine.lookAtAll() : undefined)));
    await this.#until(this.#quiet(last));
    this.#last = last;
  }
  #last: Process | undefined;

  /** Lets the scheduler go on until this is done. */
  async #until(done: Promise<unknown>): Promise<void> {
    const state: { finished: boolean; failure?: unknown } = { finished: false };
    done.then(
      () => {
        state.finished = true;
      },
      (error: unknown) => {
        Object.assign(state, { finished: true, failure: error });
      },
    );
    const limit = this.#scheduler.step + 6_000;
    for (;;) {
      await this.#scheduler.settle();
      if (state.finished) break;
      if (this.#scheduler.step > limit) throw new Stuck("The engine does not come to rest");
      if (!(await this.#scheduler.turn())) throw new Stuck("Nothing waits, and the engine is not done");
      this.#world.collect();
    }
    if ("failure" in state) throw state.failure instanceof Error ? state.failure : new Error("It failed");
  }

  async #ready(process: Process): Promise<MirrorEngine> {
    while (!process.engine) await process.clock.sleep(10);
    return process.engine;
  }

  /** Polls, sweeps and works until nothing is due and nothing is on its way. */
  async #quiet(process: Process, patience = 40 * MINUTE): Promise<void> {
    const { clock } = process;
    const engine = await this.#ready(process);
    const from = clock.now();
    for (let round = 0; round < 200; round += 1) {
      let looked = 0;
      try {
        await engine.poll();
        if (patience > 0 && round % 3 === 1) await engine.sweep();
        ({ looked } = await engine.workUntilQuiet());
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        await clock.sleep(MINUTE);
        continue;
      }
      const due = await this.#open.store.mirror.nextDue("shop");
      const onTheWay = this.#scheduler.waiting.some(({ label }) => label.includes("->"));
      const rested = looked === 0 && !onTheWay && (due === null || due > clock.now() + 10 * MINUTE);
      if (rested && clock.now() - from >= patience) return;
      const wait = due === null ? PATIENT_POLL : Math.max(1_000, Math.min(PATIENT_POLL, due - clock.now()));
      await clock.sleep(looked > 0 ? 1_000 : wait);
    }
    throw new Stuck(`The engine does not come to rest:\n${this.#log.slice(-8).join("\n")}`);
  }

  async #verdict(): Promise<Outcome> {
    const last = this.#last;
    if (!last?.engine) throw new Error("There is no engine left");
    const before = this.#world.changes.length;
    await this.#until(last.engine.lookAtAll().then(() => this.#quiet(last, 0)));
    const idle = this.#world.changes.slice(before).filter(({ by }) => by === "service");
    const verdict = await judge({
      world: this.#world,
      store: this.#open.store.mirror,
      forgotten: this.#forgotten,
      oneWay: this.#oneWay,
      restored: this.#script.some(({ category }) => category === "restore"),
      troubled: this.#troubled,
      looks: this.#looks.filter(({ began }) => !this.#troubled.has(began)),
      skewed: this.#script.some(({ category }) => category === "skew"),
      late: this.#network.late,
      idle,
      bugs: this.#bugs,
      overdrawn: this.#network.overdrawn,
    });
    return { ...this.#told(), ...verdict };
  }

  #told(): Omit<Outcome, keyof Verdict> {
    return {
      seed: this.#seed,
      steps: this.#scheduler.step,
      hash: this.#scheduler.traceHash,
      script: this.#script,
      log: this.#log,
      changes: this.#world.changes,
    };
  }
}

class Stuck extends Error {}

function settled(fields: MirrorSettings["fields"]): MirrorSettings["fields"] {
  return Object.fromEntries(
    Object.entries(fields).map(([name, rule]) => [name, { ...rule, direction: "both" }]),
  );
}
