import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Contract, contractIsHere } from "./contract.ts";
import { ADA, scene, settle, words, type Scene } from "./scene.ts";

const idOf = z.looseObject({ id: z.coerce.string() });
const page = z.looseObject({ nextPageToken: z.string() });

/** One pass over every endpoint that Atlassian's facts name, refusals included. */
async function visitEverything({ call, twin }: Scene): Promise<void> {
  const app = `Bearer ${twin.app.bearerToken}`;
  const created = idOf.parse(
    (
      await call("POST", "/issue", {
        fields: {
          project: { key: "APP" },
          issuetype: { name: "Story" },
          summary: "A story",
          description: words("Long ago"),
          labels: ["one"],
          priority: { name: "High" },
          duedate: "2026-04-01",
          components: [{ name: "Backend" }],
          fixVersions: [{ name: "1.0" }],
          customfield_10016: 5,
        },
        properties: [{ key: "throughline-link", value: { link: "l1" } }],
        transition: { id: "31" },
      })
    ).body,
  ).id;
  await call("POST", "/issue", { fields: { project: { key: "NOPE" } } });
  const fields = { project: { key: "APP" }, issuetype: { name: "Task" }, summary: "Bulk" };
  await call("POST", "/issue/bulk", {
    issueUpdates: [{ fields, update: {} }, { fields: {} }, { fields: { ...fields, labels: ["a b"] } }],
  });
  await call("POST", "/issue/bulk", { issueUpdates: [{ fields: {} }] });
  await call("GET", `/issue/${created}?expand=transitions,changelog,names&properties=*all`);
  await call("GET", "/issue/NOPE-1");
  await call("PUT", `/issue/${created}`, {
    fields: { summary: "Changed", assignee: null },
    update: { labels: [{ add: "two" }, { remove: "one" }] },
    properties: [{ key: "a", value: 1 }],
  });
  await call("PUT", `/issue/${created}?returnIssue=true`, { fields: { description: null } });
  await call("PUT", `/issue/${created}`, { fields: { nothing: 1 } });
  await call("PUT", `/issue/${created}/assignee`, { accountId: null });
  await call("GET", `/issue/${created}/transitions?expand=transitions.fields`);
  await call("POST", `/issue/${created}/transitions`, {
    transition: { id: "51" },
    update: { comment: [{ add: { body: words("Done!") } }] },
  });
  await call("POST", `/issue/${created}/transitions`, { transition: { id: "999" } });
  await call("GET", `/issue/${created}/changelog`);
  await call("POST", "/changelog/bulkfetch", { issueIdsOrKeys: [created], fieldIds: ["summary"] });
  await call("POST", "/issue/bulkfetch", {
    issueIdsOrKeys: [created, "NOPE-1"],
    fields: ["*all"],
    properties: ["a"],
    expand: ["changelog"],
  });
  await call("POST", "/issue/bulkfetch", { issueIdsOrKeys: [] });

  const search = { jql: "project = APP ORDER BY key", fields: ["summary"], maxResults: 1, expand: "names" };
  const { nextPageToken } = page.parse((await call("POST", "/search/jql", search)).body);
  await call("POST", "/search/jql", { ...search, nextPageToken, properties: ["a"] });
  await call("POST", "/search/jql", { jql: "order by key" });
  await call("GET", "/search/jql?jql=project%20%3D%20APP&fields=status,comment");
  await call("POST", "/search/approximate-count", { jql: "project = APP" });

  const comment = idOf.parse(
    (
      await call("POST", `/issue/${created}/comment`, {
        body: words("Hello"),
        properties: [{ key: "k", value: 1 }],
      })
    ).body,
  ).id;
  await call("POST", `/issue/${created}/comment`, { body: "no document" });
  await call("GET", `/issue/${created}/comment?orderBy=-created&maxResults=1`);
  await call("GET", `/issue/${created}/comment/${comment}`);
  await call("PUT", `/issue/${created}/comment/${comment}`, { body: words("Hello again") });
  await call("POST", "/comment/list?expand=properties", { ids: [Number(comment), 1] });
  await call("PUT", `/comment/${comment}/properties/mark`, { a: 1 });
  await call("GET", `/comment/${comment}/properties`);
  await call("GET", `/comment/${comment}/properties/mark`);
  await call("DELETE", `/comment/${comment}/properties/mark`);
  await call("DELETE", `/issue/${created}/comment/${comment}`);

  await call("POST", `/issue/${created}/notify`, { subject: "s", textBody: "t", to: { reporter: true } });
  await call("POST", `/issue/${created}/notify`, { textBody: "t", to: { users: [] } });

  await call("PUT", `/issue/${created}/properties/b`, { any: "json" });
  await call("PUT", `/issue/${created}/properties/b`, [1, 2]);
  await call("GET", `/issue/${created}/properties`);
  await call("GET", `/issue/${created}/properties/b`);
  await call("GET", `/issue/${created}/properties/none`);
  await call("DELETE", `/issue/${created}/properties/b`);
  await call("POST", "/issue/properties/multi", {
    issues: [{ issueID: Number(created), properties: { m: { n: 1 } } }],
  });
  await call("POST", "/issue/properties", { entitiesIds: [Number(created)], properties: { p: { q: 1 } } });
  await call("PUT", "/issue/properties/q", { value: 1, filter: { entityIds: [Number(created)] } });
  await settle(twin, 1000);
  await call("GET", "/task/10000");

  const other = idOf.parse(
    (await call("POST", "/issue", { fields: { ...fields, summary: "Other" } })).body,
  ).id;
  await call("POST", "/issueLink", {
    type: { name: "Blocks" },
    inwardIssue: { id: created },
    outwardIssue: { id: other },
  });
  await call("GET", "/issueLink/10000");
  await call("GET", `/issue/${created}?fields=issuelinks`);
  await call("DELETE", "/issueLink/10000");
  const remote = { globalId: "system=linear&id=1", object: { url: "https://linear.app/x/1", title: "X-1" } };
  await call("POST", `/issue/${created}/remotelink`, { ...remote, relationship: "mirrors" });
  await call("POST", `/issue/${created}/remotelink`, remote);
  await call("GET", `/issue/${created}/remotelink`);
  await call("GET", `/issue/${created}/remotelink/10000`);
  await call("DELETE", `/issue/${created}/remotelink/10000`);

  await call(
    "PUT",
    "/app/field/customfield_10100/value",
    { updates: [{ issueIds: [Number(created)], value: 7 }] },
    app,
  );
  await call(
    "POST",
    "/app/field/value",
    { updates: [{ customField: "customfield_10100", issueIds: [Number(created)], value: 8 }] },
    app,
  );
  await call("PUT", "/app/field/customfield_10100/value", { updates: [{ issueIds: [1], value: 7 }] });
  await call(
    "POST",
    "/webhook",
    {
      url: "https://throughline.test/hook",
      webhooks: [
        { events: ["jira:issue_updated"], jqlFilter: "project = APP", fieldIdsFilter: ["summary"] },
        { events: ["jira:issue_updated"], jqlFilter: "summary ~ x" },
      ],
    },
    app,
  );
  await call("GET", "/webhook", undefined, app);
  await call("PUT", "/webhook/refresh", { webhookIds: [1] }, app);
  await call("DELETE", "/webhook", { webhookIds: [1] }, app);
  await call("GET", "/webhook");

  await call("POST", "/bulk/issues/transition", {
    bulkTransitionInputs: [{ selectedIssueIdsOrKeys: [other], transitionId: "31" }],
  });
  await call("POST", "/bulk/issues/fields", {
    selectedIssueIdsOrKeys: [other],
    selectedActions: ["priority", "labels"],
    editedFieldsInput: {
      priority: { priorityId: "1" },
      labelsFields: [
        { fieldId: "labels", bulkEditMultiSelectFieldOption: "ADD", labels: [{ name: "bulk" }] },
      ],
    },
  });
  await call("POST", "/bulk/issues/move", {
    targetToSourcesMapping: {
      "LIN,10102": {
        issueIdsOrKeys: [other],
        inferClassificationDefaults: true,
        inferFieldDefaults: true,
        inferStatusDefaults: true,
        inferSubtaskTypeDefault: true,
      },
    },
  });
  await settle(twin, 1000);
  await call("GET", "/bulk/queue/10003");
  await call("GET", "/bulk/queue/1");

  for (const path of [
    "/myself",
    "/serverInfo",
    "/project/search?maxResults=2",
    "/project/APP",
    "/project/NOPE",
    "/project/APP/statuses",
    "/project/APP/components",
    "/project/APP/versions",
    "/issuetype",
    "/priority",
    "/priority/search",
    "/resolution/search",
    "/status",
    "/statuses/search",
    "/field",
    "/users/search",
    "/user/search?query=ada",
    "/user/assignable/search?project=APP",
    "/user/bulk?accountId=712020:throughline-service",
    "/user?accountId=712020:throughline-service",
    "/label",
    "/issue/createmeta/APP/issuetypes",
    "/issue/createmeta/APP/issuetypes/10104",
    "/issueLinkType",
    "/mypermissions?permissions=EDIT_ISSUES,BULK_CHANGE",
    "/mypermissions",
  ]) {
    await call("GET", path);
  }
  await call("GET", "/myself", undefined, "Basic nobody");
  await call("GET", "/myself", undefined, ADA);
  await call("DELETE", `/issue/${created}`);
}

describe.skipIf(!contractIsHere)("Atlassian's OpenAPI document (in ../shared/data/specs)", () => {
  it("is kept by every request and every answer of a pass over all endpoints", async () => {
    const contract = new Contract();
    const seed = { customFields: [{ name: "Score", kind: "number" as const, ownedByApp: true }] };
    await visitEverything(scene(seed, { wrap: (handle) => contract.watch(handle) }));
    expect(contract.mismatches).toEqual([]);
    expect(contract.seen.size).toBeGreaterThan(90);
  });
});
