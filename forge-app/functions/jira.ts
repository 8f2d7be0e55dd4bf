import { asApp, asUser, route } from "@forge/api";
import { z } from "zod";
import { SCORE_PROPERTY, scorePropertySchema } from "#shared/contract/score-property.ts";
import type { ScoreProperty } from "#shared/contract/score-property.ts";
import type { Trouble } from "./rpc.ts";

/** What the functions ask of Jira: as the viewer where it is about the viewer's rights, else as the app. */

const permissionsSchema = z.object({
  permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })),
});
const bulkSchema = z.object({
  issues: z.array(z.object({ id: z.string(), fields: z.object({ summary: z.string() }) })),
});
const propertySchema = z.object({ value: z.unknown() });

/** Null: Jira did not say, as when it is asked too often. Nobody is told then that they lack a right. */
export type Permitted = boolean | null;

export async function viewerMaySee(issueId: string): Promise<Permitted> {
  return permitted(
    route`/rest/api/3/mypermissions?permissions=BROWSE_PROJECTS&issueId=${issueId}`,
    "BROWSE_PROJECTS",
  );
}

export async function viewerMayEdit(issueId: string): Promise<Permitted> {
  return permitted(
    route`/rest/api/3/mypermissions?permissions=EDIT_ISSUES&issueId=${issueId}`,
    "EDIT_ISSUES",
  );
}

/** By the project's permissions; a workflow may forbid single issues beyond that. */
export async function viewerMayEditProject(key: string): Promise<Permitted> {
  return permitted(route`/rest/api/3/mypermissions?permissions=EDIT_ISSUES&projectKey=${key}`, "EDIT_ISSUES");
}

export async function viewerAdministersJira(): Promise<boolean> {
  return (await permitted(route`/rest/api/3/mypermissions?permissions=ADMINISTER`, "ADMINISTER")) === true;
}

async function permitted(path: ReturnType<typeof route>, permission: string): Promise<Permitted> {
  const response = await asUser().requestJira(path);
  if (!response.ok) return [401, 403, 404].includes(response.status) ? false : null;
  const { permissions } = permissionsSchema.parse(await response.json());
  return permissions[permission]?.havePermission ?? false;
}

export function jiraDidNotSay(what: string): Trouble {
  return {
    kind: "service-away",
    message: `Jira did not say ${what}.`,
    advice: "Jira may be busy: try again in a moment.",
  };
}

/** Titles by id, of those that the viewer may see. */
export async function titlesForViewer(ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
  if (ids.length === 0) return {};
  const response = await asUser().requestJira(route`/rest/api/3/issue/bulkfetch`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ issueIdsOrKeys: ids, fields: ["summary"] }),
  });
  if (!response.ok) return {};
  const { issues } = bulkSchema.parse(await response.json());
  return Object.fromEntries(issues.map(({ id, fields }) => [id, fields.summary]));
}

/** The score as it stands on the issue; null where there is none, or none that we could have written. */
export async function readScoreProperty(issueId: string): Promise<ScoreProperty | null> {
  const response = await asApp().requestJira(
    route`/rest/api/3/issue/${issueId}/properties/${SCORE_PROPERTY}`,
  );
  if (!response.ok) return null;
  const { value } = propertySchema.parse(await response.json());
  return scorePropertySchema.safeParse(value).data ?? null;
}

/** Null takes it off the issue. Returns whether Jira took it. */
export async function writeScoreProperty(issueId: string, property: ScoreProperty | null): Promise<boolean> {
  const path = route`/rest/api/3/issue/${issueId}/properties/${SCORE_PROPERTY}`;
  if (property === null) {
    const { ok, status } = await asApp().requestJira(path, { method: "DELETE" });
    return ok || status === 404;
  }
  const response = await asApp().requestJira(path, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(property),
  });
  if (!response.ok) console.error(`the score of issue ${issueId} was not written`, response.status);
  return response.ok;
}
