import { add, amend, drop } from "../writes.ts";
import type { Comment } from "../records.ts";
import { forbidden, invalid } from "../refusals.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";
import { body, createAsUser, find, findIssue, stamp, understood } from "./inputs.ts";

type Maybe<T> = T | null | undefined;

export interface CommentCreateInput {
  id?: Maybe<string>;
  body?: Maybe<string>;
  issueId?: Maybe<string>;
  projectUpdateId?: Maybe<string>;
  initiativeUpdateId?: Maybe<string>;
  projectId?: Maybe<string>;
  initiativeId?: Maybe<string>;
  parentId?: Maybe<string>;
  createdAt?: Maybe<string>;
  createAsUser?: Maybe<string>;
  displayIconUrl?: Maybe<string>;
  quotedText?: Maybe<string>;
}

const createFields = [
  "id", "body", "issueId", "projectUpdateId", "initiativeUpdateId", "projectId", "initiativeId", "parentId", "createdAt",
  "createAsUser", "displayIconUrl", "quotedText", "doNotSubscribeToIssue", "subscriberIds",
] as const; // prettier-ignore

export function createComment(world: World, caller: Caller, input: CommentCreateInput): Comment {
  understood(input, createFields, "CommentCreateInput");
  if (typeof input.body !== "string" || input.body.trim() === "") throw invalid("body should not be empty");
  const parent =
    typeof input.parentId === "string" ? find(world, caller, "Comment", input.parentId) : undefined;
  if (parent?.parentId) throw invalid("parentId must be the first comment of a thread");
  const place = placeOf(world, caller, input, parent);
  const comment = add(world, caller, "Comment", {
    ...stamp(world, "Comment", input),
    body: body(world, input.body, "body"),
    ...place,
    parentId: parent?.id ?? null,
    userId: caller.user.id,
    createdAsUser: createAsUser(caller, input.createAsUser),
    editedAt: null,
    resolvedAt: null,
    resolvingUserId: null,
    resolvingCommentId: null,
    quotedText: input.quotedText ?? null,
  });
  raiseIssue(world, comment);
  return comment;
}

type Place = Pick<
  Comment,
  "issueId" | "projectUpdateId" | "initiativeUpdateId" | "projectId" | "initiativeId"
>;

function placeOf(
  world: World,
  caller: Caller,
  input: CommentCreateInput,
  parent: Comment | undefined,
): Place {
  const place: Place = {
    issueId: typeof input.issueId === "string" ? findIssue(world, caller, input.issueId).id : null,
    projectUpdateId: input.projectUpdateId
      ? find(world, caller, "ProjectUpdate", input.projectUpdateId).id
      : null,
    initiativeUpdateId: input.initiativeUpdateId
      ? find(world, caller, "InitiativeUpdate", input.initiativeUpdateId).id
      : null,
    projectId: input.projectId ? find(world, caller, "Project", input.projectId).id : null,
    initiativeId: input.initiativeId ? find(world, caller, "Initiative", input.initiativeId).id : null,
  };
  const named = Object.values(place).filter((id) => id !== null).length;
  if (parent && named === 0) {
    const { issueId, projectUpdateId, initiativeUpdateId, projectId, initiativeId } = parent;
    return { issueId, projectUpdateId, initiativeUpdateId, projectId, initiativeId };
  }
  if (named !== 1) throw invalid("A comment belongs to exactly one issue, project, initiative or update");
  if (parent && parent.issueId !== place.issueId)
    throw invalid("parentId must be a comment of the same issue");
  return place;
}

export interface CommentUpdateInput {
  body?: Maybe<string>;
  quotedText?: Maybe<string>;
}

export function updateComment(
  world: World,
  caller: Caller,
  comment: Comment,
  input: CommentUpdateInput,
): Comment {
  understood(input, ["body", "quotedText", "doNotSubscribeToIssue"], "CommentUpdateInput");
  ownOnly(world, caller, comment, "edit");
  const patch: Partial<Comment> = {};
  if (typeof input.body === "string") {
    if (input.body.trim() === "") throw invalid("body should not be empty");
    patch.body = body(world, input.body, "body");
    if (patch.body !== comment.body) patch.editedAt = world.agenda.iso();
  }
  if (input.quotedText !== undefined) patch.quotedText = input.quotedText;
  const before = amend(world, caller, comment, patch);
  if (Object.keys(before).length > 0) raiseIssue(world, comment);
  return comment;
}

/** Deletes a comment, and with the first of a thread its replies. */
export function deleteComment(world: World, caller: Caller, comment: Comment): void {
  ownOnly(world, caller, comment, "delete");
  for (const reply of world.state.where("Comment", "parentId", comment.id))
    drop(world, caller, "Comment", reply);
  drop(world, caller, "Comment", comment);
  raiseIssue(world, comment);
}

export function resolveComment(world: World, caller: Caller, comment: Comment, by: Maybe<string>): Comment {
  const patch = {
    resolvedAt: world.agenda.iso(),
    resolvingUserId: caller.user.id,
    resolvingCommentId: by ?? null,
  };
  amend(world, caller, comment, patch);
  return comment;
}

export function unresolveComment(world: World, caller: Caller, comment: Comment): Comment {
  amend(world, caller, comment, { resolvedAt: null, resolvingUserId: null, resolvingCommentId: null });
  return comment;
}

function ownOnly(world: World, caller: Caller, comment: Comment, what: string): void {
  if (comment.userId === caller.user.id || caller.user.admin || world.switches.editOthersComments) return;
  throw forbidden(`You do not have permission to ${what} this comment.`);
}

function raiseIssue(world: World, comment: Comment): void {
  const issue = world.state.get("Issue", comment.issueId);
  if (issue && world.switches.commentsRaiseUpdatedAt)
    world.state.change(issue, { updatedAt: world.agenda.iso() });
}
