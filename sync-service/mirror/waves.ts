import { SIDES, type Side } from "#sync/model/issue.ts";
import type { LinkId } from "#sync/model/link.ts";
import { fingerprintOf } from "#sync/model/fingerprint.ts";
import type { Base } from "#sync/model/link.ts";
import { relatedTo } from "#sync/model/relation.ts";
import type { Hint } from "#sync/store/store.ts";
import { applyPlans } from "./apply.ts";
import { counterpartsOf } from "./look-up.ts";
import { stillHeld } from "./observe.ts";
import { snapshotOf, type Batch, type EngineParts, type Found, type Wave, type Work } from "./parts.ts";
import { planLink } from "./plan.ts";
import { kinOfReturned } from "./returned.ts";
import { outsideScope } from "./scope.ts";
import { seenAsMirrored } from "./shown.ts";

/**
 * Plans a batch and carries it out in waves: first whatever waits for no other issue, then what has been
 * waiting for one that was created just now, such as the children of a parent.
 */
export async function planAndApply(
  parts: EngineParts,
  batch: Batch,
  found: readonly Found[],
): Promise<{ works: Work[]; written: number; fenced: number }> {
  const done = { works: [] as Work[], written: 0, fenced: 0 };
  const outside = await outsideScope(parts, batch, found);
  let pending = found;
  while (pending.length > 0) {
    const counterparts = await counterpartsOf(parts, batch.translator, pending);
    const wave: Wave = { ...batch, counterparts };
    const planned = pending.map((one) => ({ one, work: planOne(parts, wave, one, outside) }));
    const created = new Set(
      planned.filter(({ work }) => work.plan.create !== null).flatMap(({ one }) => idsOf(one)),
    );
    const later = planned.filter(({ work }) => waitsFor(work, created));
    const works = planned.filter((item) => !later.includes(item)).map(({ work }) => work);
    await hintRelated(parts, wave, works);
    // Once before the commit, which a crash may follow; once after it, when another look finds them mirrored.
    const kin = await kinOfReturned(parts, batch, works);
    await hint(parts, batch, kin);
    const { written, fenced, linked } = await applyPlans(parts, wave, works);
    await hint(parts, batch, kin);
    await wake(parts, batch, linked);
    done.works.push(...works);
    done.written += written;
    done.fenced += fenced;
    pending = later.map(({ one }) => one);
  }
  return done;
}

function planOne(parts: EngineParts, wave: Wave, one: Found, outside: ReadonlyMap<LinkId, Side>): Work {
  const jira = seenAsMirrored(wave, one.link, one.jira, "jira");
  const linear = seenAsMirrored(wave, one.link, one.linear, "linear");
  const shown: Found = { ...one, jira, linear };
  const held = stillHeld(one.parked, parts.clock.now());
  return { ...shown, plan: planLink({ ...shown, ...wave, held, outside: outside.get(one.link.id) ?? null }) };
}

/** By what a refusal that waits is known: the id of the issue it waits for. */
function waitsFor({ plan }: Work, created: ReadonlySet<string>): boolean {
  return plan.refused.some(
    ({ refusal, fingerprint }) => refusal.code === "waits" && created.has(fingerprint),
  );
}

function idsOf(found: Found): string[] {
  return SIDES.flatMap((side) => {
    const id = snapshotOf(found, side)?.id;
    return id === undefined ? [] : [fingerprintOf(id)];
  });
}

/** Links that had been waiting for these issues in an earlier batch are looked at again. */
async function wake(parts: EngineParts, batch: Batch, linked: readonly Work[]): Promise<void> {
  const ids = linked.flatMap(idsOf);
  if (ids.length === 0) return;
  const waiting = await parts.store.waitingFor(batch.translator.mirror.id, ids);
  const hints = waiting.flatMap((link) => {
    const side: Side = link.jira ? "jira" : "linear";
    const id = link[side]?.id;
    return id === undefined ? [] : [{ side, id, version: null }];
  });
  await hint(parts, batch, hints);
}

async function hint(parts: EngineParts, { translator }: Batch, hints: readonly Hint[]): Promise<void> {
  if (hints.length === 0) return;
  await parts.store.hint(translator.mirror.id, hints, "live", parts.clock.now());
}

function isWhole({ relations }: Base): boolean {
  return relations?.jira !== undefined && relations.linear !== undefined;
}

/**
 * The first look at a linked pair: relations that others have to it can be carried over from now on. Before the
 * commit that ends the first look, so that a crash between the two repeats it.
 */
async function hintRelated(parts: EngineParts, wave: Wave, works: readonly Work[]): Promise<void> {
  const first = works.filter(({ link, plan, parked }) => {
    if (isWhole(link.base) || parked.some(({ field }) => field === "relations")) return false;
    return isWhole(plan.base) || plan.jira?.relations !== undefined || plan.linear?.relations !== undefined;
  });
  const hints = first.flatMap((work) =>
    SIDES.flatMap((side) => {
      const snapshot = snapshotOf(work, side);
      return (snapshot ? relatedTo(snapshot) : [])
        .filter((id) => wave.counterparts.of(side, id).kind === "linked")
        .map((id) => ({ side, id, version: null }));
    }),
  );
  await hint(parts, wave, hints);
}
