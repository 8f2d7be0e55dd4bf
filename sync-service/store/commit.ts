import type { Random } from "#sync/model/effects.ts";
import { SIDES } from "#sync/model/issue.ts";
import { addAudit } from "./audit.ts";
import { addConflicts, closeConflicts } from "./conflict.ts";
import { saveComments } from "./comment.ts";
import { transaction } from "./database.ts";
import { saveFiles } from "./file.ts";
import { endColumns, lockLinks } from "./link.ts";
import { makeRoom } from "./make-room.ts";
import { replaceParked } from "./parked.ts";
import { searchable } from "./search.ts";
import type { Database } from "./schema.ts";
import { LANES, type MirrorStore } from "./store.ts";

export const commits = (database: Database, random: Random): Pick<MirrorStore, "commit"> => ({
  async commit(commit) {
    return await transaction(database, async (trx) => {
      const locked = await lockLinks(database, trx, {
        ids: [commit.link],
        jira: commit.jira ? [commit.jira.id] : [],
        linear: commit.linear ? [commit.linear.id] : [],
      });
      const row = locked.get(commit.link);
      if (row?.fence !== commit.fence || row.lease_until === null) return false;

      const hinted = await makeRoom(trx, row, commit, locked);
      if (!hinted) return false;
      // Hinted while we looked: an echo when the version is one we have seen, else a reason to look again.
      const dirty = SIDES.some((side) => (hinted[`${side}_hinted`] ?? -1) > (commit[side]?.version ?? -1));
      const title = commit.base.title?.jira ?? commit.base.title?.linear ?? null;
      await trx
        .updateTable("link")
        .set({
          state: commit.state,
          note: commit.note,
          ...endColumns(commit),
          title,
          searched: searchable(commit.jira?.key, commit.linear?.key, title),
          base: JSON.stringify(commit.base),
          ...(commit.agreedAt === null ? {} : { agreed_at: commit.agreedAt }),
          generation: commit.generation,
          mapped_by: JSON.stringify(commit.mappedBy),
          ...(commit.hintsSeen === undefined ? {} : { comments_seen: commit.hintsSeen }),
          leased_by: null,
          lease_until: null,
          ...(dirty
            ? hinted
            : {
                jira_hinted: null,
                linear_hinted: null,
                due_at: commit.lookAgainAt,
                // A second look is nobody's wait; but it does not queue behind the filling of a mirror either.
                lane: commit.lookAgainAt === null ? LANES.backfill : Math.max(row.lane, LANES.live),
              }),
        })
        .where("id", "=", commit.link)
        .execute();

      if (commit.settled.length > 0) {
        await trx
          .deleteFrom("journal")
          .where("link", "=", commit.link)
          .where("id", "in", commit.settled)
          .execute();
      }
      await closeConflicts(trx, commit.link, commit.over);
      await addConflicts(trx, random, commit.link, commit.conflicts);
      await saveComments(trx, commit.comments ?? []);
      await saveFiles(trx, commit.files ?? []);
      await replaceParked(trx, commit.link, commit.parked);
      await addAudit(
        trx,
        commit.audit.map((entry) => ({ ...entry, link: commit.link, mirror: row.mirror })),
      );
      return true;
    });
  },
});
