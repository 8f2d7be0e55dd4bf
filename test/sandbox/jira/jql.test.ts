import { describe, expect, it } from "vitest";
import { found, refusal } from "./answers.ts";
import { ADA, scene, words } from "./scene.ts";

const { call } = scene({
  customFields: [{ name: "Team", kind: "select", options: ["Blue", "Red"] }],
  entityProperties: [
    {
      propertyKey: "throughline-score",
      values: [
        { path: "result", type: "number", searchAlias: "throughlineScore" },
        { path: "outcomes", type: "string" },
      ],
    },
  ],
  issues: [
    {
      project: "APP",
      type: "Epic",
      summary: "Checkout works offline",
      ref: "epic",
      created: "2026-03-01T08:00:00Z",
      updated: "2026-03-01T08:00:00Z",
    },
    {
      project: "APP",
      type: "Story",
      summary: "Queue the payments",
      description: words("Payments wait in a queue until the network is back"),
      parent: "epic",
      status: "In Progress",
      priority: "High",
      assignee: "Ada Lovelace",
      labels: ["offline", "payments"],
      storyPoints: 5,
      dueDate: "2026-04-01",
      fields: { customfield_10100: { value: "Red" } },
      properties: { "throughline-score": { result: 12.5, outcomes: ["o1", "o2"] }, undeclared: { a: 1 } },
      created: "2026-03-05T08:00:00Z",
      updated: "2026-03-10T11:00:45Z",
    },
    {
      project: "APP",
      type: "Bug",
      summary: "The queue forgets its order",
      status: "Done",
      resolution: "Duplicate",
      priority: "Lowest",
      reporter: "ben@acme.test",
      labels: ["offline"],
      properties: { "throughline-score": { result: 2 } },
      created: "2026-03-06T08:00:00Z",
      updated: "2026-03-10T11:30:00Z",
    },
    {
      project: "LIN",
      summary: "Nothing to see",
      created: "2026-03-07T22:30:00Z",
      updated: "2026-03-07T22:30:00Z",
    },
  ],
});

const keys = async (jql: string, authorization?: string) => {
  const answer = await call("POST", "/search/jql", { jql, fields: ["key"] }, authorization);
  return found(answer).issues.map(({ key }) => key);
};
const problem = async (jql: string) => refusal(await call("POST", "/search/jql", { jql }));

describe("a query", () => {
  it.each([
    ["project = APP", ["APP-3", "APP-2", "APP-1"]],
    ["project = 'Linear workflow'", ["LIN-1"]],
    ["project in (APP, LIN) AND issuetype not in (Epic, Story)", ["LIN-1", "APP-3"]],
    ['status = "In Progress"', ["APP-2"]],
    ["status != Done AND project = APP", ["APP-2", "APP-1"]],
    ["statusCategory = Done", ["APP-3"]],
    ["statusCategory != Done AND statusCategory in ('To Do')", ["LIN-1", "APP-1"]],
    ["issuetype = Epic OR issuetype = Bug", ["APP-3", "APP-1"]],
    ["assignee = 'Ada Lovelace'", ["APP-2"]],
    ["assignee is EMPTY and project = APP", ["APP-3", "APP-1"]],
    ["assignee is not EMPTY", ["APP-2"]],
    ["reporter = ben@acme.test", ["APP-3"]],
    ["priority > Medium", ["APP-2"]],
    ["priority <= Low", ["APP-3"]],
    ["labels = offline", ["APP-3", "APP-2"]],
    ["labels in (payments, other)", ["APP-2"]],
    ["labels != payments", ["APP-3"]],
    ["labels is EMPTY AND project = APP", ["APP-1"]],
    ["text ~ queue", ["APP-3", "APP-2"]],
    ["summary ~ 'queue payments'", ["APP-2"]],
    ["summary ~ 'pay*'", ["APP-2"]],
    ["description ~ '\"in a queue\"'", ["APP-2"]],
    ["summary !~ queue AND project = APP", ["APP-1"]],
    ["parent = APP-1", ["APP-2"]],
    ["parent is EMPTY AND project = APP", ["APP-3", "APP-1"]],
    ["key in (APP-3, APP-1)", ["APP-3", "APP-1"]],
    ["key = app-2", ["APP-2"]],
    ["id = 10001", ["APP-2"]],
    ["issuekey >= APP-2 AND project = APP", ["APP-3", "APP-2"]],
    ["due <= 2026-04-01", ["APP-2"]],
    ["due is not EMPTY", ["APP-2"]],
    ["resolution = Duplicate", ["APP-3"]],
    ["resolution = Unresolved AND project = APP", ["APP-2", "APP-1"]],
    ["'Story Points' >= 5", ["APP-2"]],
    ["cf[10016] in (5, 8)", ["APP-2"]],
    ["Team = Red", ["APP-2"]],
    ["throughlineScore > 3", ["APP-2"]],
    ["issue.property[throughline-score].result < 3", ["APP-3"]],
    ['issue.property["throughline-score"].outcomes = o2', ["APP-2"]],
    ["issue.property[undeclared].a = 1", []],
    ["NOT (project = APP OR status = Done)", ["LIN-1"]],
    ["project = APP AND (labels = payments OR type = Epic)", ["APP-2", "APP-1"]],
  ])("%s finds %j", async (jql, expected) => {
    expect(await keys(jql)).toEqual(expected);
  });

  it("orders by what it is asked to, up or down, empty values last going up", async () => {
    expect(await keys("project = APP ORDER BY updated DESC, key")).toEqual(["APP-3", "APP-2", "APP-1"]);
    expect(await keys("project in (APP, LIN) ORDER BY key ASC")).toEqual([
      "APP-1",
      "APP-2",
      "APP-3",
      "LIN-1",
    ]);
    expect(await keys("project = APP order by priority desc")).toEqual(["APP-2", "APP-1", "APP-3"]);
    expect(await keys("project = APP ORDER BY due ASC")).toEqual(["APP-2", "APP-3", "APP-1"]);
    expect(await keys("project = APP ORDER BY rank")).toEqual(["APP-1", "APP-2", "APP-3"]);
  });

  it("reads dates to the minute in the time zone of whoever asks", async () => {
    // Updated at 11:00:45 UTC, which is 12:00:45 in Berlin.
    expect(await keys('project = APP AND updated >= "2026-03-10 11:00"')).toEqual(["APP-3", "APP-2"]);
    expect(await keys('project = APP AND updated >= "2026-03-10 11:01"')).toEqual(["APP-3"]);
    expect(await keys('project = APP AND updated >= "2026-03-10 12:00"', ADA)).toEqual(["APP-3", "APP-2"]);
    expect(await keys('project = APP AND updated >= "2026-03-10 12:01"', ADA)).toEqual(["APP-3"]);
    // 22:30 on the 7th in London is 23:30 in Berlin, and the 8th begins half an hour later.
    expect(await keys("project = LIN AND created >= 2026-03-08")).toEqual([]);
    expect(await keys("project = LIN AND created >= 2026/03/07", ADA)).toEqual(["LIN-1"]);
  });

  it("knows relative dates and functions", async () => {
    // It is 12:00:30 on the 10th.
    expect(await keys("project = APP AND updated >= -31m")).toEqual(["APP-3"]);
    expect(await keys("project = APP AND updated > -1h")).toEqual(["APP-2", "APP-3"].reverse());
    expect(await keys("project = APP AND updated >= startOfDay()")).toEqual(["APP-3", "APP-2"]);
    expect(await keys("project = APP AND created < startOfDay(-5)")).toEqual(["APP-1"]);
    expect(await keys("project = APP AND updated < now() AND created >= '-4d 5h'")).toEqual(["APP-3"]);
    expect(await keys("assignee = currentUser()", ADA)).toEqual(["APP-2"]);
    expect(await keys("due > now()")).toEqual(["APP-2"]);
  });

  it("is refused when nothing bounds it", async () => {
    const unbounded =
      "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.";
    expect(await problem("ORDER BY updated")).toEqual({
      status: 400,
      errorMessages: [unbounded],
      errors: {},
    });
    expect(await problem("")).toMatchObject({ status: 400, errorMessages: [unbounded] });
  });

  it.each([
    ["nothing = 1", "Field 'nothing' does not exist or you do not have permission to view it."],
    [
      "throughlineOther > 1",
      "Field 'throughlineOther' does not exist or you do not have permission to view it.",
    ],
    ["project = NOPE", "The value 'NOPE' does not exist for the field 'project'."],
    ["status = Nowhere", "The value 'Nowhere' does not exist for the field 'status'."],
    ["assignee = Nobody", "The value 'Nobody' does not exist for the field 'assignee'."],
    ["key = APP-99", "An issue with key 'APP-99' does not exist for field 'key'."],
    ["id in (10000, 99999)", "A value with ID '99999' does not exist for the field 'id'."],
    [
      "project = ",
      "Error in the JQL Query: Expecting a value, list or function but got the end of the query. (line 1, character 11)",
    ],
    [
      "project APP",
      "Error in the JQL Query: Expecting operator but got 'APP'. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'. (line 1, character 9)",
    ],
    [
      "project = APP AND",
      "Error in the JQL Query: Expecting a field name but got the end of the query. (line 1, character 18)",
    ],
    [
      "(project = APP",
      "Error in the JQL Query: Expecting ')' but got the end of the query. (line 1, character 15)",
    ],
    ["summary = queue", "The operator '=' is not supported by the 'summary' field."],
    ["project > APP", "The operator '>' is not supported by the 'project' field."],
    ["status ~ Done", "The operator '~' is not supported by the 'status' field."],
    ["labels is offline", "The operator 'is' only supports the EMPTY or NULL value for the field 'labels'."],
    ["assignee = nobodyKnows()", "Unable to find JQL function 'nobodyKnows()'."],
  ])("%s is refused with Jira's words", async (jql, message) => {
    expect(await problem(jql)).toEqual({ status: 400, errorMessages: [message], errors: {} });
  });

  it("refuses a date with seconds", async () => {
    const { status, errorMessages } = await problem('updated > "2026-03-10 11:00:45"');
    expect(status).toBe(400);
    expect(errorMessages[0]).toContain("Date value '2026-03-10 11:00:45' for field 'updated' is invalid.");
  });

  it("finds an issue by the key it had before it moved", async () => {
    const moved = scene({ issues: [{ project: "APP", summary: "On the road" }] });
    moved.twin.act({ as: "Ada Lovelace", do: "moveToProject", issue: "APP-1", project: "LIN" });
    const answer = await moved.call("POST", "/search/jql", { jql: "key = APP-1", fields: ["key"] });
    expect(found(answer).issues.map(({ key }) => key)).toEqual(["LIN-1"]);
  });
});
