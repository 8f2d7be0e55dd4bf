import { describe, expect, it } from "vitest";
import { issueId } from "#sync/model/issue.ts";
import type { JiraSeed } from "#sync/sandbox/jira/seed.ts";
import {
  applied,
  edit,
  LIVE,
  look,
  mark,
  paragraph,
  PEOPLE,
  refusals,
  scene,
  seedOf,
  statusId,
} from "./scene.ts";

async function withOne(workflow = "free", issue: Partial<NonNullable<JiraSeed["issues"]>[number]> = {}) {
  const made = scene({
    ...PEOPLE,
    projects: [{ key: "APP", name: "App", workflow }],
    issues: [{ project: "APP", summary: "Old title", ...issue }],
  });
  const { tracker, issues } = made;
  const directory = await tracker.directory(LIVE);
  const observed = await look(tracker, issues[0]?.id);
  made.twin.requests.clear();
  return { ...made, observed, status: (name: string) => statusId(directory, name) };
}

describe("updating", () => {
  it("writes all fields and the mark in one request, and tells what Jira stored", async () => {
    const { tracker, observed, users, requests } = await withOne("free", { labels: ["old", "kept"] });
    const set = {
      title: "New title",
      description: paragraph("Better words"),
      priority: "1",
      assignee: users["ben@acme.test"] ?? null,
      estimate: 8,
      dueDate: "2026-12-24",
    };
    const labels = { add: ["new"], remove: ["old"] };
    const [outcome] = await tracker.update([edit(observed, { set, labels })], LIVE);
    const { snapshot, refused } = applied(outcome);
    expect(refused).toEqual([]);
    expect(snapshot.values).toEqual({ ...observed.values, ...set, labels: ["kept", "new"] });
    expect(snapshot.mark).toEqual(mark("link", 2));
    expect(requests()).toBe(1);
    expect(await look(tracker, observed.id)).toEqual(snapshot);
  });

  it("clears what was set to nothing", async () => {
    const { tracker, observed } = await withOne("free", {
      description: "Words",
      assignee: "Ada",
      storyPoints: 3,
      dueDate: "2026-12-24",
    });
    const set = { description: null, assignee: null, estimate: null, dueDate: null };
    const [outcome] = await tracker.update([edit(observed, { set })], LIVE);
    expect(applied(outcome).snapshot.values).toMatchObject(set);
  });

  it("writes a status by a transition, in two requests once the workflow is known", async () => {
    const { tracker, observed, status, requests, twin } = await withOne();
    const first = await tracker.update([edit(observed, { set: { status: status("In Review") } })], LIVE);
    const { snapshot } = applied(first[0]);
    expect(snapshot.values.status).toBe(status("In Review"));
    await tracker.update([edit(snapshot, { set: { status: status("To Do") } })], LIVE);
    twin.requests.clear();
    const again = await look(tracker, observed.id);
    twin.requests.clear();
    const set = { status: status("In Review"), title: "Both at once" };
    const [second] = await tracker.update([edit(again, { set })], LIVE);
    expect(applied(second).snapshot.values).toMatchObject(set);
    expect(requests()).toBe(2);
  });

  it("names the statuses that can be reached when no transition leads to the wanted one", async () => {
    const { tracker, observed, status } = await withOne("linear");
    const set = { status: status("Done"), title: "Still arrives" };
    const [outcome] = await tracker.update([edit(observed, { set })], LIVE);
    const { snapshot, refused } = applied(outcome);
    expect(refused).toMatchObject([{ fields: ["status"], code: "no-transition" }]);
    expect(refused[0]?.message).toContain('leads to "In Progress" only');
    expect(snapshot.values).toMatchObject({ status: observed.values.status, title: "Still arrives" });
  });

  it("names the field that a transition's screen requires, while other fields still flow", async () => {
    const { tracker, observed, status } = await withOne("required-fields");
    const set = { status: status("Done"), title: "Still arrives" };
    const [outcome] = await tracker.update([edit(observed, { set })], LIVE);
    const { snapshot, refused } = applied(outcome);
    expect(refused).toMatchObject([{ fields: ["status"], code: "required-field" }]);
    expect(refused[0]?.message).toContain('"Resolution"');
    expect(snapshot.values.title).toBe("Still arrives");
  });

  it("writes nothing, not even the mark, when the one field there is was refused", async () => {
    const { tracker, observed, status } = await withOne("linear");
    const [outcome] = await tracker.update([edit(observed, { set: { status: status("Done") } })], LIVE);
    expect(outcome?.kind).toBe("refused");
    expect((await look(tracker, observed.id)).mark).toBeNull();
  });

  it("takes an issue on from where a person has moved it meanwhile", async () => {
    const { tracker, observed, status, twin } = await withOne("linear");
    await tracker.update([edit(observed, { set: { status: status("In Progress") } })], LIVE);
    const seen = await look(tracker, observed.id);
    twin.act({ do: "transition", as: "Ada", issue: "APP-1", to: "In Review" });
    const [outcome] = await tracker.update([edit(seen, { set: { status: status("Done") } })], LIVE);
    expect(applied(outcome)).toMatchObject({ refused: [], snapshot: { values: { status: status("Done") } } });
  });

  it("is content when a person has brought the issue there already", async () => {
    const { tracker, observed, status, twin } = await withOne("linear");
    twin.act({ do: "transition", as: "Ada", issue: "APP-1", to: "In Progress" });
    const set = { status: status("In Progress"), title: "New title" };
    const [outcome] = await tracker.update([edit(observed, { set })], LIVE);
    expect(applied(outcome)).toMatchObject({ refused: [], snapshot: { values: set } });
  });

  it("leaves out the fields that Jira refuses, says why, and writes the others", async () => {
    const { tracker, observed } = await withOne();
    const set = {
      title: "New title",
      description: paragraph("x".repeat(40_000)),
      assignee: "nobody",
      estimate: 2,
    };
    const [outcome] = await tracker.update([edit(observed, { set })], LIVE);
    const { snapshot, refused } = applied(outcome);
    expect(snapshot.values).toMatchObject({
      title: "New title",
      estimate: 2,
      description: null,
      assignee: null,
    });
    expect(new Map(refused.map(({ fields, code }) => [String(fields), code]))).toEqual(
      new Map([
        ["description", "too-large"],
        ["assignee", "unknown-value"],
      ]),
    );
    expect(refused.map(({ message }) => message).join()).toContain("APP-1");
  });

  it("adds the labels that Jira takes and says which it does not", async () => {
    const { tracker, observed } = await withOne();
    const labels = { add: ["fine", "needs design"], remove: [] };
    const [outcome] = await tracker.update([edit(observed, { labels })], LIVE);
    const { snapshot, refused } = applied(outcome);
    expect(snapshot.values.labels).toEqual(["fine"]);
    expect(refused).toMatchObject([{ fields: ["labels"], code: "invalid" }]);
    expect(refused[0]?.message).toContain('"needs design"');
  });

  it("refuses an estimate where the site has no field for it", async () => {
    const { tracker, observed, intercept } = await withOne();
    intercept((next) => async (request) => {
      const answer = await next(request);
      return new URL(request.url).pathname.endsWith("/field") ? Response.json([]) : answer;
    });
    await tracker.directory(LIVE);
    const [outcome] = await tracker.update([edit(observed, { set: { estimate: 3, title: "Flows" } })], LIVE);
    expect(applied(outcome)).toMatchObject({
      snapshot: { values: { title: "Flows" } },
      refused: [{ fields: ["estimate"], code: "unmapped" }],
    });
  });

  it("says of an issue that is gone that it was not found", async () => {
    const { tracker, observed, twin } = await withOne();
    twin.act({ do: "deleteIssue", as: "Ada", issue: "APP-1" });
    const [outcome] = await tracker.update([edit(observed, { set: { title: "Too late" } })], LIVE);
    expect(refusals(outcome)).toMatchObject([{ fields: "issue", code: "not-found" }]);
  });

  it("says when the account of the token may not edit", async () => {
    const { another, twin, issues } = scene({
      ...PEOPLE,
      users: [{ email: "guest@acme.test", displayName: "Guest", apiToken: "guest" }],
      issues: seedOf(1),
    });
    await twin.handle(
      new Request("https://acme.atlassian.net/sandbox/permissions", {
        method: "POST",
        body: JSON.stringify({ account: "Guest", revoke: ["EDIT_ISSUES"] }),
      }),
    );
    const tracker = another({ email: "guest@acme.test", apiToken: "guest" });
    const observed = await look(tracker, issues[0]?.id);
    const [outcome] = await tracker.update([edit(observed, { set: { title: "No" } })], LIVE);
    expect(refusals(outcome)).toMatchObject([{ fields: "issue", code: "permission" }]);
  });

  it("lets one refused issue delay only itself", async () => {
    const { tracker, issues } = scene({ ...PEOPLE, issues: seedOf(20) });
    const observed = await Promise.all(issues.map(({ id }) => look(tracker, id)));
    const outcomes = await tracker.update(
      observed.map((one, index) =>
        edit(index === 7 ? { ...one, id: issueId("404404") } : one, { set: { title: `New ${index}` } }),
      ),
      LIVE,
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(
      observed.map((_, index) => (index === 7 ? "refused" : "applied")),
    );
  });

  it("asks for a workflow once, however many issues move at the same time", async () => {
    const { tracker, issues, requests } = scene({ ...PEOPLE, issues: seedOf(20) });
    const directory = await tracker.directory(LIVE);
    const observations = await tracker.observe(
      issues.map(({ id }) => id),
      LIVE,
    );
    const items = [...observations.values()].flatMap((one) =>
      one.kind === "present" ? [edit(one.snapshot, { set: { status: statusId(directory, "Done") } })] : [],
    );
    const outcomes = await tracker.update(items, LIVE);
    expect(outcomes.every((outcome) => applied(outcome).refused.length === 0)).toBe(true);
    expect(requests("GET /rest/api/3/issue/{issueIdOrKey}/transitions")).toBe(1);
  });
});

describe("an update whose fate is open", () => {
  it("is unknown when the answer is lost, whether it happened or not", async () => {
    for (const kind of ["drop-before", "drop-after", "error-after"] as const) {
      const { tracker, observed, twin } = await withOne();
      twin.faults.add({ kind, endpoint: "PUT", status: 502, times: 1 });
      const [outcome] = await tracker.update([edit(observed, { set: { title: "Perhaps" } })], LIVE);
      expect(outcome?.kind).toBe("unknown");
    }
  });

  it("is unknown, not unsent, once the status has gone through", async () => {
    const { tracker, observed, twin, status } = await withOne();
    twin.faults.add({
      kind: "rate-limit",
      endpoint: "PUT",
      reason: "jira-quota-global-based",
      retryAfterSeconds: 60,
      times: 1,
    });
    const set = { status: status("Done"), title: "Half" };
    const [outcome] = await tracker.update([edit(observed, { set })], LIVE);
    expect(outcome).toMatchObject({ kind: "unknown" });
    expect((await look(tracker, observed.id).catch(() => null))?.values.title ?? "Old title").toBe(
      "Old title",
    );
  });
});
