import { describe, expect, it } from "vitest";
import { ConnectionDropped } from "#sync/sandbox/kit/faults.ts";
import { found } from "./answers.ts";
import { scene, type Answered } from "./scene.ts";

const stage = () =>
  scene({
    issues: [
      { project: "APP", summary: "One" },
      { project: "APP", summary: "Two" },
    ],
  });
const fields = { project: { key: "APP" }, issuetype: { name: "Task" }, summary: "Task" };

async function times(count: number, send: () => Promise<Answered>): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await send());
  return answers;
}
const limited = (answers: readonly Answered[]) =>
  answers
    .filter(({ status }) => status === 429)
    .map(({ headers }) => [headers.get("ratelimit-reason"), headers.get("retry-after")]);

describe("the limit by endpoint and second", () => {
  it("lets 100 reads and 50 writes through, each endpoint on its own", async () => {
    const { call, twin } = stage();
    expect(limited(await times(101, () => call("GET", "/myself")))).toEqual([["jira-burst-based", "1"]]);
    expect((await call("GET", "/status")).status).toBe(200);
    let issue = 0;
    const writes = await times(51, () => call("PUT", `/issue/${(issue += 1)}`, { fields: {} }));
    expect(limited(writes)).toEqual([["jira-burst-based", "1"]]);
    await twin.agenda.advance(1000);
    expect((await call("GET", "/myself")).status).toBe(200);
  });

  it("says with every answer what is left", async () => {
    const { call } = stage();
    const [first] = await times(85, () => call("GET", "/myself"));
    expect(first?.headers.get("x-ratelimit-limit")).toBe("100");
    expect(first?.headers.get("x-ratelimit-remaining")).toBe("99");
    expect(first?.headers.get("x-ratelimit-reset")).toBe("2026-03-10T12:00:31.000Z");
    expect(first?.headers.get("x-ratelimit-nearlimit")).toBeNull();
    expect((await call("GET", "/myself")).headers.get("x-ratelimit-nearlimit")).toBe("true");
  });
});

describe("the limit of writes to one issue", () => {
  it("lets 20 through in two seconds and 100 in thirty", async () => {
    const { call, twin } = stage();
    const write = () => call("PUT", "/issue/APP-1/properties/p", 1);
    expect(limited(await times(21, write))).toEqual([["jira-per-issue-on-write", "2"]]);
    expect((await call("PUT", "/issue/APP-2/properties/p", 1)).status).toBe(201);
    for (let round = 0; round < 4; round += 1) {
      await twin.agenda.advance(2000);
      expect(limited(await times(20, write))).toEqual([]);
    }
    await twin.agenda.advance(2000);
    expect(limited(await times(1, write))).toEqual([["jira-per-issue-on-write", "20"]]);
  });
});

describe("the limit of points", () => {
  it("holds the app back until the hour turns, but no API token", async () => {
    const { call, twin } = stage();
    twin.switches.change({ limits: { pointsPerHour: 5 } });
    const app = `Bearer ${twin.app.bearerToken}`;
    const search = (authorization?: string) =>
      call("POST", "/search/jql", { jql: "project = APP", fields: ["summary"] }, authorization);
    expect((await search(app)).headers.get("x-ratelimit-remaining")).toBe("2");
    expect((await search(app)).status).toBe(200);
    const refused = await search(app);
    expect(limited([refused])).toEqual([["jira-quota-global-based", "3570"]]);
    expect((await search()).status).toBe(200);
    await twin.agenda.advance(3_570_000);
    expect((await search(app)).status).toBe(200);
  });

  it("are counted for every request, by what it reads or writes", async () => {
    const { call, twin } = stage();
    await call("POST", "/search/jql", { jql: "project = APP", fields: ["summary"] });
    await call("POST", "/issue/bulk", { issueUpdates: Array.from({ length: 50 }, () => ({ fields })) });
    await call("GET", "/users/search");
    expect(twin.requests.summary().byEndpoint).toEqual({
      "POST /rest/api/3/search/jql": { requests: 1, points: 3 },
      "POST /rest/api/3/issue/bulk": { requests: 1, points: 50 },
      "GET /rest/api/3/users/search": { requests: 1, points: 11 },
    });
  });
});

describe("faults", () => {
  it("drop the connection after the effect", async () => {
    const { call, twin } = stage();
    twin.faults.add({ kind: "drop-after", endpoint: "POST /rest/api/3/issue/bulk", times: 1 });
    await expect(call("POST", "/issue/bulk", { issueUpdates: [{ fields }] })).rejects.toThrow(
      ConnectionDropped,
    );
    expect(twin.dump().issues).toHaveLength(3);
  });

  it("let a create land minutes after its caller gave up", async () => {
    const { call, twin } = stage();
    twin.faults.add({
      kind: "late-effect",
      milliseconds: 180_000,
      endpoint: "POST /rest/api/3/issue",
      times: 1,
    });
    await expect(call("POST", "/issue", { fields })).rejects.toThrow(ConnectionDropped);
    expect(twin.dump().issues).toHaveLength(2);
    await twin.agenda.advance(180_000);
    expect(twin.dump().issues.map(({ key }) => key)).toEqual(["APP-1", "APP-2", "APP-3"]);
  });

  it("answer errors before or after the effect, and storms of limits with any reason", async () => {
    const { call, control, twin } = stage();
    await control("PUT", "/faults", [
      { kind: "error-before", status: 503, endpoint: "PUT", times: 1 },
      { kind: "error-after", status: 500, endpoint: "POST", times: 1 },
      { kind: "rate-limit", reason: "jira-something-new", retryAfterSeconds: 7, endpoint: "GET", times: 2 },
    ]);
    expect((await call("PUT", "/issue/APP-1", { fields: { summary: "New" } })).status).toBe(503);
    expect((await call("POST", "/issue", { fields })).status).toBe(500);
    expect(twin.dump().issues.map(({ summary }) => summary)).toEqual(["One", "Two", "Task"]);
    const storm = await times(3, () => call("GET", "/myself"));
    expect(limited(storm)).toEqual([
      ["jira-something-new", "7"],
      ["jira-something-new", "7"],
    ]);
    expect((await control("GET", "/faults")).body).toMatchObject({
      strikes: { "error-before": 1, "error-after": 1, "rate-limit": 2 },
    });
  });

  it("strike with a chance that the seed decides", async () => {
    const { call, twin } = stage();
    twin.faults.add({ kind: "error-before", status: 503, probability: 0.5 });
    const statuses = (await times(20, () => call("GET", "/myself"))).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    twin.faults.set([]);
    expect(found(await call("POST", "/search/jql", { jql: "project = APP" })).issues).toHaveLength(2);
  });
});
