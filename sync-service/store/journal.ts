import type { Random } from "#sync/model/effects.ts";
import { linkId, type JournalEntry, type LinkId } from "#sync/model/link.ts";
import { z } from "zod";
import { addConflicts, notYetRecorded } from "./conflict.ts";
import { chunksOf, transaction } from "./database.ts";
import { pairsColumn, sideColumn } from "./json.ts";
import { endColumns, lockLinks } from "./link.ts";
import { makeRoom } from "./make-room.ts";
import type { Database } from "./schema.ts";
import type { MirrorStore } from "./store.ts";

const kindColumn = z.enum(["create", "update", "mark"] satisfies JournalEntry["kind"][]);

export const journals = (database: Database, random: Random): Pick<MirrorStore, "journal" | "journalOf"> => ({
  async journal(entries, links) {
    return await transaction(database, async (trx) => {
      const locked = await lockLinks(database, trx, {
        ids: links.map(({ link }) => link),
        jira: links.flatMap(({ jira }) => jira?.id ?? []),
        linear: links.flatMap(({ linear }) => linear?.id ?? []),
      });
      const held = new Set<LinkId>();
      for (const { link, fence, state, jira, linear, conflicts = [] } of links) {
        const row = locked.get(link);
        if (row?.fence !== fence || row.lease_until === null) continue;
        const hinted = await makeRoom(trx, row, { jira, linear }, locked);
        if (!hinted) continue;
        await trx
          .updateTable("link")
          .set({ state, ...endColumns({ jira, linear }), ...hinted })
          .where("id", "=", link)
          .execute();
        await addConflicts(trx, random, link, await notYetRecorded(trx, link, conflicts));
        held.add(link);
      }
      const rows = entries
        .filter(({ link }) => held.has(link))
        .map(({ fields, alone, startedAt, ...entry }) => ({
          ...entry,
          fields: JSON.stringify(fields),
          alone: alone ? JSON.stringify(alone) : null,
          started_at: startedAt,
        }));
      for (const chunk of chunksOf(1_000, rows)) await trx.insertInto("journal").values(chunk).execute();
      return held;
    });
  },

  async journalOf(links) {
    const entries: JournalEntry[] = [];
    for (const chunk of chunksOf(10_000, links)) {
      const rows = await database.kysely
        .selectFrom("journal")
        .selectAll()
        .where("link", "in", chunk)
        .orderBy("started_at")
        .orderBy("id")
        .execute();
      for (const { link, side, kind, fields, alone, started_at, ...entry } of rows) {
        entries.push({
          ...entry,
          link: linkId(link),
          side: sideColumn.parse(side),
          kind: kindColumn.parse(kind),
          fields: pairsColumn.parse(fields),
          ...(alone === null ? {} : { alone: pairsColumn.parse(alone) }),
          startedAt: started_at,
        });
      }
    }
    return entries;
  },
});
