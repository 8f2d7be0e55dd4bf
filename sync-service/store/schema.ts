import type { Generated, Kysely, Transaction } from "kysely";

/**
 * The tables, as both engines hold them: text, JSON as text (parsed where a row is read), and moments as
 * milliseconds since the epoch.
 */
export interface Schema {
  mirror: MirrorTable;
  link: LinkTable;
  journal: JournalTable;
  conflict: ConflictTable;
  parked: ParkedTable;
  audit: AuditTable;
  cursor: CursorTable;
  delivery: DeliveryTable;
  record: RecordTable;
  request: RequestTable;
  card: CardTable;
  comment: CommentTable;
  file: FileTable;
  rollup_item: RollupItemTable;
  rollup_member: RollupMemberTable;
  rollup_title: RollupTitleTable;
  rollup_source: RollupSourceTable;
  rollup_lease: RollupLeaseTable;
  access: AccessTable;
}

export type Engine = "sqlite" | "postgres";

/** What each aggregate's file works on. */
export interface Database {
  engine: Engine;
  kysely: Kysely<Schema>;
}
export type InTransaction = Transaction<Schema>;

interface MirrorTable {
  id: string;
  connection: string;
  mapping: string;
  paused_reason: string | null;
  paused_until: number | null;
}

/**
 * A link's row is its own queue: dirty while `due_at` is set, taken while `lease_until` lies ahead. No two
 * links of a connection hold the same issue.
 */
export interface LinkTable {
  /** Counts up: links that are due together are looked at, and their counterparts created, in this order. */
  place: Generated<number>;
  id: string;
  connection: string;
  mirror: string;
  state: string;
  note: string | null;
  jira_id: string | null;
  jira_key: string | null;
  jira_url: string | null;
  /** The version last observed. */
  jira_version: number | null;
  /** The greatest version hinted since the last claim; UNVERSIONED outranks every version. */
  jira_hinted: number | null;
  linear_id: string | null;
  linear_key: string | null;
  linear_url: string | null;
  linear_version: number | null;
  linear_hinted: number | null;
  /** When both sides were last seen equal, by the machine's clock. */
  agreed_at: number | null;
  /** As the base holds it, for lists. */
  title: string | null;
  /** Keys and title in lower case, by one rule on both engines. */
  searched: Generated<string>;
  base: string;
  /** JSON: per field the fingerprint of its map. */
  mapped_by: Generated<string>;
  generation: number;
  lane: number;
  /** When to look; null while the link is clean. */
  due_at: number | null;
  /** Raised by each claim, so that an earlier holder is told from the present one. */
  fence: number;
  /** Reasons to look at its comments, counted, and how many of them a look has answered. */
  comments_hinted: Generated<number>;
  comments_seen: Generated<number>;
  leased_by: string | null;
  lease_until: number | null;
}

interface JournalTable {
  id: string;
  link: string;
  side: string;
  kind: string;
  key: string;
  fields: string;
  /** Null: the write needs no other to be true. */
  alone: string | null;
  generation: number;
  probe: string | null;
  started_at: number;
}

interface ConflictTable {
  id: string;
  link: string;
  field: string;
  resolution: string;
  jira: string;
  linear: string;
  at: number;
  settled_at: number | null;
  decided: Generated<string | null>;
}

interface ParkedTable {
  link: string;
  side: string;
  field: string;
  code: string;
  message: string;
  fingerprint: string;
  since: number;
  retry_at: number | null;
}

interface AuditTable {
  sequence: Generated<number>;
  at: number;
  link: string | null;
  mirror: string;
  what: string;
  side: string | null;
  message: string;
}

interface CursorTable {
  mirror: string;
  name: string;
  value: string;
}

interface DeliveryTable {
  id: string;
  seen_at: number;
}

interface RecordTable {
  /** Counts up as they come. On PostgreSQL a lower one may appear after a higher. */
  sequence: Generated<number>;
  kind: string;
  id: string;
  revision: number;
  body: string;
  who: string;
  why: string | null;
  at: number;
  batch: string | null;
}

/** What a request was answered, so that its repeat changes nothing. */
interface RequestTable {
  id: string;
  who: string;
  at: number;
  answer: string;
}

/** What the Linear card of a Jira issue said when it was last written. */
interface CardTable {
  issue: string;
  hash: string;
  at: number;
}

/** One comment of a linked issue, known by its original. */
interface CommentTable {
  link: string;
  origin: string;
  original_id: string;
  copy_id: string | null;
  state: string;
  original_version: number | null;
  copy_version: number | null;
  carried: string | null;
  shown: string | null;
  incarnation: number;
  started_at: number | null;
  refusal: string | null;
}

/** One file of a linked issue, known by its original. */
interface FileTable {
  link: string;
  origin: string;
  original_id: string;
  copy_id: string | null;
  state: string;
  name: string;
  sha256: string | null;
  attempts: number;
  started_at: number | null;
  refusal: string | null;
}

/** A version of an issue in a roll-up. */
interface RollupItemTable {
  sequence: Generated<number>;
  id: string;
  body: string;
  since: number;
  until: number | null;
}

/** While a source of an initiative brought an issue. */
interface RollupMemberTable {
  sequence: Generated<number>;
  initiative: string;
  source: string;
  item: string;
  is_root: number;
  /** 0: since before the source was first read. */
  since: number;
  until: number | null;
}

/** Apart from the versions, which carry no text. */
interface RollupTitleTable {
  item: string;
  title: string;
}

interface RollupSourceTable {
  initiative: string;
  source: string;
  asked: string;
  problem: string | null;
}

interface RollupLeaseTable {
  name: string;
  holder: string;
  until: number;
}

/** A sign-in link, a session or a share link. */
export interface AccessTable {
  id: string;
  kind: string;
  hash: string;
  name: string;
  email: string | null;
  initiative: string | null;
  made_by: string;
  made_at: number;
  expires_at: number;
  /** Of a sign-in link: how long its session, ms. */
  lasts: number | null;
  ended_at: number | null;
  ended_by: string | null;
}
