import { describe, expect, it } from "vitest";
import { z } from "zod";
import { issueIn, refusal } from "./answers.ts";
import { scene, words } from "./scene.ts";

const transitionsSchema = z.looseObject({
  transitions: z.array(
    z.looseObject({
      id: z.string(),
      to: z.looseObject({ name: z.string() }),
      fields: z.record(z.string(), z.looseObject({ required: z.boolean() })).optional(),
    }),
  ),
});

function stage(project: string) {
  const { call, twin } = scene({ issues: [{ project, summary: "Work" }] });
  const key = `${project}-1`;
  const open = async () => {
    const answer = await call("GET", `/issue/${key}/transitions?expand=transitions.fields`);
    return transitionsSchema.parse(answer.body).transitions;
  };
  const go = async (status: string, body: Record<string, unknown> = {}) => {
    const transition = (await open()).find(({ to }) => to.name === status);
    return call("POST", `/issue/${key}/transitions`, { ...body, transition: { id: transition?.id ?? "0" } });
  };
  const status = async () =>
    issueIn(await call("GET", `/issue/${key}?fields=status,resolution,resolutiondate`)).fields;
  return { call, twin, key, open, go, status };
}

describe("the free workflow", () => {
  it("goes from any status to any, and a done one brings a resolution that leaving it takes away", async () => {
    const { go, status, open } = stage("APP");
    expect((await open()).map(({ to }) => to.name)).toEqual([
      "Backlog",
      "To Do",
      "In Progress",
      "In Review",
      "Done",
      "Cancelled",
    ]);
    expect((await go("Done")).status).toBe(204);
    expect(await status()).toMatchObject({ status: { name: "Done" }, resolution: { name: "Done" } });
    await go("Backlog");
    expect(await status()).toMatchObject({
      status: { name: "Backlog" },
      resolution: null,
      resolutiondate: null,
    });
  });

  it("takes a comment along with the transition", async () => {
    const { go, twin } = stage("APP");
    await go("In Progress", { update: { comment: [{ add: { body: words("On it") } }] } });
    expect(twin.dump().issues[0]).toMatchObject({
      status: { name: "In Progress" },
      comments: [{ body: words("On it"), author: { displayName: "Throughline" } }],
    });
  });

  it("takes no field that is not on the transition's screen", async () => {
    const { go, status } = stage("APP");
    expect(refusal(await go("Done", { fields: { summary: "New" } })).errors).toHaveProperty("summary");
    expect(await status()).toMatchObject({ status: { name: "To Do" } });
  });
});

describe("the strictly linear workflow", () => {
  it("goes one step at a time, forth and back", async () => {
    const { open, go } = stage("LIN");
    const names = async () => (await open()).map(({ to }) => to.name);
    expect(await names()).toEqual(["In Progress"]);
    expect((await go("Done")).status).toBe(400);
    await go("In Progress");
    expect(await names()).toEqual(["In Review", "To Do"]);
    await go("In Review");
    await go("Done");
    expect(await names()).toEqual(["In Review"]);
  });
});

describe("the workflow with a closing screen", () => {
  it("asks for the resolution, by name, and changes nothing without it", async () => {
    const { open, go, status } = stage("REQ");
    const done = (await open()).find(({ to }) => to.name === "Done");
    expect(done?.fields).toMatchObject({ resolution: { required: true } });
    expect(refusal(await go("Done"))).toEqual({
      status: 400,
      errorMessages: [],
      errors: { resolution: "Resolution is required." },
    });
    expect(await status()).toMatchObject({ status: { name: "To Do" } });
    expect((await go("Done", { fields: { resolution: { name: "Duplicate" } } })).status).toBe(204);
    expect(await status()).toMatchObject({ status: { name: "Done" }, resolution: { name: "Duplicate" } });
  });
});

describe("a workflow of a seed", () => {
  it("may ask for a custom field, and types may follow their own workflow", async () => {
    const { call } = scene({
      statuses: [{ name: "Shipped", category: "done" }],
      customFields: [{ name: "Release note", kind: "text" }],
      workflows: [
        {
          id: "shipping",
          name: "Shipping",
          statuses: ["To Do", "Shipped"],
          initial: "To Do",
          transitions: [
            {
              name: "Ship",
              from: ["To Do"],
              to: "Shipped",
              screen: [{ field: "Release note", required: true }],
            },
          ],
        },
      ],
      projects: [{ key: "SHIP", name: "Shipping", workflowByType: { Story: "shipping" } }],
      issues: [
        { project: "SHIP", type: "Story", summary: "Story" },
        { project: "SHIP", type: "Bug", summary: "Bug" },
      ],
    });
    const count = async (key: string) =>
      transitionsSchema.parse((await call("GET", `/issue/${key}/transitions`)).body).transitions.length;
    expect([await count("SHIP-1"), await count("SHIP-2")]).toEqual([1, 6]);
    const ship = (fields: Record<string, unknown>) =>
      call("POST", "/issue/SHIP-1/transitions", { transition: { id: "1001" }, fields });
    expect(refusal(await ship({})).errors).toEqual({ customfield_10100: "Release note is required." });
    expect((await ship({ customfield_10100: "Faster" })).status).toBe(204);
  });
});

describe("bulk operations", () => {
  it("need the global permission, run later, and tell each issue's fate", async () => {
    const { call, twin } = stage("LIN");
    const inputs = [{ selectedIssueIdsOrKeys: ["LIN-1", "NOPE-1"], transitionId: "101" }];
    await call("POST", "/bulk/issues/transition", { bulkTransitionInputs: inputs });
    await twin.agenda.advance(100);
    expect((await call("GET", "/bulk/queue/10000")).body).toMatchObject({
      status: "COMPLETE",
      totalIssueCount: 2,
      processedAccessibleIssues: [10_000],
      invalidOrInaccessibleIssueCount: 1,
    });
    expect(twin.dump().issues[0]?.status.name).toBe("In Progress");
    await call("POST", "/bulk/issues/transition", { bulkTransitionInputs: inputs });
    await twin.agenda.advance(100);
    expect((await call("GET", "/bulk/queue/10001")).body).toMatchObject({
      processedAccessibleIssues: [],
      failedAccessibleIssues: { "10000": [expect.stringContaining("not valid for the current state")] },
    });
  });

  it("move issues to another project, under another parent", async () => {
    const { call, twin } = scene({
      issues: [
        { project: "APP", type: "Story", summary: "Mover" },
        { project: "LIN", type: "Epic", summary: "Home" },
      ],
    });
    await call("POST", "/bulk/issues/move", {
      targetToSourcesMapping: { "LIN,10101,LIN-1": { issueIdsOrKeys: ["APP-1"] } },
    });
    await twin.agenda.advance(100);
    expect(twin.dump().issues[0]).toMatchObject({
      key: "LIN-2",
      parent: { key: "LIN-1" },
      formerKeys: ["APP-1"],
    });
  });
});
