import type { CommentRow } from "#sync/model/comment.ts";
import { fingerprintOf } from "#sync/model/fingerprint.ts";
import type { Comment, CommentBodies, Side } from "#sync/model/issue.ts";
import { nameOf } from "../plan-types.ts";
import { type CommentLook, type CommentRules, type Decision, type Lack, nameIn } from "./look.ts";

/** From the side of the originals to the side of their copies. */
export interface Way<From extends Side, To extends Side> {
  from: From;
  to: To;
  look: CommentLook;
  rules: CommentRules;
  /** Null where they were not looked at. */
  originals: ReadonlyMap<string, Comment<From>> | null;
  copies: ReadonlyMap<string, Comment<To>> | null;
  /** How the original is shown on the other side. */
  render(original: Comment<From>, copy: Comment<To> | undefined): CommentBodies[To];
  same(a: CommentBodies[To], b: CommentBodies[To]): boolean;
  asText(body: CommentBodies[To]): string;
  /** The id a copy is created with; null where the tracker gives it. */
  newId(original: string, incarnation: number): string | null;
  /** What stands in for a copy that cannot be removed because people answered it; null when it can be. */
  placeholder(copy: Comment<To>): CommentBodies[To] | null;
  urlOf(original: string): string | undefined;
}

/**
 * What becomes of one comment. Its text is only ever carried from the original to the copy. A deletion is
 * believed when a whole reading of a visible issue lacks the comment and a search for its id does too; then the
 * other one of the two is never written again.
 */
export function decide<From extends Side, To extends Side>(
  row: CommentRow,
  way: Way<From, To>,
): Decision<To> {
  const found = find(row, way);
  const rest = nothing<To>(row, found.original?.author ?? null);
  if (row.state === "surplus" || row.state === "paired" || !way.rules.carries(row.origin))
    return { ...rest, row: asSeen(row, found) };
  if (row.state === "tombstone") return decideTombstone(row, way, found, rest);
  if (!found.original) return decideWithoutOriginal(row, way, found, rest);
  if (found.original.restricted) return decideRestricted(row, way, found, rest);
  if (row.state === "withheld") {
    const again: CommentRow = {
      ...row,
      state: "creating",
      copyId: null,
      shown: null,
      carried: null,
      startedAt: null,
      incarnation: row.incarnation + 1,
    };
    return decideCreation(again, way, found.original, rest);
  }
  if (found.copy) return decideCopy(row, way, found.original, found.copy, rest);
  if (row.state === "creating") return decideCreation(row, way, found.original, rest);
  return decideWithoutCopy(row, found.original, found.copyLacks, rest);
}

interface Found<From extends Side, To extends Side> {
  original: Comment<From> | undefined;
  copy: Comment<To> | undefined;
  /** What is missing to say that it is gone; null when it is. */
  originalLacks: Lack | null;
  copyLacks: Lack | null;
}

function find<From extends Side, To extends Side>(row: CommentRow, way: Way<From, To>): Found<From, To> {
  return {
    original: way.originals?.get(row.originalId),
    copy: row.copyId === null ? undefined : way.copies?.get(row.copyId),
    originalLacks: lackFor(way.from, row.originalId, way.originals, way.look),
    copyLacks: row.copyId === null ? null : lackFor(way.to, row.copyId, way.copies, way.look),
  };
}

function lackFor(
  side: Side,
  id: string,
  reading: ReadonlyMap<string, Comment> | null,
  look: CommentLook,
): Lack | null {
  if (reading === null) return { kind: "reading", side };
  return look.gone.has(nameIn(side, id)) ? null : { kind: "proof", side, id };
}

function nothing<To extends Side>(row: CommentRow, author: string | null): Decision<To> {
  return { row, author, write: null, lacks: [], waitUntil: null };
}

function asSeen(
  row: CommentRow,
  { original, copy }: { original?: Comment | undefined; copy?: Comment | undefined },
) {
  return {
    ...row,
    originalVersion: original?.version ?? row.originalVersion,
    copyVersion: copy?.version ?? row.copyVersion,
  };
}

function decideTombstone<From extends Side, To extends Side>(
  row: CommentRow,
  way: Way<From, To>,
  { original, copy, originalLacks }: Found<From, To>,
  rest: Decision<To>,
): Decision<To> {
  // Its creation landed after the original was deleted. What we wrote in its place has been shown before.
  if (original || !copy || row.shown !== null) return rest;
  if (originalLacks) return { ...rest, lacks: [originalLacks] };
  return removal(row, way, copy, "tombstone", rest);
}

function decideWithoutOriginal<From extends Side, To extends Side>(
  row: CommentRow,
  way: Way<From, To>,
  { copy, originalLacks, copyLacks }: Found<From, To>,
  rest: Decision<To>,
): Decision<To> {
  const { now } = way.rules;
  if (originalLacks) {
    // Its side was not read because nothing spoke of it; unless its copy does, that is as good as unchanged.
    const isCopyAsBefore = way.copies === null || copy?.version === row.copyVersion;
    const isQuiet = originalLacks.kind === "reading" && row.state !== "creating" && isCopyAsBefore;
    return isQuiet ? rest : { ...rest, lacks: [originalLacks] };
  }
  if (copy) {
    const hold = heldUntil(row, REMOVAL, now);
    return hold === null ? removal(row, way, copy, "tombstone", rest) : { ...rest, waitUntil: hold };
  }
  const landsUntil = mayLandUntil(row, way);
  if (landsUntil !== null && landsUntil > now) return { ...rest, waitUntil: landsUntil };
  if (copyLacks) return { ...rest, lacks: [copyLacks] };
  return { ...rest, row: { ...row, state: "tombstone", refusal: null } };
}

function decideRestricted<From extends Side, To extends Side>(
  row: CommentRow,
  way: Way<From, To>,
  found: Found<From, To>,
  rest: Decision<To>,
): Decision<To> {
  const { copy, copyLacks } = found;
  if (row.state === "withheld") return { ...rest, row: asSeen(row, found) };
  if (copy) return removal(row, way, copy, "withheld", rest);
  const landsUntil = mayLandUntil(row, way);
  if (landsUntil !== null && landsUntil > way.rules.now) return { ...rest, waitUntil: landsUntil };
  if (copyLacks) return { ...rest, lacks: [copyLacks] };
  return { ...rest, row: asSeen({ ...row, state: "withheld", refusal: null }, found) };
}

function decideCreation<From extends Side, To extends Side>(
  row: CommentRow,
  way: Way<From, To>,
  original: Comment<From>,
  rest: Decision<To>,
): Decision<To> {
  const { now } = way.rules;
  const carried = fingerprintOf(original.body);
  const hold = heldUntil(row, carried, now);
  if (hold !== null) return { ...rest, row, waitUntil: hold };
  const id = way.newId(row.originalId, row.incarnation);
  // Without an id of ours only what the other side shows tells whether there is a copy already.
  if (id === null && way.copies === null) {
    return { ...rest, row, lacks: [{ kind: "reading", side: way.to }] };
  }
  const landsUntil = mayLandUntil(row, way);
  if (landsUntil !== null && landsUntil > now) return { ...rest, row, waitUntil: landsUntil };
  return {
    ...rest,
    row: { ...row, originalVersion: original.version },
    write: {
      kind: "create",
      id,
      incarnation: row.incarnation,
      body: way.render(original, undefined),
      createdAt: now - original.createdAt > LONG_AGO ? original.createdAt : null,
      mark: way.to === "jira" ? { workspace: way.look.workspace, origin: row.originalId } : null,
      carried,
    },
  };
}

/** Linear takes no time that lies ahead of it, and clocks differ by minutes, ms. */
const LONG_AGO = 3_600_000;

/** A repeat with the same id is harmless; where the tracker gives the id, what was sent may land for a while. */
function mayLandUntil<From extends Side, To extends Side>(
  row: CommentRow,
  way: Way<From, To>,
): number | null {
  if (way.to === "linear" || row.startedAt === null) return null;
  return row.startedAt + way.rules.creationMayLandFor;
}

function decideCopy<From extends Side, To extends Side>(
  before: CommentRow,
  way: Way<From, To>,
  original: Comment<From>,
  copy: Comment<To>,
  rest: Decision<To>,
): Decision<To> {
  const row: CommentRow = { ...asSeen(before, { original, copy }), state: "linked", startedAt: null };
  const isAsBefore = before.originalVersion === row.originalVersion && before.copyVersion === row.copyVersion;
  if (isAsBefore && before.state === "linked" && before.carried !== null && before.refusal === null) {
    return rest;
  }
  const carried = fingerprintOf(original.body);
  const shown = fingerprintOf(copy.body);
  if (row.carried === carried && row.shown === shown) return { ...rest, row: { ...row, refusal: null } };
  const body = way.render(original, copy);
  if (way.same(body, copy.body)) return { ...rest, row: { ...row, carried, shown, refusal: null } };

  const isEdited = row.shown !== null && row.shown !== shown;
  if (row.carried === carried) {
    return { ...rest, row: isEdited ? { ...row, refusal: copyWasEdited(row, way, shown) } : row };
  }
  const hold = heldUntil(row, carried, way.rules.now);
  if (hold !== null) return { ...rest, row, waitUntil: hold };
  const overwritten = isEdited ? way.asText(copy.body) : null;
  return { ...rest, row, write: { kind: "update", id: copy.id, body, carried, overwritten, then: "linked" } };
}

/** People may delete a copy; the original stays, and so does the deletion. */
function decideWithoutCopy<From extends Side, To extends Side>(
  row: CommentRow,
  original: Comment<From>,
  copyLacks: Lack | null,
  rest: Decision<To>,
): Decision<To> {
  if (copyLacks === null) {
    const gone: CommentRow = { ...row, state: "tombstone", originalVersion: original.version, refusal: null };
    return { ...rest, row: gone };
  }
  const hasNothingToDo =
    row.carried === fingerprintOf(original.body) && (row.refusal === null || row.refusal.retryAt === null);
  if (copyLacks.kind === "reading" && hasNothingToDo) {
    return { ...rest, row: { ...row, originalVersion: original.version } };
  }
  return { ...rest, lacks: [copyLacks] };
}

function removal<From extends Side, To extends Side>(
  row: CommentRow,
  way: Way<From, To>,
  copy: Comment<To>,
  then: "tombstone" | "withheld",
  rest: Decision<To>,
): Decision<To> {
  const isEdited = row.shown !== null && row.shown !== fingerprintOf(copy.body);
  const overwritten = isEdited ? way.asText(copy.body) : null;
  const placeholder = way.placeholder(copy);
  if (placeholder !== null) {
    const write = {
      kind: "update",
      id: copy.id,
      body: placeholder,
      carried: REMOVAL,
      overwritten,
      then,
    } as const;
    return { ...rest, write };
  }
  return { ...rest, write: { kind: "remove", id: copy.id, then, overwritten } };
}

/** Stands for the text of what is being removed. */
export const REMOVAL = "removal";

/** Until when a refused write of this text rests; null when it may be tried. */
function heldUntil({ refusal }: CommentRow, fingerprint: string, now: number): number | null {
  if (refusal === null || refusal.retryAt === null || refusal.fingerprint !== fingerprint) return null;
  return refusal.retryAt > now ? refusal.retryAt : null;
}

function copyWasEdited<From extends Side, To extends Side>(
  row: CommentRow,
  way: Way<From, To>,
  fingerprint: string,
): CommentRow["refusal"] {
  const { from, to } = way;
  const where = way.urlOf(row.originalId);
  const at = where === undefined ? "" : ` (${where})`;
  const message = `${way.look.issues[to].key}: somebody edited the copy of a comment that was written in ${nameOf[from]}. The edit stays where it is and is not carried back; what should be said on both sides belongs into the original${at}.`;
  return { side: to, code: "copy-edited", message, fingerprint, retryAt: null };
}
