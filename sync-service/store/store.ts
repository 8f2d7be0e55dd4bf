import type { IssueId, Side } from "#sync/model/issue.ts";
import type {
  AuditEntry,
  Base,
  ClaimedLink,
  Conflict,
  JournalEntry,
  Link,
  LinkEnd,
  LinkId,
  LinkState,
  Parked,
} from "#sync/model/link.ts";

/** Why someone should look at an issue; `version` lets an echo of what was already seen be passed over. */
export interface Hint {
  side: Side;
  id: IssueId;
  /** The version the tracker named, ms by its clock; null when it named none (then the look is due). */
  version: number | null;
}

/** Lower lanes are claimed first: a person waits, live changes, the first filling of a mirror. */
export const LANES = { interactive: 0, live: 1, backfill: 2 } as const;
export type Lane = keyof typeof LANES;

/** What one link's commit changes, in one transaction. */
export interface LinkCommit {
  link: LinkId;
  fence: number;
  state: LinkState;
  note: string | null;
  jira: LinkEnd | null;
  linear: LinkEnd | null;
  base: Base;
  generation: number;
  /** Journal entries that are settled now. */
  settled: readonly string[];
  conflicts: readonly Omit<Conflict, "id" | "link">[];
  /** The parked writes of this link from now on; what is not named is parked no more. */
  parked: readonly Omit<Parked, "link">[];
  audit: readonly Omit<AuditEntry, "link" | "mirror">[];
  /** Look again although nothing was hinted, not before this moment (ms, this machine's clock). */
  lookAgainAt: number | null;
}

export interface MirrorState {
  id: string;
  connection: string;
  /** The mirror's mapping as JSON, parsed by the reader. */
  mapping: string;
  pausedReason: string | null;
  /** Null with a reason: until a person resumes it. */
  pausedUntil: number | null;
}

export interface LinkCounts {
  total: number;
  byState: Record<LinkState, number>;
  dirty: number;
  parked: number;
  openConflicts: number;
  journal: number;
}

/**
 * What the engine asks of its database. One implementation runs on SQLite and on PostgreSQL. Every method is
 * one transaction; none awaits the network.
 */
export interface MirrorStore {
  saveMirror(mirror: Pick<MirrorState, "id" | "connection" | "mapping">): Promise<void>;
  mirrors(): Promise<readonly MirrorState[]>;
  pauseMirror(id: string, reason: string, until: number | null): Promise<void>;
  resumeMirror(id: string): Promise<void>;

  /**
   * Marks links dirty; an issue without a link gets one in state "new". A hint whose version was already
   * observed changes nothing. Returns how many links are dirty because of it.
   */
  hint(mirror: string, hints: readonly Hint[], lane: Lane, now: number): Promise<number>;

  /**
   * Takes up to `limit` dirty links that are due and not leased, interactive before live before backfill,
   * oldest first, and leases them. On PostgreSQL other workers' links are skipped, not waited for.
   */
  claim(request: {
    mirror: string;
    worker: string;
    limit: number;
    now: number;
    leaseUntil: number;
  }): Promise<readonly ClaimedLink[]>;

  /** Gives claimed links back unchanged and dirty, due again at `dueAt`. Links whose fence moved are left alone. */
  release(links: readonly Pick<ClaimedLink, "id" | "fence">[], dueAt: number): Promise<void>;

  /**
   * Writes journal entries before anything is sent, and the ends and state the links get by them (a
   * creation's client-made id). Returns the ids of the links whose fence still held; the others' writes must not be sent.
   */
  journal(
    entries: readonly JournalEntry[],
    links: readonly {
      link: LinkId;
      fence: number;
      state: LinkState;
      jira: LinkEnd | null;
      linear: LinkEnd | null;
    }[],
  ): Promise<ReadonlySet<LinkId>>;
  journalOf(links: readonly LinkId[]): Promise<readonly JournalEntry[]>;

  /** One transaction a link, with compare-and-set on its fence: false when the lease was given away. */
  commit(commit: LinkCommit): Promise<boolean>;

  /**
   * Joins a link that knows only one side ("new") into the link its mark or match names: the issue becomes
   * that link's end and the "new" row goes. False when the other link already has another issue there, or a fence moved.
   */
  join(from: Pick<ClaimedLink, "id" | "fence">, into: LinkId, side: Side, end: LinkEnd): Promise<boolean>;

  linkById(id: LinkId): Promise<Link | undefined>;
  linksByIssue(mirror: string, side: Side, ids: readonly IssueId[]): Promise<ReadonlyMap<IssueId, Link>>;
  /** Every link's ends, for the sweep and for pages; ordered by id, a page at a time. */
  links(mirror: string, after: LinkId | null, limit: number): Promise<readonly Link[]>;
  /** "new" links of one side and of the other, for matching what both trackers already hold. */
  unmatched(mirror: string, side: Side): Promise<readonly Link[]>;

  /** The moment the earliest dirty link becomes due; null when nothing is dirty. */
  nextDue(mirror: string): Promise<number | null>;
  counts(mirror: string): Promise<LinkCounts>;
  parked(mirror: string): Promise<readonly Parked[]>;
  parkedOf(links: readonly LinkId[]): Promise<readonly Parked[]>;
  conflicts(mirror: string, options: { openOnly: boolean }): Promise<readonly Conflict[]>;
  audit(mirror: string, limit: number): Promise<readonly AuditEntry[]>;
  addAudit(entry: AuditEntry): Promise<void>;

  cursor(mirror: string, name: string): Promise<string | null>;
  setCursor(mirror: string, name: string, value: string): Promise<void>;

  /** True the first time a delivery's id is seen; remembered for a week. */
  firstDelivery(id: string, now: number): Promise<boolean>;
}
