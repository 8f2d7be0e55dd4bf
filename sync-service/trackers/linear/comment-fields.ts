import { z } from "zod";
import { type Comment, issueId } from "#sync/model/issue.ts";

/** What is read of a comment: who wrote it is a user, an app, or somebody of another service. */
export const COMMENT_FIELDS = `
  id body createdAt updatedAt archivedAt issueId parentId
  user { id name } botActor { name } externalUser { name }`;
/** The points that one comment's fields cost. */
export const COMMENT_POINTS = 1 + 7 * 0.1 + 3 * 1.2;

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const somebody = z.object({ name: z.string().nullish() }).nullish();

export const commentSchema = z
  .object({
    id: z.string(),
    body: z.string(),
    createdAt: moment,
    updatedAt: moment,
    archivedAt: moment.nullable(),
    issueId: z.string().nullable(),
    parentId: z.string().nullable(),
    user: z.object({ id: z.string(), name: z.string() }).nullish(),
    botActor: somebody,
    externalUser: somebody,
  })
  .transform(({ issueId: issue, ...comment }) => ({
    ...comment,
    issue: issue === null ? null : issueId(issue),
  }));
export type ReadComment = z.output<typeof commentSchema>;

export function commentOf(read: ReadComment): Comment<"linear"> {
  return {
    id: read.id,
    authorId: read.user?.id ?? null,
    author: read.user?.name ?? read.externalUser?.name ?? read.botActor?.name ?? "",
    body: read.body,
    createdAt: read.createdAt,
    version: read.updatedAt,
    parent: read.parentId,
    restricted: false,
  };
}
