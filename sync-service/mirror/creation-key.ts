import { createHash } from "node:crypto";
import { isOnSide, type Snapshot } from "#sync/model/issue.ts";
import { asIssueId } from "#sync/model/project-id.ts";
import { becomesProject } from "./translate/epics.ts";
import type { Translator } from "./translate.ts";

/**
 * The key of the counterpart's creation: a version-4-shaped UUID made from the source workspace and issue, so
 * that a repeat, even after the database was lost, names the same issue again.
 */
export function creationKey(translator: Translator, source: Snapshot): string {
  const key = keyOf(translator, source);
  return isOnSide(source, "jira") && becomesProject(translator, source) ? asIssueId(key) : key;
}

function keyOf(translator: Translator, source: Snapshot): string {
  const workspace = translator[source.side].workspace;
  const hash = createHash("sha256").update(`${source.side}/${workspace}/${source.id}`).digest("hex");
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}
