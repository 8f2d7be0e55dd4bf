import { z } from "zod";
import { type Comment, type IssueId, issueId } from "#sync/model/issue.ts";
import type { CommentOutcome, CommentPort, CommentSighting, FoundComment } from "../comment-port.ts";
import type { CallOptions, Scope } from "../tracker.ts";
import { type CommentAlias, createAlias, removeAlias, updateAlias, writeComments } from "./comment-writes.ts";
import type { LinearClient } from "./client.ts";
import {
  COMMENT_FIELDS,
  COMMENT_POINTS,
  commentOf,
  commentSchema,
  type ReadComment,
} from "./comment-fields.ts";
import { PAGE, pagesOf } from "./pages.ts";
import { scopeFilter } from "./read.ts";

/** Comments in Linear, read and written for many issues a request. */
export function linearComments(client: LinearClient): CommentPort<"linear"> {
  const write = async <Item>(
    items: readonly Item[],
    alias: CommentAlias<Item>,
    options: CallOptions,
  ): Promise<readonly CommentOutcome<"linear">[]> =>
    writeComments({ client, options, find: (ids) => find(client, ids, options) }, items, alias);
  return {
    read: (issues, options) => read(client, issues, options),
    find: (ids, options) => find(client, ids, options),
    changes: (scope, since, options) => changes(client, scope, since, options),
    create: (items, options) => write(items, createAlias, options),
    update: (items, options) => write(items, updateAlias, options),
    remove: (items, options) => write(items, removeAlias, options),
  };
}

const READ = `query Comments($filter: CommentFilter!, $after: String) {
  page: comments(filter: $filter, orderBy: createdAt, first: ${PAGE}, after: $after, includeArchived: true) {
    nodes { ${COMMENT_FIELDS} }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Issues named in one filter. */
const ISSUES = 250;

async function read(
  client: LinearClient,
  issues: readonly IssueId[],
  options: CallOptions,
): Promise<ReadonlyMap<IssueId, readonly Comment<"linear">[]>> {
  const found = new Map<IssueId, Comment<"linear">[]>(issues.map((id) => [id, []]));
  for (let start = 0; start < issues.length; start += ISSUES) {
    const filter = { issue: { id: { in: issues.slice(start, start + ISSUES) } } };
    const query = { text: READ, variables: { filter }, points: PAGE * COMMENT_POINTS };
    for await (const page of pagesOf(client, query, commentSchema, options)) {
      for (const comment of page) {
        const { issue } = comment;
        if (isThere(comment) && issue !== null) found.get(issue)?.push(commentOf(comment));
      }
    }
  }
  for (const comments of found.values()) {
    comments.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  }
  return found;
}

async function find(
  client: LinearClient,
  ids: readonly string[],
  options: CallOptions,
): Promise<ReadonlyMap<string, FoundComment<"linear">>> {
  const found = new Map<string, FoundComment<"linear">>();
  for (let start = 0; start < ids.length; start += PAGE) {
    const filter = { id: { in: ids.slice(start, start + PAGE) } };
    const query = { text: READ, variables: { filter }, points: PAGE * COMMENT_POINTS };
    for await (const page of pagesOf(client, query, commentSchema, options)) {
      for (const comment of page.filter(isThere)) {
        found.set(comment.id, { comment: commentOf(comment), mark: null });
      }
    }
  }
  return found;
}

/** A deleted comment may go on being listed, as archived. */
function isThere({ archivedAt }: ReadComment): boolean {
  return archivedAt === null;
}

const CHANGES = `query CommentSightings($filter: CommentFilter!, $after: String) {
  page: comments(filter: $filter, orderBy: updatedAt, first: ${PAGE}, after: $after) {
    nodes { id updatedAt issueId }
    pageInfo { hasNextPage endCursor }
  }
}`;
const sightingSchema = z
  .object({
    id: z.string(),
    updatedAt: z.iso.datetime({ offset: true }),
    issueId: z.string().nullable(),
  })
  .transform(({ id, updatedAt, issueId: issue }) => ({ id, version: Date.parse(updatedAt), issue }));

async function* changes(
  client: LinearClient,
  scope: Scope,
  since: number,
  options: CallOptions,
): AsyncGenerator<readonly CommentSighting[]> {
  const filter = {
    and: [{ issue: scopeFilter(scope) }, { updatedAt: { gte: new Date(since).toISOString() } }],
  };
  const query = { text: CHANGES, variables: { filter }, points: PAGE * 1.3 };
  for await (const page of pagesOf(client, query, sightingSchema, options)) {
    yield page.flatMap(({ id, version, issue }) =>
      issue === null ? [] : [{ id, version, issue: issueId(issue) }],
    );
  }
}
