import type { CommentRow } from "#sync/model/comment.ts";
import type { FileRow } from "#sync/model/file.ts";
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
  MappedBy,
  Parked,
} from "#sync/model/link.ts";
import type { JiraIssueRow } from "./jira-issue.ts";

/** Why someone should look at an issue; `version` lets an echo of what was already seen be passed over. */
export interface Hint {
  side: Side;
  id: IssueId;
  /** The version the tracker named, ms by its clock; null when it named none (then the look is due). */
  version: number | null;
  /** The comment it speaks of, with its own version: one that was seen so before is no reason to look. */
  comment?: { id: string; version: number };
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
  /** When both sides were seen equal, ms by this machine's clock; null keeps the earlier moment. */
  agreedAt: number | null;
  generation: number;
  mappedBy: MappedBy;
  /** Journal entries that are settled now. */
  settled: readonly string[];
  conflicts: readonly Omit<Conflict, "id" | "link" | "decided">[];
  /** Conflicts that are over: both sides agree again, or a person's decision was carried out. */
  over: readonly { id: string; at: number; resolution: Side | null }[];
  /** The parked writes of this link from now on; what is not named is parked no more. */
  parked: readonly Omit<Parked, "link">[];
  audit: readonly Omit<AuditEntry, "link" | "mirror">[];
  /** Its comments and files as they stand now, as far as they changed. */
  comments?: readonly CommentRow[];
  files?: readonly FileRow[];
  /** How many of the reasons to look at its comments and files have been answered; absent: no more than before. */
  hintsSeen?: number;
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

/** A link as lists of links show it. */
export interface FoundLink extends Link {
  /** As the base holds it, Jira's side first. */
  title: string | null;
  /** Hinted, or being worked on. */
  dirty: boolean;
  parked: number;
  openConflicts: number;
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
   * observed changes nothing; one that comes while the link is claimed counts against the version its commit
   * brings. The link that holds the issue is marked also when it is another mirror's of the same connection.
   * Returns how many links are dirty because of it. Thousands of hints take several transactions: after a
   * crash in between, hint again.
   */
  hint(mirror: string, hints: readonly Hint[], lane: Lane, now: number): Promise<number>;

  /**
   * Takes up to `limit` dirty links that are due and not leased, interactive before live before backfill,
   * those that are due longest first, then those that were hinted first, and leases them. On PostgreSQL other workers' links are skipped, not waited for.
   */
  claim(request: {
    mirror: string;
    worker: string;
    limit: number;
    now: number;
    leaseUntil: number;
  }): Promise<readonly ClaimedLink[]>;

  /** Frees what this worker still held when its process ended: an embedded service need not wait for itself. */
  forgetLeases(worker: string): Promise<number>;

  /** Gives claimed links back unchanged and dirty, due again at `dueAt`. Links whose fence moved are left alone. */
  release(links: readonly Pick<ClaimedLink, "id" | "fence">[], dueAt: number): Promise<void>;

  /**
   * Writes journal entries before anything is sent, and the ends and state the links get by them (a
   * creation's client-made id). Conflicts that the writes settle are recorded with them, so that the value that
   * loses is kept whatever becomes of the answer. Returns the ids of the links whose fence still held and whose
   * ends no other link has; the others' writes must not be sent.
   */
  journal(
    entries: readonly JournalEntry[],
    links: readonly {
      link: LinkId;
      fence: number;
      state: LinkState;
      jira: LinkEnd | null;
      linear: LinkEnd | null;
      conflicts?: LinkCommit["conflicts"];
    }[],
  ): Promise<ReadonlySet<LinkId>>;
  journalOf(links: readonly LinkId[]): Promise<readonly JournalEntry[]>;

  /**
   * One transaction a link, all or nothing. A "new" link that holds one of the ends (its webhook came first)
   * is absorbed. False when the lease was given away, or when an end belongs to another pair by now: then the
   * link is looked at again once the lease is over.
   */
  commit(commit: LinkCommit): Promise<boolean>;

  /**
   * Joins a link that knows only one side ("new") into the link its mark or match names: the issue becomes
   * that link's end and the "new" row goes; whoever holds that link is fenced off, and it is due. False when
   * the other link already has an issue there, or the fence moved.
   */
  join(from: Pick<ClaimedLink, "id" | "fence">, into: LinkId, side: Side, end: LinkEnd): Promise<boolean>;

  linkById(id: LinkId): Promise<Link | undefined>;
  /** The links that hold these issues, also those of the connection's other mirrors. */
  linksByIssue(mirror: string, side: Side, ids: readonly IssueId[]): Promise<ReadonlyMap<IssueId, Link>>;
  /** Every link's ends, for the sweep and for pages; ordered by id, a page at a time. */
  links(mirror: string, after: LinkId | null, limit: number): Promise<readonly Link[]>;
  /**
   * Links whose keys or title hold the text, case-insensitive, in the order they were made; of all mirrors
   * when none is named. `after` is the number of links to pass over.
   */
  search(query: {
    mirror: string | null;
    text: string;
    after: number;
    limit: number;
  }): Promise<{ links: readonly FoundLink[]; total: number }>;
  /** The mirror's Jira issues, without those that left it or were deleted, in the order in which they were linked. */
  jiraIssues(mirror: string): Promise<readonly JiraIssueRow[]>;
  /** "new" links that know only this side, for matching what both trackers already hold. */
  unmatched(mirror: string, side: Side): Promise<readonly Link[]>;

  /** The moment the earliest dirty link becomes due; null when nothing is dirty. */
  nextDue(mirror: string): Promise<number | null>;
  counts(mirror: string): Promise<LinkCounts>;
  parked(mirror: string): Promise<readonly Parked[]>;
  parkedOf(links: readonly LinkId[]): Promise<readonly Parked[]>;
  /** Links that wait for other issues, named by the fingerprints of what was refused until they are there. */
  waitingFor(mirror: string, fingerprints: readonly string[]): Promise<readonly Link[]>;
  conflicts(mirror: string, options: { openOnly: boolean }): Promise<readonly Conflict[]>;
  /** The conflicts of these links that wait for a person, or for a person's decision to be carried out. */
  conflictsOf(links: readonly LinkId[]): Promise<readonly Conflict[]>;
  /**
   * A person's word on a conflict: `keep` is the side whose value both are to hold. The link is due at once.
   * Undefined when there is no such conflict.
   */
  decide(conflict: string, keep: Side, now: number): Promise<Conflict | undefined>;
  /** Newest first. */
  audit(mirror: string, limit: number): Promise<readonly AuditEntry[]>;
  addAudit(entry: AuditEntry): Promise<void>;

  commentsOf(links: readonly LinkId[]): Promise<readonly CommentRow[]>;
  /** The versions in which a side's comments of linked issues were last seen, by the comments' ids. */
  commentVersions(
    mirror: string,
    side: Side,
  ): Promise<ReadonlyMap<string, { link: LinkId; version: number | null }>>;
  /**
   * Writes comments down before copies of them are created. Returns the ids of the links whose fence still
   * held; the others' copies must not be sent.
   */
  journalComments(
    rows: readonly CommentRow[],
    links: readonly Pick<ClaimedLink, "id" | "fence">[],
  ): Promise<ReadonlySet<LinkId>>;

  filesOf(links: readonly LinkId[]): Promise<readonly FileRow[]>;
  /** The links that hold a side's files, by the files' ids; of linked issues, and of files that are there. */
  fileLinks(mirror: string, side: Side): Promise<ReadonlyMap<string, LinkId>>;
  /** As `journalComments`, for files. */
  journalFiles(
    rows: readonly FileRow[],
    links: readonly Pick<ClaimedLink, "id" | "fence">[],
  ): Promise<ReadonlySet<LinkId>>;

  cursor(mirror: string, name: string): Promise<string | null>;
  setCursor(mirror: string, name: string, value: string): Promise<void>;

  /** True the first time a delivery's id is seen; remembered for a week. */
  firstDelivery(id: string, now: number): Promise<boolean>;
}
