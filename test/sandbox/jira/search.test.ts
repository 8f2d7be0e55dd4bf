import { describe, expect, it } from "vitest";
import { found, refusal } from "./answers.ts";
import { scene } from "./scene.ts";

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    project: "APP",
    summary: `Issue ${index + 1}`,
    updated: new Date(Date.parse("2026-03-01T00:00:00Z") + index * 60_000).toISOString(),
    properties: { mark: { index } },
  }));

describe("search", () => {
  it("gives ids alone unless fields are asked for, thousands on a page", async () => {
    const { call } = scene({ issues: many(250) });
    const answer = found(await call("POST", "/search/jql", { jql: "project = APP", maxResults: 5000 }));
    expect(answer.issues).toHaveLength(250);
    expect(answer.issues[0]).toEqual({ id: "10249", fields: {}, properties: {} });
    expect(answer).toMatchObject({ isLast: true });
    expect(answer.nextPageToken).toBeUndefined();
  });

  it("gives a hundred on a page with fields, whatever is asked, and a token for the next", async () => {
    const { call } = scene({ issues: many(250) });
    const query = { jql: "project = APP ORDER BY key", fields: ["summary"], maxResults: 5000 };
    const pages = [found(await call("POST", "/search/jql", query))];
    for (let page = pages[0]; page?.nextPageToken !== undefined; page = pages.at(-1)) {
      pages.push(found(await call("POST", "/search/jql", { ...query, nextPageToken: page.nextPageToken })));
    }
    expect(pages.map(({ issues }) => issues.length)).toEqual([100, 100, 50]);
    const titles = pages.flatMap(({ issues }) => issues.map(({ fields }) => fields["summary"]));
    expect(new Set(titles).size).toBe(250);
  });

  it("runs the query anew for each page, so an issue updated meanwhile jumps over the cursor", async () => {
    const { call, twin } = scene({ issues: many(4) });
    const query = { jql: "project = APP ORDER BY updated ASC", fields: ["key"], maxResults: 2 };
    // The page limit of ids does not apply to a smaller one that is asked for.
    const first = found(await call("POST", "/search/jql", query));
    twin.act({ as: "Ada Lovelace", do: "editIssue", issue: "APP-1", summary: "Jumped to the end" });
    const second = found(await call("POST", "/search/jql", { ...query, nextPageToken: first.nextPageToken }));
    const seen = [...first.issues, ...second.issues].map(({ key }) => key);
    expect(seen).toEqual(["APP-1", "APP-2", "APP-4", "APP-1"]);
  });

  it("refuses a token of another query", async () => {
    const { call } = scene({ issues: many(3) });
    const { nextPageToken } = found(
      await call("POST", "/search/jql", { jql: "project = APP", fields: ["key"], maxResults: 1 }),
    );
    const answer = await call("POST", "/search/jql", { jql: "project in (APP)", nextPageToken });
    expect(refusal(answer).status).toBe(400);
  });

  it("carries at most five properties, and no more than fifty issues to reconcile", async () => {
    const { call } = scene({ issues: many(1) });
    const properties = ["mark", "b", "c", "d", "e"];
    const [issue] = found(await call("POST", "/search/jql", { jql: "key = APP-1", properties })).issues;
    expect(issue?.properties).toEqual({ mark: { index: 0 } });
    const sixth = { jql: "key = APP-1", properties: [...properties, "f"] };
    expect(refusal(await call("POST", "/search/jql", sixth)).status).toBe(400);
    const reconcileIssues = Array.from({ length: 51 }, (_, index) => index);
    expect(refusal(await call("POST", "/search/jql", { jql: "key = APP-1", reconcileIssues })).status).toBe(
      400,
    );
  });

  it("embeds the first comments of an issue and says how many there are", async () => {
    const comments = Array.from({ length: 25 }, (_, index) => ({
      author: "Ada Lovelace",
      body: `Comment ${index}`,
    }));
    const { call, twin } = scene({ issues: [{ project: "APP", summary: "Talk", comments }] });
    const embedded = async () => {
      const answer = await call("POST", "/search/jql", { jql: "project = APP", fields: ["comment"] });
      return found(answer).issues[0]?.fields["comment"];
    };
    expect(await embedded()).toMatchObject({ total: 25, maxResults: 20, startAt: 0 });
    twin.switches.change({ embeddedComments: 0 });
    expect(await embedded()).toMatchObject({ total: 25, comments: [] });
    const page = await call("GET", "/issue/APP-1/comment?startAt=20&maxResults=3");
    expect(page.body).toMatchObject({ total: 25, startAt: 20, maxResults: 3, comments: [{}, {}, {}] });
  });

  it("counts approximately, without a list", async () => {
    const { call } = scene({ issues: many(7) });
    const { body } = await call("POST", "/search/approximate-count", { jql: "project = APP" });
    expect(body).toEqual({ count: 7 });
  });
});

describe("the index", () => {
  const lagging = () => {
    const stage = scene({ issues: many(2) });
    stage.twin.switches.change({ indexLagMilliseconds: 60_000 });
    const titles = async (jql: string, reconcileIssues: number[] = []) => {
      const answer = await stage.call("POST", "/search/jql", { jql, fields: ["summary"], reconcileIssues });
      return found(answer).issues.map(({ fields }) => fields["summary"]);
    };
    return { ...stage, titles };
  };

  it("sees a new issue only after its lag, and at once where it is reconciled", async () => {
    const { twin, titles } = lagging();
    twin.act({ as: "Ada Lovelace", do: "createIssue", project: "APP", summary: "Fresh" });
    expect(await titles("project = APP")).toEqual(["Issue 2", "Issue 1"]);
    expect(await titles("project = APP", [10_002])).toEqual(["Fresh", "Issue 2", "Issue 1"]);
    await twin.agenda.advance(60_000);
    expect(await titles("project = APP")).toEqual(["Fresh", "Issue 2", "Issue 1"]);
  });

  it("sees an issue as it was until an edit is indexed, though reading it tells the truth", async () => {
    const { call, twin, titles } = lagging();
    twin.act({ as: "Ada Lovelace", do: "editIssue", issue: "APP-1", summary: "Edited" });
    await twin.agenda.advance(30_000);
    twin.act({ as: "Ada Lovelace", do: "editIssue", issue: "APP-1", summary: "Edited again" });
    expect(await titles("project = APP")).toEqual(["Issue 2", "Issue 1"]);
    expect(await titles("summary ~ again", [10_000])).toEqual(["Edited again"]);
    const fetched = await call("POST", "/issue/bulkfetch", {
      issueIdsOrKeys: ["APP-1"],
      fields: ["summary"],
    });
    expect(found(fetched).issues[0]?.fields).toEqual({ summary: "Edited again" });
    await twin.agenda.advance(30_000);
    expect(await titles("project = APP")).toEqual(["Issue 2", "Edited"]);
    await twin.agenda.advance(30_000);
    expect(await titles("project = APP")).toEqual(["Issue 2", "Edited again"]);
  });

  it("goes on finding a deleted issue for as long as it lags", async () => {
    const { call, twin, titles } = lagging();
    twin.act({ as: "Ada Lovelace", do: "deleteIssue", issue: "APP-2" });
    expect(await titles("project = APP")).toEqual(["Issue 1", "Issue 2"].reverse());
    expect((await call("GET", "/issue/10001")).status).toBe(404);
    await twin.agenda.advance(60_000);
    expect(await titles("project = APP")).toEqual(["Issue 1"]);
  });
});
