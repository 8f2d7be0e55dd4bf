import type { Clock, Fetch, Random } from "#sync/model/effects.ts";
import { mirrorSchema } from "#sync/model/mapping.ts";
import { MirrorEngine } from "#sync/mirror/engine.ts";
import type { EngineParts } from "#sync/mirror/parts.ts";
import { compareDumps, type Difference } from "#sync/cli/compare.ts";
import { createJiraTwin, type JiraTwin } from "#sync/sandbox/jira/twin.ts";
import { createLinearTwin, type LinearTwin } from "#sync/sandbox/linear/twin.ts";
import { openStore, type Store } from "#sync/store/open.ts";
import { createJiraTracker } from "#sync/trackers/jira/tracker.ts";
import { TrackerUnavailable } from "#sync/trackers/tracker.ts";
import { createLinearTracker } from "#sync/trackers/linear/tracker.ts";

/** Longer sleeps are a request's timeout, which only a fault may let pass. */
const SHORT_SLEEP = 25_000;

/** A clock that is moved by hand, and by itself where the engine waits a little (a task, a pace). */
class HandClock implements Clock {
  #now = Date.parse("2026-11-20T09:00:00Z");

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const until = this.#now + milliseconds;
    return new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () =>
        reject(new Error("The wait was ended", { cause: signal.reason })),
      );
      if (milliseconds >= SHORT_SLEEP) return;
      setTimeout(() => {
        if (signal?.aborted) return;
        this.#now = Math.max(this.#now, until);
        resolve();
      }, 1);
    });
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** The same time for the twins, which do what is due when they are asked, not by waiting. */
  readonly twins: Clock = { now: () => this.#now, sleep: () => new Promise<never>(() => undefined) };
}

/** `MIRROR_DATABASE=postgres` runs every test of the engine on PostgreSQL. */
const onPostgres = process.env["MIRROR_DATABASE"] === "postgres";
/** Loaded only where it is asked for: benches run without vitest, which brings the server. */
const databaseUrl = async (): Promise<string> =>
  onPostgres ? await (await import("#test/postgres.ts")).testDatabaseUrl() : ":memory:";
/** `MIRROR_WORKERS=8` works on what is due with so many engines at once. */
const WORKERS = Number(process.env["MIRROR_WORKERS"] ?? 1);

/** Numbers that depend on the seed alone. */
export function seeded(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const hex = (length: number): string =>
    Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join("");
  return { next, uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}` };
}

export interface Twins {
  clock: HandClock;
  jira: JiraTwin;
  linear: LinearTwin;
  store: Store;
  engine: MirrorEngine;
  /** What the engine told its operator. */
  log: string[];
  /** Another process on the same database and trackers. */
  restart: (changes?: { worker?: string; store?: Store; mirror?: Record<string, unknown> }) => MirrorEngine;
  /** Polls and works until neither finds anything to do; time passes as far as the engine asks for it. */
  quiet: (engine?: MirrorEngine) => Promise<void>;
  differences: () => Difference[];
  /** Writes that came through the API since the last call. */
  writes: () => number;
  close: () => Promise<void>;
}

const ADA = { email: "ada@acme.example", name: "Ada" };
const JON = { email: "jon@acme.example", name: "Jon" };
export const people = { ada: ADA.email, jon: JON.email };

/** Engine and twins in one process: no sockets, a clock moved by hand, chance by a seed. */
export async function twinsAndEngine(
  options: { seed?: number; mirror?: Record<string, unknown>; timeZone?: string; workflow?: string } = {},
): Promise<Twins> {
  const clock = new HandClock();
  const random = seeded(options.seed ?? 1);
  const nowhere: Fetch = () => Promise.resolve(new Response(null, { status: 204 }));
  const jira = createJiraTwin({
    clock: clock.twins,
    random,
    fetch: nowhere,
    baseUrl: "https://acme.atlassian.net",
  });
  const linear = createLinearTwin({ clock: clock.twins, random, fetch: nowhere });
  const service = { email: "service@acme.example", apiToken: "token-of-the-service" };
  const { timeZone = "UTC" } = options;
  jira.seed({
    users: [
      ...[ADA, JON].map(({ email, name }) => ({ email, displayName: name })),
      { ...service, displayName: "Service", timeZone },
    ],
    projects: [
      {
        key: "SHOP",
        name: "Shop",
        workflow: options.workflow ?? "free",
        components: ["Backend", "Checkout", "Search"],
        versions: ["1.0", "2.0"],
      },
    ],
  });
  linear.seed({
    users: [ADA, JON],
    teams: [{ key: "SHO", name: "Shop", members: [ADA.email, JON.email], estimation: "linear" }],
  });
  const store = await openStore({ url: await databaseUrl(), random });
  const mappedBy = (changes: Record<string, unknown> = {}) =>
    mirrorSchema.parse({
      id: "shop",
      jira: { project: "SHOP" },
      linear: { team: "SHO" },
      ...options.mirror,
      ...changes,
    });
  const mirror = mappedBy();
  const log: string[] = [];
  const start = (worker: string, on: Store, mapped = mirror): MirrorEngine => {
    const parts: EngineParts = {
      store: on.mirror,
      jira: createJiraTracker({
        baseUrl: "https://acme.atlassian.net",
        ...service,
        sprintsOf: [mapped.jira.project],
        selectFields: mapped.customFields.map((field) => field.jira),
        fetch: (request) => jira.handle(request),
        clock,
        random,
      }),
      linear: createLinearTracker({
        apiKey: linear.apiKey,
        fetch: (request) => linear.handle(request),
        clock,
        random,
      }),
      clock,
      random,
      worker,
      creationMayLandFor: 90_000,
      log: (event, details) => log.push(`${event} ${JSON.stringify(details)}`),
    };
    return new MirrorEngine(parts, mapped);
  };
  await store.mirror.saveMirror({ id: mirror.id, connection: "acme", mapping: JSON.stringify(mirror) });
  const engine = start("first", store);
  const helpers = Array.from({ length: WORKERS - 1 }, (_, n) => start(`helper ${n + 1}`, store));
  let seen = {
    jira: jira.edits.since().at(-1)?.sequence ?? 0,
    linear: linear.edits.since().at(-1)?.sequence ?? 0,
  };
  return {
    clock,
    jira,
    linear,
    store,
    engine,
    log,
    restart: ({ worker = "second", store: other = store, mirror: changes } = {}) =>
      start(worker, other, mappedBy(changes)),
    quiet: async (working = engine) => {
      for (let round = 0; round < 200; round += 1) {
        clock.advance(1_000);
        try {
          await working.poll();
        } catch (error) {
          // What a runner does: tell it and go on with the next round.
          if (!(error instanceof TrackerUnavailable)) throw error;
          continue;
        }
        // Helpers share the first engine's mapping: another one works alone.
        const workers = working === engine ? [working, ...helpers] : [working];
        const reports = await Promise.all(workers.map((worker) => worker.workUntilQuiet()));
        if (reports.some(({ looked }) => looked > 0)) continue;
        const due = await store.mirror.nextDue(mirror.id);
        if (due === null || due > clock.now() + 10 * 60_000) return;
        clock.advance(Math.max(250, due - clock.now()));
      }
      throw new Error(`The engine does not come to rest:\n${log.slice(-10).join("\n")}`);
    },
    differences: () => compareDumps(jira.dump(), linear.dump(), ["SHOP"], mirror),
    writes: () => {
      const since = seen;
      seen = {
        jira: jira.edits.since().at(-1)?.sequence ?? 0,
        linear: linear.edits.since().at(-1)?.sequence ?? 0,
      };
      return [...jira.edits.since(since.jira), ...linear.edits.since(since.linear)].filter(
        ({ actor }) => actor.kind === "app",
      ).length;
    },
    close: async () => {
      jira.close();
      linear.close();
      await store.close();
    },
  };
}

/** Some issues on both sides, each with something in every field. */
export function seedIssues({ jira, linear }: Twins, count: { jira: number; linear: number }): void {
  const at = Date.parse("2026-11-01T09:00:00Z");
  jira.seed({
    issues: Array.from({ length: count.jira }, (_, index) => ({
      project: "SHOP",
      summary: `Jira issue ${index + 1}`,
      description: `What number ${index + 1} is about`,
      status: ["To Do", "In Progress", "Done"][index % 3] ?? "To Do",
      priority: ["High", "Medium", "Lowest"][index % 3] ?? "Medium",
      labels: index % 2 === 0 ? ["from-jira"] : [],
      storyPoints: index % 4,
      created: at + index * 60_000,
      updated: at + index * 60_000,
    })),
  });
  linear.seed({
    issues: Array.from({ length: count.linear }, (_, index) => ({
      team: "SHO",
      title: `Linear issue ${index + 1}`,
      description: `* what number ${index + 1}\n* is about`,
      state: ["Todo", "In Progress", "Done"][index % 3] ?? "Todo",
      priority: (index % 4) + 1,
      createdAt: new Date(at + index * 60_000).toISOString(),
      updatedAt: new Date(at + index * 60_000).toISOString(),
    })),
  });
}
