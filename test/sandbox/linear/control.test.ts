import { describe, expect, it } from "vitest";
import { company, twinOfCompany } from "./support.ts";

function controlled() {
  const { twin } = twinOfCompany();
  const call = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await twin.handle(new Request(`http://127.0.0.1:1/sandbox${path}`, init));
    const answer: unknown = await response.json();
    return { status: response.status, answer };
  };
  const act = (action: object) => call("POST", "/act", { as: "grace@acme.example", ...action });
  return { twin, call, act };
}

describe("the control endpoint", () => {
  it("lets a named person work by hand, calling things by their names", async () => {
    const { twin, call, act } = controlled();
    await call("POST", "/seed", {
      projects: [{ name: "Launch", teams: ["ENG"], milestones: [{ name: "Beta" }] }],
    });
    const done = [
      await act({
        do: "createIssue",
        team: "ENG",
        title: "First",
        state: "Todo",
        assignee: "Ada Lovelace",
        labels: ["bug"],
        priority: 1,
      }),
      await act({
        do: "createIssue",
        team: "ENG",
        title: "Second",
        parent: "ENG-1",
        project: "Launch",
        milestone: "Beta",
      }),
      await act({
        do: "updateIssue",
        issue: "ENG-1",
        state: "Done",
        addLabels: ["backend"],
        removeLabels: ["bug"],
        assignee: null,
        dueDate: "2026-05-01",
      }),
      await act({ do: "comment", issue: "ENG-1", body: "- a" }),
      await act({ do: "moveToTeam", issue: "ENG-2", team: "OPS", state: "In Progress" }),
      await act({ do: "archive", issue: "ENG-1" }),
      await act({ do: "createIssue", team: "OPS", title: "Third" }),
      await act({ do: "trash", issue: "OPS-2" }),
      await act({ do: "renameTeam", team: "ENG", key: "DEV" }),
    ];
    expect(done.map(({ status }) => status)).toEqual(done.map(() => 200));
    const { issues } = twin.dump();
    expect(issues).toMatchObject([
      {
        identifier: "DEV-1",
        previousIdentifiers: ["ENG-1"],
        state: { name: "Done" },
        labels: ["backend"],
        assignee: null,
        dueDate: "2026-05-01",
        comments: [{ body: "* a", user: { name: "Grace Hopper" } }],
      },
      {
        identifier: "OPS-1",
        parent: { identifier: "DEV-1" },
        project: null,
        milestone: null,
        state: { name: "In Progress" },
      },
      { identifier: "OPS-2", trashed: true },
    ]);
    expect(issues[0]?.archivedAt).not.toBeNull();
  });

  it("edits and deletes what a person may, and says why not otherwise", async () => {
    const { twin, act } = controlled();
    twin.seed({
      issues: [
        {
          team: "ENG",
          title: "T",
          comments: [
            { by: "Grace Hopper", body: "mine" },
            { by: "Ada Lovelace", body: "hers" },
          ],
        },
      ],
    });
    const [mine, hers] = twin.dump().issues[0]?.comments ?? [];
    expect((await act({ do: "editComment", comment: mine?.id, body: "changed" })).status).toBe(200);
    expect((await act({ do: "deleteComment", comment: mine?.id })).status).toBe(200);
    expect(await act({ do: "editComment", comment: hers?.id, body: "changed" })).toEqual({
      status: 400,
      answer: { error: "You do not have permission to edit this comment." },
    });
    expect(twin.dump().issues[0]?.comments).toMatchObject([{ body: "hers" }]);
  });

  it.each([
    [
      "an unknown person",
      { as: "nobody", do: "trash", issue: "ENG-1" },
      /Nobody in this workspace is called nobody/,
    ],
    ["an unknown deed", { do: "explode" }, /do/],
    ["an unknown issue", { do: "trash", issue: "ENG-7" }, /no issue called ENG-7/],
    [
      "an unknown state",
      { do: "createIssue", team: "ENG", title: "x", state: "Limbo" },
      /no state of team ENG called Limbo/,
    ],
    ["an unknown field", { do: "createIssue", team: "ENG", title: "x", colour: "red" }, /colour/],
  ])("refuses %s with a sentence", async (_what, action, message) => {
    const { status, answer } = await controlled().act(action);
    expect(status).toBe(400);
    expect(answer).toEqual({ error: expect.stringMatching(message) as string });
  });

  it("is not counted, and reads and zeroes what is", async () => {
    const { twin, call } = controlled();
    await twin.handle(
      new Request("http://x/graphql", {
        method: "POST",
        headers: { authorization: twin.apiKey },
        body: JSON.stringify({ query: "query Who { viewer { id } }" }),
      }),
    );
    await call("GET", "/dump");
    expect((await call("GET", "/requests")).answer).toEqual({
      requests: 1,
      points: 2,
      byEndpoint: { "graphql query Who(viewer)": { requests: 1, points: 2 } },
    });
    await call("DELETE", "/requests");
    expect((await call("GET", "/requests")).answer).toMatchObject({ requests: 0 });
  });

  it("reads the edits since a number", async () => {
    const { call, act } = controlled();
    await act({ do: "createIssue", team: "ENG", title: "First" });
    const all = (await call("GET", "/edits")).answer as { sequence: number; actor: { kind: string } }[];
    expect(all.filter(({ actor }) => actor.kind === "person")).toMatchObject([
      { field: "created", key: "ENG-1" },
    ]);
    const last = all.at(-1)?.sequence ?? 0;
    expect((await call("GET", `/edits?since=${last}`)).answer).toEqual([]);
  });

  it("sets faults, switches and the clock", async () => {
    const { twin, call } = controlled();
    const fault = { kind: "error-before", status: 500, times: 1 };
    expect((await call("PUT", "/faults", [fault])).answer).toEqual({ faults: [fault] });
    expect((await call("PUT", "/faults", [{ kind: "earthquake" }])).status).toBe(400);
    await call("PUT", "/switches", { aliasesAfterFailure: "run" });
    expect((await call("GET", "/switches")).answer).toMatchObject({
      aliasesAfterFailure: "run",
      rewriteMarkdown: true,
    });
    expect((await call("PUT", "/switches", { gravity: false })).status).toBe(400);
    const before = twin.agenda.now();
    await call("POST", "/clock", { advance: 60_000 });
    expect(twin.agenda.now()).toBe(before + 60_000);
    await call("POST", "/clock", { skew: -300_000 });
    expect(twin.agenda.now()).toBe(before - 300_000);
  });

  it("empties the workspace, and fills it again", async () => {
    const { twin, call } = controlled();
    twin.switches.rewriteMarkdown = false;
    expect((await call("POST", "/reset")).status).toBe(200);
    expect(twin.dump()).toMatchObject({ teams: [], issues: [], users: [{ name: "Throughline" }] });
    expect([
      twin.edits.since().length,
      twin.requests.summary().requests,
      twin.switches.rewriteMarkdown,
    ]).toEqual([0, 0, true]);
    const { status, answer } = await call("POST", "/seed", company);
    expect(status).toBe(200);
    expect(answer).toMatchObject({ teams: [{ key: "ENG" }, { key: "OPS" }, { key: "SEC" }] });
  });

  it("takes a seed whole or not at all", async () => {
    const { twin, call } = controlled();
    const before = twin.dump();
    const issues = [
      { team: "ENG", title: "good" },
      { team: "ENG", title: "bad", state: "Limbo" },
    ];
    expect((await call("POST", "/seed", { issues })).status).toBe(400);
    expect(twin.dump()).toEqual(before);
  });

  it("names its routes to who is lost", async () => {
    const { status, answer } = await controlled().call("GET", "/nowhere");
    expect(status).toBe(404);
    expect(answer).toMatchObject({ routes: expect.arrayContaining(["GET /sandbox/dump"]) as string[] });
  });
});

describe("a seed", () => {
  it("spreads issues over time as it is told, sends no webhook and counts no request", () => {
    const { twin } = twinOfCompany();
    twin.seed({
      webhooks: [{ url: "https://hooks.example" }],
      issues: [
        {
          ref: "a",
          team: "ENG",
          title: "A",
          createdAt: "2025-01-01T00:00:00Z",
          updatedAt: "2025-02-01T00:00:00Z",
          syncedWith: [{ id: "10001", service: "jira" }],
        },
        { team: "ENG", title: "B", parent: "a", description: "- as given" },
      ],
    });
    expect(twin.dump().issues).toMatchObject([
      { createdAt: "2025-01-01T00:00:00.000Z", updatedAt: "2025-02-01T00:00:00.000Z" },
      { parent: { identifier: "ENG-1" }, description: "- as given" },
    ]);
    expect(twin.agenda.pending).toBe(0);
    expect(twin.requests.summary().requests).toBe(0);
    expect(new Set(twin.edits.since().map(({ actor }) => actor.kind))).toEqual(new Set(["system"]));
  });
});
