import type { IssueFile } from "#sync/model/issue.ts";
import type { ReadFile } from "./schemas.ts";

export function fileOf(read: ReadFile, siteUrl: string): IssueFile<"jira"> {
  return {
    side: "jira",
    id: read.id,
    name: read.filename,
    size: read.size,
    authorId: read.author?.accountId ?? null,
    author: read.author?.displayName ?? "",
    createdAt: read.created,
    url: `${siteUrl}/rest/api/3/attachment/content/${read.id}`,
  };
}
