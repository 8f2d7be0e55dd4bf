import { transaction } from "./database.ts";
import type { AccessTable, Database } from "./schema.ts";

interface Given {
  /** Public: names it in lists and commands. */
  id: string;
  /** Of its secret. */
  hash: string;
  /** Who made it: a person, or the command line. */
  madeBy: string;
  madeAt: number;
  expiresAt: number;
}

/** One way in from outside Jira, as it is kept. */
export type NewAccess = Given &
  (
    | {
        kind: "sign-in";
        name: string;
        email: string | null;
        /** How long the session that it opens, ms. */ lasts: number;
      }
    /** Of a browser, or of a program. */
    | { kind: "session"; name: string; email: string | null }
    /** `name`: what it was made for, e.g. "Board, November". */
    | { kind: "share"; name: string; initiative: string }
  );

export type Access = NewAccess & {
  /** When it was used up or revoked, and by whom; null while it holds. */
  ended: { at: number; by: string } | null;
};

export interface AccessStore {
  add(access: NewAccess): Promise<void>;
  find(id: string): Promise<Access | undefined>;
  /** Newest first. */
  list(kinds: readonly Access["kind"][]): Promise<readonly Access[]>;
  /** False when it had ended before: of two who use a link at once, one does. What follows is made with it. */
  end(id: string, ended: { at: number; by: string }, next?: NewAccess): Promise<boolean>;
}

export const accessStore = (database: Database): AccessStore => ({
  async add(access) {
    await database.kysely.insertInto("access").values(toRow(access)).execute();
  },

  async find(id) {
    const row = await database.kysely
      .selectFrom("access")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    return row && toAccess(row);
  },

  async list(kinds) {
    const rows = await database.kysely
      .selectFrom("access")
      .selectAll()
      .where("kind", "in", kinds)
      .orderBy("made_at", "desc")
      .orderBy("id")
      .execute();
    return rows.map(toAccess);
  },

  async end(id, { at, by }, next) {
    return await transaction(database, async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable("access")
        .set({ ended_at: at, ended_by: by })
        .where("id", "=", id)
        .where("ended_at", "is", null)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      if (next) await trx.insertInto("access").values(toRow(next)).execute();
      return true;
    });
  },
});

function toRow(access: NewAccess): AccessTable {
  const { id, kind, hash, name, madeBy, madeAt, expiresAt } = access;
  return {
    ...{ id, kind, hash, name, made_by: madeBy, made_at: madeAt, expires_at: expiresAt },
    email: access.kind === "share" ? null : access.email,
    initiative: access.kind === "share" ? access.initiative : null,
    lasts: access.kind === "sign-in" ? access.lasts : null,
    ended_at: null,
    ended_by: null,
  };
}

function toAccess(row: AccessTable): Access {
  const { id, hash, name, email } = row;
  const given = { id, hash, madeBy: row.made_by, madeAt: row.made_at, expiresAt: row.expires_at };
  const ended = row.ended_at === null ? null : { at: row.ended_at, by: row.ended_by ?? "" };
  switch (row.kind) {
    case "share":
      return { ...given, kind: "share", name, initiative: row.initiative ?? "", ended };
    case "sign-in":
      return { ...given, kind: "sign-in", name, email, lasts: row.lasts ?? 0, ended };
    default:
      return { ...given, kind: "session", name, email, ended };
  }
}
