import { describe, expect, it } from "vitest";
import { around } from "../around.ts";
import { people, seedIssues } from "../twins.ts";
import { jiraIssues, linearIssues, linearOf, shopForEachTest, twins } from "./shop.ts";

shopForEachTest();

const { ada, jon } = people;

/** A paragraph in a colour, which Markdown does not have. */
const coloured = (text: string) => ({
  type: "paragraph",
  content: [{ type: "text", text, marks: [{ type: "textColor", attrs: { color: "#ff5630" } }] }],
});

describe("quiet runs and echoes", () => {
  // Fails when what is unchanged is written all the same (three-way.ts, the first `return {}` carries to Linear).
  it("cases 3 and 4: a second look at everything writes nothing, although Linear rewrote the Markdown", async () => {
    seedIssues(twins, { jira: 6, linear: 6 });
    const description = "- not a list\nvisit example.com and **this**";
    twins.jira.act({ as: ada, do: "editIssue", issue: "SHOP-1", description });
    await twins.quiet();
    const backInJira = twins.jira.edits
      .since()
      .filter(({ actor, field }) => actor.kind === "app" && field === "description");
    expect(backInJira).toEqual([]);
    twins.writes();
    await twins.engine.lookAtAll();
    await twins.quiet();
    expect(twins.writes()).toBe(0);
    expect(twins.differences()).toEqual([]);
  });

  // Fails when texts are compared by their letters (merge/text.ts, `sameInJira`, `sameInLinear` and the first line
  // of `toJira`).
  it("case 4: another spelling of the same Markdown is no edit", async () => {
    twins.linear.seed({
      issues: [{ team: "SHO", title: "Spelt", description: "- one\n- two\n\n__three__" }],
    });
    await twins.quiet();
    twins.writes();
    const description = "* one\n* two\n\n**three**\n";
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", description });
    await twins.quiet();
    expect(twins.writes()).toBe(0);
    expect(linearIssues()[0]?.description).toContain("**three**");
  });

  // Fails when an echo is told by time (store/hint.ts, a minute added to the version that was seen).
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

  // Fails when the cursor is the machine's time (poll.ts, `setCursor` with `clock.now()`).
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
  // Fails when fields are merged without their base (plan-fields.ts, `{}` for `before[name]`).
  it("case 8: edits of different fields on both sides at once both survive", async () => {
    seedIssues(twins, { jira: 1, linear: 0 });
    await twins.quiet();
    twins.jira.act({ as: ada, do: "editIssue", issue: "SHOP-1", summary: "Ada's title" });
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", dueDate: "2027-01-01", addLabels: [] });
    await twins.quiet();
    expect(jiraIssues()[0]).toMatchObject({ summary: "Ada's title", dueDate: "2027-01-01" });
    expect(twins.differences()).toEqual([]);
  });

  // Fails when the losing value is dropped (prepare.ts, `conflicts`).
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

  // Fails when fields are merged without their base (plan-fields.ts, `{}` for `before[name]`) and values are
  // compared on Jira's side only (three-way.ts, `meanSame` without its first two lines).
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

  // Fails when values are compared on Jira's side only (three-way.ts, `meanSame` without its first two lines).
  it("case 20: a pair that means the same already is not flattened by being linked", async () => {
    twins.jira.seed({ issues: [{ project: "SHOP", summary: "Held twice", priority: "Lowest" }] });
    twins.clock.advance(60_000);
    twins.linear.seed({ issues: [{ team: "SHO", title: "Held twice", priority: 4 }] });
    await twins.quiet();
    expect(linearIssues()).toHaveLength(1);
    expect(jiraIssues()[0]).toMatchObject({ priority: "Lowest" });
  });

  // Fails when the description is written with every update (plan-fields.ts, after `mergeOne`).
  it("case 21: a title-only edit never touches the description; literal text stays text", async () => {
    twins.jira.seed({
      issues: [
        {
          project: "SHOP",
          summary: "# Not a heading",
          description: {
            version: 1,
            type: "doc",
            content: [coloured("# neither"), coloured("* nor a list")],
          },
        },
      ],
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

describe("a person is faster", () => {
  // Fails when the version that comes back counts as seen (settle.ts, `edited` = false).
  it("case 33: an edit of another field between our look and our write is carried over", async () => {
    seedIssues(twins, { jira: 1, linear: 0 });
    await twins.quiet();
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", title: "Jon's title" });
    around(twins.jira, (method) => method === "PUT", {
      before: () => twins.jira.act({ as: ada, do: "editIssue", issue: "SHOP-1", dueDate: "2027-02-03" }),
    });
    await twins.quiet();
    expect(jiraIssues()[0]).toMatchObject({ summary: "Jon's title", dueDate: "2027-02-03" });
    expect(twins.differences()).toEqual([]);
    twins.clock.advance(60_000);
    twins.jira.act({ as: ada, do: "editIssue", issue: "SHOP-1", summary: "Ada's title" });
    around(twins.linear, (_method, _path, body) => body.includes("issueUpdate"), {
      before: () => twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", priority: 1 }),
    });
    await twins.quiet();
    expect(linearIssues()[0]).toMatchObject({ title: "Ada's title", priority: 1, dueDate: "2027-02-03" });
    expect(twins.differences()).toEqual([]);
  });

  // Fails when the version that comes back counts as seen (settle.ts, `edited` = false).
  it("case 33: an edit between our creating an issue and our reading it back is carried over", async () => {
    seedIssues(twins, { jira: 0, linear: 1 });
    around(twins.jira, (_method, path) => path.endsWith("/issue/bulk"), {
      after: () => twins.jira.act({ as: ada, do: "editIssue", issue: "SHOP-1", summary: "Ada's title" }),
    });
    await twins.quiet();
    expect(linearIssues()[0]?.title).toBe("Ada's title");
    expect(twins.differences()).toEqual([]);
  });
});
