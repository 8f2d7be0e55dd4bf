import { sql } from "kysely";
import { SIDES, type Side } from "#sync/model/issue.ts";
import type { LinkState } from "#sync/model/link.ts";
import type { Random } from "#sync/model/effects.ts";
import { withoutSeenComments } from "./comment.ts";
import { chunksOf, transaction } from "./database.ts";
import { lockLinks, UNVERSIONED } from "./link.ts";
import { connectionOf } from "./mirror.ts";
import type { Database, InTransaction } from "./schema.ts";
import { type Hint, LANES, type MirrorStore } from "./store.ts";

/** Rows a statement: 11 parameters each, far below SQLite's limit. */
const CHUNK = 1_000;

export const hints = (database: Database, random: Random): Pick<MirrorStore, "hint"> => ({
  async hint(mirror, hints, lane, now) {
    const connection = await connectionOf(database.kysely, mirror);
    const dirty = new Set<string>();
    const unseen = await withoutSeenComments(database, connection, hints);
    for (const chunk of chunksOf(CHUNK, strongestPerIssue(unseen))) {
      await transaction(database, async (trx) => {
        if (database.engine === "postgres") {
          await lockLinks(database, trx, {
            jira: issuesOf("jira", chunk),
            linear: issuesOf("linear", chunk),
          });
        }
        for (const side of SIDES) {
          const ofSide = chunk.filter((hint) => hint.side === side);
          if (ofSide.length === 0) continue;
          for (const id of await markDirty(trx, side, ofSide)) dirty.add(id);
        }
      });
    }
    return dirty.size;

    /**
     * One statement: an unknown issue gets a link; a known one becomes due, unless the hinted version was
     * observed before. A link that is leased is due now, since whoever holds it may have looked already.
     */
    async function markDirty(trx: InTransaction, side: Side, strongest: readonly StrongestHint[]) {
      const marked = await trx
        .insertInto("link")
        .values(
          strongest.map(({ id, hinted }) => ({
            id: random.uuid(),
            connection,
            mirror,
            state: "new" satisfies LinkState,
            [`${side}_id`]: id,
            [`${side}_hinted`]: hinted,
            base: "{}",
            generation: 0,
            lane: LANES[lane],
            due_at: now,
            fence: 0,
          })),
        )
        .onConflict((conflict) =>
          conflict
            .columns(["connection", `${side}_id`])
            .doUpdateSet({
              jira_hinted: greaterHint("jira"),
              linear_hinted: greaterHint("linear"),
              comments_hinted: sql<number>`case when excluded.${sql.ref(`${side}_hinted`)} = ${UNVERSIONED} then link.comments_hinted + 1 else link.comments_hinted end`,
              lane: sql<number>`case when excluded.lane < link.lane then excluded.lane else link.lane end`,
              due_at: sql<number>`case when link.due_at <= excluded.due_at and coalesce(link.lease_until, 0) <= excluded.due_at then link.due_at else excluded.due_at end`,
            })
            .whereRef(`excluded.${side}_hinted`, ">", (row) =>
              row.fn.coalesce(`link.${side}_version`, sql.lit(-1)),
            ),
        )
        .returning("id")
        .execute();
      return marked.map(({ id }) => id);
    }
  },
});

interface StrongestHint {
  side: Side;
  id: string;
  hinted: number;
}

/** One row an issue: a statement may not touch a row twice. */
function strongestPerIssue(hints: readonly Hint[]): readonly StrongestHint[] {
  const strongest = new Map<string, StrongestHint>();
  for (const { side, id, version } of hints) {
    const key = `${side} ${id}`;
    const hinted = Math.max(version ?? UNVERSIONED, strongest.get(key)?.hinted ?? 0);
    strongest.set(key, { side, id, hinted });
  }
  return [...strongest.values()];
}

const issuesOf = (side: Side, hints: readonly StrongestHint[]) =>
  hints.filter((hint) => hint.side === side).map(({ id }) => id);

/** Null where the statement hints the other side. */
const greaterHint = (side: Side) => {
  const [hinted, known] = [sql.ref(`excluded.${side}_hinted`), sql.ref(`link.${side}_hinted`)];
  return sql<number | null>`case when ${hinted} > coalesce(${known}, -1) then ${hinted} else ${known} end`;
};
