import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fault } from "#sync/sandbox/kit/faults.ts";
import { people, seedIssues, twinsAndEngine, type Twins } from "./twins.ts";

/**
 * What breaks issue mirrors in the field, by the numbers of the list of failure cases. Beside each test stands
 * the change to the engine that makes it fail; each was tried.
 */
let twins: Twins;
beforeEach(async () => {
  twins = await twinsAndEngine();
});
afterEach(() => twins.close());

const { ada, jon } = people;
const jiraIssues = () => twins.jira.dump().issues;
const linearIssues = () => twins.linear.dump().issues;
const linearOf = (key: string) =>
  linearIssues().find((issue) => issue.attachments.some(({ url }) => url.endsWith(`/browse/${key}`)));

function once(fault: Fault): Fault {
  return { ...fault, times: 1 };
}

describe("creations", () => {
  // Fails when the counterpart's id is not in the link before the creation is sent (prepare.ts, `reserved`).
  it("case 1: the webhook of our own create, before the link is stored, makes no duplicate", async () => {
    seedIssues(twins, { jira: 3, linear: 0 });
    await twins.engine.poll();
    const [work] = await Promise.all([
      twins.engine.workUntilQuiet(),
      (async () => {
        for (let turn = 0; turn < 200; turn += 1) {
          await Promise.resolve();
          const ids = linearIssues().map(({ id }) => ({
            side: "linear" as const,
            id: id as never,
            version: null,
          }));
          if (ids.length > 0) await twins.engine.hint(ids, "live");
        }
      })(),
    ]);
    expect(work.written).toBeGreaterThan(0);
    await twins.quiet();
    expect([jiraIssues().length, linearIssues().length]).toEqual([3, 3]);
  });

  // Fails when the creation's key is chance instead of a hash (creation-key.ts).
  it("case 2: a create whose answer is lost yields exactly one issue, in either direction", async () => {
    seedIssues(twins, { jira: 4, linear: 4 });
    twins.linear.faults.add(once({ kind: "drop-after", endpoint: "issueBatchCreate" }));
    twins.jira.faults.add(once({ kind: "drop-after", endpoint: "issue/bulk$" }));
    await twins.quiet();
    expect(twins.linear.faults.strikes()).toMatchObject({ "drop-after": 1 });
    expect(twins.jira.faults.strikes()).toMatchObject({ "drop-after": 1 });
    expect([jiraIssues().length, linearIssues().length]).toEqual([8, 8]);
    expect(twins.differences()).toEqual([]);
  });

  // Fails when discover.ts does not retire a second copy.
  it("case 32: a create that lands minutes after its timeout leaves one counterpart", async () => {
    seedIssues(twins, { jira: 0, linear: 3 });
    twins.jira.faults.add(once({ kind: "late-effect", endpoint: "issue/bulk$", milliseconds: 5 * 60_000 }));
    await twins.quiet();
    expect(jiraIssues()).toHaveLength(3);
    await twins.jira.agenda.advance(6 * 60_000);
    twins.clock.advance(6 * 60_000);
    await twins.quiet();
    await twins.engine.sweep();
    await twins.quiet();
    expect(jiraIssues()).toHaveLength(3);
    expect(twins.differences()).toEqual([]);
  });

  // Fails when adopt.ts is not asked before the first creation (engine.ts, `poll`).
  it("case 26: issues that both sides already hold are linked, not doubled", async () => {
    seedIssues(twins, { jira: 3, linear: 0 });
    twins.linear.seed({
      issues: [
        { team: "SHO", title: "jira issue 1", priority: 2 },
        {
          team: "SHO",
          title: "Imported under another name",
          priority: 3,
          attachments: [{ url: "https://acme.atlassian.net/browse/SHOP-2", title: "SHOP-2" }],
        },
      ],
    });
    await twins.quiet();
    expect(linearIssues()).toHaveLength(3);
    expect(jiraIssues()).toHaveLength(3);
    expect(twins.differences()).toEqual([]);
  });

  // Fails when the plan ignores `mirroredElsewhere`.
  it("case 27: an issue that Linear's own Jira sync holds is refused with the reason", async () => {
    twins.linear.seed({
      issues: [{ team: "SHO", title: "Synced already", syncedWith: [{ id: "x", service: "jira" }] }],
    });
    await twins.quiet();
    expect(jiraIssues()).toHaveLength(0);
    const { links } = await twins.store.mirror.search({ mirror: "shop", text: "", after: 0, limit: 5 });
    expect(links[0]).toMatchObject({ state: "unlinked" });
    expect(links[0]?.note).toContain("Linear's own Jira sync");
  });
});

describe("quiet runs and echoes", () => {
  // Fails when hints do not compare versions, or the base keeps what was sent instead of what was stored.
  it("cases 3 and 4: a second look at everything writes nothing, although Linear rewrote the Markdown", async () => {
    seedIssues(twins, { jira: 6, linear: 6 });
    twins.jira.act({
      as: ada,
      do: "editIssue",
      issue: "SHOP-1",
      description: "- not a list\nvisit example.com and **this**",
    } as never);
    await twins.quiet();
    twins.writes();
    await twins.engine.lookAtAll();
    await twins.quiet();
    expect(twins.writes()).toBe(0);
    expect(twins.differences()).toEqual([]);
  });

  // Fails when an echo is told by time: the edit comes in the same second as our own write.
  it("case 7: a person's edit right after our own write survives", async () => {
    seedIssues(twins, { jira: 1, linear: 0 });
    await twins.quiet();
    twins.jira.act({ as: ada, do: "editIssue", issue: "SHOP-1", summary: "First" });
    await twins.quiet();
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", title: "Second" });
    await twins.quiet();
    expect(jiraIssues()[0]?.summary).toBe("Second");
    expect(linearIssues()[0]?.title).toBe("Second");
  });

  // Fails when the cursor is the machine's time (poll.ts).
  it("cases 9 and 28: a machine whose clock is minutes ahead misses no change", async () => {
    seedIssues(twins, { jira: 2, linear: 0 });
    twins.jira.agenda.skew(-10 * 60_000);
    twins.linear.agenda.skew(-12 * 60_000);
    await twins.quiet();
    twins.jira.act({ as: ada, do: "editIssue", issue: "SHOP-2", summary: "Seen nevertheless" });
    await twins.quiet();
    expect(linearOf("SHOP-2")?.title).toBe("Seen nevertheless");
  });
});

describe("edits on both sides", () => {
  // Fails when a changed issue is written whole.
  it("case 8: edits of different fields on both sides at once both survive", async () => {
    seedIssues(twins, { jira: 1, linear: 0 });
    await twins.quiet();
    twins.jira.act({ as: ada, do: "editIssue", issue: "SHOP-1", summary: "Ada's title" });
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", dueDate: "2027-01-01", addLabels: [] });
    await twins.quiet();
    expect(jiraIssues()[0]).toMatchObject({ summary: "Ada's title", dueDate: "2027-01-01" });
    expect(twins.differences()).toEqual([]);
  });

  // Fails when the losing value is dropped (settle.ts, `conflicts`).
  it("keeps the losing value of a true conflict", async () => {
    seedIssues(twins, { jira: 1, linear: 0 });
    await twins.quiet();
    twins.jira.act({ as: ada, do: "editIssue", issue: "SHOP-1", summary: "Ada's title" });
    twins.clock.advance(1_000);
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", title: "Jon's title" });
    await twins.quiet();
    const [conflict] = await twins.store.mirror.conflicts("shop", { openOnly: false });
    expect(conflict).toMatchObject({ field: "title", jira: "Ada's title", linear: "Jon's title" });
    expect(twins.differences()).toEqual([]);
  });

  // Fails when comparing translated values instead of each side's own half of the base.
  it("case 20: a lossy map does not oscillate, and an edit elsewhere does not flatten the finer side", async () => {
    twins.jira.seed({
      issues: [
        { project: "SHOP", summary: "Fine", priority: "Lowest", status: "In Review", storyPoints: 1.5 },
      ],
    });
    await twins.quiet();
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", title: "Edited in Linear" });
    await twins.quiet();
    expect(jiraIssues()[0]).toMatchObject({
      summary: "Edited in Linear",
      priority: "Lowest",
      status: { name: "In Review" },
      storyPoints: 1.5,
    });
  });

  // Fails when the description is written with every update.
  it("case 21: a title-only edit never touches the description; literal text stays text", async () => {
    twins.jira.seed({
      issues: [{ project: "SHOP", summary: "# Not a heading", description: "# neither\n* nor a list" }],
    });
    await twins.quiet();
    const before = jiraIssues()[0]?.description;
    twins.writes();
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", title: "*Still* literal" });
    await twins.quiet();
    expect(jiraIssues()[0]).toMatchObject({ summary: "*Still* literal", description: before });
    const fields = twins.jira.edits
      .since()
      .filter(({ actor }) => actor.kind === "app")
      .map(({ field }) => field);
    expect(fields).not.toContain("description");
  });
});

describe("refusals and limits", () => {
  // Fails when a refused batch is given up whole (the Linear adapter bisects).
  it("cases 6, 23 and 31: one item that a tracker refuses delays only itself", async () => {
    seedIssues(twins, { jira: 5, linear: 0 });
    await twins.quiet();
    twins.jira.faults.add({ kind: "error-before", status: 400, endpoint: "PUT /rest/api/3/issue", times: 1 });
    for (let number = 1; number <= 5; number += 1) {
      twins.linear.act({ as: jon, do: "updateIssue", issue: `SHO-${number}`, title: `Edited ${number}` });
    }
    await twins.engine.poll();
    await twins.engine.workUntilQuiet();
    const arrived = jiraIssues().filter(({ summary }) => summary.startsWith("Edited"));
    expect(arrived.length).toBeGreaterThanOrEqual(4);
    twins.clock.advance(20 * 60_000);
    await twins.quiet();
    expect(twins.differences()).toEqual([]);
  });

  // Fails when a refusal ends the whole update.
  it("case 14: no legal transition is parked with what to do, and other fields still flow", async () => {
    await twins.close();
    twins = await twinsAndEngine();
    twins.jira.seed({ projects: [{ key: "STEP", name: "Step by step", workflow: "linear" }] });
    const stepping = await twinsAndEngine({ mirror: { jira: { project: "STEP" } } });
    await twins.close();
    twins = stepping;
    twins.jira.seed({
      projects: [{ key: "STEP", name: "Step by step", workflow: "linear" }],
      issues: [{ project: "STEP", summary: "One step at a time" }],
    });
    await twins.quiet();
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", state: "Done", title: "Flows anyway" });
    await twins.quiet();
    expect(jiraIssues()[0]).toMatchObject({ summary: "Flows anyway", status: { name: "To Do" } });
    const [parked] = await twins.store.mirror.parked("shop");
    expect(parked).toMatchObject({ side: "jira", field: "status", code: "no-transition" });
    expect(parked?.message).toContain("In Progress");
    twins.writes();
    await twins.engine.lookAtAll();
    await twins.engine.workUntilQuiet();
    expect(twins.writes()).toBe(0);
    expect(linearIssues()[0]?.state?.name).toBe("Done");
  });

  // Fails when a limit counts as a failure of the issues under way.
  it("case 15: a limit in mid-backfill pauses the mirror until when, and it goes on from there", async () => {
    seedIssues(twins, { jira: 120, linear: 0 });
    twins.linear.faults.add({
      kind: "rate-limit",
      retryAfterSeconds: 300,
      endpoint: "issueBatchCreate",
      skip: 1,
      times: 1,
    });
    await twins.engine.poll();
    await twins.engine.workUntilQuiet();
    const half = linearIssues().length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(120);
    twins.clock.advance(301_000);
    await twins.quiet();
    expect(linearIssues()).toHaveLength(120);
    expect(twins.differences()).toEqual([]);
  });

  // Fails when an unknown label or user is written as it is.
  it("case 25: a label or user that exists on one side only loses nothing", async () => {
    twins.jira.seed({
      users: [{ email: "only@acme.example", displayName: "Only in Jira" }],
      issues: [{ project: "SHOP", summary: "Alone", assignee: "only@acme.example", labels: ["brand-new"] }],
    });
    await twins.quiet();
    expect(linearIssues()[0]).toMatchObject({ labels: ["brand-new"], assignee: null });
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", title: "Edited" });
    await twins.quiet();
    expect(jiraIssues()[0]?.assignee?.email).toBe("only@acme.example");
  });
});

describe("deletions and absence", () => {
  // Fails when absence deletes, or a tombstone is created anew.
  it("case 19: what is deleted on one side stays on the other, and is not created again", async () => {
    seedIssues(twins, { jira: 3, linear: 0 });
    await twins.quiet();
    twins.jira.act({ as: ada, do: "deleteIssue", issue: "SHOP-1" });
    twins.linear.act({ as: jon, do: "trash", issue: "SHO-2" });
    await twins.engine.sweep();
    await twins.quiet();
    expect(jiraIssues()).toHaveLength(2);
    expect(linearIssues().filter(({ trashed }) => !trashed)).toHaveLength(2);
    const { byState } = await twins.store.mirror.counts("shop");
    expect(byState).toMatchObject({ missing: 1, tombstone: 1, linked: 1 });
    twins.linear.act({ as: jon, do: "restore", issue: "SHO-2" });
    await twins.quiet();
    expect((await twins.store.mirror.counts("shop")).byState).toMatchObject({ linked: 2 });
  });

  // Fails when the brake of the sweep is left out.
  it("case 19: a revoked permission looks like mass deletion, and the mirror pauses instead", async () => {
    seedIssues(twins, { jira: 30, linear: 0 });
    await twins.quiet();
    for (let number = 1; number <= 15; number += 1) {
      twins.linear.act({ as: jon, do: "deletePermanently", issue: `SHO-${number}` });
    }
    await twins.engine.sweep();
    await twins.engine.workUntilQuiet();
    const [state] = await twins.store.mirror.mirrors();
    expect(state?.pausedReason).toContain("are not shown any more");
    expect(jiraIssues()).toHaveLength(30);
  });
});

describe("crashes and restores", () => {
  // Fails when marks are not read for issues nobody knows (discover.ts).
  it("case 29: an empty database links everything again from the marks, and creates nothing", async () => {
    seedIssues(twins, { jira: 5, linear: 5 });
    await twins.quiet();
    const other = await twinsAndEngine({ seed: 2 });
    await other.store.mirror.saveMirror({ id: "shop", connection: "acme", mapping: "{}" });
    const engine = twins.restart({ store: other.store });
    twins.writes();
    for (let round = 0; round < 6; round += 1) {
      await engine.poll();
      await engine.workUntilQuiet();
      twins.clock.advance(5_000);
    }
    expect([jiraIssues().length, linearIssues().length]).toEqual([10, 10]);
    expect(twins.differences()).toEqual([]);
    expect((await other.store.mirror.counts("shop")).byState).toMatchObject({ linked: 10, new: 0 });
    await other.close();
  });

  // Fails when a commit does not check the fence.
  it("case 34: a worker that wakes up after its lease was given away changes nothing", async () => {
    seedIssues(twins, { jira: 2, linear: 0 });
    await twins.quiet();
    twins.jira.act({ as: ada, do: "editIssue", issue: "SHOP-1", summary: "Once" });
    await twins.engine.poll();
    const now = twins.clock.now();
    const claimed = await twins.store.mirror.claim({
      mirror: "shop",
      worker: "asleep",
      limit: 10,
      now,
      leaseUntil: now + 1_000,
    });
    expect(claimed).toHaveLength(1);
    twins.clock.advance(2_000);
    await twins.quiet(twins.restart());
    expect(linearOf("SHOP-1")?.title).toBe("Once");
    const [link] = claimed;
    if (!link) throw new Error("nothing was claimed");
    const stale = {
      ...link,
      link: link.id,
      agreedAt: null,
      settled: [],
      conflicts: [],
      parked: [],
      audit: [],
      lookAgainAt: null,
    };
    expect(await twins.store.mirror.commit(stale)).toBe(false);
  });
});
