import { createCloudClient, isNotFoundError, isRateLimitError } from "jira.js";
import { http } from "msw";
import { setupServer } from "msw/node";
import { describe, expect, it } from "vitest";
import type { Clock } from "#sync/model/effects.ts";
import { serve } from "#sync/sandbox/kit/serve.ts";
import type { JiraTwin } from "#sync/sandbox/jira/twin.ts";
import { scene, words } from "./scene.ts";

const REAL_TIME: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener("abort", () => {
        clearTimeout(timer);
        reject(new Error("closed"));
      });
    }),
};

const SEED = {
  customFields: [{ name: "Score", kind: "number" as const, ownedByApp: true }],
  issues: [{ project: "LIN", summary: "Already here" }],
};

/** Every answer is checked by the client's own schemas; the first that does not fit fails the test. */
const strict = { onSchemaMismatch: "throw" } as const;

/** What a careful user of jira.js does in an afternoon. */
async function longScenario(host: string, twin: JiraTwin): Promise<void> {
  const jira = createCloudClient({ host, auth: { type: "basic", ...twin.credentials }, ...strict });

  const me = await jira.myself.getCurrentUser();
  expect([me.displayName, me.timeZone]).toEqual(["Throughline", "UTC"]);
  expect((await jira.serverInfo.getServerInfo()).baseUrl).toBe(host);
  expect((await jira.projects.searchProjects()).values.map(({ key }) => key)).toEqual(["APP", "LIN", "REQ"]);
  const project = await jira.projects.getProject({ projectIdOrKey: "APP" });
  expect(project.issueTypes?.map(({ name }) => name)).toContain("Sub-task");
  expect(await jira.projects.getAllStatuses({ projectIdOrKey: "APP" })).toHaveLength(5);
  expect(await jira.projectComponents.getProjectComponents({ projectIdOrKey: "APP" })).toHaveLength(2);
  expect(await jira.projectVersions.getProjectVersions({ projectIdOrKey: "APP" })).toHaveLength(1);
  expect(await jira.issueTypes.getIssueAllTypes()).toHaveLength(5);
  expect((await jira.issuePriorities.searchPriorities()).values.map(({ name }) => name)).toContain("Highest");
  expect((await jira.status.search()).values?.length).toBe(6);
  expect((await jira.workflowStatuses.getStatuses()).length).toBe(6);
  expect((await jira.issueFields.getFields()).find(({ name }) => name === "Story Points")?.id).toBe(
    "customfield_10016",
  );
  expect((await jira.users.getAllUsers()).length).toBe(5);
  const [assignable] = await jira.userSearch.findAssignableUsers({ project: "APP", query: "Ada" });
  const types = await jira.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: "APP" });
  const storyType = types.issueTypes?.find(({ name }) => name === "Story")?.id ?? "";
  const meta = await jira.issues.getCreateIssueMetaIssueTypeId({
    projectIdOrKey: "APP",
    issueTypeId: storyType,
  });
  expect(meta.fields?.find(({ fieldId }) => fieldId === "summary")?.required).toBe(true);
  const mine = await jira.permissions.getMyPermissions({ permissions: "EDIT_ISSUES" });
  expect(mine.permissions).toMatchObject({ EDIT_ISSUES: { havePermission: true } });

  const base = { project: { key: "APP" }, issuetype: { id: storyType } };
  const one = await jira.issues.createIssue({
    fields: {
      ...base,
      summary: "One",
      description: words("From a client"),
      assignee: { accountId: assignable?.accountId },
    },
    properties: [{ key: "mark", value: { link: "l1" } }],
  });
  const bulk = await jira.issues.createIssues({
    issueUpdates: [
      { fields: { ...base, summary: "Two" } },
      { fields: { ...base } },
      { fields: { ...base, summary: "Three" }, transition: { id: "31" } },
    ],
  });
  expect(bulk.issues?.map(({ key }) => key)).toEqual(["APP-2", "APP-3"]);
  expect(bulk.errors?.map(({ failedElementNumber }) => failedElementNumber)).toEqual([1]);

  const key = one.key;
  await jira.issues.editIssue({
    issueIdOrKey: key,
    fields: { summary: "One, edited", customfield_10016: 3 },
    update: { labels: [{ add: "mirrored" }] },
  });
  await jira.issues.editIssue({ issueIdOrKey: key, fields: { assignee: null } });
  const { transitions } = await jira.issues.getTransitions({
    issueIdOrKey: key,
    expand: "transitions.fields",
  });
  const done = transitions?.find(({ to }) => to?.name === "Done")?.id ?? "";
  await jira.issues.doTransition({ issueIdOrKey: key, transition: { id: done } });
  const read = await jira.issues.getIssue({
    issueIdOrKey: key,
    expand: "changelog,names",
    properties: ["mark"],
  });
  expect(read.fields).toMatchObject({ summary: "One, edited", labels: ["mirrored"], assignee: null });
  expect(read.fields?.["status"]).toMatchObject({ name: "Done" });
  expect(read.properties).toEqual({ mark: { link: "l1" } });
  expect(read.changelog?.histories).toHaveLength(3);
  expect((await jira.issues.getChangeLogs({ issueIdOrKey: key })).total).toBe(3);
  const changelogs = await jira.issues.getBulkChangelogs({
    issueIdsOrKeys: [key, "APP-2"],
    fieldIds: ["status"],
  });
  expect(changelogs.issueChangeLogs?.flatMap(({ changeHistories }) => changeHistories)).toHaveLength(1);
  const fetched = await jira.issues.bulkFetchIssues({
    issueIdsOrKeys: [key, "APP-2", "NO-1"],
    fields: ["summary"],
  });
  expect([fetched.issues?.length, fetched.issueErrors?.length]).toEqual([2, 1]);

  const jql = 'project = APP AND updated >= "-1h" ORDER BY key';
  const first = await jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({
    jql,
    fields: ["summary"],
    maxResults: 2,
  });
  expect(first.issues?.map(({ key: found }) => found)).toEqual(["APP-1", "APP-2"]);
  const rest = await jira.issueSearch.searchAndReconsileIssuesUsingJql({
    jql,
    fields: ["summary"],
    ...(first.nextPageToken ? { nextPageToken: first.nextPageToken } : {}),
  });
  expect([rest.isLast, rest.issues?.length]).toEqual([true, 1]);
  expect((await jira.issueSearch.countIssues({ jql })).count).toBe(3);

  const comment = await jira.issueComments.addComment({ issueIdOrKey: key, body: words("Hello") });
  const id = comment.id ?? "";
  await jira.issueCommentProperties.setCommentProperty({
    commentId: id,
    propertyKey: "mark",
    body: { a: 1 },
  });
  await jira.issueComments.updateComment({ issueIdOrKey: key, id, body: { body: words("Hello again") } });
  const listed = await jira.issueComments.getCommentsByIds({ ids: [Number(id)], expand: "properties" });
  expect(listed.values[0]?.properties).toEqual([{ key: "mark", value: { a: 1 } }]);
  expect((await jira.issueComments.getComments({ issueIdOrKey: key })).total).toBe(1);
  await jira.issueComments.deleteComment({ issueIdOrKey: key, id });

  await jira.issueProperties.setIssueProperty({
    issueIdOrKey: key,
    propertyKey: "p",
    body: { deep: { er: 1 } },
  });
  expect(
    (await jira.issueProperties.getIssueProperty({ issueIdOrKey: key, propertyKey: "p" })).value,
  ).toEqual({ deep: { er: 1 } });
  expect((await jira.issueProperties.getIssuePropertyKeys({ issueIdOrKey: key })).keys).toHaveLength(2);
  await jira.issueProperties.deleteIssueProperty({ issueIdOrKey: key, propertyKey: "p" });
  // Follows Jira's 303 to the task.
  await jira.issueProperties.bulkSetIssuePropertiesByIssue({
    issues: [{ issueID: Number(one.id), properties: { m: { n: 1 } } }],
  });

  const [attachment] = await jira.issueAttachments.addAttachment({
    issueIdOrKey: key,
    attachments: { filename: "notes.txt", content: "some notes" },
  });
  const content = await jira.issueAttachments.getAttachmentContent({ id: attachment?.id ?? "" });
  expect(new TextDecoder().decode(content)).toBe("some notes");
  expect((await jira.issueAttachments.getAttachment({ id: attachment?.id ?? "" })).size).toBe(10);

  await jira.issueLinks.linkIssues({
    type: { name: "Blocks" },
    inwardIssue: { key },
    outwardIssue: { key: "APP-2" },
  });
  expect((await jira.issueLinks.getIssueLink({ linkId: "10000" })).type?.name).toBe("Blocks");
  await jira.issueLinks.deleteIssueLink({ linkId: "10000" });
  const remote = {
    issueIdOrKey: key,
    globalId: "linear=1",
    object: { url: "https://linear.app/1", title: "L-1" },
  };
  await jira.issueRemoteLinks.createOrUpdateRemoteIssueLink(remote);
  await jira.issueRemoteLinks.createOrUpdateRemoteIssueLink({
    ...remote,
    object: { ...remote.object, title: "L-2" },
  });
  expect(await jira.issueRemoteLinks.getRemoteIssueLinks({ issueIdOrKey: key })).toMatchObject([
    { object: { title: "L-2" } },
  ]);
  await jira.issueRemoteLinks.deleteRemoteIssueLinkByGlobalId({ issueIdOrKey: key, globalId: "linear=1" });

  const moved = await jira.issueBulkOperations.submitBulkTransition({
    bulkTransitionInputs: [{ selectedIssueIdsOrKeys: ["APP-2"], transitionId: "41" }],
  });
  await expect
    .poll(
      async () =>
        (await jira.issueBulkOperations.getBulkOperationProgress({ taskId: moved.taskId ?? "" })).status,
    )
    .toBe("COMPLETE");

  const app = createCloudClient({ host, auth: { type: "bearer", token: twin.app.bearerToken }, ...strict });
  await app.issueCustomFieldValuesApps.updateCustomFieldValue({
    fieldIdOrKey: "customfield_10100",
    updates: [{ issueIds: [Number(one.id)], value: 12 }],
  });
  const registered = await app.webhooks.registerDynamicWebhooks({
    url: "https://throughline.test/hook",
    webhooks: [{ events: ["jira:issue_created"], jqlFilter: "project = APP" }],
  });
  const webhookId = registered.webhookRegistrationResult?.[0]?.createdWebhookId ?? 0;
  expect((await app.webhooks.refreshWebhooks({ webhookIds: [webhookId] })).expirationDate).toBeGreaterThan(
    Date.now(),
  );
  expect((await app.webhooks.getDynamicWebhooksForApp()).total).toBe(1);
  await app.webhooks.deleteWebhookById({ webhookIds: [webhookId] });

  expect((await jira.labels.getAllLabels()).values).toEqual(["mirrored"]);
  twin.faults.add({ kind: "rate-limit", retryAfterSeconds: 3, times: 1 });
  const limited: unknown = await jira.myself.getCurrentUser().catch((error: unknown) => error);
  expect(isRateLimitError(limited) && limited.retryAfterMs).toBe(3000);
  await jira.issues.deleteIssue({ issueIdOrKey: key });
  const gone: unknown = await jira.issues.getIssue({ issueIdOrKey: key }).catch((error: unknown) => error);
  expect(isNotFoundError(gone)).toBe(true);

  const [deleted, two, three] = ["APP-1", "APP-2", "APP-3"].map((name) =>
    twin.dump().issues.find((issue) => issue.key === name),
  );
  expect(deleted).toBeUndefined();
  expect(two).toMatchObject({ summary: "Two", status: { name: "In Review" } });
  expect(three).toMatchObject({ summary: "Three", status: { name: "In Progress" } });
}

describe("jira.js, a client nobody here wrote", () => {
  it("works a long scenario through over HTTP", async () => {
    const { twin } = scene(SEED, { clock: REAL_TIME });
    const served = await serve((request) => twin.handle(request));
    twin.baseUrl = served.baseUrl;
    try {
      await longScenario(served.baseUrl, twin);
    } finally {
      await served.close();
      twin.close();
    }
  });

  it("works the same scenario through against the site's real name, answered in the process", async () => {
    const { twin } = scene(SEED, { clock: REAL_TIME });
    const host = "https://example.atlassian.net";
    const server = setupServer(http.all(`${host}/*`, ({ request }) => twin.handle(request)));
    server.listen({ onUnhandledFrame: "error" });
    try {
      await longScenario(host, twin);
    } finally {
      server.close();
      twin.close();
    }
  });
});
