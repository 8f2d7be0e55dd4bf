import { SIDES } from "#sync/model/issue.ts";
import type { LinkEnd, LinkState } from "#sync/model/link.ts";
import { type LinkRow, UNVERSIONED } from "./link.ts";
import type { InTransaction } from "./schema.ts";

/**
 * The webhook of an issue that we created may arrive before the creation's answer, and then the issue has got
 * a "new" link of its own. When the link that made it takes it as its end, that row goes, whoever holds it is
 * fenced off by its absence, and what was hinted to it is hinted to the taker.
 *
 * @param locked every link that holds one of the ends, locked; the row that goes is taken out of it
 * @returns the taker's hinted columns
 * @throws when another link than a "new" one holds the issue
 */
export async function makeRoom(
  transaction: InTransaction,
  taker: LinkRow,
  ends: { jira: LinkEnd | null; linear: LinkEnd | null },
  locked: Map<string, LinkRow>,
): Promise<Pick<LinkRow, "jira_hinted" | "linear_hinted">> {
  const hinted = { jira_hinted: taker.jira_hinted, linear_hinted: taker.linear_hinted };
  for (const side of SIDES) {
    const end = ends[side];
    if (!end || taker[`${side}_id`] === end.id) continue;
    const holder = [...locked.values()].find(
      (row) => row[`${side}_id`] === end.id && row.connection === taker.connection && row.id !== taker.id,
    );
    if (!holder) continue;
    const alone = holder.jira_id === null || holder.linear_id === null;
    if (holder.state !== ("new" satisfies LinkState) || !alone) {
      throw new Error(
        `${side === "jira" ? "Jira" : "Linear"} issue ${end.key ?? end.id} already belongs to link ${holder.id} (${holder.state}, mirror "${holder.mirror}") and cannot become an end of link ${taker.id}. Unlink one of the two.`,
      );
    }
    await transaction.deleteFrom("link").where("id", "=", holder.id).execute();
    locked.delete(holder.id);
    if (holder.due_at !== null) {
      hinted[`${side}_hinted`] = Math.max(
        hinted[`${side}_hinted`] ?? 0,
        holder[`${side}_hinted`] ?? UNVERSIONED,
      );
    }
  }
  return hinted;
}
