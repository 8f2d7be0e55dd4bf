import { z } from "zod";
import { type IssueId, issueId, type Observation } from "#sync/model/issue.ts";
import { projectOf } from "#sync/model/project-id.ts";
import type { CallOptions, Scope, Sighting } from "../tracker.ts";
import type { LinearClient } from "./client.ts";
import type { Labels } from "./labels.ts";
import { attachmentSchema } from "./mark.ts";
import { PAGE, pagesOf } from "./pages.ts";
import { withAllRelations } from "./relations.ts";
import {
  ATTACHMENTS_READ,
  ISSUE_FIELDS,
  ISSUE_POINTS,
  issueSchema,
  type ReadIssue,
  sightingSchema,
  snapshotOf,
} from "./snapshot.ts";

const sightings = (orderBy: "updatedAt" | "createdAt"): string => `query Sightings(
  $filter: IssueFilter!, $after: String
) {
  page: issues(filter: $filter, orderBy: ${orderBy}, first: ${PAGE}, after: $after, includeArchived: true) {
    nodes { id updatedAt }
    pageInfo { hasNextPage endCursor }
  }
}`;
const SIGHTINGS_POINTS = PAGE * (1 + 2 * 0.1 + 1.2);

/** Newest first by the last change, so that the caller may stop at what it has seen. */
export function changes(
  client: LinearClient,
  scope: Scope,
  since: number,
  options: CallOptions,
): AsyncIterable<readonly Sighting[]> {
  const filter = scopeFilter(scope, { updatedAt: { gte: new Date(since).toISOString() } });
  const query = { text: sightings("updatedAt"), variables: { filter }, points: SIGHTINGS_POINTS };
  return pagesOf(client, query, sightingSchema, options);
}

/** Ordered by creation, which no edit changes while the pages are read. */
export function list(
  client: LinearClient,
  scope: Scope,
  options: CallOptions,
): AsyncIterable<readonly Sighting[]> {
  const query = {
    text: sightings("createdAt"),
    variables: { filter: scopeFilter(scope) },
    points: SIGHTINGS_POINTS,
  };
  return pagesOf(client, query, sightingSchema, options);
}

export function scopeFilter(scope: Scope, more?: Record<string, unknown>): Record<string, unknown> {
  const team = { team: { id: { in: scope.containers } } };
  const narrowed = scope.filter === undefined ? [] : [filterOf(scope.filter)];
  const parts = scope.partsOf === undefined ? [] : [partsFilter(scope.partsOf)];
  return { and: [team, ...narrowed, ...parts, ...(more ? [more] : [])] };
}

/** Sub-issues, and what is in a project that stands for an epic. */
function partsFilter(above: readonly IssueId[]): Record<string, unknown> {
  const projects = above.map(projectOf).filter((id) => id !== null);
  const issues = above.filter((id) => projectOf(id) === null);
  return {
    or: [
      ...(issues.length > 0 ? [{ parent: { id: { in: issues } } }] : []),
      ...(projects.length > 0 ? [{ project: { id: { in: projects } } }] : []),
    ],
  };
}

function filterOf(text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new Error(
      `The mirror's Linear filter is not an IssueFilter as JSON: ${text}. An example: {"labels":{"name":{"eq":"mirror"}}}`,
    );
  }
}

const OBSERVE = `query Observe($ids: [ID!]!, $first: Int!) {
  issues(filter: { id: { in: $ids } }, first: $first, includeArchived: true) { nodes { ${ISSUE_FIELDS} } }
}`;
const observeSchema = z.object({ issues: z.object({ nodes: z.array(issueSchema) }) });

/** Whole issues, archived and trashed ones included, as many a request as Linear gives. */
export async function observe(
  client: LinearClient,
  labels: Labels,
  ids: readonly IssueId[],
  options: CallOptions,
): Promise<Map<IssueId, Observation<"linear">>> {
  const observations = new Map<IssueId, Observation<"linear">>(ids.map((id) => [id, { kind: "absent", id }]));
  for (const some of chunks([...observations.keys()], PAGE)) {
    const operation = {
      text: OBSERVE,
      variables: { ids: some, first: some.length },
      points: some.length * ISSUE_POINTS,
    };
    const { issues } = await client.ask(operation, observeSchema, options);
    const attached = await withAllAttachments(client, issues.nodes, options);
    const complete = await withAllRelations(client, attached, options);
    await labels.know(
      complete.flatMap(({ labelIds }) => labelIds),
      options,
    );
    for (const issue of complete) {
      observations.set(issue.id, { kind: "present", snapshot: snapshotOf(issue, labels.names) });
    }
  }
  return observations;
}

/** As many issues a request as keep their attachments' pages below 10,000 points. */
const ATTACHMENT_ISSUES = 25;
const ATTACHMENTS = `query Attachments($ids: [ID!]!, $first: Int!) {
  issues(filter: { id: { in: $ids } }, first: $first, includeArchived: true) {
    nodes {
      id
      attachments(first: ${PAGE}, includeArchived: true, filter: { url: { contains: "/browse/" } }) {
        nodes { url metadata }
      }
    }
  }
}`;
const attachmentsSchema = z.object({
  issues: z.object({
    nodes: z.array(
      z.object({
        id: z.string().transform(issueId),
        attachments: z.object({ nodes: z.array(attachmentSchema) }),
      }),
    ),
  }),
});

/** The mark of an issue with many links must not stay hidden behind its page of attachments. */
async function withAllAttachments(
  client: LinearClient,
  issues: readonly ReadIssue[],
  options: CallOptions,
): Promise<ReadIssue[]> {
  const full = issues.filter(({ attachments }) => attachments.nodes.length >= ATTACHMENTS_READ);
  const attachmentsOf = new Map<IssueId, ReadIssue["attachments"]>();
  for (const some of chunks(full, ATTACHMENT_ISSUES)) {
    const operation = {
      text: ATTACHMENTS,
      variables: { ids: some.map(({ id }) => id), first: some.length },
      points: some.length * (1.1 + PAGE * 1.2),
    };
    const answer = await client.ask(operation, attachmentsSchema, options);
    for (const { id, attachments } of answer.issues.nodes) attachmentsOf.set(id, attachments);
  }
  return issues.map((issue) => ({ ...issue, attachments: attachmentsOf.get(issue.id) ?? issue.attachments }));
}

const EXISTING = `query Existing($filter: IssueFilter!, $first: Int!) {
  issues(filter: $filter, first: $first, includeArchived: true) { nodes { id updatedAt } }
}`;
const existingSchema = z.object({ issues: z.object({ nodes: z.array(sightingSchema) }) });

/** Which of these issues the scope holds now. */
export async function issuesWithin(
  client: LinearClient,
  scope: Scope,
  ids: readonly IssueId[],
  options: CallOptions,
): Promise<Set<IssueId>> {
  // A filter for issues says nothing of projects.
  const [projects, issues] = [true, false].map((isProject) =>
    ids.filter((id) => (projectOf(id) !== null) === isProject),
  );
  const held = await existing(client, issues ?? [], options, (some) =>
    scopeFilter(scope, { id: { in: some } }),
  );
  return new Set([...held, ...(projects ?? [])]);
}

/** Which of these issues there are. */
export async function existing(
  client: LinearClient,
  ids: readonly IssueId[],
  options: CallOptions,
  filterFor = (some: readonly IssueId[]): Record<string, unknown> => ({ id: { in: some } }),
): Promise<Set<IssueId>> {
  const found = new Set<IssueId>();
  for (const some of chunks(ids, PAGE)) {
    const variables = { filter: filterFor(some), first: some.length };
    const operation = { text: EXISTING, variables, points: some.length * 1.2 };
    const { issues } = await client.ask(operation, existingSchema, options);
    for (const { id } of issues.nodes) found.add(id);
  }
  return found;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
}
