import type { Random } from "#sync/model/effects.ts";
import { type AccessStore, accessStore } from "./access.ts";
import { audits } from "./audit.ts";
import { type CardStore, cardStore } from "./card.ts";
import { claims } from "./claim.ts";
import { commentRows } from "./comment.ts";
import { commits } from "./commit.ts";
import { copyMirrors } from "./copy.ts";
import { conflicts } from "./conflict.ts";
import { counts } from "./counts.ts";
import { cursors } from "./cursor.ts";
import { openDatabase } from "./database.ts";
import { deliveries } from "./delivery.ts";
import { fileRows } from "./file.ts";
import { hints } from "./hint.ts";
import { jiraIssues } from "./jira-issue.ts";
import { joins } from "./join.ts";
import { journals } from "./journal.ts";
import { linkReads } from "./link.ts";
import { migrate } from "./migrate.ts";
import { mirrors } from "./mirror.ts";
import { parkedReads } from "./parked.ts";
import { type RecordStore, recordStore } from "./record.ts";
import { type RollupStore, rollupStore } from "./rollup.ts";
import type { Database } from "./schema.ts";
import { searches } from "./search.ts";
import type { MirrorStore } from "./store.ts";

export interface Store {
  mirror: MirrorStore;
  records: RecordStore;
  cards: CardStore;
  rollup: RollupStore;
  access: AccessStore;
  /** A copy of the mirrors in memory, to try out what would happen; close it as well. */
  copy(): Promise<Store>;
  close(): Promise<void>;
}

/**
 * Opens the database and brings its tables up to date.
 *
 * @param options.url `file:PATH` (an SQLite file, made when it is not there), `:memory:`, or `postgres://…`
 * @throws when the address is none of these, or the database cannot be reached
 */
export async function openStore({ url, random }: { url: string; random: Random }): Promise<Store> {
  return await storeOn(openDatabase(url), random);
}

/** The store on a database that is open already; its tables are brought up to date. */
export async function storeOn(database: Database, random: Random): Promise<Store> {
  const close = () => database.kysely.destroy();
  try {
    await migrate(database);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    mirror: {
      ...mirrors(database),
      ...hints(database, random),
      ...claims(database),
      ...journals(database, random),
      ...commits(database, random),
      ...commentRows(database),
      ...fileRows(database),
      ...joins(database),
      ...linkReads(database),
      ...searches(database),
      ...counts(database),
      ...parkedReads(database),
      ...conflicts(database),
      ...audits(database),
      ...cursors(database),
      ...deliveries(database),
      jiraIssues: (mirror) => jiraIssues(database, mirror),
    },
    records: recordStore(database),
    cards: cardStore(database),
    rollup: rollupStore(database),
    access: accessStore(database),
    copy: async () => {
      const memory = openDatabase(":memory:");
      const store = await storeOn(memory, random);
      await copyMirrors(database, memory);
      return store;
    },
    close,
  };
}
