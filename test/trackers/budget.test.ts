import { describe, expect, it } from "vitest";
import { type Allowance, Budget } from "#sync/trackers/budget.ts";
import { type Priority, TrackerUnavailable } from "#sync/trackers/tracker.ts";
import { ManualClock } from "./manual-clock.ts";

const clockAndBudget = (concurrency = 1): { clock: ManualClock; budget: Budget } => {
  const clock = new ManualClock();
  return { clock, budget: new Budget({ side: "linear", clock, concurrency, timeout: 30_000 }) };
};

const allowance = (clock: ManualClock, more: Partial<Allowance>): Allowance => ({
  name: "requests",
  unit: "requests",
  remaining: 1000,
  limit: 1000,
  resetAt: clock.now() + 3_600_000,
  ...more,
});

const outcome = (budget: Budget, priority: Priority, points = 0): Promise<unknown> =>
  budget.run({ priority, points }, () => Promise.resolve("asked")).catch((error: unknown) => error);

/** A request that ends when told to. */
function held(): { request: () => Promise<void>; end: () => void; started: () => boolean } {
  let end = (): void => undefined;
  let started = false;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return {
    request: () => {
      started = true;
      return ended;
    },
    end: () => end(),
    started: () => started,
  };
}

describe("a connection's budget", () => {
  it("lets interactive work before live work before backfill, whatever came first", async () => {
    const { budget } = clockAndBudget();
    const first = held();
    const running = budget.run({ priority: "backfill" }, first.request);
    const order: string[] = [];
    const waiting = (["backfill", "live", "interactive", "live"] as const).map((priority) =>
      budget.run({ priority }, () => Promise.resolve(order.push(priority))),
    );
    first.end();
    await Promise.all([running, ...waiting]);
    expect(order).toEqual(["interactive", "live", "live", "backfill"]);
  });

  it("has no more requests under way than its concurrency", async () => {
    const { budget } = clockAndBudget(2);
    const requests = [held(), held(), held()];
    const runs = requests.map(({ request }) => budget.run({ priority: "live" }, request));
    await Promise.resolve();
    expect(requests.map(({ started }) => started())).toEqual([true, true, false]);
    for (const { end } of requests) end();
    await Promise.all(runs);
  });

  it("keeps the last 10 % from backfill and the last 3 % from live work", async () => {
    const { clock, budget } = clockAndBudget();
    budget.learn({ points: 0, allowances: [allowance(clock, { remaining: 100 })] });
    expect(await outcome(budget, "backfill")).toMatchObject({
      name: "TrackerUnavailable",
      reason: "rate-limit",
      retryAt: clock.now() + 3_600_000,
    });
    expect(await outcome(budget, "live")).toBe("asked");
    budget.learn({ points: 0, allowances: [allowance(clock, { remaining: 30 })] });
    expect(await outcome(budget, "live")).toBeInstanceOf(TrackerUnavailable);
    expect(await outcome(budget, "interactive")).toBe("asked");
    budget.learn({ points: 0, allowances: [allowance(clock, { remaining: 0 })] });
    expect(await outcome(budget, "interactive")).toBeInstanceOf(TrackerUnavailable);
  });

  it("holds back what would overdraw the points although requests are left", async () => {
    const { clock, budget } = clockAndBudget(2);
    const points = allowance(clock, { name: "points", unit: "points", remaining: 900, limit: 1000 });
    budget.learn({ points: 0, allowances: [allowance(clock, {}), points] });
    expect(await outcome(budget, "interactive", 901)).toBeInstanceOf(TrackerUnavailable);
    const first = held();
    const running = budget.run({ priority: "interactive", points: 500 }, first.request);
    expect(await outcome(budget, "interactive", 500)).toBeInstanceOf(TrackerUnavailable);
    expect(await outcome(budget, "interactive", 400)).toBe("asked");
    first.end();
    await running;
  });

  it("believes a limit only until it is full again", async () => {
    const { clock, budget } = clockAndBudget();
    budget.learn({ points: 0, allowances: [allowance(clock, { remaining: 0 })] });
    expect(budget.spending()).toMatchObject({ remaining: 0, limit: 1000 });
    clock.advance(3_600_000);
    expect(await outcome(budget, "backfill")).toBe("asked");
    expect(budget.spending()).toMatchObject({ remaining: null, limit: null });
  });

  it("refuses everything until the tracker's pause is over, also what was waiting its turn", async () => {
    const { clock, budget } = clockAndBudget();
    const first = held();
    const running = budget.run({ priority: "live" }, first.request);
    const waiting = outcome(budget, "interactive");
    const until = clock.now() + 5_000;
    budget.pauseUntil(until);
    budget.pauseUntil(until - 1_000);
    expect(budget.spending().pausedUntil).toBe(until);
    expect(await outcome(budget, "interactive")).toMatchObject({ reason: "rate-limit", retryAt: until });
    first.end();
    await running;
    expect(await waiting).toMatchObject({ reason: "rate-limit", retryAt: until });
    clock.advance(5_000);
    expect(await outcome(budget, "interactive")).toBe("asked");
  });

  it("does not start a request that could outlive its deadline", async () => {
    const { clock, budget } = clockAndBudget();
    const first = held();
    const running = budget.run({ priority: "live" }, first.request);
    const second = held();
    const waiting = budget
      .run({ priority: "live", deadline: clock.now() + 40_000 }, second.request)
      .catch((error: unknown) => error);
    clock.advance(11_000);
    first.end();
    await running;
    expect(await waiting).toMatchObject({ reason: "deadline" });
    expect(second.started()).toBe(false);
    expect(budget.spending().requests).toBe(1);
  });

  it("gives up on a request at its timeout, tells it so, and goes on with the next", async () => {
    const { clock, budget } = clockAndBudget();
    let told: AbortSignal | null = null;
    const stuck = budget
      .run({ priority: "live" }, (signal) => {
        told = signal;
        return new Promise(() => undefined);
      })
      .catch((error: unknown) => error);
    const next = outcome(budget, "live");
    clock.advance(30_000);
    expect(await stuck).toMatchObject({ name: "TimeoutError" });
    expect(told).toMatchObject({ aborted: true });
    expect(await next).toBe("asked");
    expect(clock.sleeping).toBe(0);
  });
});
