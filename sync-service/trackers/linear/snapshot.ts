import { z } from "zod";
import { type IssueId, issueId, type Snapshot } from "#sync/model/issue.ts";
import { CYCLE_FIELDS, CYCLE_POINTS, cycleOf, cycleSchema } from "./cycle.ts";
import { attachmentSchema, readAttachments } from "./mark.ts";
import { readRelations, RELATION_FIELDS, RELATION_POINTS, relationsSchema } from "./relations.ts";

/** How many Jira links of an issue are read along with it; an issue that has more is asked again. */
export const ATTACHMENTS_READ = 3;

/**
 * What is read of an issue. Objects cost a point and scalars a tenth, so references are read as ids, labels
 * as the scalar list, and of the attachments only those that look like links to Jira.
 */
export const ISSUE_FIELDS = `
  id identifier url title description priority estimate dueDate
  createdAt updatedAt archivedAt trashed labelIds
  state { id } assignee { id } creator { id name } team { id } parent { id identifier } syncedWith { service }
  project { id } projectMilestone { id } cycle { ${CYCLE_FIELDS} }
  ${RELATION_FIELDS}
  attachments(first: ${ATTACHMENTS_READ}, includeArchived: true, filter: { url: { contains: "/browse/" } }) {
    nodes { url metadata }
  }`;

/** The points that one issue's fields cost. */
export const ISSUE_POINTS =
  1 + 13 * 0.1 + 6 * 1.1 + CYCLE_POINTS + 2 * 1.2 + RELATION_POINTS + ATTACHMENTS_READ * 1.2;

const reference = z.object({ id: z.string() });
const named = z.object({ id: z.string().transform(issueId), identifier: z.string() });
const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

export const issueSchema = z.object({
  id: z.string().transform(issueId),
  identifier: z.string(),
  url: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  priority: z.number(),
  estimate: z.number().nullable(),
  dueDate: z.string().nullable(),
  createdAt: moment,
  updatedAt: moment,
  archivedAt: moment.nullable(),
  trashed: z.boolean().nullable(),
  labelIds: z.array(z.string()),
  state: reference,
  assignee: reference.nullable(),
  creator: z.object({ id: z.string(), name: z.string() }).nullable(),
  team: reference,
  parent: named.nullable(),
  project: reference.nullable(),
  projectMilestone: reference.nullable(),
  cycle: cycleSchema.nullable(),
  ...relationsSchema.shape,
  syncedWith: z.array(z.object({ service: z.string() })).nullable(),
  attachments: z.object({ nodes: z.array(attachmentSchema) }),
});
export type ReadIssue = z.infer<typeof issueSchema>;

export const sightingSchema = z
  .object({ id: z.string().transform(issueId), updatedAt: moment })
  .transform(({ id, updatedAt }): { id: IssueId; version: number } => ({ id, version: updatedAt }));

export function snapshotOf(
  issue: ReadIssue,
  labelNames: (ids: readonly string[]) => string[],
): Snapshot<"linear"> {
  const { relations, relationIds, mentions } = readRelations(issue);
  return {
    side: "linear",
    id: issue.id,
    key: issue.identifier,
    url: issue.url,
    container: issue.team.id,
    version: issue.updatedAt,
    createdAt: issue.createdAt,
    lifecycle: issue.trashed === true ? "trashed" : issue.archivedAt !== null ? "archived" : "active",
    values: {
      title: issue.title,
      description: issue.description ?? "",
      status: issue.state.id,
      priority: String(issue.priority),
      assignee: issue.assignee?.id ?? null,
      labels: labelNames(issue.labelIds),
      estimate: issue.estimate,
      dueDate: issue.dueDate,
      type: null,
      parent: issue.parent?.id ?? null,
      relations,
      components: [],
      custom: {},
      milestone: issue.projectMilestone?.id ?? null,
      cycle: issue.cycle?.id ?? null,
    },
    cycle: issue.cycle && cycleOf(issue.cycle),
    project: issue.project?.id ?? null,
    author: issue.creator,
    relationIds,
    mentions: [...(issue.parent ? [{ id: issue.parent.id, key: issue.parent.identifier }] : []), ...mentions],
    ...readAttachments(issue.attachments.nodes),
    mirroredElsewhere: issue.syncedWith?.some(({ service }) => service === "jira") ?? false,
  };
}
