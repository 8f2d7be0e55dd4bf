import { z } from "zod";
import type { CopyMark } from "#sync/model/comment.ts";
import type { Comment } from "#sync/model/issue.ts";
import type { EmbeddedComments, ReadComment } from "./schemas.ts";

/** Names a copy's original; Jira keeps it with the comment and shows it to nobody. */
export const COPY_PROPERTY = "throughline-comment";

export function commentOf(read: ReadComment): Comment<"jira"> {
  return {
    id: read.id,
    authorId: read.author?.accountId ?? null,
    author: read.author?.displayName ?? "",
    body: read.body,
    createdAt: read.created,
    version: read.updated,
    parent: null,
    restricted: (read.visibility?.identifier ?? read.visibility?.value ?? null) !== null,
  };
}

const markSchema = z.object({ workspace: z.string(), origin: z.string() });

export function copyMarkOf({ properties }: ReadComment): CopyMark | null {
  const property = properties?.find(({ key }) => key === COPY_PROPERTY);
  const mark = markSchema.safeParse(property?.value);
  return mark.success ? mark.data : null;
}

export function embeddedComments({ total, comments }: EmbeddedComments): {
  total: number;
  shown: readonly Comment<"jira">[];
} {
  return { total, shown: comments.map(commentOf) };
}
