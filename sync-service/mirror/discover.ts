import { otherSide, SIDES, type Mark, type Side, type Snapshot } from "#sync/model/issue.ts";
import { linkId } from "#sync/model/link.ts";
import type { LinkCommit } from "#sync/store/store.ts";
import { snapshotOf, type Batch, type EngineParts, type Found } from "./parts.ts";
import { endOf } from "./prepare.ts";

/**
 * What an issue that nobody knew yet turns out to be, by the mark it carries: a counterpart whose creation we
 * never heard of, a second copy from a creation that landed late, or one end of a link that a lost database
 * forgot. Returns the links that are left to plan; the others have been dealt with.
 */
export async function discover(parts: EngineParts, batch: Batch, found: readonly Found[]): Promise<Found[]> {
  const left: Found[] = [];
  for (const one of found) {
    const marked = markedEnd(one, batch.translator.mirror.id);
    if (!marked || !(await dealWith(parts, batch, one, marked.snapshot, marked.mark))) left.push(one);
  }
  return left;
}

function markedEnd(found: Found, mirror: string): { snapshot: Snapshot; mark: Mark } | undefined {
  const { state } = found.link;
  if (found.jira !== null && found.linear !== null) return undefined;
  if (state !== "new" && state !== "creating" && state !== "unlinked") return undefined;
  for (const side of SIDES) {
    const snapshot = snapshotOf(found, side);
    const mark = snapshot?.mark;
    if (!snapshot || !mark || mark.mirror !== mirror) continue;
    // A link's own mark that names a counterpart is newer than a database that knows of none.
    const isOwn = mark.link === found.link.id;
    if (isOwn ? state !== "unlinked" && mark.counterpart !== null : state !== "creating") {
      return { snapshot, mark };
    }
  }
  return undefined;
}

async function dealWith(
  parts: EngineParts,
  batch: Batch,
  found: Found,
  snapshot: Snapshot,
  mark: Mark,
): Promise<boolean> {
  const { side } = snapshot;
  const { store } = parts;
  const named = await store.linkById(linkId(mark.link));
  // Both must agree: a mark is text that people can copy.
  const byMark = named?.[otherSide[side]]?.id === mark.counterpart ? named : undefined;
  if (byMark?.[side]?.id === snapshot.id) return false;
  // A second copy that stayed is nobody's original, however often it is looked at.
  if (found.link.state === "unlinked" && !byMark?.[side]) return false;
  if (byMark?.[side]) return await retire(parts, batch, found, snapshot, mark, byMark[side].key);
  if (byMark) return await store.join(found.link, byMark.id, side, endOf(snapshot));
  return mark.counterpart === null ? false : await rebuild(parts, found, snapshot, mark, side);
}

/** A late creation of ours: the link has its counterpart already, and the copy goes if nobody touched it. */
async function retire(
  parts: EngineParts,
  batch: Batch,
  found: Found,
  snapshot: Snapshot,
  mark: Mark,
  kept: string | null,
): Promise<boolean> {
  const outcome = await parts[snapshot.side].retireDuplicate(snapshot.id, mark, batch);
  const now = parts.clock.now();
  if (outcome.kind === "unknown" || outcome.kind === "not-sent") {
    await parts.store.release([found.link], now + 5_000);
    return true;
  }
  const retired = outcome.kind === "retired";
  const note = retired
    ? `${snapshot.key} was a second copy of ${kept ?? "a mirrored issue"} from a creation that landed late; it was removed`
    : `${snapshot.key} is a second copy of ${kept ?? "a mirrored issue"}, and somebody has worked on it: decide which to keep`;
  await parts.store.commit({
    ...unchanged(found, snapshot),
    state: retired ? "tombstone" : "unlinked",
    note,
    audit: [{ at: now, what: "duplicate", side: snapshot.side, message: note }],
  });
  return true;
}

/** The database does not know the link that the mark names: the trackers are believed. */
async function rebuild(
  parts: EngineParts,
  found: Found,
  snapshot: Snapshot,
  mark: Mark,
  side: Side,
): Promise<boolean> {
  if (mark.counterpart === null) return false;
  const other = otherSide[side];
  const known = await parts.store.linksByIssue(found.link.mirror, other, [mark.counterpart]);
  const holder = known.get(mark.counterpart);
  if (holder?.[side]) return false;
  // One that is being created takes the other end instead.
  if (holder && (await parts.store.join(found.link, holder.id, side, endOf(snapshot)))) return true;
  const now = parts.clock.now();
  const end = { id: mark.counterpart, key: null, url: null, version: null };
  const message = `${snapshot.key} carries the mark of a link this database does not have; it is linked again`;
  await parts.store.commit({
    ...unchanged(found, snapshot),
    state: "new",
    [other]: end,
    lookAgainAt: now,
    audit: [{ at: now, what: "linked", side: null, message }],
  });
  return true;
}

function unchanged(found: Found, snapshot: Snapshot): LinkCommit {
  const { link } = found;
  return {
    link: link.id,
    fence: link.fence,
    state: link.state,
    note: link.note,
    jira: link.jira,
    linear: link.linear,
    base: link.base,
    agreedAt: null,
    generation: link.generation,
    mappedBy: link.mappedBy,
    settled: [],
    conflicts: [],
    over: [],
    parked: [],
    audit: [],
    lookAgainAt: null,
    [snapshot.side]: endOf(snapshot),
  };
}
