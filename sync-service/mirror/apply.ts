import { otherSide, SIDES, type Side, type Snapshot } from "#sync/model/issue.ts";
import type { LinkId } from "#sync/model/link.ts";
import type { MarkIssue, MarkOutcome, WriteOutcome } from "#sync/trackers/tracker.ts";
import {
  snapshotOf,
  type Batch,
  type EngineParts,
  type Marked,
  type Sent,
  type Wave,
  type Work,
} from "./parts.ts";
import { mirrorFiles } from "./attachments/stage.ts";
import { mirrorComments } from "./comments/stage.ts";
import { markItem, prepare, type Prepared, type PreparedWrites } from "./prepare.ts";
import { settle } from "./settle.ts";
import { outcomeAsMirrored } from "./shown.ts";

/**
 * Carries plans out: journal, then batched writes, then one commit a link with what the trackers stored.
 * Returns how many writes the trackers took, how many links another worker had taken over, and which links
 * have both ends since now.
 */
export async function applyPlans(
  parts: EngineParts,
  batch: Wave,
  works: readonly Work[],
): Promise<{ written: number; fenced: number; linked: Work[] }> {
  const { writes, intents } = await prepare(parts, batch, works);
  const entries = [writes.jira, writes.linear]
    .flatMap((side): readonly Prepared[] => [...side.creations, ...side.updates])
    .map((prepared) => prepared.entry);
  const held = intents.length === 0 ? new Set<LinkId>() : await parts.store.journal(entries, intents);
  const lost = new Set(intents.map((intent) => intent.link).filter((link) => !held.has(link)));
  const ours = works.filter((work) => !lost.has(work.link.id));

  const sent = await sendAll(parts, batch, writes, lost);
  const marked = await markAll(parts, batch, ours, sent);
  const comments = await mirrorComments(parts, batch, ours, sent);
  const files = await mirrorFiles(parts, batch, ours, sent);
  let fenced = lost.size;
  const linked: Work[] = [];
  for (const work of ours) {
    const commit = settle(parts, batch.translator, work, {
      sent: sent.get(work.link.id) ?? [],
      marked: marked.get(work.link.id) ?? [],
      comments: comments.get(work.link.id) ?? null,
      files: files.get(work.link.id) ?? null,
    });
    if (!(await parts.store.commit(commit))) fenced += 1;
    else if (commit.state === "linked" && work.link.state !== "linked") linked.push(work);
  }
  const fields = [...sent.values()].flat().filter((one) => one.outcome.kind === "applied").length;
  const written = [...comments.values(), ...files.values()].reduce((sum, one) => sum + one.written, fields);
  return { written, fenced, linked };
}

async function sendAll(
  parts: EngineParts,
  batch: Wave,
  writes: PreparedWrites,
  lost: ReadonlySet<LinkId>,
): Promise<Map<LinkId, Sent[]>> {
  const { jira, linear } = parts;
  const bySide = await Promise.all([
    send("jira", writes.jira.creations, batch, lost, (items) => jira.create(items, batch)),
    send("jira", writes.jira.updates, batch, lost, (items) => jira.update(items, batch)),
    send("linear", writes.linear.creations, batch, lost, (items) => linear.create(items, batch)),
    send("linear", writes.linear.updates, batch, lost, (items) => linear.update(items, batch)),
  ]);
  return byLink(bySide.flat());
}

const NO_ANSWER: WriteOutcome = { kind: "unknown", reason: "the tracker's answer did not say" };

async function send<Item>(
  side: Side,
  prepared: readonly Prepared<Item>[],
  wave: Wave,
  lost: ReadonlySet<LinkId>,
  call: (items: readonly Item[]) => Promise<readonly WriteOutcome[]>,
): Promise<Sent[]> {
  const ours = prepared.filter((one) => !lost.has(one.work.link.id));
  if (ours.length === 0) return [];
  const outcomes = await call(ours.map((one) => one.item));
  return ours.map(({ work, entry }, index) => ({
    work,
    entry,
    side,
    outcome: outcomeAsMirrored(wave, work.link, entry, outcomes[index] ?? NO_ANSWER),
  }));
}

/** Marks what the plans found unmarked, and the sources of counterparts that were just created. */
async function markAll(
  parts: EngineParts,
  batch: Batch,
  works: readonly Work[],
  sent: ReadonlyMap<LinkId, readonly Sent[]>,
): Promise<Map<LinkId, Marked[]>> {
  const marked: Marked[] = [];
  for (const side of SIDES) {
    const items: { work: Work; item: MarkIssue }[] = [];
    for (const work of works) {
      const counterpart = counterpartToName(work, side, sent.get(work.link.id) ?? []);
      const item = counterpart && markItem(batch, work, side, counterpart);
      if (item) items.push({ work, item });
    }
    if (items.length === 0) continue;
    const outcomes = await parts[side].mark(
      items.map((one) => one.item),
      batch,
    );
    for (const [index, { work }] of items.entries()) {
      const outcome: MarkOutcome = outcomes[index] ?? { kind: "unknown", reason: "the answer did not say" };
      marked.push({ work, side, outcome });
    }
  }
  return byLink(marked);
}

function counterpartToName(work: Work, side: Side, sent: readonly Sent[]): Snapshot | undefined {
  const creation = sent.find((one) => one.entry.kind === "create" && one.entry.side === otherSide[side]);
  if (creation?.outcome.kind === "applied") return creation.outcome.snapshot;
  const writesMarkAnyway = side === "jira" ? work.plan.jira : work.plan.linear;
  return work.plan.marks.includes(side) && !writesMarkAnyway ? snapshotOf(work, otherSide[side]) : undefined;
}

function byLink<One extends { work: Work }>(all: readonly One[]): Map<LinkId, One[]> {
  const map = new Map<LinkId, One[]>();
  for (const one of all) {
    const list = map.get(one.work.link.id);
    if (list) list.push(one);
    else map.set(one.work.link.id, [one]);
  }
  return map;
}
