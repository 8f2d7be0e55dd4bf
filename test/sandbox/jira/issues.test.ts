import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createdIn, found, issueIn, refusal } from "./answers.ts";
import { scene, words } from "./scene.ts";

const fields = { project: { key: "APP" }, issuetype: { name: "Task" }, summary: "A task" };
const stage = (
  issues: NonNullable<Parameters<typeof scene>[0]>["issues"] = [{ project: "APP", summary: "Old title" }],
) => scene({ issues });

const anyText: unknown = expect.any(String);
const containing = (part: string): unknown => expect.stringContaining(part);

const historySchema = z.looseObject({
  changelog: z.looseObject({
    histories: z.array(
      z.looseObject({
        author: z.looseObject({ displayName: z.string() }),
        items: z.array(
          z.looseObject({
            field: z.string(),
            fromString: z.string().nullable(),
            to: z.string().nullable(),
            toString: z.string().nullable(),
          }),
        ),
      }),
    ),
  }),
});

describe("creating", () => {
  it("names every field that it refuses, and creates nothing", async () => {
    const { call, twin } = stage([]);
    const answer = await call("POST", "/issue", {
      fields: {
        ...fields,
        summary: "x".repeat(256),
        labels: ["two words"],
        priority: { name: "Urgent" },
        duedate: "2026-02-30",
        assignee: { accountId: "nobody" },
        customfield_10016: "five",
        status: { name: "Done" },
        unheard: 1,
      },
    });
    expect(refusal(answer)).toEqual({
      status: 400,
      errorMessages: [],
      errors: {
        summary: "Summary can't exceed 255 characters.",
        labels: "The label 'two words' contains spaces which is invalid.",
        priority: "The priority selected is invalid.",
        duedate: 'Error parsing date string: "2026-02-30"',
        assignee: "Specify a valid 'accountId' for the user. 'nobody' does not exist.",
        customfield_10016: "Operation value must be a number",
        status: "Field 'status' cannot be set. It is not on the appropriate screen, or unknown.",
        unheard: "Field 'unheard' cannot be set. It is not on the appropriate screen, or unknown.",
      },
    });
    expect(twin.dump().issues).toEqual([]);
  });

  it.each([
    ["without a summary", { summary: undefined }, { summary: "You must specify a summary of the issue." }],
    ["with a title of two lines", { summary: "a\nb" }, { summary: containing("newline") }],
    [
      "with plain text for a description",
      { description: "text" },
      { description: containing("Atlassian Document") },
    ],
    [
      "with a document that the schema refuses",
      {
        description: {
          type: "doc",
          version: 1,
          content: [{ type: "paragraph", content: [{ type: "text", text: "" }] }],
        },
      },
      { description: "INVALID_INPUT" },
    ],
    [
      "with a text over the limit",
      { description: words("x".repeat(32_768)) },
      { description: "CONTENT_LIMIT_EXCEEDED" },
    ],
    ["in a project that is not there", { project: { key: "NOPE" } }, { project: anyText }],
    ["of an unknown type", { issuetype: { name: "Wish" } }, { issuetype: anyText }],
    ["as a sub-task of nobody", { issuetype: { name: "Sub-task" } }, { parentId: anyText }],
    ["for someone inactive", { assignee: { accountId: "eve" } }, { assignee: anyText }],
  ])("is refused %s", async (_case, change, errors) => {
    const answer = await stage().call("POST", "/issue", { fields: { ...fields, ...change } });
    expect(refusal(answer)).toMatchObject({ status: 400, errors });
  });

  it("takes a description of exactly the limit", async () => {
    const answer = await stage().call("POST", "/issue", {
      fields: { ...fields, description: words("x".repeat(32_767)) },
    });
    expect(answer.status).toBe(201);
  });

  it("keeps the hierarchy: an epic above stories, stories above sub-tasks of their own project", async () => {
    const { call } = stage([
      { project: "APP", type: "Epic", summary: "Epic" },
      { project: "APP", type: "Story", summary: "Story" },
    ]);
    const create = async (project: string, type: string, parent: string) =>
      (
        await call("POST", "/issue", {
          fields: {
            project: { key: project },
            issuetype: { name: type },
            summary: "Child",
            parent: { key: parent },
          },
        })
      ).status;
    expect(await create("APP", "Story", "APP-1")).toBe(201);
    expect(await create("LIN", "Story", "APP-1")).toBe(201);
    expect(await create("APP", "Sub-task", "APP-2")).toBe(201);
    expect(await create("APP", "Sub-task", "APP-1")).toBe(400);
    expect(await create("LIN", "Sub-task", "APP-2")).toBe(400);
    expect(await create("APP", "Story", "APP-2")).toBe(400);
  });

  it("in bulk lists successes without gaps and failures by their place; a transition may fail on its own", async () => {
    const { call } = stage([]);
    const linear = { ...fields, project: { key: "LIN" } };
    const answer = await call("POST", "/issue/bulk", {
      issueUpdates: [
        { fields: { ...fields, labels: ["a b"] } },
        { fields, properties: [{ key: "mark", value: { id: "l1" } }], transition: { id: "51" } },
        { fields: {} },
        { fields: linear, transition: { id: "101" } },
        { fields: linear, transition: { id: "121" } },
      ],
    });
    expect(answer.status).toBe(201);
    const { issues, errors } = createdIn(answer);
    expect(issues.map(({ key, transition }) => [key, transition?.status])).toEqual([
      ["APP-1", 200],
      ["LIN-1", 200],
      ["LIN-2", 400],
    ]);
    expect(errors.map(({ failedElementNumber }) => failedElementNumber)).toEqual([0, 2]);
    const made = found(
      await call("POST", "/issue/bulkfetch", {
        issueIdsOrKeys: ["APP-1", "LIN-2"],
        fields: ["status"],
        properties: ["mark"],
      }),
    );
    expect(made.issues.map(({ properties }) => properties)).toEqual([{ mark: { id: "l1" } }, {}]);
    expect(
      made.issues.map(({ fields: { status } }) => z.looseObject({ name: z.string() }).parse(status).name),
    ).toEqual(["Done", "To Do"]);
  });

  it("in bulk answers 400 when nothing was created, and refuses more than fifty", async () => {
    const { call } = stage([]);
    const none = await call("POST", "/issue/bulk", { issueUpdates: [{ fields: {} }] });
    expect([none.status, createdIn(none).issues]).toEqual([400, []]);
    const many = await call("POST", "/issue/bulk", {
      issueUpdates: Array.from({ length: 51 }, () => ({ fields })),
    });
    expect(refusal(many).status).toBe(400);
  });
});

describe("editing", () => {
  it("changes fields, labels and properties at once and tells each field in the changelog", async () => {
    const { call } = stage([{ project: "APP", summary: "Old title", labels: ["keep", "drop"] }]);
    const answer = await call("PUT", "/issue/APP-1?returnIssue=true&fields=summary,labels&properties=mark", {
      fields: { summary: "New title", customfield_10016: 3 },
      update: {
        labels: [{ add: "new" }, { remove: "drop" }, { add: "keep" }],
        components: [{ add: { name: "Backend" } }],
      },
      properties: [{ key: "mark", value: 1 }],
    });
    expect(issueIn(answer)).toMatchObject({
      fields: { summary: "New title", labels: ["keep", "new"] },
      properties: { mark: 1 },
    });
    const read = await call("GET", "/issue/APP-1?expand=changelog");
    const [history] = historySchema.parse(read.body).changelog.histories;
    expect(history?.author.displayName).toBe("Throughline");
    expect(
      history?.items.map(({ field, fromString, to, toString: now }) => [field, fromString, to, now]),
    ).toEqual([
      ["summary", "Old title", null, "New title"],
      ["labels", "keep drop", "", "keep new"],
      ["Component", null, "10000", "Backend"],
      ["Story Points", null, null, "3"],
    ]);
  });

  it("ignores a transition, and refuses a field in both 'fields' and 'update'", async () => {
    const { call } = stage();
    await call("PUT", "/issue/APP-1", { fields: { summary: "New" }, transition: { id: "51" } });
    expect(issueIn(await call("GET", "/issue/APP-1")).fields["status"]).toMatchObject({ name: "To Do" });
    const both = await call("PUT", "/issue/APP-1", {
      fields: { labels: ["a"] },
      update: { labels: [{ add: "b" }] },
    });
    expect(refusal(both).errors).toEqual({ labels: containing("both") });
    const comment = await call("PUT", "/issue/APP-1", {
      update: { comment: [{ add: { body: words("hi") } }] },
    });
    expect(refusal(comment).errors).toHaveProperty("comment");
  });

  it("raises `updated` for a change and for a comment, never for a property", async () => {
    const { call, twin } = stage([{ project: "APP", summary: "Old title", created: "2026-01-01T00:00:00Z" }]);
    const updated = () => twin.dump().issues[0]?.updated;
    await call("PUT", "/issue/APP-1/properties/mark", { generation: 1 });
    await call("PUT", "/issue/APP-1", { properties: [{ key: "mark", value: { generation: 2 } }] });
    await call("PUT", "/issue/APP-1", { fields: { summary: "Old title" } });
    expect(updated()).toBe("2026-01-01T00:00:00.000Z");
    await call("POST", "/issue/APP-1/comment", { body: words("hi") });
    expect(updated()).toBe("2026-03-10T12:00:30.000Z");
    twin.switches.change({ commentRaisesUpdated: false, emptyEditRaisesUpdated: true });
    await twin.agenda.advance(1000);
    await call("POST", "/issue/APP-1/comment", { body: words("hi") });
    expect(updated()).toBe("2026-03-10T12:00:30.000Z");
    await call("PUT", "/issue/APP-1", { fields: { summary: "Old title" } });
    expect(updated()).toBe("2026-03-10T12:00:31.000Z");
  });

  it("stores a document as it came, or with ids of its own where the switch says so", async () => {
    const { call, twin } = stage();
    await call("PUT", "/issue/APP-1", { fields: { description: words("Text") } });
    expect(twin.dump().issues[0]?.description).toEqual(words("Text"));
    twin.switches.change({ addsLocalIds: true });
    await call("PUT", "/issue/APP-1", { fields: { description: words("Other") } });
    const stored = twin.dump().issues[0]?.description;
    expect(stored).toMatchObject(words("Other"));
    expect(JSON.stringify(stored)).toContain("localId");
    expect((await call("PUT", "/issue/APP-1", { fields: { description: stored } })).status).toBe(204);
  });

  it("keeps an issue's id when it moves, and finds it by its old key", async () => {
    const { call, twin } = stage([{ project: "APP", summary: "Mover", components: ["Backend"] }]);
    twin.act({ as: "Ada Lovelace", do: "moveToProject", issue: "APP-1", project: "LIN" });
    const byOldKey = issueIn(await call("GET", "/issue/APP-1"));
    expect([byOldKey.id, byOldKey.key]).toEqual(["10000", "LIN-1"]);
    const fetched = found(await call("POST", "/issue/bulkfetch", { issueIdsOrKeys: ["APP-1", "LIN-1"] }));
    expect(fetched.issues).toHaveLength(1);
    twin.act({ as: "Ada Lovelace", do: "createIssue", project: "APP", summary: "Next" });
    expect(twin.dump().issues.map(({ key }) => key)).toEqual(["LIN-1", "APP-2"]);
  });

  it("does not make a sub-task of an issue, nor the other way round", async () => {
    const { call } = stage([{ project: "APP", type: "Story", summary: "Story" }]);
    const answer = await call("PUT", "/issue/APP-1", { fields: { issuetype: { name: "Sub-task" } } });
    expect(refusal(answer).errors).toHaveProperty("issuetype");
    expect((await call("PUT", "/issue/APP-1", { fields: { issuetype: { name: "Bug" } } })).status).toBe(204);
  });
});

describe("deleting", () => {
  it("takes sub-tasks along only when asked to, and leaves nothing behind", async () => {
    const { call, twin } = stage([
      { project: "APP", type: "Story", summary: "Story" },
      { project: "APP", type: "Sub-task", summary: "Part", parent: "APP-1" },
      { project: "APP", summary: "Other" },
    ]);
    twin.act({ as: "Ada Lovelace", do: "link", type: "Blocks", from: "APP-1", to: "APP-3" });
    expect(refusal(await call("DELETE", "/issue/APP-1")).status).toBe(400);
    expect((await call("DELETE", "/issue/APP-1?deleteSubtasks=true")).status).toBe(204);
    expect(twin.dump().issues).toMatchObject([{ key: "APP-3", links: [] }]);
    expect(twin.dump().deleted.map(({ key }) => key)).toEqual(["APP-2", "APP-1"]);
    expect((await call("GET", "/issue/APP-1")).status).toBe(404);
  });
});

describe("properties", () => {
  it("are replaced whole and refused over 32,768 characters", async () => {
    const { call, twin } = stage();
    expect((await call("PUT", "/issue/APP-1/properties/p", { a: 1, b: 2 })).status).toBe(201);
    expect((await call("PUT", "/issue/APP-1/properties/p", { a: 3 })).status).toBe(200);
    expect(twin.dump().issues[0]?.properties).toEqual({ p: { a: 3 } });
    const long = await call("PUT", "/issue/APP-1/properties/p", "x".repeat(32_767));
    expect(refusal(long).status).toBe(400);
    expect((await call("PUT", "/issue/APP-1/properties/p", "x".repeat(32_766))).status).toBe(200);
  });

  it("of many issues are set a little later, and the task tells which were not", async () => {
    const { call, twin } = stage();
    const answer = await call("POST", "/issue/properties/multi", {
      issues: [
        { issueID: 10_000, properties: { mark: { a: 1 } } },
        { issueID: 99_999, properties: { mark: { a: 1 } } },
      ],
    });
    expect(answer.status).toBe(303);
    const path = new URL(answer.headers.get("location") ?? "").pathname.replace("/rest/api/3", "");
    expect((await call("GET", path)).body).toMatchObject({ status: "ENQUEUED" });
    expect(twin.dump().issues[0]?.properties).toEqual({});
    await twin.agenda.advance(100);
    expect((await call("GET", path)).body).toMatchObject({
      status: "COMPLETE",
      result: { entitiesUpdated: 1, errors: { "99999": anyText } },
    });
    expect(twin.dump().issues[0]?.properties).toEqual({ mark: { a: 1 } });
  });
});
