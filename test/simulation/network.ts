import { receive } from "./deliveries.ts";
import type { Dice } from "./dice.ts";
import { requestFault, type Category } from "./happenings.ts";
import type { Process } from "./process.ts";
import type { Scheduler } from "./scheduler.ts";
import type { World } from "./world.ts";

interface Surroundings {
  scheduler: Scheduler;
  world: () => World;
  /** Whether this befalls the run now. */
  strikes: (category: Category, dice: Dice) => boolean;
  record: (category: Category, kind: string, told?: string) => void;
  /** Told of a round of work that a fault befell, by the step at which it began. */
  troubled: (round: number) => void;
  /** Whether no webhook arrives at present. */
  outage: () => boolean;
  /** The processes that could take a webhook. */
  ready: () => readonly Process[];
}

/** No creation is thought to be under way any longer after this, ms. */
const GIVEN_UP = 60_000;

/** What lies between the service and the trackers: requests and webhooks on their way. */
export class Network {
  /** The steps at which a request arrived that its sender had given up by then. */
  readonly late = new Set<number>();
  /** Requests that a tracker turned away for being too many, though no fault said so. */
  readonly overdrawn: string[] = [];
  readonly #around: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#around = surroundings;
  }

  /** A request on its way: it arrives, has its effect, and is answered; each at its own time, or not at all. */
  exchange(process: Process, request: Request): Promise<Response> {
    const { lookedAt } = process;
    const sentAt = this.#around.scheduler.now;
    const scheduler = this.#around.scheduler;
    const url = new URL(request.url);
    const side = url.hostname === "acme.atlassian.net" ? "jira" : "linear";
    const label = `${process.name} -> ${side} ${request.method} ${url.pathname}`;
    return new Promise((resolve, reject) => {
      if (!process.alive) return;
      const answered = (late: number, tell: () => void): void => {
        scheduler.add({
          owner: process,
          label: `${process.name} <- ${side}`,
          readyAt: scheduler.now + late,
          run: () => {
            if (process.alive) tell();
            return Promise.resolve(undefined);
          },
        });
      };
      const arrive = (isLate: boolean): void => {
        const operation = scheduler.add({
          owner: process,
          label,
          readyAt: scheduler.now,
          run: async () => {
            const dice = scheduler.dice("request");
            const strikes = !isLate && this.#around.strikes("request", dice);
            const befallen = strikes ? requestFault(dice, side) : undefined;
            if (befallen) {
              this.#around.record("request", `${side}: ${befallen.kind}`, label);
              this.#around.troubled(lookedAt);
            }
            // What may not be seen is not read back, whatever was written of it before.
            if (side === "jira" && this.#around.world().isHidden) this.#around.troubled(lookedAt);
            if (befallen?.late !== undefined) {
              arrive(true);
              const [last] = scheduler.waiting.slice(-1);
              if (last) last.readyAt = scheduler.now + befallen.late;
              return "late";
            }
            if (scheduler.now - sentAt > GIVEN_UP) this.late.add(scheduler.step);
            const twin = this.#around.world()[side];
            twin.faults.set(befallen?.fault ? [{ ...befallen.fault, times: 1 }] : []);
            try {
              const response = await twin.handle(request);
              const limited = response.status === 429 || (response.status === 400 && side === "linear");
              if (limited && !befallen?.fault && (await isLimit(response))) this.overdrawn.push(label);
              answered(befallen?.answerLate ?? 0, () => resolve(response));
              return String(response.status);
            } catch (error) {
              answered(0, () => reject(error instanceof Error ? error : new Error(String(error))));
              return "dropped";
            } finally {
              twin.faults.set([]);
              this.#around.world().collect(lookedAt);
            }
          },
        });
        scheduler.note(operation.label);
      };
      arrive(false);
    });
  }

  /** A webhook on its way to whichever process takes it. */
  deliver(request: Request): Promise<Response> {
    const scheduler = this.#around.scheduler;
    return new Promise((resolve) => {
      const arrive = (copy: Request, isLate: boolean, after: number): void => {
        scheduler.add({
          owner: null,
          label: `webhook ${copy.url}`,
          readyAt: scheduler.now + after,
          run: () => {
            const dice = scheduler.dice("webhook");
            if (this.#around.outage()) {
              this.#around.record("webhook", "outage", copy.url);
              resolve(new Response(null, { status: 200 }));
              return Promise.resolve("outage");
            }
            if (!isLate && this.#around.strikes("webhook", dice)) {
              const kind = dice.pick(["lost", "doubled", "late", "very late"]);
              this.#around.record("webhook", kind, copy.url);
              if (kind === "lost") {
                resolve(new Response(null, { status: 200 }));
                return Promise.resolve(kind);
              }
              if (kind === "doubled") arrive(copy.clone(), true, dice.between(0, 60_000));
              if (kind === "late" || kind === "very late") {
                arrive(copy, true, dice.between(1_000, kind === "late" ? 20_000 : 600_000));
                return Promise.resolve(kind);
              }
            }
            const ready = this.#around.ready();
            if (ready.length === 0) {
              resolve(new Response(null, { status: 503 }));
              return Promise.resolve("nobody");
            }
            const secrets = {
              jira: this.#around.world().jira.webhookSecret,
              linear: this.#around.world().linear.webhookSecret,
            };
            receive(dice.pick(ready), copy, secrets).then(
              (status) => resolve(new Response(null, { status })),
              () => resolve(new Response(null, { status: 500 })),
            );
            return Promise.resolve(undefined);
          },
        });
      };
      arrive(request, false, scheduler.dice("webhook's way").between(0, 3_000));
    });
  }
}

async function isLimit(response: Response): Promise<boolean> {
  if (response.status === 429) return true;
  return (await response.clone().text()).includes("RATELIMITED");
}
