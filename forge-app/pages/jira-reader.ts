import { z } from "zod";
import type { IssueFace, JiraReader, ProjectReader } from "./backend.ts";
import type { FieldValue } from "./backlog/import/number-field.ts";

/** What Jira's REST API tells the viewer, over whatever carries the request. */
type RequestJira = (
  path: string,
  init?: { method: string; headers: Record<string, string>; body: string },
) => Promise<{ ok: boolean; status: number; json: () => Promise<unknown> }>;

const CATEGORIES: Readonly<Record<string, IssueFace["status"]["category"]>> = {
  new: "todo",
  undefined: "todo",
  indeterminate: "doing",
  done: "done",
};

const faceSchema = z.object({
  id: z.string(),
  fields: z.object({
    summary: z.string().nullable(),
    status: z.object({ name: z.string(), statusCategory: z.object({ key: z.string() }) }),
  }),
});
const facesSchema = z.object({ issues: z.array(faceSchema) });
const foundSchema = z.object({ issues: z.array(faceSchema.extend({ key: z.string() })) });
const idsSchema = z.object({
  issues: z.array(z.object({ id: z.string() })),
  nextPageToken: z.string().nullish(),
});
const peopleSchema = z.array(
  z.object({
    accountId: z.string(),
    accountType: z.string(),
    displayName: z.string(),
    active: z.boolean(),
  }),
);
const statusesSchema = z.array(z.object({ statuses: z.array(z.object({ name: z.string() })) }));
const fieldsSchema = z.array(
  z.object({ id: z.string(), name: z.string(), schema: z.object({ type: z.string() }).optional() }),
);
const valuesSchema = z.object({
  issues: z.array(z.object({ key: z.string(), fields: z.record(z.string(), z.unknown()) })),
  nextPageToken: z.string().nullish(),
});

export function jiraReader(request: RequestJira, open: (path: string) => void): JiraReader {
  const ask = asking(request);
  return {
    issues: async (ids) => {
      const asked = { issueIdsOrKeys: ids, fields: ["summary", "status"] };
      const { issues } = await ask("the titles", facesSchema, "/rest/api/3/issue/bulkfetch", asked);
      return issues.map(faceOf);
    },
    search: async (jql, most) => {
      const asked = { jql, fields: ["summary", "status"], maxResults: most };
      const { issues } = await ask("which issues match", foundSchema, "/rest/api/3/search/jql", asked);
      return issues.map((issue) => ({ ...faceOf(issue), key: issue.key }));
    },
    find: async (jql) => {
      const found = new Set<string>();
      let page: string | null | undefined;
      do {
        // With ids alone, Jira gives up to 5,000 at once.
        const asked = {
          jql,
          fields: ["id"],
          maxResults: 5_000,
          ...(page == null ? {} : { nextPageToken: page }),
        };
        const answer = await ask("which issues match", idsSchema, "/rest/api/3/search/jql", asked);
        for (const { id } of answer.issues) found.add(id);
        page = answer.nextPageToken;
      } while (page != null);
      return found;
    },
    people: async (text) => {
      const path = `/rest/api/3/user/search?maxResults=20&query=${encodeURIComponent(text)}`;
      const people = await ask("who is like that", peopleSchema, path);
      return people
        .filter(({ accountType, active }) => accountType === "atlassian" && active)
        .map(({ accountId, displayName }) => ({ id: accountId, name: displayName }));
    },
    open: (key) => open(`/browse/${key}`),
  };
}

/** Beside what the site tells, what a project does. */
export function projectReader(
  project: string,
  request: RequestJira,
  open: (path: string) => void,
): ProjectReader {
  const ask = asking(request);
  return {
    ...jiraReader(request, open),
    statuses: async () => {
      const path = `/rest/api/3/project/${encodeURIComponent(project)}/statuses`;
      const types = await ask("the project’s statuses", statusesSchema, path);
      return [...new Set(types.flatMap(({ statuses }) => statuses.map(({ name }) => name)))];
    },
    numberFields: async () => {
      const fields = await ask("the fields", fieldsSchema, "/rest/api/3/field");
      return fields
        .filter(({ id, schema }) => id.startsWith("customfield_") && schema?.type === "number")
        .map(({ id, name }) => ({ id, name }));
    },
    valuesOf: async (field) => {
      const clause = `cf[${field.replace("customfield_", "")}]`;
      const values: FieldValue[] = [];
      let page: string | null | undefined;
      do {
        const asked = {
          jql: `project = "${project}" AND statusCategory != Done AND ${clause} is not EMPTY ORDER BY key`,
          fields: [field],
          maxResults: 100,
          ...(page == null ? {} : { nextPageToken: page }),
        };
        const answer = await ask("the field’s values", valuesSchema, "/rest/api/3/search/jql", asked);
        for (const { key, fields } of answer.issues) {
          const value = fields[field];
          if (typeof value === "number") values.push({ key, value });
        }
        page = answer.nextPageToken;
      } while (page != null);
      return values;
    },
  };
}

function faceOf({ id, fields: { summary, status } }: z.output<typeof faceSchema>): IssueFace {
  return {
    id,
    title: summary ?? "",
    status: { name: status.name, category: CATEGORIES[status.statusCategory.key] ?? "todo" },
  };
}

function asking(request: RequestJira) {
  return async <Schema extends z.ZodType>(
    what: string,
    schema: Schema,
    path: string,
    body?: unknown,
  ): Promise<z.output<Schema>> => {
    const response = await (body === undefined
      ? request(path)
      : request(path, {
          method: "POST",
          headers: { "content-type": "application/json", accept: "application/json" },
          body: JSON.stringify(body),
        }));
    if (!response.ok) throw new Error(`Jira did not tell ${what} (HTTP ${response.status}).`);
    return schema.parse(await response.json());
  };
}
