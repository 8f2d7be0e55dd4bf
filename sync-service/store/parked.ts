import type { Selectable } from "kysely";
import { z } from "zod";
import { FIELDS } from "#sync/model/issue.ts";
import { type Link, type LinkId, linkId, type Parked } from "#sync/model/link.ts";
import { chunksOf } from "./database.ts";
import { sideColumn } from "./json.ts";
import { toLink } from "./link.ts";
import type { Database, InTransaction, Schema } from "./schema.ts";
import type { LinkCommit, MirrorStore } from "./store.ts";

const fieldColumn = z.enum([...FIELDS, "issue", "comments", "attachments"]);

/** What is still refused the same way keeps the moment since when. */
export async function replaceParked(
  transaction: InTransaction,
  link: LinkId,
  parked: LinkCommit["parked"],
): Promise<void> {
  const before = await transaction
    .deleteFrom("parked")
    .where("link", "=", link)
    .returning(["side", "field", "fingerprint", "since"])
    .execute();
  if (parked.length === 0) return;
  await transaction
    .insertInto("parked")
    .values(
      parked.map(({ retryAt, ...write }) => {
        const same = before.find(
          ({ side, field, fingerprint }) =>
            side === write.side && field === write.field && fingerprint === write.fingerprint,
        );
        return { ...write, link, since: same?.since ?? write.since, retry_at: retryAt };
      }),
    )
    .execute();
}

export const parkedReads = ({
  kysely,
}: Database): Pick<MirrorStore, "parked" | "parkedOf" | "waitingFor"> => ({
  async parked(mirror) {
    const rows = await kysely
      .selectFrom("parked")
      .innerJoin("link", "link.id", "parked.link")
      .where("link.mirror", "=", mirror)
      .selectAll("parked")
      .orderBy("parked.since")
      .orderBy("parked.link")
      .orderBy("parked.side")
      .orderBy("parked.field")
      .execute();
    return rows.map(toParked);
  },

  async parkedOf(links) {
    const parked: Parked[] = [];
    for (const chunk of chunksOf(10_000, links)) {
      const rows = await kysely
        .selectFrom("parked")
        .selectAll()
        .where("link", "in", chunk)
        .orderBy("link")
        .orderBy("side")
        .orderBy("field")
        .execute();
      parked.push(...rows.map(toParked));
    }
    return parked;
  },

  async waitingFor(mirror, fingerprints) {
    const waiting: Link[] = [];
    for (const chunk of chunksOf(10_000, fingerprints)) {
      const rows = await kysely
        .selectFrom("link")
        .where("link.mirror", "=", mirror)
        .where("link.id", "in", (query) =>
          query
            .selectFrom("parked")
            .select("parked.link")
            .where("parked.code", "=", "waits")
            .where("parked.fingerprint", "in", chunk),
        )
        .selectAll("link")
        .orderBy("link.id")
        .execute();
      waiting.push(...rows.map(toLink));
    }
    return waiting;
  },
});

const toParked = ({ retry_at, ...row }: Selectable<Schema["parked"]>): Parked => ({
  ...row,
  link: linkId(row.link),
  side: sideColumn.parse(row.side),
  field: fieldColumn.parse(row.field),
  retryAt: retry_at,
});
