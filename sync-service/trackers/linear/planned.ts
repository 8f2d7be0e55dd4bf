import { z } from "zod";
import { type IssueId, issueId } from "#sync/model/issue.ts";
import type { PlannedCategory, PlannedIssue } from "#sync/model/planned-issue.ts";
import type { CallOptions } from "../tracker.ts";
import type { LinearClient } from "./client.ts";
import { PAGE } from "./pages.ts";

const FIELDS = `id identifier title url updatedAt createdAt startedAt completedAt canceledAt estimate dueDate trashed
  state { type } team { key private } assignee { id name } parent { id } project { id }`;
/** Of issues that wait for others; those with more blockers than are read have enough to be told. */
const BLOCKED_READ = 100;
const BLOCKERS_READ = 10;
const READ = `query Planned($filter: IssueFilter!, $blocked: IssueFilter!, $first: Int!) {
  issues(filter: $filter, first: $first, includeArchived: true) { nodes { ${FIELDS} } }
  blocked: issues(filter: $blocked, first: ${BLOCKED_READ}, includeArchived: true) {
    nodes {
      id
      inverseRelations(first: ${BLOCKERS_READ}) {
        nodes { type createdAt issue { id identifier state { type } } }
      }
    }
  }
}`;
/** As many a request as keep it below 10,000 points. */
const ISSUE_POINTS = 8;
const BLOCKED_POINTS = BLOCKED_READ * (1.1 + BLOCKERS_READ * 4.5);

const id = z.string().transform(issueId);
const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const state = z.object({ type: z.string() });
const issueSchema = z.object({
  id,
  identifier: z.string(),
  title: z.string(),
  url: z.string(),
  updatedAt: moment,
  createdAt: moment,
  startedAt: moment.nullable(),
  completedAt: moment.nullable(),
  canceledAt: moment.nullable(),
  estimate: z.number().nullable(),
  dueDate: z.string().nullable(),
  trashed: z.boolean().nullable(),
  state,
  team: z.object({ key: z.string(), private: z.boolean() }),
  assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
  parent: z.object({ id }).nullable(),
  project: z.object({ id: z.string() }).nullable(),
});
const blockedSchema = z.object({
  id,
  inverseRelations: z.object({
    nodes: z.array(
      z.object({
        type: z.string(),
        createdAt: moment,
        issue: z.object({ id, identifier: z.string(), state }),
      }),
    ),
  }),
});
const answerSchema = z.object({
  issues: z.object({ nodes: z.array(issueSchema) }),
  blocked: z.object({ nodes: z.array(blockedSchema) }),
});
type Blockers = PlannedIssue["blockedBy"];

/**
 * 250 issues a request; their dates stand on them, and what blocks them comes along. Trashed ones are left out.
 * A page in which more issues wait for others than come along is read again in parts.
 */
export async function readPlanned(
  client: LinearClient,
  ids: readonly IssueId[],
  options: CallOptions,
): Promise<readonly PlannedIssue[]> {
  const all = [...new Set(ids)];
  const planned: PlannedIssue[] = [];
  for (let start = 0; start < all.length; start += PAGE) {
    planned.push(...(await readSome(client, all.slice(start, start + PAGE), options)));
  }
  return planned;
}

async function readSome(
  client: LinearClient,
  ids: readonly IssueId[],
  options: CallOptions,
): Promise<readonly PlannedIssue[]> {
  const filter = { id: { in: ids } };
  const operation = {
    text: READ,
    variables: {
      filter,
      blocked: { and: [filter, { hasBlockedByRelations: { eq: true } }] },
      first: ids.length,
    },
    points: ids.length * ISSUE_POINTS + BLOCKED_POINTS,
  };
  const { issues, blocked } = await client.ask(operation, answerSchema, options);
  if (blocked.nodes.length === BLOCKED_READ && ids.length > BLOCKED_READ) {
    const parts: PlannedIssue[] = [];
    for (let start = 0; start < ids.length; start += BLOCKED_READ) {
      parts.push(...(await readSome(client, ids.slice(start, start + BLOCKED_READ), options)));
    }
    return parts;
  }
  const blockers = new Map(
    blocked.nodes.map(({ id: waiting, inverseRelations }) => [
      waiting,
      inverseRelations.nodes.flatMap(({ type, createdAt, issue }): Blockers =>
        type === "blocks" && !isOver(issue.state.type)
          ? [{ id: issue.id, key: issue.identifier, since: createdAt }]
          : [],
      ),
    ]),
  );
  return issues.nodes.flatMap((issue) =>
    issue.trashed === true ? [] : [plannedOf(issue, blockers.get(issue.id) ?? [])],
  );
}

function plannedOf(issue: z.output<typeof issueSchema>, blockedBy: Blockers): PlannedIssue {
  const category = categoryOf(issue.state.type);
  return {
    side: "linear",
    id: issue.id,
    key: issue.identifier,
    title: issue.title,
    url: issue.url,
    version: issue.updatedAt,
    category,
    points: issue.estimate,
    time: null,
    team: issue.team.key,
    isPrivate: issue.team.private,
    isSubtask: false,
    assignee: issue.assignee,
    parent: issue.parent?.id ?? null,
    project: issue.project?.id ?? null,
    createdAt: issue.createdAt,
    startedAt: issue.startedAt,
    completedAt: issue.completedAt,
    // A duplicate is given up like a cancelled one, and Linear dates both so.
    canceledAt: category === "canceled" ? (issue.canceledAt ?? issue.updatedAt) : null,
    starts: null,
    due: issue.dueDate,
    blockedBy,
  };
}

const isOver = (type: string): boolean => ["completed", "canceled"].includes(categoryOf(type));

/** What has no place among the five counts as not begun. */
function categoryOf(type: string): PlannedCategory {
  switch (type) {
    case "unstarted":
    case "started":
    case "completed":
    case "canceled":
      return type;
    case "duplicate":
      return "canceled";
    default:
      return "backlog";
  }
}
