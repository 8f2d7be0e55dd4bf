import { z } from "zod";
import { body, ok, readPoints, wholeNumber, type Call, type Route } from "../call.ts";
import { refuse } from "../errors.ts";
import { fieldNames, issueView, wantedFields, type Wanted } from "../issue-view.ts";
import { search } from "../jql/search.ts";
import type { Issue } from "../model.ts";

const MAXIMUM_PAGE = 5_000;
const MAXIMUM_PROPERTIES = 5;
const MAXIMUM_RECONCILED = 50;

const searchSchema = z.strictObject({
  jql: z.string().default(""),
  fields: z.array(z.string()).default([]),
  properties: z.array(z.string()).default([]),
  expand: z.string().default(""),
  maxResults: z.int().nonnegative().default(50),
  nextPageToken: z.string().nullish(),
  reconcileIssues: z.array(z.int()).default([]),
  fieldsByKeys: z.boolean().optional(),
});
type Search = z.infer<typeof searchSchema>;

export const searchRoutes: readonly Route[] = [
  { method: "POST", path: "/search/jql", handle: (call) => answer(call, body(call, searchSchema)) },
  { method: "GET", path: "/search/jql", handle: (call) => answer(call, fromQuery(call)) },
  {
    method: "POST",
    path: "/search/approximate-count",
    handle: (call) => {
      const { jql } = body(call, z.strictObject({ jql: z.string().default("") }));
      return ok({ count: search(call.site, call.account, jql).length });
    },
  },
];

function fromQuery(call: Call): Search {
  const list = (name: string) => call.query.getAll(name).flatMap((value) => value.split(","));
  return {
    jql: call.query.get("jql") ?? "",
    fields: list("fields"),
    properties: list("properties"),
    expand: call.query.get("expand") ?? "",
    maxResults: wholeNumber(call, "maxResults", 50),
    nextPageToken: call.query.get("nextPageToken"),
    reconcileIssues: list("reconcileIssues")
      .filter((id) => id !== "")
      .map(Number),
  };
}

function answer(call: Call, asked: Search) {
  const { site, renderer } = call;
  if (asked.properties.length > MAXIMUM_PROPERTIES) {
    throw refuse(400, `The maximum number of issue properties to retrieve is ${MAXIMUM_PROPERTIES}.`);
  }
  if (asked.reconcileIssues.length > MAXIMUM_RECONCILED) {
    throw refuse(400, `The maximum number of issues to reconcile is ${MAXIMUM_RECONCILED}.`);
  }
  const fields = wantedFields(renderer, asked.fields, "id");
  const expand = new Set(asked.expand.split(",").map((item) => item.trim()));
  const named = asked.fields.map((field) => field.trim()).filter((field) => field !== "");
  const idsOnly = named.every((field) => field === "id") && asked.expand === "";
  const light = fields.length === 0 && asked.properties.length === 0 && asked.expand === "";
  const size = Math.min(
    asked.maxResults === 0 ? MAXIMUM_PAGE : asked.maxResults,
    light ? MAXIMUM_PAGE : site.switches.values.searchPageWithFields,
  );
  // Every page runs the query anew, so items move between pages while others change.
  const from = offsetOf(asked);
  const found = search(site, call.account, asked.jql, new Set(asked.reconcileIssues));
  const issues = found.slice(from, from + size);
  const isLast = from + size >= found.length;
  const wanted: Wanted = {
    fields,
    properties: asked.properties,
    expand: new Set([...expand].filter((name) => name !== "names")),
    comments: site.switches.values.embeddedComments,
  };
  return ok(
    {
      issues: issues.map((issue) => render(issue)),
      ...(isLast ? {} : { nextPageToken: tokenOf(asked, from + size) }),
      isLast,
      ...(expand.has("names") ? { names: fieldNames(renderer, fields) } : {}),
    },
    readPoints(issues.length),
  );

  function render(issue: Issue): Record<string, unknown> {
    if (!idsOnly) return issueView(renderer, issue, wanted);
    const view = asked.properties.length > 0 ? issueView(renderer, issue, wanted) : {};
    return { id: String(issue.id), ...("properties" in view ? { properties: view["properties"] } : {}) };
  }
}

/** The token says where the next page starts and of which query: it says nothing of what was there before. */
function tokenOf(asked: Search, offset: number): string {
  return Buffer.from(JSON.stringify([offset, asked.jql])).toString("base64url");
}

const tokenSchema = z.tuple([z.int().nonnegative(), z.string()]);

function offsetOf(asked: Search): number {
  if (asked.nextPageToken == null || asked.nextPageToken === "") return 0;
  const decoded = Buffer.from(asked.nextPageToken, "base64url").toString("utf8");
  const parsed = tokenSchema.safeParse(jsonOrNull(decoded));
  if (!parsed.success || parsed.data[1] !== asked.jql) {
    throw refuse(400, "The provided next page token is invalid or expired.");
  }
  return parsed.data[0];
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
