import { createHash } from "node:crypto";
import { type IssueId, issueId } from "#sync/model/issue.ts";

const VERSION_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * The id that the issue created with this key has in Linear, which takes ids made by clients if they look like
 * random UUIDs. The same key gives the same id, so that a repeated creation is refused as a repeat.
 */
export function creationId(key: string): IssueId {
  if (VERSION_4.test(key)) return issueId(key);
  const hash = createHash("sha256").update(key).digest("hex");
  const variant = "89ab".charAt(Number.parseInt(hash.charAt(16), 16) % 4);
  const groups = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    variant + hash.slice(17, 20),
  ];
  return issueId([...groups, hash.slice(20, 32)].join("-"));
}
