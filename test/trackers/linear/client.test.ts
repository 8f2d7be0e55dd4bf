import { describe, expect, it } from "vitest";
import { issueId, type Snapshot } from "#sync/model/issue.ts";
import type { CallOptions } from "#sync/trackers/tracker.ts";
import {
  change,
  counterpartOf,
  createdOne,
  creation,
  live,
  markOf,
  type World,
  worldWith,
  saying,
} from "./world.ts";

const interactive: CallOptions = { priority: "interactive" };
const nothing = issueId("00000000-0000-4000-8000-00000000dead");
const manyIds = (count: number) => Array.from({ length: count }, (_, n) => issueId(String(n)));
const ask = (world: World, options = live): Promise<unknown> => world.tracker.observe([nothing], options);

/** Linear's answer with other headers. */
async function withHeaders(answer: Promise<Response>, headers: Record<string, string>): Promise<Response> {
  const response = await answer;
  const all = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  return new Response(await response.text(), { status: response.status, headers: all });
}

describe("asking Linear", () => {
  it("stops until the moment that Linear names when its limit is reached", async () => {
    const world = worldWith();
    world.twin.faults.add({ kind: "rate-limit", retryAfterSeconds: 90, times: 1 });
    const retryAt = world.clock.now() + 90_000;
    await expect(ask(world)).rejects.toMatchObject({ reason: "rate-limit", retryAt });
    expect(world.tracker.spending().pausedUntil).toBe(retryAt);
    await expect(ask(world, interactive)).rejects.toMatchObject({ reason: "rate-limit", retryAt });
    expect(world.twin.requests.summary().requests).toBe(1);
    world.clock.advance(90_000);
    await expect(ask(world)).resolves.toBeDefined();
  });

  it("stops for about a minute when a limited answer has nothing but its code", async () => {
    const errors = [{ message: "Rate limit exceeded", extensions: { code: "RATELIMITED" } }];
    const world = worldWith({}, () => Promise.resolve(Response.json({ errors }, { status: 400 })));
    const now = world.clock.now();
    await expect(ask(world)).rejects.toMatchObject({ reason: "rate-limit" });
    const pause = (world.tracker.spending().pausedUntil ?? now) - now;
    expect(pause).toBeGreaterThanOrEqual(42_000);
    expect(pause).toBeLessThanOrEqual(78_000);
  });

  it("counts a reset from Linear's own clock when this machine's is wrong", async () => {
    const ahead = 20 * 60_000;
    const world = worldWith({}, (request, twin) => {
      const date = new Date(world.clock.now() + ahead);
      const headers = {
        date: date.toUTCString(),
        "x-ratelimit-requests-remaining": "0",
        "x-ratelimit-requests-reset": String(date.getTime() + 600_000),
      };
      return withHeaders(twin(request), headers);
    });
    await ask(world);
    const retryAt = world.clock.now() + 600_000;
    await expect(ask(world)).rejects.toMatchObject({ reason: "rate-limit", retryAt });
  });

  it("keeps what is left for people when little is left", async () => {
    const world = worldWith({}, (request, twin) =>
      withHeaders(twin(request), { "x-ratelimit-requests-remaining": "50" }),
    );
    await ask(world);
    await expect(ask(world)).rejects.toMatchObject({ reason: "rate-limit" });
    await expect(ask(world, interactive)).resolves.toBeDefined();
  });

  it("says that the key is not accepted, and what to do", async () => {
    const world = worldWith({}, (request, twin) => {
      request.headers.set("authorization", "lin_api_revoked");
      return twin(request);
    });
    await expect(ask(world)).rejects.toMatchObject({
      reason: "credentials",
      message: saying("API key"),
    });
    const [outcome] = await world.tracker.create([creation(world, 1)], live);
    expect(outcome).toMatchObject({ kind: "not-sent" });
  });

  it.each([
    ["drop-before", "network"],
    ["error-before", "server"],
  ] as const)(
    "tells a read that got no answer apart from one that was refused (%s)",
    async (kind, reason) => {
      const world = worldWith();
      world.twin.faults.add(kind === "error-before" ? { kind, status: 503, times: 1 } : { kind, times: 1 });
      await expect(ask(world)).rejects.toMatchObject({ name: "TrackerUnavailable", reason });
      await expect(ask(world)).resolves.toBeDefined();
    },
  );

  it("does not trust an answer that is not as the schema says", async () => {
    const data = { issues: { nodes: [{ id: "x", title: 7 }] } };
    const world = worldWith({}, () => Promise.resolve(Response.json({ data })));
    await expect(ask(world)).rejects.toMatchObject({
      reason: "contract",
      message: saying("title"),
    });
  });

  it("sends nothing that could outlive its deadline", async () => {
    const world = worldWith();
    const options: CallOptions = { priority: "live", deadline: world.clock.now() + 20_000 };
    await expect(ask(world, options)).rejects.toMatchObject({ reason: "deadline" });
    const [outcome] = await world.tracker.create([creation(world, 1)], options);
    expect(outcome).toMatchObject({ kind: "not-sent", retryAt: null });
    expect(world.twin.requests.summary().requests).toBe(0);
  });

  it("does not know what became of a write that Linear takes too long over", async () => {
    const world = worldWith({}, (request, twin) =>
      /mutation Create\(/.test(world.sent.at(-1) ?? "") ? new Promise(() => undefined) : twin(request),
    );
    const creating = world.tracker.create([creation(world, 1)], live);
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    world.clock.advance(30_000);
    expect((await creating)[0]).toMatchObject({ kind: "unknown" });
  });
});

describe("what a call is expected to cost", () => {
  const calls: [string, (world: World, issue: Snapshot<"linear">) => Promise<unknown>][] = [
    ["directory", ({ tracker }) => tracker.directory(interactive)],
    ["observe", ({ tracker }) => tracker.observe(manyIds(40), interactive)],
    ["findCreated", ({ tracker, team }) => tracker.findCreated(team, manyIds(40), "", interactive)],
    ["retireDuplicate", ({ tracker }, { id }) => tracker.retireDuplicate(id, markOf(1), interactive)],
    [
      "changes",
      ({ tracker, team }) =>
        tracker
          .changes({ containers: [team] }, 0, interactive)
          [Symbol.asyncIterator]()
          .next(),
    ],
    ["create", (world) => world.tracker.create([creation(world, 2), creation(world, 3)], interactive)],
    ["update", (world, issue) => world.tracker.update([change(world, issue, { title: "t" })], interactive)],
    [
      "mark",
      ({ tracker }, { id }) =>
        tracker.mark([{ id, mark: markOf(1), counterpart: counterpartOf(1) }], interactive),
    ],
  ];

  it.each(calls)("is never less than it costs, so that no limit is overdrawn (%s)", async (_name, call) => {
    let left = 1_000_000;
    const world = worldWith({}, (request, twin) =>
      withHeaders(twin(request), { "x-ratelimit-complexity-remaining": String(left) }),
    );
    const issue = await createdOne(world);
    await call(world, issue);
    const dearest = Math.max(
      ...Object.values(world.twin.requests.summary().byEndpoint).map(
        ({ points, requests }) => points / requests,
      ),
    );
    left = dearest - 1;
    await ask(world, interactive);
    world.twin.requests.clear();
    await call(world, issue).catch(() => undefined);
    expect(world.twin.requests.summary().points).toBeLessThan(dearest);
  });
});
