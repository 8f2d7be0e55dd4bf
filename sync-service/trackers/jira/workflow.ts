import { z } from "zod";
import type { CallOptions, Container, WorkflowFacts } from "../tracker.ts";
import type { JiraClient } from "./client.ts";
import { searchPageSchema, transitionsSchema } from "./schemas.ts";
import { searchRequest } from "./search.ts";

const createMetaSchema = z.object({
  fields: z.array(
    z.object({
      fieldId: z.string(),
      name: z.string(),
      required: z.boolean().default(false),
      hasDefaultValue: z.boolean().default(false),
    }),
  ),
});

/** What every creation of ours brings, or Jira fills in by itself. */
const BROUGHT = new Set(["summary", "issuetype", "project", "reporter", "parent"]);
const META_PAGE = 200;

/**
 * Jira shows a workflow only through an issue that stands in it (its own description is for administrators):
 * one issue of each status is asked where it could go. Two requests a status, one a type.
 */
export async function readWorkflow(
  client: JiraClient,
  container: Container,
  options: CallOptions,
): Promise<WorkflowFacts> {
  const moves = await Promise.all(
    container.statuses.map(async ({ id: from }) => {
      const jql = `project = ${container.id} AND status = ${from} ORDER BY updated DESC`;
      const { issues } = await client.read(
        searchRequest({ jql, fields: ["id"], maxResults: 1 }),
        searchPageSchema,
        options,
      );
      const [sample] = issues;
      if (!sample) return [];
      const path = `/issue/${sample.id}/transitions?expand=transitions.fields`;
      const { transitions } = await client.read(
        { method: "GET", endpoint: "/issue/{id}/transitions", path },
        transitionsSchema,
        options,
      );
      return transitions.map(({ to, fields }) => ({
        from,
        to: to.id,
        requires: Object.entries(fields)
          .filter(([, field]) => field.required && !field.hasDefaultValue)
          .map(([id, field]) => field.name ?? id),
      }));
    }),
  );
  const asked = await Promise.all(
    container.issueTypes.map(async ({ id: type }) => {
      const path = `/issue/createmeta/${container.id}/issuetypes/${type}?maxResults=${META_PAGE}`;
      const { fields } = await client.read(
        { method: "GET", endpoint: "/issue/createmeta/{project}/issuetypes/{type}", path },
        createMetaSchema,
        options,
      );
      const missing = fields.filter(
        ({ fieldId, required, hasDefaultValue }) => required && !hasDefaultValue && !BROUGHT.has(fieldId),
      );
      return { type, fields: missing.map(({ name }) => name) };
    }),
  );
  return { moves: moves.flat(), asked: asked.filter(({ fields }) => fields.length > 0) };
}
