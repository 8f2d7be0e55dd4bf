import { describe, expect, it } from "vitest";
import { people, seedIssues } from "../twins.ts";
import { jiraIssues, linearIssues, linearOf, openAnew, shopForEachTest, twins } from "./shop.ts";

shopForEachTest();

const { ada, jon } = people;

describe("refusals and limits", () => {
  // Fails when a refusal throws (trackers/jira/update.ts, where `problem.issue` is not null) and the links of a
  // batch that failed are not worked on one by one (engine.ts, `#singly`).
  it("cases 6, 23 and 31: one item that a tracker refuses delays only itself", async () => {
    seedIssues(twins, { jira: 5, linear: 0 });
    await twins.quiet();
    const handle = twins.jira.handle.bind(twins.jira);
    const third = jiraIssues().find(({ key }) => key === "SHOP-3")?.id;
    const refusal = { errorMessages: ["An app does not allow this."], errors: {} };
    twins.jira.handle = async (asked) =>
      asked.method === "PUT" && new URL(asked.url).pathname.endsWith(`/issue/${third}`)
        ? Response.json(refusal, { status: 400 })
        : await handle(asked);
    for (let number = 1; number <= 5; number += 1) {
      twins.linear.act({ as: jon, do: "updateIssue", issue: `SHO-${number}`, title: `Edited ${number}` });
    }
    await twins.engine.poll();
    await twins.engine.workUntilQuiet();
    const arrived = jiraIssues().filter(({ summary }) => summary.startsWith("Edited"));
    expect(arrived).toHaveLength(4);
    twins.jira.handle = handle;
    twins.clock.advance(20 * 60_000);
    await twins.quiet();
    expect(twins.differences()).toEqual([]);
  });

  // Fails when a refused transition ends the whole update (trackers/jira/update.ts, `move.kind`).
  it("case 14: no legal transition is parked with what to do, and other fields still flow", async () => {
    await openAnew({ mirror: { jira: { project: "STEP" } } });
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
    expect(linearIssues()[0]?.state.name).toBe("Done");
  });

  // Fails when a limit does not pause the mirror (engine.ts, `#wait`).
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
    await twins.engine.lookAtAll();
    await twins.engine.workUntilQuiet();
    const [state] = await twins.store.mirror.mirrors();
    expect(state?.pausedUntil).toBeGreaterThan(twins.clock.now() + 290_000);
    twins.clock.advance(301_000);
    await twins.quiet();
    expect(linearIssues()).toHaveLength(120);
    expect(twins.differences()).toEqual([]);
  });

  // Fails when an unknown user is written as it is (translate.ts, `?? value` in `assigneeField`).
  it("case 25: a label or user that exists on one side only loses nothing", async () => {
    twins.jira.seed({
      users: [{ email: "only@acme.example", displayName: "Only in Jira" }],
      issues: [{ project: "SHOP", summary: "Alone", assignee: "only@acme.example", labels: ["brand-new"] }],
    });
    await twins.quiet();
    expect(linearIssues()[0]).toMatchObject({ labels: ["brand-new"], assignee: null });
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", title: "Edited" });
    await twins.quiet();
    expect(jiraIssues()[0]?.assignee?.email).toBe("only@acme.example");
  });
});

describe("deletions and absence", () => {
  // Fails when what is absent is created anew (plan.ts, planCreation without its condition), or the trash is not
  // looked at (plan.ts, `gone`).
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

  // Fails when the brake never pulls (brake.ts, `expectMissing`).
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

describe("texts", () => {
  // Fails when a line is added to each description that is carried over (merge/text.ts, `combine`).
  it("case 5: no text grows, however often it is carried to and fro", async () => {
    seedIssues(twins, { jira: 1, linear: 0 });
    await twins.quiet();
    const lines = ["What number 1 is about"];
    for (let round = 1; round <= 6; round += 1) {
      lines.push(`Said in round ${round}`);
      if (round % 2 === 0) {
        const description = lines.join("\n");
        twins.jira.act({ as: ada, do: "editIssue", issue: "SHOP-1", description });
      } else {
        twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", description: lines.join("\n\n") });
      }
      await twins.quiet();
    }
    expect(linearIssues()[0]?.description).toBe(lines.join("\n\n"));
    expect(JSON.stringify(jiraIssues()[0]?.description).match(/"text":/g)).toHaveLength(lines.length);
  });

  // Fails when what is too long is sent whole (merge/text.ts, `inJira` without `fitAdf`).
  it("case 6: a description beyond Jira's limit is cut there, stalls nothing, and is never taken for an edit", async () => {
    seedIssues(twins, { jira: 2, linear: 0 });
    await twins.quiet();
    const description = Array.from({ length: 400 }, () => "x".repeat(100)).join("\n\n");
    for (const issue of ["SHO-1", "SHO-2"]) {
      twins.linear.act({ as: jon, do: "updateIssue", issue, title: `Edited ${issue}` });
    }
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", description });
    twins.linear.act({ as: jon, do: "createIssue", team: "SHO", title: "New and long", description });
    await twins.quiet();
    const titles = jiraIssues().map(({ summary }) => summary);
    expect(titles.toSorted()).toEqual(["Edited SHO-1", "Edited SHO-2", "New and long"]);
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
    expect(JSON.stringify(jiraIssues().find(({ key }) => key === "SHOP-1")?.description)).toContain(
      "longer than",
    );
    twins.jira.act({ as: ada, do: "editIssue", issue: "SHOP-1", summary: "Edited in Jira" });
    await twins.quiet();
    expect(linearOf("SHOP-1")).toMatchObject({ title: "Edited in Jira", description });
  });

  // Fails when the fields beside a refused one are given up (trackers/jira/update.ts: return "refused" where
  // `problem.issue === null`).
  it("case 6: a title beyond Jira's limit is parked, and stalls neither its issue's other fields nor the others", async () => {
    seedIssues(twins, { jira: 3, linear: 0 });
    await twins.quiet();
    for (let number = 1; number <= 3; number += 1) {
      const title = number === 2 ? "long ".repeat(60).trim() : `Edited ${number}`;
      const dueDate = `2027-01-0${number}`;
      twins.linear.act({ as: jon, do: "updateIssue", issue: `SHO-${number}`, title, dueDate });
    }
    await twins.quiet();
    expect(
      jiraIssues()
        .map(({ dueDate }) => dueDate)
        .toSorted(),
    ).toEqual(["2027-01-01", "2027-01-02", "2027-01-03"]);
    expect(jiraIssues().filter(({ summary }) => summary.startsWith("Edited"))).toHaveLength(2);
    const [parked, ...others] = await twins.store.mirror.parked("shop");
    expect(others).toEqual([]);
    expect(parked).toMatchObject({ side: "jira", field: "title" });
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-2", title: "Short again" });
    await twins.quiet();
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
    expect(jiraIssues().map(({ summary }) => summary)).toContain("Short again");
  });
});
