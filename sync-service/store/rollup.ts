import type { Selectable } from "kysely";
import { type IssueId, issueId, type Side, SIDES } from "#sync/model/issue.ts";
import type { LinkState } from "#sync/model/link.ts";
import { chunksOf, transaction } from "./database.ts";
import type { Database, InTransaction, Schema } from "./schema.ts";

/** An issue as it was while this row held: the body is the reader's to parse. Moments are ms by our clock. */
interface ItemRow {
  id: string;
  body: unknown;
  since: number;
  /** Null while it holds. */
  until: number | null;
}

/** That a source brought an issue while this row held. */
export interface MemberRow {
  initiative: string;
  source: string;
  item: string;
  /** The source names this very issue. */
  isRoot: boolean;
  /** Null: it was there when the source was first read. */
  since: number | null;
  until: number | null;
}

/** A source as it was last asked for, as JSON, and why it could not be read. */
export interface SourceRow {
  initiative: string;
  source: string;
  asked: string;
  problem: string | null;
}

/** What changed in one look at the trackers. */
export interface RollupChange {
  at: number;
  /** Rows that began at or after this moment are replaced; of older ones another version begins. */
  mergeSince: number;
  items: readonly { id: string; body: unknown }[];
  members: readonly Omit<MemberRow, "until">[];
  /** Memberships that end. */
  left: readonly Pick<MemberRow, "initiative" | "source" | "item">[];
  sources: readonly SourceRow[];
  /** Sources that an initiative has no more; their memberships are to be named in `left`. */
  dropped: readonly Pick<SourceRow, "initiative" | "source">[];
  /** Of issues whose titles somebody may be shown; null: it is forgotten. */
  titles: readonly { item: string; title: string | null }[];
}

/** How far somebody has followed: the highest sequence seen of items and of memberships. */
export interface RollupPosition {
  items: number;
  members: number;
}

export interface RollupStore {
  /** One transaction a thousand rows, items first: what is cut off is made up for by the next look. */
  write(change: RollupChange): Promise<void>;
  /** What came since a position: items as they are now, and memberships with their ends; null: all that holds. */
  follow(since: RollupPosition | null): Promise<{
    position: RollupPosition;
    items: readonly ItemRow[];
    members: readonly MemberRow[];
  }>;
  /** Every membership that an initiative ever had. */
  membersOf(initiative: string): Promise<readonly MemberRow[]>;
  /** Every version of these issues, oldest first. */
  versionsOf(ids: readonly string[]): Promise<readonly ItemRow[]>;
  sources(): Promise<readonly SourceRow[]>;
  titles(items: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The mirrored pairs that hold one of these issues, by the trackers' ids. */
  pairs(ids: Readonly<Record<Side, readonly string[]>>): Promise<readonly Readonly<Record<Side, IssueId>>[]>;
  /** Takes or keeps a lease; false while another holds it. */
  lease(name: string, holder: string, now: number, until: number): Promise<boolean>;
}

const ROWS = 1_000;
const IDS = 1_000;
/** `since` of what was there when its source was first read. */
const ALWAYS = 0;

export const rollupStore = (database: Database): RollupStore => ({
  async write(change) {
    for (const items of chunksOf(ROWS, change.items)) {
      await ordered(database, (trx) => writeItems(trx, items, change));
    }
    for (const titles of chunksOf(ROWS, change.titles)) {
      await ordered(database, (trx) => writeTitles(trx, titles));
    }
    for (const left of chunksOf(ROWS, change.left)) {
      await ordered(database, (trx) => endMembers(trx, left, change.at));
    }
    for (const members of chunksOf(ROWS, change.members)) {
      await ordered(database, (trx) => addMembers(trx, members));
    }
    if (change.sources.length > 0 || change.dropped.length > 0) {
      await ordered(database, (trx) => writeSources(trx, change));
    }
  },

  async follow(since) {
    const items = await database.kysely
      .selectFrom("rollup_item")
      .selectAll()
      .where("until", "is", null)
      .where("sequence", ">", since?.items ?? 0)
      .orderBy("sequence")
      .execute();
    const members = await database.kysely
      .selectFrom("rollup_member")
      .selectAll()
      .where("sequence", ">", since?.members ?? 0)
      .$if(since === null, (query) => query.where("until", "is", null))
      .orderBy("sequence")
      .execute();
    return {
      position: {
        items: items.at(-1)?.sequence ?? since?.items ?? 0,
        members: members.at(-1)?.sequence ?? since?.members ?? 0,
      },
      items: items.map(toItem),
      members: members.map(toMember),
    };
  },

  async membersOf(initiative) {
    const rows = await database.kysely
      .selectFrom("rollup_member")
      .selectAll()
      .where("initiative", "=", initiative)
      .orderBy("since")
      .execute();
    return rows.map(toMember);
  },

  async versionsOf(ids) {
    const versions: ItemRow[] = [];
    for (const some of chunksOf(IDS, [...new Set(ids)])) {
      const rows = await database.kysely
        .selectFrom("rollup_item")
        .selectAll()
        .where("id", "in", some)
        .orderBy("id")
        .orderBy("since")
        .execute();
      versions.push(...rows.map(toItem));
    }
    return versions;
  },

  async sources() {
    return await database.kysely.selectFrom("rollup_source").selectAll().execute();
  },

  async titles(items) {
    const titles = new Map<string, string>();
    for (const some of chunksOf(IDS, [...new Set(items)])) {
      const rows = await database.kysely
        .selectFrom("rollup_title")
        .selectAll()
        .where("item", "in", some)
        .execute();
      for (const { item, title } of rows) titles.set(item, title);
    }
    return titles;
  },

  async pairs(ids) {
    const pairs: Record<Side, IssueId>[] = [];
    for (const side of SIDES) {
      for (const some of chunksOf(IDS, ids[side])) {
        const rows = await database.kysely
          .selectFrom("link")
          .select(["jira_id", "linear_id"])
          .where("state", "=", "linked" satisfies LinkState)
          .where(`${side}_id`, "in", some)
          .execute();
        for (const { jira_id, linear_id } of rows) {
          if (jira_id !== null && linear_id !== null)
            pairs.push({ jira: issueId(jira_id), linear: issueId(linear_id) });
        }
      }
    }
    return pairs;
  },

  async lease(name, holder, now, until) {
    return await transaction(database, async (trx) => {
      await trx
        .insertInto("rollup_lease")
        .values({ name, holder, until })
        .onConflict((conflict) =>
          conflict
            .column("name")
            .doUpdateSet({ holder, until })
            .where((lease) =>
              lease.or([lease("rollup_lease.holder", "=", holder), lease("rollup_lease.until", "<=", now)]),
            ),
        )
        .execute();
      const held = await trx
        .selectFrom("rollup_lease")
        .select("holder")
        .where("name", "=", name)
        .executeTakeFirst();
      return held?.holder === holder;
    });
  },
});

/** The row that every writer holds until it commits, so that sequences appear in the order in which they are given. */
const WRITING = "writing";

/** One writer at a time: a follower never sees a lower sequence after a higher. SQLite has no other way anyhow. */
async function ordered(database: Database, body: (trx: InTransaction) => Promise<void>): Promise<void> {
  await transaction(database, async (trx) => {
    await trx
      .insertInto("rollup_lease")
      .values({ name: WRITING, holder: "", until: 0 })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ until: 0 }))
      .execute();
    await body(trx);
  });
}

async function writeItems(
  trx: InTransaction,
  items: RollupChange["items"],
  { at, mergeSince }: Pick<RollupChange, "at" | "mergeSince">,
): Promise<void> {
  const now = await trx
    .selectFrom("rollup_item")
    .selectAll()
    .where("until", "is", null)
    .where(
      "id",
      "in",
      items.map(({ id }) => id),
    )
    .execute();
  const held = new Map(now.map((row) => [row.id, row]));
  const rows = new Map<string, Pick<Selectable<Schema["rollup_item"]>, "id" | "body" | "since">>();
  const replaced: number[] = [];
  const ended: number[] = [];
  for (const { id, body: given } of items) {
    const body = JSON.stringify(given);
    const row = held.get(id);
    if (row?.body === body) continue;
    const isReplaced = row !== undefined && (row.since >= mergeSince || row.since >= at);
    if (row !== undefined) (isReplaced ? replaced : ended).push(row.sequence);
    rows.set(id, { id, body, since: isReplaced ? row.since : at });
  }
  if (replaced.length > 0) await trx.deleteFrom("rollup_item").where("sequence", "in", replaced).execute();
  if (ended.length > 0)
    await trx.updateTable("rollup_item").set({ until: at }).where("sequence", "in", ended).execute();
  if (rows.size > 0)
    await trx
      .insertInto("rollup_item")
      .values([...rows.values()].map((row) => ({ ...row, until: null })))
      .execute();
}

async function addMembers(trx: InTransaction, members: RollupChange["members"]): Promise<void> {
  await trx
    .insertInto("rollup_member")
    .values(
      members.map(({ initiative, source, item, isRoot, since }) => ({
        initiative,
        source,
        item,
        is_root: Number(isRoot),
        since: since ?? ALWAYS,
        until: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(["initiative", "source", "item", "since"]).doNothing())
    .execute();
}

/** An ended row gets a new sequence, so that who follows hears of its end. */
async function endMembers(trx: InTransaction, left: RollupChange["left"], at: number): Promise<void> {
  for (const [initiative, ofInitiative] of Map.groupBy(left, (one) => one.initiative)) {
    for (const [source, ofSource] of Map.groupBy(ofInitiative, (one) => one.source)) {
      const ended = await trx
        .deleteFrom("rollup_member")
        .where("initiative", "=", initiative)
        .where("source", "=", source)
        .where("until", "is", null)
        .where(
          "item",
          "in",
          ofSource.map(({ item }) => item),
        )
        .returning(["initiative", "source", "item", "is_root", "since"])
        .execute();
      if (ended.length === 0) continue;
      await trx
        .insertInto("rollup_member")
        .values(ended.map((row) => ({ ...row, until: at })))
        .execute();
    }
  }
}

async function writeSources(
  trx: InTransaction,
  { sources, dropped }: Pick<RollupChange, "sources" | "dropped">,
): Promise<void> {
  for (const { initiative, source } of dropped) {
    await trx
      .deleteFrom("rollup_source")
      .where("initiative", "=", initiative)
      .where("source", "=", source)
      .execute();
  }
  for (const some of chunksOf(ROWS, sources)) {
    await trx
      .insertInto("rollup_source")
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(["initiative", "source"]).doUpdateSet((row) => ({
          asked: row.ref("excluded.asked"),
          problem: row.ref("excluded.problem"),
        })),
      )
      .execute();
  }
}

async function writeTitles(trx: InTransaction, titles: RollupChange["titles"]): Promise<void> {
  const gone = titles.filter(({ title }) => title === null).map(({ item }) => item);
  const kept = titles.flatMap(({ item, title }) => (title === null ? [] : [{ item, title }]));
  if (gone.length > 0) await trx.deleteFrom("rollup_title").where("item", "in", gone).execute();
  if (kept.length > 0)
    await trx
      .insertInto("rollup_title")
      .values(kept)
      .onConflict((conflict) =>
        conflict.column("item").doUpdateSet((row) => ({ title: row.ref("excluded.title") })),
      )
      .execute();
}

function toItem({ id, body, since, until }: Selectable<Schema["rollup_item"]>): ItemRow {
  return { id, body: JSON.parse(body) as unknown, since, until };
}

function toMember({
  initiative,
  source,
  item,
  is_root,
  since,
  until,
}: Selectable<Schema["rollup_member"]>): MemberRow {
  return { initiative, source, item, isRoot: is_root === 1, since: since === ALWAYS ? null : since, until };
}
