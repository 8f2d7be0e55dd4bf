import {
  LinearClient,
  LinearDocument,
  AuthenticationLinearError,
  InvalidInputLinearError,
  RatelimitedLinearError,
} from "@linear/sdk";
import { http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve } from "#sync/sandbox/kit/serve.ts";
import type { ServedTwin } from "#sync/sandbox/kit/serve.ts";
import { twinOfCompany } from "./support.ts";

const uuid = "7d0c1f0a-8c0e-4b7b-9d53-0f6f3b8f3a11";

async function made<T>(created: Promise<T | undefined> | undefined): Promise<T> {
  const value = await created;
  if (value === undefined) throw new Error("The payload is empty");
  return value;
}

/** Both ways in which a client reaches the twin: over a socket, and in its own process under Linear's host name. */
describe.each(["over HTTP", "in place of api.linear.app"] as const)("Linear's own SDK, %s", (way) => {
  const { twin, team, state, label } = twinOfCompany();
  const intercepted = setupServer(
    http.all("https://api.linear.app/*", ({ request }) => twin.handle(request)),
    http.all("https://uploads.linear.app/*", ({ request }) => twin.handle(request)),
  );
  let served: ServedTwin | undefined;
  let client = new LinearClient({ apiKey: twin.apiKey });

  beforeAll(async () => {
    if (way === "over HTTP") {
      served = await serve((request) => twin.handle(request));
      twin.baseUrl = served.baseUrl;
      client = new LinearClient({ apiKey: twin.apiKey, apiUrl: `${served.baseUrl}/graphql` });
    } else intercepted.listen();
  });

  afterAll(async () => {
    if (served) await served.close();
    else intercepted.close();
    twin.close();
  });

  it("learns who it is and what the workspace holds", async () => {
    expect((await client.viewer).name).toBe("Throughline");
    expect((await client.organization).urlKey).toBe("acme");
    expect((await client.teams()).nodes.map((one) => one.key).sort()).toEqual(["ENG", "OPS"]);
    const users = await client.users();
    expect(users.nodes.map((user) => user.name)).not.toContain("Gone Person");
    expect((await client.users({ includeDisabled: true })).nodes.map((user) => user.name)).toContain(
      "Gone Person",
    );
    const engineering = await client.team("ENG");
    const states = await engineering.states();
    expect(new Set(states.nodes.map((one) => one.type))).toEqual(
      new Set(["backlog", "unstarted", "started", "completed", "canceled", "duplicate"]),
    );
    expect((await engineering.members()).nodes.length).toBeGreaterThan(1);
  });

  it("creates an issue and follows its references", async () => {
    const payload = await client.createIssue({
      id: uuid,
      teamId: team("ENG"),
      title: "  First  ",
      description: "- one\n- two",
      priority: 2,
      estimate: 3,
      dueDate: "2026-04-01",
      labelIds: [label("bug"), label("backend")],
    });
    const issue = await payload.issue;
    expect(issue).toMatchObject({
      id: uuid,
      identifier: "ENG-1",
      title: "First",
      description: "* one\n\n* two",
      priority: 2,
      priorityLabel: "High",
      estimate: 3,
      dueDate: "2026-04-01",
      url: "https://linear.app/acme/issue/ENG-1/first",
    });
    expect((await issue?.state)?.name).toBe("Backlog");
    expect((await issue?.team)?.key).toBe("ENG");
    expect((await issue?.creator)?.name).toBe("Throughline");
    expect((await issue?.labels())?.nodes.map((one) => one.name).sort()).toEqual(["backend", "bug"]);
  });

  it("is refused a second issue with the same id", async () => {
    const again = client.createIssue({ id: uuid, teamId: team("ENG"), title: "Again" });
    await expect(again).rejects.toThrow(/already exists/);
    await expect(again).rejects.toBeInstanceOf(InvalidInputLinearError);
  });

  it("updates an issue and reads its history", async () => {
    await client.updateIssue("ENG-1", { stateId: state("ENG", "In Progress"), assigneeId: (await ada()).id });
    await client.updateIssue("ENG-1", { title: "Renamed", removedLabelIds: [label("bug")] });
    const issue = await client.issue("ENG-1");
    expect(issue.startedAt).toBeInstanceOf(Date);
    expect((await issue.assignee)?.name).toBe("Ada Lovelace");
    const history = (await issue.history()).nodes;
    expect(history.map((entry) => entry.toTitle)).toContain("Renamed");
    const moved = history.find((entry) => entry.toStateId);
    expect((await moved?.fromState)?.name).toBe("Backlog");
    expect((await moved?.actor)?.name).toBe("Throughline");
    expect(history.flatMap((entry) => entry.removedLabelIds ?? [])).toEqual([label("bug")]);
  });

  it("comments in threads and edits its own comments", async () => {
    const comment = await made((await client.createComment({ issueId: uuid, body: "hello" })).comment);
    const answer = { issueId: uuid, body: "again", parentId: comment.id };
    const reply = await made((await client.createComment(answer)).comment);
    await client.updateComment(reply.id, { body: "edited" });
    const issue = await client.issue(uuid);
    const comments = await issue.comments();
    expect(comments.nodes.map((one) => one.body).sort()).toEqual(["edited", "hello"]);
    expect(comments.nodes.find((one) => one.body === "edited")?.editedAt).toBeInstanceOf(Date);
    expect((await reply.parent)?.id).toBe(comment.id);
    await client.deleteComment(comment.id);
    expect((await issue.comments()).nodes).toEqual([]);
  });

  it("attaches once for each address", async () => {
    const url = "https://jira.example/browse/A-1";
    const first = await (
      await client.createAttachment({ issueId: uuid, url, title: "A-1", metadata: { generation: 1 } })
    ).attachment;
    const second = await (
      await client.createAttachment({ issueId: uuid, url, title: "A-1!", metadata: { generation: 2 } })
    ).attachment;
    expect(second?.id).toBe(first?.id);
    const found = await client.attachmentsForURL(url);
    expect(found.nodes).toHaveLength(1);
    expect(found.nodes[0]).toMatchObject({ title: "A-1!", metadata: { generation: 2 } });
    expect((await found.nodes[0]?.issue)?.identifier).toBe("ENG-1");
  });

  it("pages through issues by fetchNext", async () => {
    const issues = Array.from({ length: 12 }, (_, index) => ({
      teamId: team("OPS"),
      title: `Page ${index}`,
    }));
    await client.createIssueBatch({ issues });
    const page = await client.issues({ first: 5, filter: { team: { key: { eq: "OPS" } } } });
    expect(page.nodes).toHaveLength(5);
    await page.fetchNext();
    await page.fetchNext();
    expect(page.pageInfo.hasNextPage).toBe(false);
    expect(new Set(page.nodes.map((issue) => issue.title)).size).toBe(12);
  });

  it("plans: projects, milestones, updates, cycles, initiatives", async () => {
    const launch = { name: "Launch", teamIds: [team("ENG")], targetDate: "2026-06-30" };
    const project = await made((await client.createProject(launch)).project);
    const beta = { name: "Beta", projectId: project.id };
    const milestone = await made((await client.createProjectMilestone(beta)).projectMilestone);
    await client.updateIssue(uuid, { projectId: project.id, projectMilestoneId: milestone.id });
    expect((await project.issues()).nodes.map((issue) => issue.identifier)).toEqual(["ENG-1"]);
    const health = LinearDocument.ProjectUpdateHealthType.AtRisk;
    await client.createProjectUpdate({ projectId: project.id, body: "On it", health });
    const read = await client.project(project.id);
    expect(read).toMatchObject({ name: "Launch", health: "atRisk", progress: 0.25 });
    expect((await read.status)?.type).toBe("backlog");

    const initiative = await made((await client.createInitiative({ name: "Grow" })).initiative);
    const child = await made((await client.createInitiative({ name: "Grow faster" })).initiative);
    await client.createInitiativeRelation({ initiativeId: initiative.id, relatedInitiativeId: child.id });
    await client.createInitiativeToProject({ initiativeId: child.id, projectId: read.id });
    expect((await initiative.subInitiatives()).nodes.map((one) => one.name)).toEqual(["Grow faster"]);
    expect((await (await client.initiative(child.id)).projects()).nodes.map((one) => one.name)).toEqual([
      "Launch",
    ]);

    const span = { startsAt: new Date("2026-03-01"), endsAt: new Date("2026-03-15") };
    const cycle = await made((await client.createCycle({ teamId: team("ENG"), ...span })).cycle);
    await client.updateIssue(uuid, { cycleId: cycle.id });
    expect((await (await client.team("ENG")).activeCycle)?.number).toBe(1);
  });

  it("relates issues both ways", async () => {
    await client.createIssueRelation({
      issueId: "ENG-1",
      relatedIssueId: "OPS-1",
      type: LinearDocument.IssueRelationType.Blocks,
    });
    const blocked = await client.issue("OPS-1");
    expect((await blocked.inverseRelations()).nodes.map((relation) => relation.type)).toEqual(["blocks"]);
    const found = await client.issues({ filter: { hasBlockedByRelations: { eq: true } } });
    expect(found.nodes.map((issue) => issue.identifier)).toEqual(["OPS-1"]);
  });

  it("uploads a file and reads it back with the key only", async () => {
    const { uploadFile } = await client.fileUpload("text/plain", "note.txt", 5);
    const headers = Object.fromEntries((uploadFile?.headers ?? []).map(({ key, value }) => [key, value]));
    const put = await fetch(uploadFile?.uploadUrl ?? "", {
      method: "PUT",
      body: "hello",
      headers: { ...headers, "content-type": "text/plain" },
    });
    expect(put.status).toBe(200);
    expect((await fetch(uploadFile?.assetUrl ?? "")).status).toBe(401);
    const read = await fetch(uploadFile?.assetUrl ?? "", { headers: { authorization: twin.apiKey } });
    expect(await read.text()).toBe("hello");
  });

  it("trashes, restores and deletes for good", async () => {
    await client.deleteIssue("OPS-2");
    const gone = await client.issues({ filter: { id: { eq: "OPS-2" } } });
    expect(gone.nodes).toEqual([]);
    expect((await client.issue("OPS-2")).trashed).toBe(true);
    await client.unarchiveIssue("OPS-2");
    expect((await client.issue("OPS-2")).trashed).toBeUndefined();
    await client.deleteIssue("OPS-2", { permanentlyDelete: true });
    await expect(client.issue("OPS-2")).rejects.toThrow(/Entity not found: Issue/);
  });

  it("tells each refusal by its class", async () => {
    const apiUrl = served ? `${served.baseUrl}/graphql` : "https://api.linear.app/graphql";
    const stranger = new LinearClient({ apiKey: "lin_api_wrong", apiUrl });
    await expect(stranger.viewer).rejects.toBeInstanceOf(AuthenticationLinearError);
    await expect(client.createIssue({ teamId: "nope", title: "x" })).rejects.toBeInstanceOf(
      InvalidInputLinearError,
    );
    await expect(client.client.rawRequest("{ nonsense }")).rejects.toSatisfy((error: unknown) =>
      String(error).includes("nonsense"),
    );
    await expect(client.issues({ first: 250 })).rejects.toThrow(/too complex/i);
    twin.faults.add({ kind: "rate-limit", retryAfterSeconds: 30, times: 1 });
    const limited = await client.viewer.catch((error: unknown) => error);
    expect(limited).toBeInstanceOf(RatelimitedLinearError);
    expect(limited).toMatchObject({
      status: 400,
      requestsRemaining: 0,
      requestsResetAt: twin.agenda.now() + 30_000,
    });
  });

  async function ada() {
    const [found] = (await client.users({ filter: { email: { eq: "ada@acme.example" } } })).nodes;
    if (!found) throw new Error("Ada is missing");
    return found;
  }
});
