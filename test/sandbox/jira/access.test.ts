import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createdIn, found, issueIn, refusal } from "./answers.ts";
import { ADA, scene, words } from "./scene.ts";

const stage = () =>
  scene({
    issues: [
      { project: "APP", summary: "Seen", comments: [{ author: "Ben Shneiderman", body: "Mine" }] },
      { project: "LIN", summary: "Hidden" },
    ],
  });

describe("who calls", () => {
  it("is known by e-mail and token, or as the app by its bearer token, or not at all", async () => {
    const { call, twin } = stage();
    const name = async (authorization?: string) =>
      z
        .looseObject({ displayName: z.string() })
        .parse((await call("GET", "/myself", undefined, authorization)).body).displayName;
    expect(await name()).toBe("Throughline");
    expect(await name(ADA)).toBe("Ada Lovelace");
    expect(await name(`Bearer ${twin.app.bearerToken}`)).toBe("Throughline for Jira");
    for (const wrong of [
      "",
      "Basic ",
      `Basic ${btoa("ada@acme.test:wrong")}`,
      "Bearer wrong",
      ADA.slice(0, -4),
    ]) {
      expect((await call("GET", "/myself", undefined, wrong)).status).toBe(401);
    }
  });

  it("reads times in their own time zone", async () => {
    const { call } = stage();
    const created = async (authorization?: string) =>
      issueIn(await call("GET", "/issue/APP-1?fields=created", undefined, authorization)).fields["created"];
    expect(await created()).toBe("2026-03-10T12:00:30.000+0000");
    expect(await created(ADA)).toBe("2026-03-10T13:00:30.000+0100");
  });
});

describe("what is forbidden to see", () => {
  it("looks exactly as if it were not there", async () => {
    const { call, control } = stage();
    const before = await call("GET", "/issue/LIN-99", undefined, ADA);
    await control("POST", "/permissions", {
      account: "Ada Lovelace",
      project: "LIN",
      revoke: ["BROWSE_PROJECTS"],
    });
    const forbidden = await call("GET", "/issue/LIN-1", undefined, ADA);
    expect([forbidden.status, forbidden.body]).toEqual([before.status, before.body]);
    expect(forbidden.status).toBe(404);

    const fetched = await call("POST", "/issue/bulkfetch", { issueIdsOrKeys: ["APP-1", "LIN-1"] }, ADA);
    expect(found(fetched).issues.map(({ key }) => key)).toEqual(["APP-1"]);
    const searched = await call("POST", "/search/jql", { jql: "created > -1d", fields: ["key"] }, ADA);
    expect(found(searched).issues.map(({ key }) => key)).toEqual(["APP-1"]);
    const project = refusal(await call("POST", "/search/jql", { jql: "project = LIN" }, ADA));
    expect(project.errorMessages).toEqual(["The value 'LIN' does not exist for the field 'project'."]);
    expect((await call("GET", "/project/LIN", undefined, ADA)).status).toBe(404);
    expect((await call("GET", "/issue/LIN-1")).status).toBe(200);

    await control("POST", "/permissions", {
      account: "Ada Lovelace",
      project: "LIN",
      grant: ["BROWSE_PROJECTS"],
    });
    expect((await call("GET", "/issue/LIN-1", undefined, ADA)).status).toBe(200);
  });
});

describe("what is forbidden to do", () => {
  it("is refused with the status Jira gives it", async () => {
    const { call, control } = stage();
    const revoke = [
      "EDIT_ISSUES",
      "CREATE_ISSUES",
      "TRANSITION_ISSUES",
      "DELETE_ISSUES",
      "ADD_COMMENTS",
      "EDIT_ALL_COMMENTS",
      "BULK_CHANGE",
      "MODIFY_REPORTER",
    ];
    await control("POST", "/permissions", { account: "Ada Lovelace", revoke });
    const as = async (method: string, path: string, body?: unknown) =>
      (await call(method, path, body, ADA)).status;
    const fields = { project: { key: "APP" }, issuetype: { name: "Task" }, summary: "x" };
    expect(await as("PUT", "/issue/APP-1", { fields: { summary: "x" } })).toBe(403);
    expect(await as("PUT", "/issue/APP-1/properties/p", 1)).toBe(403);
    expect(await as("POST", "/issue", { fields })).toBe(400);
    expect(await as("DELETE", "/issue/APP-1")).toBe(403);
    expect(await as("POST", "/issue/APP-1/transitions", { transition: { id: "31" } })).toBe(400);
    expect((await call("GET", "/issue/APP-1/transitions", undefined, ADA)).body).toMatchObject({
      transitions: [],
    });
    expect(await as("POST", "/issue/APP-1/comment", { body: words("x") })).toBe(400);
    expect(await as("PUT", "/issue/APP-1/comment/10000", { body: words("x") })).toBe(400);
    const bulk = { bulkTransitionInputs: [{ selectedIssueIdsOrKeys: ["APP-1"], transitionId: "31" }] };
    expect(await as("POST", "/bulk/issues/transition", bulk)).toBe(403);
    expect(await as("POST", "/webhook", { url: "https://x.test", webhooks: [] })).toBe(403);
    const mine = await call("GET", "/mypermissions?permissions=EDIT_ISSUES,BROWSE_PROJECTS", undefined, ADA);
    expect(mine.body).toMatchObject({
      permissions: { EDIT_ISSUES: { havePermission: false }, BROWSE_PROJECTS: { havePermission: true } },
    });
  });

  it("keeps the reporter from whoever may not set it", async () => {
    const { call, control } = stage();
    await control("POST", "/permissions", { account: "Ada Lovelace", revoke: ["MODIFY_REPORTER"] });
    const fields = { project: { key: "APP" }, issuetype: { name: "Task" }, summary: "x", reporter: null };
    const answer = await call("POST", "/issue/bulk", { issueUpdates: [{ fields }] }, ADA);
    expect(createdIn(answer).errors[0]?.elementErrors.errors).toHaveProperty("reporter");
  });
});

describe("people", () => {
  it("show their e-mail unless they or the site hide it", async () => {
    const { call, twin } = stage();
    const emails = async () =>
      z
        .array(z.looseObject({ displayName: z.string(), emailAddress: z.string().optional() }))
        .parse((await call("GET", "/users/search")).body)
        .map(({ emailAddress }) => emailAddress ?? "hidden");
    expect(await emails()).toEqual([
      "throughline@example.com",
      "hidden",
      "ada@acme.test",
      "ben@acme.test",
      "hidden",
    ]);
    twin.switches.change({ hidesEmails: true });
    expect(await emails()).toEqual(["throughline@example.com", "hidden", "hidden", "hidden", "hidden"]);
  });

  it("who can be assigned are active and allowed in the project", async () => {
    const { call, control } = stage();
    await control("POST", "/permissions", {
      account: "Ben Shneiderman",
      project: "APP",
      revoke: ["ASSIGNABLE_USER"],
    });
    const names = async (project: string) =>
      z
        .array(z.looseObject({ displayName: z.string() }))
        .parse((await call("GET", `/user/assignable/search?project=${project}`)).body)
        .map(({ displayName }) => displayName);
    expect(await names("APP")).toEqual(["Throughline", "Ada Lovelace"]);
    expect(await names("LIN")).toEqual(["Throughline", "Ada Lovelace", "Ben Shneiderman"]);
  });
});
