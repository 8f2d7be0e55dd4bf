import type { LiveIssue } from "#shared/contract/outcomes/words.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import type { KnownIssues } from "#sync/scoring/project-issues.ts";

/** An issue under the key that it has now, and how far the work on it is. */
export function liveIssue({ byId }: KnownIssues, { id, key }: JiraIssue): LiveIssue {
  const known = byId.get(id);
  return { id, key: known?.key ?? key, url: known?.url ?? null, work: known?.work ?? null };
}
