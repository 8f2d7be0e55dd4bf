import type { Kysely } from "kysely";
import { type AuditEntry, linkId } from "#sync/model/link.ts";
import { sideColumn } from "./json.ts";
import type { Database, Schema } from "./schema.ts";
import type { MirrorStore } from "./store.ts";

export async function addAudit(kysely: Kysely<Schema>, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length > 0) await kysely.insertInto("audit").values(entries).execute();
}

export const audits = ({ kysely }: Database): Pick<MirrorStore, "audit" | "addAudit"> => ({
  async audit(mirror, limit) {
    const rows = await kysely
      .selectFrom("audit")
      .select(["at", "link", "mirror", "what", "side", "message"])
      .where("mirror", "=", mirror)
      .orderBy("sequence", "desc")
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      ...row,
      link: row.link === null ? null : linkId(row.link),
      side: sideColumn.nullable().parse(row.side),
    }));
  },
  async addAudit(entry) {
    await addAudit(kysely, [entry]);
  },
});
