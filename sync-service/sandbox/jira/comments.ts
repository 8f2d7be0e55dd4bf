import { z } from "zod";
import type { Actor } from "../kit/edit-log.ts";
import { change, record } from "./changes.ts";
import { FieldRefusal, JiraRefusal } from "./errors.ts";
import { richText } from "./field.ts";
import type { Adf, Comment, Issue } from "./model.ts";
import type { Site } from "./site.ts";

/** Guardrail of Jira Cloud. */
const MAXIMUM_COMMENTS = 5_000;

/** A comment's body from outside; Jira reports a bad one under `comment`. */
export function commentBody(value: unknown): Adf {
  try {
    const body = richText(value ?? null);
    if (body === null) throw new FieldRefusal("Comment body can not be empty!");
    return body;
  } catch (error) {
    if (!(error instanceof FieldRefusal)) throw error;
    throw new JiraRefusal(400, { errors: { comment: error.message } });
  }
}

const addsSchema = z.array(z.object({ add: z.object({ body: z.unknown() }) })).default([]);

/** The bodies of `update.comment`, which a transition takes along. */
export function newComments(operations: unknown): Adf[] {
  const parsed = addsSchema.safeParse(operations);
  if (!parsed.success) {
    throw new JiraRefusal(400, { errors: { comment: "Only 'add' with a body is supported here." } });
  }
  return parsed.data.map(({ add }) => commentBody(add.body));
}

export function addComment(
  site: Site,
  actor: Actor,
  issue: Issue,
  body: Adf,
  more: { properties?: ReadonlyMap<string, unknown>; visibleTo?: string | null } = {},
): { issue: Issue; comment: Comment } {
  if (issue.comments.length >= MAXIMUM_COMMENTS) {
    throw new JiraRefusal(413, {
      errorMessages: [`The issue ${issue.key} has reached the limit of ${MAXIMUM_COMMENTS} comments.`],
    });
  }
  const now = site.now();
  const comment: Comment = {
    id: site.state.next("comment"),
    authorId: actor.id,
    updateAuthorId: actor.id,
    body,
    created: now,
    updated: now,
    properties: more.properties ?? new Map(),
    visibleTo: more.visibleTo ?? null,
  };
  const after = store(site, actor, issue, [...issue.comments, comment], {
    typeName: "issue_commented",
    comment,
  });
  record(site, actor, after, { ...ofComment(comment), field: "created", new: body });
  site.publish({ name: "comment_created", issue: after, comment });
  return { issue: after, comment };
}

/** As in Jira, an edit that names no visibility makes the comment everybody's. */
export function editComment(
  site: Site,
  actor: Actor,
  issue: Issue,
  comment: Comment,
  body: Adf,
  visibleTo: string | null = null,
): Comment {
  const edited: Comment = { ...comment, body, visibleTo, updateAuthorId: actor.id, updated: site.now() };
  const comments = issue.comments.map((other) => (other.id === comment.id ? edited : other));
  const after = store(site, actor, issue, comments, {
    typeName: "issue_comment_edited",
    comment: edited,
  });
  record(site, actor, after, { ...ofComment(comment), field: "body", old: comment.body, new: body });
  site.publish({ name: "comment_updated", issue: after, comment: edited });
  return edited;
}

export function deleteComment(site: Site, actor: Actor, issue: Issue, comment: Comment): void {
  const comments = issue.comments.filter((other) => other.id !== comment.id);
  const after = store(site, actor, issue, comments, { typeName: "issue_comment_deleted" });
  record(site, actor, after, { ...ofComment(comment), field: "deleted", old: comment.body });
  site.publish({ name: "comment_deleted", issue: after, comment });
}

/** A comment's property: like an issue's, it raises no `updated`. */
export function setCommentProperty(
  site: Site,
  actor: Actor,
  issue: Issue,
  comment: Comment,
  property: { key: string; value: unknown } | { key: string; removed: true },
): void {
  const properties = new Map(comment.properties);
  const value = "value" in property ? property.value : undefined;
  if ("value" in property) properties.set(property.key, value);
  else properties.delete(property.key);
  const comments = issue.comments.map((other) =>
    other.id === comment.id ? { ...comment, properties } : other,
  );
  site.put({ ...issue, comments });
  record(site, actor, issue, {
    ...ofComment(comment),
    field: `property ${property.key}`,
    old: comment.properties.get(property.key),
    new: value,
  });
}

const ofComment = (comment: Comment) => ({ object: "comment", objectId: String(comment.id) });

function store(
  site: Site,
  actor: Actor,
  issue: Issue,
  comments: readonly Comment[],
  telling: { typeName: string; comment?: Comment },
): Issue {
  if (site.switches.values.commentRaisesUpdated) {
    return change(site, actor, issue, { comments }, { ...telling, touches: true });
  }
  const after = { ...issue, comments };
  site.put(after);
  return after;
}
