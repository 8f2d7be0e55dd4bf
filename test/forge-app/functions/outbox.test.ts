import { beforeEach, describe, expect, it, vi } from "vitest";
import { SCORE_PROPERTY } from "#shared/contract/score-property.ts";
import type { ScoreProperty } from "#shared/contract/score-property.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import { appAgainst, issue, useApp } from "../app.ts";
import { contextAnswer, mirrored } from "../example-context.ts";

useApp();
beforeEach(() => {
  vi.spyOn(console, "error").mockReturnValue();
});

const property: ScoreProperty = {
  version: 1,
  framework: "rice",
  inputs: { reach: 500, impact: 2, confidence: 80, effort: 1.5 },
  value: 533.33,
  outcomes: [],
  revision: 1,
  changedAt: "2026-03-02T09:00:00Z",
};
const score = (request: string): Write => ({
  kind: "scores",
  request,
  why: null,
  batch: null,
  changes: [{ issue, framework: "rice", inputs: property.inputs, basedOn: 0 }],
});
interface WritesBody {
  writes: Write[];
}

/** A service that takes each request once, as the contract says; away while `away` is set. */
function service() {
  const state = { away: false, refuses: false, taken: [] as Write[], told: [] as unknown[] };
  const accept = (write: Write) => {
    const repeated = state.taken.some(({ request }) => request === write.request);
    if (!repeated) state.taken.push(write);
    return {
      request: write.request,
      kind: "accepted",
      repeated,
      revisions: [{ issue, revision: 1 }],
      properties: [{ issue, property, hash: "h1" }],
      met: [],
      left: [],
    };
  };
  const refuse = ({ request }: Write) => ({
    request,
    kind: "refused",
    reason: "not-allowed",
    message: "You may not give effort.",
    advice: "Ask Bo.",
    problems: [],
  });
  const answer: Parameters<typeof appAgainst>[0] = ({ path, body }) => {
    if (state.away) return { status: 503, body: {} };
    if (path === "/forge/writes") {
      const { writes } = body as WritesBody;
      return { body: { answers: writes.map((write) => (state.refuses ? refuse(write) : accept(write))) } };
    }
    if (path === "/forge/properties") {
      state.told.push(body);
      return { body: { due: [], total: 0 } };
    }
    if (path === "/forge/settings") {
      const { settings } = contextAnswer(mirrored()).scoring;
      const none = { savedBy: null, savedAt: null, why: null, viewerIsNamed: false };
      return {
        body: { settings, revision: 0, ...none, service: { now: 0, mirrors: [], propertiesDue: 0 } },
      };
    }
    return { body: contextAnswer(mirrored()) };
  };
  return { state, answer };
}

describe("what a person scores", () => {
  it("is written to the issue by the app, once the service has accepted it, and the service is told", async () => {
    const { state, answer } = service();
    const app = await appAgainst(answer);
    expect(await app.call("saveWrites", { writes: [score("request-1")] })).toMatchObject({ kind: "answer" });
    expect(app.jira.properties.get(`${issue.id} ${SCORE_PROPERTY}`)).toEqual(property);
    expect(app.jira.asked.find(({ method }) => method === "PUT")?.as).toBe("app");
    expect(state.told).toEqual([{ written: [{ issue, hash: "h1" }], limit: 0 }]);
  });

  it("is refused to who may not edit the issue in Jira, and nothing is sent", async () => {
    const { state, answer } = service();
    const app = await appAgainst(answer);
    app.jira.mayEdit = false;
    expect(await app.call("saveWrites", { writes: [score("request-1")] })).toMatchObject({ kind: "refused" });
    expect(state.taken).toEqual([]);
  });

  it("is neither saved nor refused for want of rights while Jira is too busy to tell them", async () => {
    const { state, answer } = service();
    const app = await appAgainst(answer);
    app.jira.isBusy = true;
    expect(await app.call("saveWrites", { writes: [score("request-1")] })).toMatchObject({
      kind: "service-away",
      message: expect.stringContaining("Jira did not say whether you may edit this") as unknown,
    });
    expect(await app.call("getIssueContext")).toMatchObject({ kind: "answer", mayEdit: true });
    expect(state.taken).toEqual([]);
  });

  it("has a history for those alone whom Jira shows the issue", async () => {
    const app = await appAgainst(() => ({ body: { entries: [] } }));
    expect(await app.call("getScoreHistory", { issue })).toMatchObject({ kind: "answer" });
    app.jira.maySee = false;
    expect(await app.call("getScoreHistory", { issue })).toMatchObject({ kind: "refused" });
    expect(app.service.asked.length).toBe(1);
  });

  it("is about the issue that is open, whatever the surface says", async () => {
    const { state, answer } = service();
    const app = await appAgainst(answer);
    const elsewhere = { id: "1", key: "SECRET-1" };
    const write = { ...score("request-1"), changes: [{ ...property, issue: elsewhere }] };
    const change = { issue: elsewhere, framework: "rice", inputs: {}, basedOn: 0 };
    await app.call("saveWrites", { writes: [{ ...write, changes: [change] }] });
    expect(state.taken).toMatchObject([{ changes: [{ issue }] }]);
  });
});

describe("what a person scores while the service is away", () => {
  it("is kept, shown as waiting, and delivered exactly once when the person looks again", async () => {
    const { state, answer } = service();
    const app = await appAgainst(answer);
    state.away = true;
    expect(await app.call("saveWrites", { writes: [score("request-1")] })).toMatchObject({ kind: "kept" });
    expect(await app.call("getIssueContext")).toMatchObject({
      kind: "service-away",
      kept: [{ write: { request: "request-1" }, accountId: "account-of-ada", refused: null }],
    });
    state.away = false;
    expect(await app.call("getIssueContext")).toMatchObject({ kind: "answer", kept: [] });
    await app.runtime.schedule("fiveMinute");
    expect(state.taken).toMatchObject([{ request: "request-1", kept: { accountId: "account-of-ada" } }]);
    expect(app.jira.properties.get(`${issue.id} ${SCORE_PROPERTY}`)).toEqual(property);
  });

  it("is delivered by the app itself when nobody looks", async () => {
    const { state, answer } = service();
    const app = await appAgainst(answer);
    state.away = true;
    await app.call("saveWrites", { writes: [score("request-1")] });
    await app.call("saveWrites", { writes: [score("request-2")] }, "account-of-bo");
    state.away = false;
    await app.runtime.schedule("fiveMinute");
    await app.runtime.schedule("fiveMinute");
    expect(state.taken.map(({ request }) => request).sort()).toEqual(["request-1", "request-2"]);
    const [sent] = app.service.asked.filter(({ path }) => path === "/forge/writes").slice(-1);
    expect(sent?.headers.authorization).toBeDefined();
  });

  it("waits for its own author: somebody else's look does not deliver it in their name", async () => {
    const { state, answer } = service();
    const app = await appAgainst(answer);
    state.away = true;
    await app.call("saveWrites", { writes: [score("request-1")] });
    state.away = false;
    expect(await app.call("getIssueContext", {}, "account-of-bo")).toMatchObject({
      kept: [{ accountId: "account-of-ada" }],
    });
    expect(state.taken).toEqual([]);
  });

  it("stays, with the reason, when the service refuses it in the end, until its author has read why", async () => {
    const { state, answer } = service();
    const app = await appAgainst(answer);
    state.away = true;
    await app.call("saveWrites", { writes: [score("request-1")] });
    state.away = false;
    state.refuses = true;
    await app.runtime.schedule("fiveMinute");
    expect(await app.call("getIssueContext")).toMatchObject({
      kept: [{ refused: "You may not give effort. Ask Bo." }],
    });
    expect(await app.call("getIssueContext", {}, "account-of-bo")).toMatchObject({ kept: [] });
    await app.call("forgetRefused", { request: "request-1" });
    expect(await app.call("getIssueContext")).toMatchObject({ kept: [] });
  });

  it("can be scored from what stands on the issue", async () => {
    const { state, answer } = service();
    const app = await appAgainst(answer);
    await app.call("saveWrites", { writes: [score("request-1")] });
    state.away = true;
    expect(await app.call("getIssueContext")).toMatchObject({
      kind: "service-away",
      property,
      settings: { primary: "rice" },
      mayEdit: true,
    });
  });
});

describe("the lozenge beside the collapsed panel", () => {
  it("shows the score that stands on the issue, without asking the service", async () => {
    const { answer } = service();
    const app = await appAgainst(answer);
    expect(await app.status()).toMatchObject({ status: { value: { label: "Not scored", type: "default" } } });
    app.jira.properties.set(`${issue.id} ${SCORE_PROPERTY}`, property);
    expect(await app.status()).toMatchObject({ status: { value: { label: "RICE 533", type: "new" } } });
    expect(app.service.asked).toEqual([]);
  });
});

describe("the scopes of the manifest, tried by leaving one out", () => {
  it("storage:app: nothing can be kept, and no panel opens", async () => {
    const app = await appAgainst(service().answer, { without: "storage:app" });
    await expect(app.call("getIssueContext")).rejects.toThrow();
  });

  it("read:jira-work: nobody may edit, so nobody can score", async () => {
    const app = await appAgainst(service().answer, { without: "read:jira-work" });
    expect(await app.call("saveWrites", { writes: [score("request-1")] })).toMatchObject({ kind: "refused" });
  });

  it("write:jira-work: scores are accepted and never reach the issue, its lozenge, or JQL", async () => {
    const { state, answer } = service();
    const app = await appAgainst(answer, { without: "write:jira-work" });
    await app.call("saveWrites", { writes: [score("request-1")] });
    expect(state.taken.length).toBe(1);
    expect(app.jira.properties.size).toBe(0);
    expect(state.told).toEqual([]);
  });
});
