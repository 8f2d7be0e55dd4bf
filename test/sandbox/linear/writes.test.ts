import { describe, expect, it } from "vitest";
import { ask, twinOfCompany } from "./support.ts";

const batchCreate =
  "mutation($input: IssueBatchCreateInput!) { issueBatchCreate(input: $input) { issues { id identifier } } }";
const create =
  "mutation($input: IssueCreateInput!) { issueCreate(input: $input) { issue { id identifier startedAt completedAt createdAt state { name } } } }";
const update =
  "mutation($id: String!, $input: IssueUpdateInput!) { issueUpdate(id: $id, input: $input) { issue { id identifier previousIdentifiers title description updatedAt labelIds state { name type } startedAt completedAt canceledAt archivedAt trashed } } }";

const uuid = (number: number) => `11111111-1111-4111-8111-${String(number).padStart(12, "0")}`;

function withIssues(count = 2) {
  const made = twinOfCompany();
  made.twin.seed({
    issues: Array.from({ length: count }, (_, index) => ({
      team: "ENG",
      title: `Issue ${index + 1}`,
      createdAt: "2026-02-01T00:00:00Z",
    })),
  });
  const read = (identifier: string) => {
    const issue = made.twin.dump().issues.find((one) => one.identifier === identifier);
    if (!issue) throw new Error(`No issue ${identifier}`);
    return issue;
  };
  return { ...made, read };
}

describe("a batch of creations", () => {
  it("is refused whole for one bad item, and leaves no trace", async () => {
    const { twin, team } = twinOfCompany();
    const edits = twin.edits.since().length;
    const issues = [
      { id: uuid(1), teamId: team("ENG"), title: "Good" },
      { id: uuid(2), teamId: team("ENG"), title: "Too long", description: "x".repeat(250_001) },
    ];
    const { status, data, errors } = await ask(twin, batchCreate, { input: { issues } });
    expect({ status, data, path: errors[0]?.path }).toEqual({
      status: 200,
      data: null,
      path: ["issueBatchCreate"],
    });
    expect(twin.dump().issues).toEqual([]);
    expect(twin.edits.since()).toHaveLength(edits);
    const again = await ask(twin, batchCreate, { input: { issues: issues.slice(0, 1) } });
    expect(again.data).toEqual({ issueBatchCreate: { issues: [{ id: uuid(1), identifier: "ENG-1" }] } });
  });

  it("holds fifty and no more", async () => {
    const { twin, team } = twinOfCompany();
    const issues = Array.from({ length: 51 }, (_, index) => ({
      teamId: team("ENG"),
      title: `Issue ${index}`,
    }));
    expect((await ask(twin, batchCreate, { input: { issues } })).errors[0]?.extensions.code).toBe(
      "INPUT_ERROR",
    );
    expect((await ask(twin, batchCreate, { input: { issues: issues.slice(1) } })).errors).toEqual([]);
  });

  it("takes ids that the client made, each once", async () => {
    const { twin, team } = twinOfCompany();
    const input = { issues: [{ id: uuid(1), teamId: team("ENG"), title: "Once" }] };
    await ask(twin, batchCreate, { input });
    const { errors } = await ask(twin, batchCreate, { input });
    expect(errors[0]?.extensions.userPresentableMessage).toMatch(/already exists/);
    const odd = await ask(twin, create, { input: { id: "mine-1", teamId: team("ENG"), title: "x" } });
    expect(odd.errors[0]?.extensions.userPresentableMessage).toMatch(/UUID/);
  });
});

describe("a batch of updates", () => {
  it("gives fifty issues the same input, by UUID only", async () => {
    const { twin, read } = withIssues(3);
    const query =
      "mutation($ids: [UUID!]!, $input: IssueUpdateInput!) { issueBatchUpdate(ids: $ids, input: $input) { issues { identifier } } }";
    const ids = ["ENG-1", "ENG-3"].map((identifier) => read(identifier).id);
    expect((await ask(twin, query, { ids, input: { priority: 1 } })).errors).toEqual([]);
    expect(["ENG-1", "ENG-2", "ENG-3"].map((identifier) => read(identifier).priority)).toEqual([1, 0, 1]);
    expect((await ask(twin, query, { ids: ["ENG-1"], input: { priority: 1 } })).status).toBe(400);
    const many = Array.from({ length: 51 }, () => ids[0]);
    expect((await ask(twin, query, { ids: many, input: {} })).errors[0]?.extensions.code).toBe("INPUT_ERROR");
  });
});

describe("aliases in one document", () => {
  const document = `mutation {
    a: issueUpdate(id: "ENG-1", input: { title: "A" }) { success }
    b: issueUpdate(id: "ENG-9", input: { title: "B" }) { success }
    c: issueUpdate(id: "ENG-2", input: { title: "C" }) { success }
  }`;

  it("run in order until one fails: what came before it holds, the data is null, the path names it", async () => {
    const { twin, read } = withIssues();
    const { status, data, errors } = await ask(twin, document);
    expect({ status, data, paths: errors.map(({ path }) => path) }).toEqual({
      status: 200,
      data: null,
      paths: [["b"]],
    });
    expect([read("ENG-1").title, read("ENG-2").title]).toEqual(["A", "Issue 2"]);
  });

  it("go on after a failure when the twin is switched so", async () => {
    const { twin, read } = withIssues();
    twin.switches.aliasesAfterFailure = "run";
    const { data, errors } = await ask(twin, document);
    expect({ data, paths: errors.map(({ path }) => path) }).toEqual({ data: null, paths: [["b"]] });
    expect([read("ENG-1").title, read("ENG-2").title]).toEqual(["A", "C"]);
  });
});

describe("an issue", () => {
  it("takes the dates of the state it is in", async () => {
    const { twin, state } = withIssues();
    const go = async (name: string) => {
      const { data } = await ask(twin, update, { id: "ENG-1", input: { stateId: state("ENG", name) } });
      const { issue } = data?.["issueUpdate"] as { issue: Record<string, unknown> };
      return ["startedAt", "completedAt", "canceledAt"].filter((field) => issue[field] !== null);
    };
    expect(await go("In Progress")).toEqual(["startedAt"]);
    expect(await go("Done")).toEqual(["startedAt", "completedAt"]);
    expect(await go("Canceled")).toEqual(["startedAt", "canceledAt"]);
    expect(await go("Todo")).toEqual([]);
  });

  it("can be created in the past, and completed there", async () => {
    const { twin, team } = twinOfCompany();
    const input = {
      teamId: team("ENG"),
      title: "Old",
      createdAt: "2025-01-01T00:00:00Z",
      completedAt: "2025-02-01T00:00:00Z",
    };
    const { data } = await ask(twin, create, { input });
    expect(data?.["issueCreate"]).toMatchObject({
      issue: {
        createdAt: "2025-01-01T00:00:00.000Z",
        completedAt: "2025-02-01T00:00:00.000Z",
        state: { name: "Done" },
      },
    });
    const future = await ask(twin, create, { input: { ...input, createdAt: "2030-01-01T00:00:00Z" } });
    expect(future.errors[0]?.extensions.userPresentableMessage).toMatch(/past/);
  });

  it.each([
    ["a state of another team", { stateId: "OPS" }, /team/],
    ["a priority outside 0 to 4", { priority: 5 }, /priority/],
    ["an empty title", { title: "  " }, /title/],
    ["a description beyond 250,000 characters", { description: "x".repeat(250_001) }, /250000/],
    ["somebody who has left", { assigneeId: "gone@acme.example" }, /not an active user/],
    ["two labels of one group", { labelIds: ["backend", "frontend"] }, /exclusive/],
    ["a label group", { labelIds: ["Area"] }, /group/],
    ["its own child as its parent", { parentId: "ENG-2" }, /ancestor/],
  ])("is refused %s", async (_what, input: Record<string, unknown>, reason) => {
    const { twin, seeded, state, label } = withIssues();
    twin.act({ as: "Ada Lovelace", do: "updateIssue", issue: "ENG-2", parent: "ENG-1" });
    const ids: Record<string, unknown> = { ...input };
    if ("stateId" in input) ids["stateId"] = state("OPS", "Todo");
    if ("assigneeId" in input)
      ids["assigneeId"] = seeded.users.find((user) => user.email === input["assigneeId"])?.id;
    if (Array.isArray(input["labelIds"]))
      ids["labelIds"] = input["labelIds"].map((name) => label(String(name)));
    const before = twin.dump();
    const { errors } = await ask(twin, update, { id: "ENG-1", input: ids });
    expect(errors[0]?.extensions.userPresentableMessage).toMatch(reason);
    expect(twin.dump()).toEqual(before);
  });

  it("has labels added and taken away without naming the rest", async () => {
    const { twin, label, read } = withIssues();
    const change = (input: object) => ask(twin, update, { id: "ENG-1", input });
    await change({ labelIds: [label("bug"), label("backend")] });
    await change({ addedLabelIds: [label("flaky")], removedLabelIds: [label("bug")] });
    expect(read("ENG-1").labels).toEqual(["backend", "flaky"]);
    await change({ removedLabelIds: [label("backend")], addedLabelIds: [label("frontend")] });
    expect(read("ENG-1").labels).toEqual(["flaky", "frontend"]);
  });

  it("gets a new identifier in a new team, where its old one still finds it", async () => {
    const { twin, team, label } = withIssues();
    await ask(twin, update, {
      id: "ENG-1",
      input: { labelIds: [label("flaky"), label("bug")], stateId: undefined },
    });
    const { data } = await ask(twin, update, { id: "ENG-1", input: { teamId: team("OPS") } });
    expect(data?.["issueUpdate"]).toMatchObject({
      issue: {
        identifier: "OPS-1",
        previousIdentifiers: ["ENG-1"],
        labelIds: [label("bug")],
        state: { name: "Backlog" },
      },
    });
    expect((await ask(twin, '{ issue(id: "ENG-1") { identifier } }')).data).toEqual({
      issue: { identifier: "OPS-1" },
    });
  });

  it("is not touched by an update that changes nothing", async () => {
    const { twin, read } = withIssues();
    const before = read("ENG-1").updatedAt;
    const edits = twin.edits.since().length;
    await ask(twin, update, { id: "ENG-1", input: { title: "Issue 1", priority: 0, labelIds: [] } });
    expect(read("ENG-1").updatedAt).toBe(before);
    expect(twin.edits.since()).toHaveLength(edits);
  });

  it("says who changed what in the edit log", async () => {
    const { twin } = withIssues();
    const { sequence } = twin.edits.since().at(-1) ?? { sequence: 0 };
    await ask(twin, update, { id: "ENG-1", input: { title: "By app" } });
    twin.act({ as: "grace@acme.example", do: "updateIssue", issue: "ENG-1", title: "By Grace" });
    expect(twin.edits.since(sequence)).toMatchObject([
      {
        actor: { kind: "app", name: "Throughline" },
        object: "issue",
        key: "ENG-1",
        field: "title",
        old: "Issue 1",
        new: "By app",
      },
      { actor: { kind: "person", name: "Grace Hopper" }, field: "title", old: "By app", new: "By Grace" },
    ]);
  });

  it("is raised by its comments, attachments and relations only when the twin is switched so", async () => {
    for (const raised of [false, true]) {
      const { twin, read } = withIssues();
      Object.assign(twin.switches, {
        commentsRaiseUpdatedAt: raised,
        attachmentsRaiseUpdatedAt: raised,
        relationsRaiseUpdatedAt: raised,
      });
      const touch = async (act: () => unknown) => {
        const before = read("ENG-1").updatedAt;
        await twin.agenda.advance(1000);
        act();
        return read("ENG-1").updatedAt > before;
      };
      const as = "Ada Lovelace";
      expect([
        await touch(() => twin.act({ as, do: "comment", issue: "ENG-1", body: "x" })),
        await touch(() =>
          twin.act({ as, do: "attach", issue: "ENG-1", url: "https://a.example", title: "a" }),
        ),
        await touch(() =>
          twin.act({ as, do: "relate", issue: "ENG-1", relatedIssue: "ENG-2", type: "blocks" }),
        ),
      ]).toEqual([raised, raised, raised]);
    }
  });

  it("takes everything that hangs on it along when deleted for good", () => {
    const { twin } = withIssues();
    const as = "Ada Lovelace";
    twin.act({ as, do: "comment", issue: "ENG-1", body: "x" });
    twin.act({ as, do: "relate", issue: "ENG-1", relatedIssue: "ENG-2", type: "blocks" });
    twin.act({ as, do: "updateIssue", issue: "ENG-2", parent: "ENG-1" });
    twin.act({ as, do: "deletePermanently", issue: "ENG-1" });
    const { issues, relations } = twin.dump();
    expect(relations).toEqual([]);
    expect(issues).toMatchObject([{ identifier: "ENG-2", parent: null }]);
  });
});

describe("a label", () => {
  it("has a name that is its own within a team, also inside a group", async () => {
    const { twin, team, label } = twinOfCompany();
    const query =
      "mutation($input: IssueLabelCreateInput!) { issueLabelCreate(input: $input) { issueLabel { name } } }";
    const make = async (input: object) =>
      (await ask(twin, query, { input })).errors[0]?.extensions.userPresentableMessage;
    expect(await make({ name: "Bug" })).toMatch(/already exists/);
    expect(await make({ name: "backend", parentId: label("Area") })).toMatch(/already exists/);
    expect(await make({ name: "flaky", teamId: team("ENG") })).toMatch(/already exists/);
    expect(await make({ name: "flaky", teamId: team("OPS") })).toBeUndefined();
    expect(await make({ name: "x", parentId: label("bug") })).toMatch(/label group/);
  });

  it("comes off every issue when it is deleted", async () => {
    const { twin, label, read } = withIssues();
    twin.act({ as: "Ada Lovelace", do: "updateIssue", issue: "ENG-1", labels: ["bug", "flaky"] });
    await ask(twin, "mutation($id: String!) { issueLabelDelete(id: $id) { success } }", { id: label("bug") });
    expect(read("ENG-1").labels).toEqual(["flaky"]);
  });
});
