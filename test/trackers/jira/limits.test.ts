import { describe, expect, it } from "vitest";
import { TrackerUnavailable } from "#sync/trackers/tracker.ts";
import { applied, edit, LIVE, look, PEOPLE, scene, seedOf } from "./scene.ts";

async function withOne() {
  const made = scene({ ...PEOPLE, issues: seedOf(2) });
  await made.tracker.directory(LIVE);
  return { ...made, observed: await look(made.tracker, made.issues[0]?.id) };
}

const failure = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => "no failure",
    (error: unknown) => error,
  );

describe("Jira's limits", () => {
  it("pauses everything until the hourly quota is full again", async () => {
    const { tracker, twin, issues, observed, clock, requests } = await withOne();
    twin.faults.add({
      kind: "rate-limit",
      endpoint: "bulkfetch",
      reason: "jira-quota-tenant-based",
      retryAfterSeconds: 1800,
      times: 1,
    });
    const error = await failure(look(tracker, issues[1]?.id));
    expect(error).toBeInstanceOf(TrackerUnavailable);
    expect(error).toMatchObject({ reason: "rate-limit" });
    const { pausedUntil } = tracker.spending();
    expect(pausedUntil).toBeGreaterThanOrEqual(clock.now() + 1_800_000);
    twin.requests.clear();
    const [outcome] = await tracker.update([edit(observed, { set: { title: "Later" } })], LIVE);
    expect(outcome).toMatchObject({ kind: "not-sent", retryAt: pausedUntil });
    expect(requests()).toBe(0);
    clock.advance(2_400_000);
    expect(await look(tracker, issues[1]?.id)).toMatchObject({ key: "APP-2" });
  });

  it("treats a limit it does not know as one on everything", async () => {
    const { tracker, twin, issues } = await withOne();
    twin.faults.add({ kind: "rate-limit", reason: "jira-brand-new", retryAfterSeconds: 7, times: 1 });
    expect(await failure(look(tracker, issues[1]?.id))).toMatchObject({ reason: "rate-limit" });
    expect(tracker.spending().pausedUntil).not.toBeNull();
  });

  it("waits a moment and goes on when an endpoint is asked too often", async () => {
    const { tracker, twin, observed } = await withOne();
    twin.faults.add({
      kind: "rate-limit",
      endpoint: "PUT",
      reason: "jira-burst-based",
      retryAfterSeconds: 1,
      times: 2,
    });
    const [outcome] = await tracker.update([edit(observed, { set: { title: "After a moment" } })], LIVE);
    expect(applied(outcome).snapshot.values.title).toBe("After a moment");
    expect(tracker.spending().pausedUntil).toBeNull();
  });

  it("gives up on an endpoint that stays busy, and says when to come back", async () => {
    const { tracker, twin, observed, clock } = await withOne();
    twin.faults.add({
      kind: "rate-limit",
      endpoint: "PUT",
      reason: "jira-burst-based",
      retryAfterSeconds: 1,
    });
    const [outcome] = await tracker.update([edit(observed, { set: { title: "Never" } })], LIVE);
    expect(outcome).toMatchObject({ kind: "not-sent" });
    expect(outcome?.kind === "not-sent" ? outcome.retryAt : null).toBeGreaterThan(clock.now() - 1);
  });

  it("delays one issue alone when that issue is written too often", async () => {
    const { tracker, twin, observed, issues, clock } = await withOne();
    const other = await look(tracker, issues[1]?.id);
    twin.faults.add({
      kind: "rate-limit",
      endpoint: "PUT",
      reason: "jira-per-issue-on-write",
      retryAfterSeconds: 20,
      times: 1,
    });
    const outcomes = await tracker.update(
      [edit(observed, { set: { title: "Later" } }), edit(other, { set: { title: "Now" } })],
      LIVE,
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(["not-sent", "applied"]);
    const [first] = outcomes;
    expect(first?.kind === "not-sent" ? first.retryAt : null).toBeGreaterThanOrEqual(clock.now() + 19_000);
  });

  it("keeps a large batch of edits under the limit a second", async () => {
    const { tracker, twin, issues } = scene({ ...PEOPLE, issues: seedOf(150) });
    const observations = await tracker.observe(
      issues.map(({ id }) => id),
      LIVE,
    );
    twin.requests.clear();
    const outcomes = await tracker.update(
      [...observations.values()].flatMap((one) =>
        one.kind === "present" ? [edit(one.snapshot, { set: { title: "All at once" } })] : [],
      ),
      LIVE,
    );
    expect(outcomes.every(({ kind }) => kind === "applied")).toBe(true);
    expect(twin.requests.summary().requests).toBe(150);
  });

  it("starts no request that could outlive the lease", async () => {
    const { tracker, observed, clock, requests, twin } = await withOne();
    twin.requests.clear();
    const call = { ...LIVE, deadline: clock.now() + 5_000 };
    expect(await failure(tracker.observe([observed.id], call))).toMatchObject({ reason: "deadline" });
    const [outcome] = await tracker.update([edit(observed, { set: { title: "No" } })], call);
    expect(outcome).toMatchObject({ kind: "not-sent" });
    expect(requests()).toBe(0);
  });

  it("gives up on an answer that does not come", async () => {
    const { tracker, twin, observed, clock } = await withOne();
    twin.faults.add({ kind: "latency", milliseconds: 3_600_000, endpoint: "PUT", times: 1 });
    const update = tracker.update([edit(observed, { set: { title: "Late" } })], LIVE);
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(31_000);
    expect((await update)[0]).toMatchObject({ kind: "unknown" });
  });

  it("counts what it spends as Atlassian does", async () => {
    const { tracker, issues, twin } = scene({ ...PEOPLE, issues: seedOf(150) });
    await tracker.directory(LIVE);
    const before = { ...tracker.spending() };
    twin.requests.clear();
    await tracker.observe(
      issues.map(({ id }) => id),
      LIVE,
    );
    const { requests, points } = tracker.spending();
    expect({ requests: requests - before.requests, points: points - before.points }).toEqual({
      requests: 2,
      points: 152,
    });
    expect(twin.requests.summary()).toMatchObject({ requests: 2, points: 152 });
  });
});

describe("a Jira that cannot be asked", () => {
  it("is told apart by reason", async () => {
    const { tracker, another, twin, issues, intercept } = await withOne();
    twin.faults.add({ kind: "drop-before", times: 1 });
    expect(await failure(look(tracker, issues[1]?.id))).toMatchObject({ reason: "network" });
    twin.faults.add({ kind: "error-before", status: 503, times: 1 });
    expect(await failure(look(tracker, issues[1]?.id))).toMatchObject({ reason: "server" });
    const stranger = another({ email: "ada@acme.test", apiToken: "wrong" });
    expect(await failure(look(stranger, issues[1]?.id))).toMatchObject({ reason: "credentials" });
    intercept(() => () => Promise.resolve(Response.json({ issues: [{ id: 7 }] })));
    expect(await failure(look(tracker, issues[1]?.id))).toMatchObject({ reason: "contract" });
    intercept(() => () => Promise.resolve(new Response("<html>Maintenance</html>")));
    expect(await failure(look(tracker, issues[1]?.id))).toMatchObject({ reason: "network" });
  });

  it("is asked for the site's facts again after a failure", async () => {
    const { tracker, twin, issues } = scene({ ...PEOPLE, issues: seedOf(1) });
    twin.faults.add({ kind: "drop-before", endpoint: "/field", times: 1 });
    expect(await failure(look(tracker, issues[0]?.id))).toMatchObject({ reason: "network" });
    expect(await look(tracker, issues[0]?.id)).toMatchObject({ key: "APP-1" });
  });
});
