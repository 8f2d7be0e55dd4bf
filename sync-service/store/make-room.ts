import { SIDES } from "#sync/model/issue.ts";
import type { LinkEnd, LinkState } from "#sync/model/link.ts";
import { type LinkRow, UNVERSIONED } from "./link.ts";
import type { InTransaction } from "./schema.ts";

/**
 * The webhook of an issue that we created may arrive before the creation's answer, and then the issue has got
 * a "new" link of its own. When the link that made it takes it as its end, that row goes, whoever holds it is
 * fenced off by its absence, and what was hinted to it is hinted to the taker.
 *
 * @param locked every link that holds one of the ends, locked; rows that go are taken out of it
 * @returns the taker's hinted columns; undefined when an end belongs to a link of which more is known
 */
export async function makeRoom(
  transaction: InTransaction,
  taker: LinkRow,
  ends: { jira: LinkEnd | null; linear: LinkEnd | null },
  locked: Map<string, LinkRow>,
): Promise<Pick<LinkRow, "jira_hinted" | "linear_hinted" | "comments_hinted"> | undefined> {
  const { jira_hinted, linear_hinted, comments_hinted } = taker;
  const hinted = { jira_hinted, linear_hinted, comments_hinted };
  const holders = SIDES.flatMap((side) =>
    [...locked.values()].filter(
      (row) =>
        row[`${side}_id`] === ends[side]?.id && row.connection === taker.connection && row.id !== taker.id,
    ),
  );
  if (holders.some((row) => !isLoneAndNew(row))) return undefined;
  for (const holder of holders) {
    await transaction.deleteFrom("link").where("id", "=", holder.id).execute();
    locked.delete(holder.id);
    if (holder.due_at === null) continue;
    const side = holder.jira_id === null ? "linear" : "jira";
    // One that is being looked at has had its hints taken: only a look can tell.
    const unanswered = holder[`${side}_hinted`] ?? UNVERSIONED;
    hinted[`${side}_hinted`] = Math.max(hinted[`${side}_hinted`] ?? 0, unanswered);
    if (unanswered === UNVERSIONED) hinted.comments_hinted += 1;
  }
  return hinted;
}

/** One issue of which nothing is known but that it is there, or that it was named and is not. */
export function isLoneAndNew(row: LinkRow): boolean {
  const states: readonly string[] = ["new", "missing"] satisfies LinkState[];
  return states.includes(row.state) && (row.jira_id === null || row.linear_id === null);
}
