import type { FieldName, IssueId, Side, ValuesOf } from "./issue.ts";

export type LinkId = string & { readonly __linkId: unique symbol };
export const linkId = (id: string): LinkId => id as LinkId;

/** A field's value on each side. */
export interface Pair<F extends FieldName = FieldName> {
  jira: ValuesOf["jira"][F];
  linear: ValuesOf["linear"][F];
}

/** Whole pairs of some fields: what a write makes true on both sides. */
export type Pairs = { [F in FieldName]?: Pair<F> };

/**
 * Per field, the pair when both sides last meant the same. Each side is compared with its own half, in its
 * own values, so that lossy maps and a tracker's rewriting are no edits. A half that is absent was never
 * agreed on: its side's value counts as an edit. An absent field was never agreed on at all.
 */
export type Base = { [F in FieldName]?: Partial<Pair<F>> };

/** Puts a field's pair into a base or a set of pairs. */
export function setPair<F extends FieldName>(base: Base, field: F, pair: Partial<Pair<F>>): void {
  Object.assign(base, { [field]: pair });
}

/** One end of a link. */
export interface LinkEnd {
  id: IssueId;
  key: string | null;
  url: string | null;
  /** The version last observed, ms by the tracker's clock; null before the first observation. */
  version: number | null;
}

/**
 * new       one side is known, nothing has been decided about the other yet
 * creating  the counterpart's creation is in the journal
 * linked    both ends exist
 * missing   one end is not shown any more; proves nothing, nothing is deleted for it
 * tombstone one end is known to be deleted or trashed; the other is left as it is, never recreated
 * unlinked  left the mirror's scope, or refused (mirrored elsewhere); kept so that it is not linked again
 */
export type LinkState = "new" | "creating" | "linked" | "missing" | "tombstone" | "unlinked";

export interface Link {
  id: LinkId;
  connection: string;
  mirror: string;
  state: LinkState;
  /** Why it is in this state, in words; null when nothing needs saying. */
  note: string | null;
  jira: LinkEnd | null;
  linear: LinkEnd | null;
  base: Base;
  /** When both sides were last seen equal, ms by this machine's clock; null when they never were. */
  agreedAt: number | null;
  /** Raised by each commit that wrote; the mark on the written side carries it. */
  generation: number;
  /** Per field with a map, the fingerprint of the map that its values were last brought in line with. */
  mappedBy: MappedBy;
}

export type MappedBy = { readonly [F in FieldName]?: string };

/** A link claimed by a worker; every effect in the database checks the fence. */
export interface ClaimedLink extends Link {
  fence: number;
  leaseUntil: number;
  /** Reasons to look at its comments, counted, and how many of them a look has answered. */
  commentHints: { hinted: number; seen: number };
}

/** A write under way, with what makes its repeat harmless and its outcome recognisable. */
export interface JournalEntry {
  id: string;
  link: LinkId;
  side: Side;
  kind: "create" | "update" | "mark";
  /** The create's key; for updates the entry's own id. */
  key: string;
  /** Per written field what was sent, and the other side's value it came from. */
  fields: Pairs;
  /**
   * For fields that a merge writes on both sides: what is agreed on once this write alone was taken. The other
   * side's value as it was seen, and what that means here; what the merge brought is then an edit of this side.
   */
  alone?: Pairs;
  generation: number;
  /** Where to look for a create whose answer was lost; null for other kinds. */
  probe: string | null;
  /** By this machine's clock, ms. */
  startedAt: number;
}

/** Both sides changed a field differently: what was kept, and what lost and can be restored. */
export interface Conflict {
  id: string;
  link: LinkId;
  field: FieldName;
  /** Whose value was kept; "ask" leaves both sides alone until a person decides. */
  resolution: Side | "ask";
  /** The values as both sides had them. */
  jira: unknown;
  linear: unknown;
  at: number;
  settledAt: number | null;
  /**
   * Whose value a person wants, until the mirror has carried it out: the side's present value while the
   * conflict is open, the recorded one of a conflict that was settled before.
   */
  decided: Side | null;
}

/** A write that a tracker refuses for now. */
export interface Parked {
  link: LinkId;
  side: Side;
  /** "issue" when nothing of the issue could be written. */
  field: FieldName | "issue" | "comments" | "attachments";
  code: string;
  /** What happened and what to do, for a person. */
  message: string;
  /** Fingerprint of what was refused: not sent again while nothing changed. */
  fingerprint: string;
  since: number;
  retryAt: number | null;
}

export interface AuditEntry {
  at: number;
  link: LinkId | null;
  mirror: string;
  /** "created", "wrote", "linked", "conflict", "parked", "missing", "paused", … */
  what: string;
  side: Side | null;
  /** One line a person understands. */
  message: string;
}
