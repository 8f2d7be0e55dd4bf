import type { CommentRow } from "#sync/model/comment.ts";
import { SIDES, type Side } from "#sync/model/issue.ts";
import type { LinkId } from "#sync/model/link.ts";
import type { CommentOutcome } from "#sync/trackers/comment-port.ts";
import type { Tracker } from "#sync/trackers/tracker.ts";
import type { BothEnds } from "../both-ends.ts";
import type { Batch, EngineParts } from "../parts.ts";
import { commentAudit } from "./audit.ts";
import type { CommentLook, CommentWrite, Decision } from "./look.ts";
import type { CommentPlan } from "./plan.ts";
import type { CommentResult, Fate } from "./result.ts";
import { rowUnderWay, settleComment } from "./settle-comment.ts";

/** How soon comments are looked at again whose reading did not fit together, ms. */
const LOOK_AGAIN_AFTER = 30_000;

type Planned = readonly [CommentLook, CommentPlan];

/** Writes down which copies are to be created, sends everything, and says what each link's commit holds. */
export async function writeComments(
  parts: EngineParts,
  batch: Batch,
  candidates: readonly BothEnds[],
  plans: readonly Planned[],
): Promise<ReadonlyMap<LinkId, CommentResult>> {
  const held = await journal(parts, candidates, plans);
  const ours = plans.filter(([{ link }]) => held.has(link));
  const [toJira, toLinear] = await Promise.all([
    send(
      parts.jira,
      batch,
      "jira",
      ours.flatMap(([look, plan]) => plan.jira.map((one) => [look, one] as const)),
    ),
    send(
      parts.linear,
      batch,
      "linear",
      ours.flatMap(([look, plan]) => plan.linear.map((one) => [look, one] as const)),
    ),
  ]);
  const fates = Map.groupBy([...toJira, ...toLinear] as Fate[], ({ look }) => look.link);
  return new Map(
    ours.map(([look, plan]) => [look.link, resultOf(parts, look, plan, fates.get(look.link) ?? [])]),
  );
}

/** The links whose copies may be sent: those that are still ours. */
async function journal(
  parts: EngineParts,
  candidates: readonly BothEnds[],
  plans: readonly Planned[],
): Promise<ReadonlySet<LinkId>> {
  const now = parts.clock.now();
  const rows = plans.flatMap(([, { jira, linear }]) =>
    [...jira, ...linear].flatMap(({ row, write }) =>
      write?.kind === "create" ? [rowUnderWay(row, write, now)] : [],
    ),
  );
  const all = new Set(plans.map(([{ link }]) => link));
  const creating = new Set(rows.map(({ link }) => link));
  if (creating.size === 0) return all;
  const links = candidates.map(({ work }) => work.link).filter(({ id }) => creating.has(id));
  const held = await parts.store.journalComments(rows, links);
  for (const link of creating) if (!held.has(link)) all.delete(link);
  return all;
}

async function send<S extends Side>(
  tracker: Tracker<S>,
  batch: Batch,
  side: S,
  planned: readonly (readonly [CommentLook, Decision<S>])[],
): Promise<Fate<S>[]> {
  const outcomes = new Map<Decision<S>, CommentOutcome<S>>();
  const { comments } = tracker;
  const of = <Kind extends CommentWrite["kind"]>(kind: Kind) =>
    planned.flatMap(([look, decision]) => {
      const { write } = decision;
      if (write?.kind !== kind) return [];
      const { id: issue, key: issueKey } = look.issues[side];
      return [
        { decision, item: { issue, issueKey, ...(write as Extract<CommentWrite<S>, { kind: Kind }>) } },
      ];
    });
  const run = async <Item>(
    some: readonly { decision: Decision<S>; item: Item }[],
    call: (items: readonly Item[]) => Promise<readonly CommentOutcome<S>[]>,
  ): Promise<void> => {
    if (some.length === 0) return;
    const answers = await call(some.map(({ item }) => item));
    for (const [index, { decision }] of some.entries()) {
      outcomes.set(decision, answers[index] ?? { kind: "unknown", reason: "the answer did not say" });
    }
  };
  await run(of("remove"), (items) => comments.remove(items, batch));
  await run(of("update"), (items) => comments.update(items, batch));
  await run(of("create"), (items) => comments.create(items, batch));
  return planned.map(([look, decision]) => ({
    look,
    side,
    decision,
    outcome: outcomes.get(decision) ?? null,
  }));
}

function resultOf(
  parts: EngineParts,
  look: CommentLook,
  plan: CommentPlan,
  fates: readonly Fate[],
): CommentResult {
  const now = parts.clock.now();
  const settled = fates.map(({ side, decision, outcome }) => {
    const { row, lookAgainAt } = outcome
      ? settleComment(side, decision, outcome, now)
      : { row: decision.row, lookAgainAt: null };
    const lacks = decision.lacks.length > 0 ? now + LOOK_AGAIN_AFTER : null;
    return { row, waits: [lookAgainAt, decision.waitUntil, lacks] };
  });
  const stored = new Set(look.rows);
  const waits = [plan.hasMore ? now : null, ...settled.flatMap((one) => one.waits)].filter(
    (at) => at !== null,
  );
  const rows = settled.map(({ row }) => row);
  const retries = rows.flatMap(({ refusal }) => refusal?.retryAt ?? []);
  const isAnswered = waits.length === 0 && look.jira !== null && look.linear !== null;
  return {
    rows: rows.filter((row) => !stored.has(row)),
    isAnswered,
    parked: SIDES.flatMap((side) => parkedOn(side, rows, now)),
    audit: commentAudit(look, fates, now),
    lookAgainAt: earliest([...waits, ...retries]),
    written: fates.filter(({ outcome }) => outcome?.kind === "applied" || outcome?.kind === "gone").length,
  };
}

/** One line a side, however many comments it stands for. */
function parkedOn(side: Side, rows: readonly CommentRow[], now: number): CommentResult["parked"] {
  const refusals = rows.flatMap(({ refusal }) => (refusal?.side === side ? [refusal] : []));
  const [first] = refusals;
  if (!first) return [];
  const more = refusals.length > 1 ? ` (and ${refusals.length - 1} more comments)` : "";
  const retryAt = earliest(refusals.flatMap((refusal) => refusal.retryAt ?? []));
  const { code, message, fingerprint } = first;
  return [{ side, field: "comments", code, message: message + more, fingerprint, since: now, retryAt }];
}

function earliest(moments: readonly number[]): number | null {
  return moments.length === 0 ? null : Math.min(...moments);
}
