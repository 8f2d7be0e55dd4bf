import { FIELDS, type FieldName, type Side } from "#sync/model/issue.ts";
import type { JournalEntry, LinkEnd, LinkState, MappedBy, Parked } from "#sync/model/link.ts";
import { fingerprintOf } from "#sync/model/fingerprint.ts";
import type { LinkCommit } from "#sync/store/store.ts";
import type { Refusal } from "#sync/trackers/tracker.ts";
import type { FileResult } from "./attachments/stage.ts";
import type { CommentResult } from "./comments/result.ts";
import { auditOf } from "./audit-lines.ts";
import { baseAfterCreation, baseAfterUpdates, took, wasEditedMeanwhile } from "./base-after.ts";
import { coveredConflicts } from "./covered-conflicts.ts";
import { snapshotOf, type EngineParts, type Marked, type Sent, type Work } from "./parts.ts";
import { endOf } from "./prepare.ts";
import { mapsOf } from "./mapped-by.ts";
import type { ConflictOver } from "./plan-types.ts";
import type { Translator } from "./translate.ts";

/** How long a refused write rests before it is tried again, unless the issue changes first. */
const PARK_FOR = 15 * 60_000;
/** How soon a write whose outcome is unknown is looked at again. */
const LOOK_AGAIN_AFTER = 2_000;

/** What a link's commit says, once the fate of each of its writes is known. */
export function settle(
  parts: EngineParts,
  translator: Translator,
  work: Work,
  fate: {
    sent: readonly Sent[];
    marked: readonly Marked[];
    comments: CommentResult | null;
    files: FileResult | null;
  },
): LinkCommit {
  const now = parts.clock.now();
  const { link, plan } = work;
  const later = plan.create?.later ?? [];
  const creation = fate.sent.find((one) => one.entry.kind === "create");
  const base = creation
    ? baseAfterCreation(work, translator, creation)
    : baseAfterUpdates(plan.base, translator, fate.sent);
  const wrote = fate.sent.some((one) => one.outcome.kind !== "refused" && one.outcome.kind !== "not-sent");
  const marked = fate.marked.some((one) => one.outcome.kind === "applied");
  const parked = onePerField([
    ...plan.held.map(withoutLink),
    ...plannedRefusals(work, now),
    ...trackerRefusals(fate.sent, now),
    ...(fate.comments?.parked ?? stillParked(work, "comments", now)),
    ...(fate.files?.parked ?? stillParked(work, "attachments", now)),
  ]);
  const edited = fate.sent.some((one) => wasEditedMeanwhile(translator, one));
  const unknown = fate.sent.filter((one) => one.outcome.kind === "unknown");
  return {
    link: link.id,
    fence: link.fence,
    state: stateAfter(work, creation),
    note: plan.note,
    jira: endAfter(work, "jira", fate.sent),
    linear: endAfter(work, "linear", fate.sent),
    base,
    mappedBy: mappedBy(work, translator, fate.sent),
    agreedAt: !edited && agrees(work, fate.sent, parked) ? now : null,
    generation: plan.generation + (wrote || marked ? 1 : 0),
    settled: settledEntries(work, fate.sent),
    conflicts: [
      // The others went into the record with the journal.
      ...plan.conflicts.filter(({ resolution }) => resolution === "ask"),
      ...fate.sent.flatMap(coveredConflicts),
    ].map((conflict) => ({ ...conflict, at: now, settledAt: conflict.resolution === "ask" ? null : now })),
    over: plan.over
      .filter((one) => isOver(one, work, fate.sent))
      .map(({ id, resolution }) => ({ id, resolution, at: now })),
    parked,
    audit: [...auditOf(work, fate, now), ...(fate.comments?.audit ?? []), ...(fate.files?.audit ?? [])],
    ...(fate.comments ? { comments: fate.comments.rows } : {}),
    ...(fate.files ? { files: fate.files.rows } : {}),
    ...hintsSeen(work, fate),
    lookAgainAt: earliest([
      edited ? now : null,
      creation?.outcome.kind === "applied" && later.length > 0 ? now : null,
      fate.comments?.lookAgainAt ?? null,
      fate.files?.lookAgainAt ?? null,
      ...parked.map((one) => one.retryAt),
      ...[...fate.sent, ...fate.marked].map(({ outcome }) => {
        if (outcome.kind === "not-sent") return outcome.retryAt ?? now + LOOK_AGAIN_AFTER;
        return outcome.kind === "unknown" ? now + LOOK_AGAIN_AFTER : null;
      }),
      ...unknown.map(() => now + LOOK_AGAIN_AFTER),
    ]),
  };
}

/** Comments and files share their reasons to look: they are answered when both have been looked at. */
function hintsSeen(
  { link }: Work,
  { comments, files }: { comments: CommentResult | null; files: FileResult | null },
): { hintsSeen?: number } {
  const looked = [comments, files].filter((one) => one !== null);
  const isAnswered = looked.length > 0 && looked.every((one) => one.isAnswered);
  return isAnswered ? { hintsSeen: link.commentHints.hinted } : {};
}

/** A creation may be refused for several reasons at once, and a field may be refused by the plan as well. */
function onePerField(parked: readonly Omit<Parked, "link">[]): Omit<Parked, "link">[] {
  const groups = Map.groupBy(parked, ({ side, field }) => `${side} ${field}`);
  return [...groups.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const messages = new Set([first, ...more].map(({ message }) => message));
    return [{ ...first, message: [...messages].join(" ") }];
  });
}

/** What was not looked at in this round stays as it was, and is over where nothing is mirrored any more. */
function stillParked(work: Work, field: Parked["field"], now: number): LinkCommit["parked"] {
  if (work.plan.state !== "linked" && work.plan.create === null) return [];
  return work.parked
    .filter((one) => one.field === field)
    .map((one) => ({
      ...withoutLink(one),
      retryAt: one.retryAt !== null && one.retryAt <= now ? now + PARK_FOR : one.retryAt,
    }));
}

function withoutLink({ link: _link, ...parked }: Parked): Omit<Parked, "link"> {
  return parked;
}

function stateAfter(work: Work, creation: Sent | undefined): LinkState {
  if (!creation) return work.plan.create ? work.link.state : work.plan.state;
  switch (creation.outcome.kind) {
    case "applied":
      return "linked";
    case "unknown":
      return "creating";
    case "refused":
    case "not-sent":
      return "new";
  }
}

function endAfter(work: Work, side: Side, sent: readonly Sent[]): LinkEnd | null {
  const written = sent.filter((one) => one.side === side).at(-1);
  if (written?.outcome.kind === "applied") return endOf(written.outcome.snapshot);
  const observed = snapshotOf(work, side);
  if (observed) return endOf(observed);
  // A reserved id stays with the link only while its creation may still have happened.
  if (written?.entry.kind === "create") {
    const reserved = side === "linear" && written.outcome.kind === "unknown";
    return reserved ? (work.link.linear ?? reservedEnd(written)) : null;
  }
  return work.link[side];
}

function reservedEnd({ entry }: Sent): LinkEnd {
  return { id: entry.key as LinkEnd["id"], key: null, url: null, version: null };
}

/** Nothing is left to carry over, as far as this look shows. */
function agrees(work: Work, sent: readonly Sent[], parked: readonly unknown[]): boolean {
  const allTaken = sent.every(({ outcome }) => outcome.kind === "applied" && outcome.refused.length === 0);
  const asks = work.plan.conflicts.some(({ resolution }) => resolution === "ask");
  return allTaken && parked.length === 0 && !asks && (work.plan.state === "linked" || sent.length > 0);
}

/** Earlier entries have been read by the plan; of this round only unknown outcomes stay in the journal. */
function settledEntries(work: Work, sent: readonly Sent[]): string[] {
  const readByPlan = work.plan.state === "linked" || work.plan.create !== null;
  return [
    ...(readByPlan ? work.journal.map((entry) => entry.id) : []),
    ...sent.filter((one) => one.outcome.kind !== "unknown").map((one) => one.entry.id),
  ];
}

/** Nothing of the field is left to be written. */
function isOver({ field }: Pick<ConflictOver, "field">, { plan }: Work, sent: readonly Sent[]): boolean {
  const waits = [...plan.refused, ...plan.held].some((one) => one.field === field);
  return !waits && sent.every((one) => one.entry.fields[field] === undefined || took(one, field));
}

/** A field whose new value could not be written yet stays with its earlier map, so that it is met again. */
function mappedBy(work: Work, translator: Translator, sent: readonly Sent[]): MappedBy {
  const after: { [F in FieldName]?: string } = { ...mapsOf(translator.mirror) };
  if (work.plan.state !== "linked" && work.plan.create === null) return work.link.mappedBy;
  for (const name of FIELDS) {
    const before = work.link.mappedBy[name];
    if (before !== undefined && !isOver({ field: name }, work, sent)) after[name] = before;
  }
  return after;
}

function plannedRefusals(work: Work, now: number): Omit<Parked, "link">[] {
  return work.plan.refused.map(({ side, field, refusal, fingerprint }) => ({
    side,
    field,
    code: refusal.code,
    message: refusal.message,
    fingerprint,
    since: now,
    retryAt: now + PARK_FOR,
  }));
}

function trackerRefusals(sent: readonly Sent[], now: number): Omit<Parked, "link">[] {
  return sent.flatMap(({ side, entry, outcome }) => {
    if (outcome.kind !== "applied" && outcome.kind !== "refused") return [];
    return outcome.refused.flatMap((refusal) => parkedFields(refusal, entry, side, outcome.kind, now));
  });
}

function parkedFields(
  refusal: Refusal,
  entry: JournalEntry,
  side: Side,
  kind: "applied" | "refused",
  now: number,
): Omit<Parked, "link">[] {
  const { code, message } = refusal;
  const shared = { side, code, message, since: now, retryAt: now + PARK_FOR };
  const whole = refusal.fields === "issue" || (entry.kind === "create" && kind === "refused");
  if (entry.kind === "create" && whole) {
    return [{ ...shared, field: "issue", fingerprint: fingerprintOf(entry.fields) }];
  }
  const fields = whole ? FIELDS.filter((field) => entry.fields[field] !== undefined) : refusal.fields;
  if (fields === "issue") return [];
  return fields.map((field) => ({
    ...shared,
    field,
    fingerprint: fingerprintOf(entry.fields[field]?.[side]),
  }));
}

function earliest(moments: readonly (number | null)[]): number | null {
  const times = moments.filter((moment) => moment !== null);
  return times.length === 0 ? null : Math.min(...times);
}
