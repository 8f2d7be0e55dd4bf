import { z } from "zod";
import { isAdf, paragraphs } from "./adf.ts";
import { SPRINT_ID, START_DATE_ID, STORY_POINTS_ID } from "./defaults.ts";
import type { Sprint } from "./model.ts";
import type { Site } from "./site.ts";

/** An issue as people and scripts say it, by names instead of ids: used by seeds and by the control endpoint. */
export const plainIssueShape = {
  summary: z.string().optional(),
  /** A document, or text whose lines become paragraphs. */
  description: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .nullable()
    .optional(),
  priority: z.string().optional(),
  /** E-mail, display name or account id. */
  assignee: z.string().nullable().optional(),
  reporter: z.string().nullable().optional(),
  labels: z.array(z.string()).optional(),
  storyPoints: z.number().nullable().optional(),
  startDate: z.string().nullable().optional(),
  dueDate: z.string().nullable().optional(),
  components: z.array(z.string()).optional(),
  fixVersions: z.array(z.string()).optional(),
  /** The name of an open sprint; null for the backlog. */
  sprint: z.string().nullable().optional(),
  /** Anything else, as the REST API takes it. */
  fields: z.record(z.string(), z.unknown()).optional(),
};
type PlainIssue = z.infer<z.ZodObject<typeof plainIssueShape>>;

/** The same as the REST API's `fields`. @throws UnknownName for a person nobody knows */
export function restFields(site: Site, issue: PlainIssue): Record<string, unknown> {
  const person = (who: string | null) => {
    if (who === null) return null;
    const account = site.state.account(who);
    if (!account) throw new UnknownName(`There is no person '${who}' in the Jira sandbox.`);
    return { accountId: account.accountId };
  };
  const names = (values: readonly string[]) => values.map((name) => ({ name }));
  const { description } = issue;
  const entries: [string, unknown][] = [
    ["summary", issue.summary],
    ["description", typeof description === "string" ? paragraphs(description) : description],
    ["priority", issue.priority === undefined ? undefined : { name: issue.priority }],
    ["assignee", issue.assignee === undefined ? undefined : person(issue.assignee)],
    ["reporter", issue.reporter === undefined ? undefined : person(issue.reporter)],
    ["labels", issue.labels],
    [STORY_POINTS_ID, issue.storyPoints],
    [START_DATE_ID, issue.startDate],
    ["duedate", issue.dueDate],
    ["components", issue.components && names(issue.components)],
    ["fixVersions", issue.fixVersions && names(issue.fixVersions)],
    [SPRINT_ID, issue.sprint == null ? issue.sprint : sprintBy(site, issue.sprint).id],
    ...Object.entries(issue.fields ?? {}),
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** A script named something that is not there. */
export class UnknownName extends Error {}

/** A sprint by its name or id; the latest of several. */
export function sprintBy(site: Site, name: string): Sprint {
  const found = [...site.state.sprints.values()].findLast(
    (sprint) => sprint.name === name || String(sprint.id) === name,
  );
  if (!found) throw new UnknownName(`There is no sprint '${name}' in the Jira sandbox.`);
  return found;
}

/** A comment's body given as text or as a document. */
export function bodyOf(text: string | Record<string, unknown>) {
  if (typeof text === "string") return paragraphs(text);
  if (!isAdf(text)) throw new UnknownName("The body is no valid Atlassian document.");
  return text;
}
