import { describe, expect, it } from "vitest";
import { ask, nodes, twinOfCompany } from "./support.ts";

function withKeys() {
  const made = twinOfCompany();
  made.twin.seed({
    issues: [
      { team: "ENG", title: "Open", comments: [{ by: "ada@acme.example", body: "by Ada" }] },
      { team: "SEC", title: "Secret", description: "hush" },
    ],
    relations: [{ type: "related", from: "ENG-1", to: "SEC-1" }],
    access: [
      { token: "ada", user: "ada@acme.example" },
      { token: "grace", user: "grace@acme.example" },
      { token: "reader", user: "grace@acme.example", readOnly: true },
      { token: "narrow", user: "ada@acme.example", teams: ["ENG"] },
      { token: "guest", user: "guest@other.example" },
      { token: "app", user: "throughline@acme.example", kind: "oauth", actor: "app" },
      { token: "gone", user: "gone@acme.example" },
    ],
  });
  return made;
}

const identifiers = async (token: string) =>
  nodes((await ask(withKeys().twin, "{ issues { nodes { identifier } } }", {}, token)).data)
    .map((node) => node["identifier"])
    .sort();

describe("a key", () => {
  it("sees what its owner may see, of the teams it was given", async () => {
    expect(await identifiers("ada")).toEqual(["ENG-1", "SEC-1"]);
    expect(await identifiers("grace")).toEqual(["ENG-1"]);
    expect(await identifiers("narrow")).toEqual(["ENG-1"]);
    expect(await identifiers("guest")).toEqual([]);
  });

  it("is told of a private thing what it is told of a missing one", async () => {
    const { twin } = withKeys();
    const secret = await ask(twin, '{ issue(id: "SEC-1") { id } }', {}, "grace");
    const missing = await ask(twin, '{ issue(id: "SEC-9") { id } }', {}, "grace");
    expect(secret.errors).toEqual(missing.errors);
    const relations = await ask(twin, '{ issue(id: "ENG-1") { relations { nodes { id } } } }', {}, "grace");
    expect(relations.data).toEqual({ issue: { relations: { nodes: [] } } });
    const teams = nodes((await ask(twin, "{ teams { nodes { key } } }", {}, "grace")).data);
    expect(teams.map((node) => node["key"]).sort()).toEqual(["ENG", "OPS"]);
  });

  it("that may only read is refused a write", async () => {
    const { twin, team } = withKeys();
    const query = "mutation($input: IssueCreateInput!) { issueCreate(input: $input) { success } }";
    const { errors } = await ask(twin, query, { input: { teamId: team("ENG"), title: "x" } }, "reader");
    expect(errors[0]?.extensions.type).toBe("forbidden");
  });

  it("that nobody has, or whose owner has left, is not let in", async () => {
    const { twin } = withKeys();
    for (const token of ["nobody", "gone", ""]) {
      const { status, errors } = await ask(twin, "{ viewer { id } }", {}, token);
      expect({ status, code: errors[0]?.extensions.code }).toEqual({
        status: 401,
        code: "AUTHENTICATION_ERROR",
      });
    }
  });

  it("of a person edits that person's comments only, an admin's all", async () => {
    const { twin } = withKeys();
    const [comment] = twin.dump().issues[0]?.comments ?? [];
    const query = 'mutation($id: String!) { commentUpdate(id: $id, input: { body: "changed" }) { success } }';
    const by = async (token: string) =>
      (await ask(twin, query, { id: comment?.id }, token)).errors[0]?.extensions.code;
    expect(await by("grace")).toBe("FORBIDDEN");
    expect(await by("ada")).toBeUndefined();
    twin.switches.editOthersComments = true;
    expect(await by("grace")).toBeUndefined();
  });

  it("of an app may write in another's name, a person's may not", async () => {
    const { twin, team } = withKeys();
    const query =
      "mutation($input: IssueCreateInput!) { issueCreate(input: $input) { issue { botActor { userDisplayName } } } }";
    const input = { teamId: team("ENG"), title: "x", createAsUser: "Jira Jane" };
    expect((await ask(twin, query, { input }, "app")).data).toEqual({
      issueCreate: { issue: { botActor: { userDisplayName: "Jira Jane" } } },
    });
    expect((await ask(twin, query, { input }, "ada")).errors[0]?.extensions.userPresentableMessage).toMatch(
      /actor=app/,
    );
  });
});

describe("a budget", () => {
  it("is told on every answer, in requests and points, with when it ends in milliseconds", async () => {
    const { twin } = withKeys();
    const { headers } = await ask(twin, "{ issues(first: 10) { nodes { id title state { name } } } }");
    expect(Object.fromEntries([...headers].filter(([name]) => /^x-/.test(name)))).toEqual({
      // 10 issues, each an object with two scalars, and in it an object with one
      "x-complexity": "23",
      "x-ratelimit-requests-limit": "2500",
      "x-ratelimit-requests-remaining": "2499",
      "x-ratelimit-requests-reset": String(twin.agenda.now() + 3_600_000),
      "x-ratelimit-complexity-limit": "3000000",
      "x-ratelimit-complexity-remaining": "2999977",
      "x-ratelimit-complexity-reset": String(twin.agenda.now() + 3_600_000),
    });
    const app = await ask(twin, "{ viewer { id } }", {}, "Bearer app");
    expect(app.headers.get("x-ratelimit-requests-limit")).toBe("5000");
  });

  it("that is spent is an HTTP 400 named RATELIMITED, until the hour is over", async () => {
    const { twin } = withKeys();
    const call = () => ask(twin, "{ viewer { id } }");
    for (let count = 0; count < 2500; count += 1) await call();
    const { status, errors, headers } = await call();
    expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 400, code: "RATELIMITED" });
    expect(headers.get("x-ratelimit-requests-remaining")).toBe("0");
    await twin.agenda.advance(3_600_000);
    expect((await call()).status).toBe(200);
  });

  it("refuses a query of more than 10,000 points before it runs", async () => {
    const { twin } = withKeys();
    const { status, errors } = await ask(
      twin,
      "{ issues(first: 250) { nodes { comments { nodes { id } } } } }",
    );
    expect(status).toBe(400);
    expect(errors[0]?.message).toMatch(/too complex: 14000/);
  });
});

describe("a fault", () => {
  const body = (team: string, title: string) => ({
    query: "mutation($input: IssueCreateInput!) { issueCreate(input: $input) { success } }",
    variables: { input: { teamId: team, title } },
  });

  it("after the effect loses the answer, before it the effect; a late one comes after its time", async () => {
    const { twin, team } = twinOfCompany();
    const titles = () => twin.dump().issues.map((issue) => issue.title);
    const send = async (title: string) => {
      const { query, variables } = body(team("ENG"), title);
      return ask(twin, query, variables).then(
        ({ status }) => status,
        (error: unknown) => String(error),
      );
    };
    twin.faults.set([
      { kind: "drop-after", endpoint: "issueCreate", times: 1 },
      { kind: "drop-before", endpoint: "issueCreate", skip: 1, times: 1 },
      { kind: "late-effect", endpoint: "issueCreate", milliseconds: 60_000, skip: 1, times: 1 },
    ]);
    expect(await send("lost answer")).toMatch(/fetch failed/);
    expect(await send("never happens")).toMatch(/fetch failed/);
    expect(await send("happens later")).toMatch(/fetch failed/);
    expect(titles()).toEqual(["lost answer"]);
    await twin.agenda.advance(60_000);
    expect(titles()).toEqual(["lost answer", "happens later"]);
  });

  it("leaves the edit log and the request count as they are at the door", async () => {
    const { twin, team } = twinOfCompany();
    twin.requests.clear();
    twin.faults.set([{ kind: "error-before", status: 503, times: 1 }]);
    const { query, variables } = body(team("ENG"), "x");
    await ask(twin, query, variables).catch(() => undefined);
    await ask(twin, query, variables);
    expect(twin.requests.summary()).toMatchObject({
      requests: 2,
      byEndpoint: { "graphql mutation (issueCreate)": { requests: 2 } },
    });
    expect(twin.dump().issues).toHaveLength(1);
  });
});
