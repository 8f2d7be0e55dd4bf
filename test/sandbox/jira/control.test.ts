import { describe, expect, it } from "vitest";
import { z } from "zod";
import { serve } from "#sync/sandbox/kit/serve.ts";
import { issueIn } from "./answers.ts";
import { scene, words } from "./scene.ts";

const editsSchema = z.array(
  z.looseObject({
    sequence: z.int(),
    actor: z.looseObject({ name: z.string(), kind: z.string() }),
    object: z.string(),
    key: z.string(),
    field: z.string(),
    old: z.unknown(),
    new: z.unknown(),
  }),
);
const errorSchema = z.object({ error: z.string() });

describe("the control endpoint", () => {
  it("resets, seeds, acts and dumps", async () => {
    const { control, twin } = scene({ issues: [{ project: "APP", summary: "Gone after the reset" }] });
    await control("POST", "/reset");
    expect(twin.dump()).toMatchObject({ issues: [], projects: [] });
    const seeded = await control("POST", "/seed", {
      users: [{ email: "zoe@acme.test", displayName: "Zoe" }],
      projects: [{ key: "NEW", name: "New" }],
      issues: [
        {
          project: "NEW",
          key: "NEW-7",
          type: "Story",
          summary: "Child",
          parent: "the epic",
          status: "In Review",
        },
        { project: "NEW", type: "Epic", summary: "Epic", ref: "the epic", description: "Two\nlines" },
      ],
      links: [{ type: "Relates", from: "NEW-7", to: "the epic" }],
    });
    expect(seeded.body).toMatchObject({ issues: [{ key: "NEW-7" }, { key: "NEW-8", ref: "the epic" }] });
    const made = await control("POST", "/act", {
      as: "zoe@acme.test",
      do: "createIssue",
      project: "NEW",
      type: "Bug",
      summary: "Found by Zoe",
      priority: "Highest",
      assignee: "Zoe",
      storyPoints: 2,
      dueDate: "2026-05-01",
      labels: ["new"],
    });
    expect(made.body).toMatchObject({ key: "NEW-9" });
    expect((await control("GET", "/dump")).body).toMatchObject({
      issues: [
        {
          key: "NEW-7",
          status: { name: "In Review", category: "indeterminate" },
          parent: { key: "NEW-8" },
          links: [{ type: "Relates", direction: "outward", issue: "NEW-8" }],
        },
        { key: "NEW-8", description: { content: [{ type: "paragraph" }, { type: "paragraph" }] } },
        {
          key: "NEW-9",
          summary: "Found by Zoe",
          priority: "Highest",
          assignee: { email: "zoe@acme.test", displayName: "Zoe" },
          reporter: { displayName: "Zoe" },
          storyPoints: 2,
          dueDate: "2026-05-01",
          labels: ["new"],
        },
      ],
    });
  });

  it("seeds former colleagues as assignees, and another time zone for the service itself", async () => {
    const { call, twin } = scene();
    twin.seed({
      users: [{ email: twin.credentials.email, displayName: "Throughline", timeZone: "Asia/Tokyo" }],
      issues: [{ project: "APP", summary: "Old", assignee: "Eve", created: "2026-01-01T00:00:00Z" }],
    });
    expect(twin.dump().issues[0]?.assignee?.displayName).toBe("Eve");
    const { fields } = issueIn(await call("GET", "/issue/APP-1?fields=created"));
    expect(fields["created"]).toBe("2026-01-01T09:00:00.000+0900");
  });

  it("keeps who changed what, people apart from the API and from the seed", async () => {
    const { call, control } = scene({ issues: [{ project: "APP", summary: "Old", labels: ["a"] }] });
    await control("POST", "/act", { as: "Ada Lovelace", do: "editIssue", issue: "APP-1", summary: "By Ada" });
    await call("PUT", "/issue/APP-1", {
      fields: { summary: "By the API" },
      update: { labels: [{ add: "b" }] },
    });
    await call("PUT", "/issue/APP-1/properties/mark", { a: 1 });
    const edits = editsSchema.parse((await control("GET", "/edits")).body);
    expect(
      edits.map(({ actor, object, field, old, new: now }) => [actor.kind, object, field, old, now]),
    ).toEqual([
      ["system", "issue", "created", null, "Old"],
      ["person", "issue", "summary", "Old", "By Ada"],
      ["app", "issue", "summary", "By Ada", "By the API"],
      ["app", "issue", "labels", ["a"], ["a", "b"]],
      ["app", "property", "created", null, { a: 1 }],
    ]);
    const later = editsSchema.parse((await control("GET", "/edits?since=3")).body);
    expect(later.map(({ sequence }) => sequence)).toEqual([4, 5]);
  });

  it("counts the API's requests by endpoint, its own never", async () => {
    const { call, control } = scene({ issues: [{ project: "APP", summary: "One" }] });
    await call("GET", "/issue/APP-1");
    await call("GET", "/issue/10000");
    await control("GET", "/dump");
    expect((await control("GET", "/requests")).body).toEqual({
      requests: 2,
      points: 4,
      byEndpoint: { "GET /rest/api/3/issue/{issueIdOrKey}": { requests: 2, points: 4 } },
    });
    expect((await control("DELETE", "/requests")).body).toMatchObject({ requests: 0 });
  });

  it("moves the twin's clock, ahead or off", async () => {
    const { call, control } = scene({ issues: [{ project: "APP", summary: "One" }] });
    expect((await control("POST", "/clock", { advance: 60_000 })).body).toEqual({
      now: "2026-03-10T12:01:30.000Z",
    });
    await call("PUT", "/issue/APP-1", { fields: { summary: "Later" } });
    expect(issueIn(await call("GET", "/issue/APP-1")).fields["updated"]).toBe("2026-03-10T12:01:30.000+0000");
    expect((await control("POST", "/clock", { skew: -30_000 })).body).toEqual({
      now: "2026-03-10T12:00:00.000Z",
    });
  });

  it.each([
    ["POST", "/seed", { projects: [{ key: "lower", name: "x" }] }, "projects[0].key"],
    [
      "POST",
      "/seed",
      { issues: [{ project: "NOPE", summary: "x" }] },
      'Issue 0 of the seed ("x"): There is no project',
    ],
    ["POST", "/seed", { issues: [{ project: "APP", summary: "x", labels: ["a b"] }] }, "contains spaces"],
    ["POST", "/seed", { nonsense: [] }, "nonsense"],
    ["POST", "/act", { do: "fly", as: "Ada Lovelace" }, "do"],
    [
      "POST",
      "/act",
      { do: "comment", as: "Nobody", issue: "APP-1", body: "x" },
      "There is no person 'Nobody'",
    ],
    [
      "POST",
      "/act",
      { do: "comment", as: "Ada Lovelace", issue: "APP-9", body: "x" },
      "Issue does not exist",
    ],
    [
      "POST",
      "/act",
      { do: "transition", as: "Ada Lovelace", issue: "APP-1", to: "Nowhere" },
      "cannot go to 'Nowhere'",
    ],
    ["PUT", "/switches", { unheard: true }, "unheard"],
    ["PUT", "/faults", [{ kind: "earthquake" }], "kind"],
    ["POST", "/clock", { rewind: 1 }, "Invalid input"],
    ["POST", "/permissions", { account: "Ada Lovelace", revoke: ["FLY"] }, "revoke[0]"],
  ])("%s %s answers 400 to %j and says why", async (method, path, body, reason) => {
    const { control } = scene({ issues: [{ project: "APP", summary: "One" }] });
    const answer = await control(method, path, body);
    expect(answer.status).toBe(400);
    expect(errorSchema.parse(answer.body).error).toContain(reason);
  });

  it("answers 404 where there is nothing, and refuses what is no JSON", async () => {
    const { control, twin } = scene();
    expect((await control("GET", "/nothing")).status).toBe(404);
    const request = new Request("https://example.atlassian.net/sandbox/act", { method: "POST", body: "{" });
    expect((await twin.handle(request)).status).toBe(400);
  });

  it("stands beside the API on a plain HTTP server, under the cloud's path too", async () => {
    const { twin } = scene({ issues: [{ project: "APP", summary: "One", description: words("Text") }] });
    const served = await serve((request) => twin.handle(request));
    twin.baseUrl = served.baseUrl;
    const authorization = `Basic ${btoa(`${twin.credentials.email}:${twin.credentials.apiToken}`)}`;
    try {
      const dump = await fetch(`${served.baseUrl}/sandbox/dump`);
      expect(await dump.json()).toMatchObject({ issues: [{ key: "APP-1" }] });
      const path = `/ex/jira/${twin.cloudId}/rest/api/3/issue/APP-1`;
      const issue = await fetch(`${served.baseUrl}${path}`, { headers: { authorization } });
      expect(await issue.json()).toMatchObject({ self: `${served.baseUrl}/rest/api/3/issue/10000` });
      twin.faults.add({ kind: "drop-before", times: 1 });
      await expect(fetch(`${served.baseUrl}${path}`, { headers: { authorization } })).rejects.toThrow();
    } finally {
      await served.close();
    }
  });
});

describe("the same clock and chance", () => {
  it("make the same site, to the last byte", () => {
    const build = () => {
      const { twin } = scene({
        issues: [
          { project: "APP", summary: "One" },
          { project: "LIN", summary: "Two" },
        ],
      });
      twin.act({ as: "Ada Lovelace", do: "comment", issue: "APP-1", body: "Hello" });
      return JSON.stringify([twin.credentials, twin.dump(), twin.edits.since(0)]);
    };
    expect(build()).toBe(build());
  });
});
