import { z } from "zod";
import { SCORE_PROPERTY } from "#shared/contract/score-property.ts";
import { type IssueId, issueId, type Mark, type Snapshot } from "#sync/model/issue.ts";
import { embeddedComments } from "./comment-fields.ts";
import { fileOf } from "./file-fields.ts";
import { relationText } from "#sync/model/relation.ts";
import type { JiraIssue } from "./schemas.ts";
import { currentSprint } from "./sprints.ts";
import type { SiteFacts } from "./site.ts";

/** The custom fields that a snapshot is made of. */
export type SnapshotFields = Pick<SiteFacts, "estimateFields" | "selectFields" | "sprintField">;

/** Names the link; replaced whole by each write. */
export const MARK_PROPERTY = "throughline-link";
/** Holds a creation's key; written with the issue and never again, so that a late twin is recognised. */
export const CREATION_PROPERTY = "throughline-creation";

const markSchema = z.object({
  link: z.string(),
  mirror: z.string(),
  generation: z.number(),
  counterpart: z.string().nullable(),
});
const creationSchema = z.object({ key: z.string() });

export function readMark(properties: Readonly<Record<string, unknown>> | null | undefined): Mark | null {
  const mark = markSchema.safeParse(properties?.[MARK_PROPERTY]);
  if (!mark.success) return null;
  const { counterpart, ...rest } = mark.data;
  return { ...rest, counterpart: counterpart === null ? null : issueId(counterpart) };
}

/** The key that the issue was created with, if we created it. */
export function readCreationKey(
  properties: Readonly<Record<string, unknown>> | null | undefined,
): string | null {
  const creation = creationSchema.safeParse(properties?.[CREATION_PROPERTY]);
  return creation.success ? creation.data.key : null;
}

export function markValue({ link, mirror, generation, counterpart }: Mark): {
  link: string;
  mirror: string;
  generation: number;
  counterpart: IssueId | null;
} {
  return { link, mirror, generation, counterpart };
}

const option = z.object({ value: z.string() }).nullish().catch(null);

/** `estimateFields`: the custom fields that may hold the estimate; the first that does counts. */
export function toSnapshot(
  issue: JiraIssue,
  siteUrl: string,
  { estimateFields, selectFields, sprintField }: SnapshotFields,
): Snapshot<"jira"> {
  const { fields } = issue;
  const links = linksOf(issue);
  const sprint = sprintField === null ? null : currentSprint(fields[sprintField]);
  const isDone = fields.status.statusCategory?.key === "done";
  const estimate = estimateFields.map((id) => fields[id]).find((value) => typeof value === "number");
  return {
    side: "jira",
    id: issueId(issue.id),
    key: issue.key,
    url: `${siteUrl}/browse/${issue.key}`,
    container: fields.project.id,
    version: fields.updated,
    createdAt: fields.created,
    lifecycle: "active",
    values: {
      title: fields.summary,
      description: fields.description ?? null,
      status: fields.status.id,
      priority: fields.priority?.id ?? null,
      assignee: fields.assignee?.accountId ?? null,
      labels: fields.labels ?? [],
      estimate: estimate ?? null,
      dueDate: fields.duedate ?? null,
      type: fields.issuetype.id,
      parent: fields.parent?.id ?? null,
      relations: [...new Set(links.map(({ text }) => text))],
      cycle: sprint && (!sprint.isPast || isDone) ? sprint.id : null,
      milestone: (fields.fixVersions ?? []).map(({ name }) => name).sort(),
      components: (fields.components ?? []).map(({ name }) => name).sort(),
      custom: Object.fromEntries(
        [...selectFields].map(([name, id]) => [name, option.parse(fields[id])?.value ?? null]),
      ),
    },
    cycle: sprint,
    resolution: fields.resolution?.name ?? null,
    author: fields.reporter ? { id: fields.reporter.accountId, name: fields.reporter.displayName } : null,
    relationIds: Object.fromEntries(links.map(({ id, text }) => [text, id])),
    mentions: [...(fields.parent ? [fields.parent] : []), ...links.map(({ other }) => other)],
    mark: readMark(issue.properties),
    ...(issue.properties && SCORE_PROPERTY in issue.properties
      ? { scoreProperty: issue.properties[SCORE_PROPERTY] }
      : {}),
    ...(fields.attachment ? { files: fields.attachment.map((file) => fileOf(file, siteUrl)) } : {}),
    ...(fields.comment ? { comments: embeddedComments(fields.comment) } : {}),
    counterpartUrls: [],
    mirroredElsewhere: false,
  };
}

function linksOf({ fields }: JiraIssue) {
  return (fields.issuelinks ?? []).flatMap(({ id, type, inwardIssue, outwardIssue }) => {
    const other = outwardIssue ?? inwardIssue;
    if (!other) return [];
    const text = relationText({ inward: !outwardIssue, kind: type.name, other: other.id });
    return [{ id, text, other: { id: other.id, key: other.key } }];
  });
}
