import { z } from "zod";
import {
  actor,
  body,
  listed,
  ok,
  page,
  part,
  projectOf,
  readPoints,
  seenIssue,
  visibleIssue,
  wholeNumber,
  type Call,
  type Route,
} from "../call.ts";
import { addComment, commentBody, deleteComment, editComment, setCommentProperty } from "../comments.ts";
import { refuse } from "../errors.ts";
import type { Comment, Issue } from "../model.ts";
import { assertProperty } from "../properties.ts";
import { must } from "../state.ts";

const MAXIMUM_LISTED = 1_000;

const commentSchema = z.looseObject({
  body: z.unknown().optional(),
  properties: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]),
  visibility: z.object({ type: z.enum(["role", "group"]), value: z.string() }).nullish(),
});

export const commentRoutes: readonly Route[] = [
  { method: "GET", path: "/issue/{issueIdOrKey}/comment", handle: comments },
  {
    method: "POST",
    path: "/issue/{issueIdOrKey}/comment",
    handle: (call) => {
      const issue = seenIssue(call);
      const may = call.site.permissions.has(call.account, "ADD_COMMENTS", projectOf(call, issue));
      if (!may) throw refuse(400, "You do not have the permission to comment on this issue.");
      const input = body(call, commentSchema);
      for (const { key, value } of input.properties) assertProperty(key, value);
      const properties = new Map(input.properties.map(({ key, value }) => [key, value]));
      const visibleTo = input.visibility?.value ?? null;
      const more = { properties, visibleTo };
      const made = addComment(call.site, actor(call), issue, commentBody(input.body), more);
      return { status: 201, body: call.renderer.comment(made.issue, made.comment) };
    },
  },
  {
    method: "GET",
    path: "/issue/{issueIdOrKey}/comment/{id}",
    handle: (call) => {
      const [issue, comment] = seenComment(call);
      return ok(call.renderer.comment(issue, comment, wantsProperties(call)));
    },
  },
  {
    method: "PUT",
    path: "/issue/{issueIdOrKey}/comment/{id}",
    handle: (call) => {
      const [issue, comment] = seenComment(call);
      needForeign(
        call,
        issue,
        comment,
        "EDIT_ALL_COMMENTS",
        "You do not have the permission to edit this comment.",
      );
      const input = body(call, commentSchema);
      const edited = editComment(
        call.site,
        actor(call),
        issue,
        comment,
        commentBody(input.body),
        input.visibility?.value ?? null,
      );
      return { status: 200, body: call.renderer.comment(issue, edited) };
    },
  },
  {
    method: "DELETE",
    path: "/issue/{issueIdOrKey}/comment/{id}",
    handle: (call) => {
      const [issue, comment] = seenComment(call);
      needForeign(
        call,
        issue,
        comment,
        "DELETE_ALL_COMMENTS",
        "You do not have permission to delete this comment.",
      );
      deleteComment(call.site, actor(call), issue, comment);
      return { status: 204 };
    },
  },
  { method: "POST", path: "/comment/list", handle: listComments },
  {
    method: "GET",
    path: "/comment/{commentId}/properties",
    handle: (call) => {
      const [, comment] = seenCommentById(call);
      const keys = [...comment.properties.keys()].map((key) => ({
        key,
        self: propertyUrl(call, comment, key),
      }));
      return ok({ keys }, readPoints(keys.length));
    },
  },
  {
    method: "GET",
    path: "/comment/{commentId}/properties/{propertyKey}",
    handle: (call) => {
      const [, comment] = seenCommentById(call);
      const key = part(call, "propertyKey");
      if (!comment.properties.has(key)) throw noProperty(key);
      return ok({ key, value: comment.properties.get(key) });
    },
  },
  {
    method: "PUT",
    path: "/comment/{commentId}/properties/{propertyKey}",
    handle: (call) => {
      const [issue, comment] = seenCommentById(call);
      const key = part(call, "propertyKey");
      assertProperty(key, call.body);
      setCommentProperty(call.site, actor(call), issue, comment, { key, value: call.body });
      return { status: comment.properties.has(key) ? 200 : 201, body: {} };
    },
  },
  {
    method: "DELETE",
    path: "/comment/{commentId}/properties/{propertyKey}",
    handle: (call) => {
      const [issue, comment] = seenCommentById(call);
      const key = part(call, "propertyKey");
      if (!comment.properties.has(key)) throw noProperty(key);
      setCommentProperty(call.site, actor(call), issue, comment, { key, removed: true });
      return { status: 204 };
    },
  },
];

function comments(call: Call) {
  const issue = seenIssue(call);
  const orderBy = call.query.get("orderBy") ?? "created";
  if (!["created", "+created", "-created", " created"].includes(orderBy)) {
    throw refuse(400, `Comments can only be ordered by 'created', not '${orderBy}'.`);
  }
  const ordered = orderBy === "-created" ? [...issue.comments].reverse() : issue.comments;
  const startAt = wholeNumber(call, "startAt", 0);
  const maxResults = Math.min(wholeNumber(call, "maxResults", 5_000), 5_000);
  const shown = ordered.slice(startAt, startAt + maxResults);
  return ok(
    {
      startAt,
      maxResults,
      total: issue.comments.length,
      comments: shown.map((comment) => call.renderer.comment(issue, comment, wantsProperties(call))),
    },
    readPoints(shown.length),
  );
}

/** Comments by id, over many issues; those that are not there or forbidden are left out. */
function listComments(call: Call) {
  const { ids } = body(call, z.strictObject({ ids: z.array(z.int()) }));
  if (ids.length === 0 || ids.length > MAXIMUM_LISTED) {
    throw refuse(400, `Between 1 and ${MAXIMUM_LISTED} comment IDs must be given, not ${ids.length}.`);
  }
  const found = ids.flatMap((id) => {
    const issue = call.site.state.issueOfComment(id);
    const comment = issue?.comments.find((candidate) => candidate.id === id);
    if (!issue || !comment || !visibleIssue(call, issue.id)) return [];
    return [call.renderer.comment(issue, comment, wantsProperties(call))];
  });
  const sizes = { usual: MAXIMUM_LISTED, most: MAXIMUM_LISTED };
  return ok(page(call, "comment/list", found, sizes), readPoints(found.length));
}

const wantsProperties = (call: Call): boolean => listed(call, "expand").includes("properties");
const noProperty = (key: string) => refuse(404, `The property with key '${key}' does not exist.`);
const noComment = (id: string) => refuse(404, `Can not find a comment for the id: ${id}.`);
const propertyUrl = (call: Call, comment: Comment, key: string): string =>
  call.renderer.url(`comment/${comment.id}/properties/${encodeURIComponent(key)}`);

function seenComment(call: Call): [Issue, Comment] {
  const issue = seenIssue(call);
  const id = part(call, "id");
  const comment = issue.comments.find((candidate) => String(candidate.id) === id);
  if (!comment) throw noComment(id);
  return [issue, comment];
}

function seenCommentById(call: Call): [Issue, Comment] {
  const id = part(call, "commentId");
  const issue = call.site.state.issueOfComment(Number(id));
  const comment = issue?.comments.find((candidate) => String(candidate.id) === id);
  if (!issue || !comment || !visibleIssue(call, issue.id)) throw noComment(id);
  return [issue, comment];
}

/** Everyone may change what they wrote; what others wrote needs a permission. */
function needForeign(
  call: Call,
  issue: Issue,
  comment: Comment,
  permission: "EDIT_ALL_COMMENTS" | "DELETE_ALL_COMMENTS",
  message: string,
): void {
  if (comment.authorId === call.account.accountId) return;
  const project = must(call.site.state.projects, issue.projectId, "project");
  if (!call.site.permissions.has(call.account, permission, project)) throw refuse(400, message);
}
