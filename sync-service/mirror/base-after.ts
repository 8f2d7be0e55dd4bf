import { FIELDS, isOnSide, otherSide, type FieldName, type Side, type Snapshot } from "#sync/model/issue.ts";
import { setPair, type Base, type Pair } from "#sync/model/link.ts";
import { snapshotOf, type Sent, type Work } from "./parts.ts";
import type { Translator } from "./translate.ts";

/**
 * A field's pair moves on when every side it was written to has taken it; where a merge was to be written on
 * both sides and one took it, by that side's write alone.
 */
export function baseAfterUpdates(before: Base, translator: Translator, sent: readonly Sent[]): Base {
  const base: Base = { ...before };
  const settleOne = <F extends FieldName>(name: F): void => {
    const writes = sent.filter((one) => one.entry.fields[name] !== undefined);
    const taken = writes.filter((one) => took(one, name));
    const [only, more] = taken;
    const alone = only?.entry.alone?.[name];
    if (alone && !more) setPair(base, name, alone);
    if (taken.length === 0 || taken.length < writes.length || (alone && !more)) return;
    for (const { entry, outcome } of taken) {
      const pair = entry.fields[name];
      if (pair && outcome.kind === "applied") {
        const stored = storedPair(translator, entry.side, name, pair, outcome.snapshot);
        setPair(base, name, writes.length === 1 ? stored : mergedHalf(base[name], entry.side, stored));
      }
    }
  };
  for (const name of FIELDS) settleOne(name);
  return base;
}

/** Written on both sides: each write brings its own side's half. */
function mergedHalf<F extends FieldName>(
  so_far: Partial<Pair<F>> | undefined,
  side: Side,
  stored: Pair<F>,
): Partial<Pair<F>> {
  return side === "jira" ? { ...so_far, jira: stored.jira } : { ...so_far, linear: stored.linear };
}

export function took({ outcome }: Sent, name: FieldName): boolean {
  if (outcome.kind !== "applied") return false;
  return !outcome.refused.some((refusal) => refusal.fields === "issue" || refusal.fields.includes(name));
}

/**
 * The pair with what the tracker stored, where that means what was sent: its own spelling is then no edit.
 * Anything else it shows is somebody's edit, and is met as one with the next look.
 */
function storedPair<F extends FieldName>(
  translator: Translator,
  side: Side,
  name: F,
  sent: Pair<F>,
  snapshot: Snapshot,
): Pair<F> {
  const field = translator.fields[name];
  if (isOnSide(snapshot, "jira")) {
    const stored: Pair<F>["jira"] = snapshot.values[name];
    return side === "jira" && field.sameInJira(sent.jira, stored) ? { ...sent, jira: stored } : sent;
  }
  if (isOnSide(snapshot, "linear")) {
    const stored: Pair<F>["linear"] = snapshot.values[name];
    return side === "linear" && field.sameInLinear(sent.linear, stored) ? { ...sent, linear: stored } : sent;
  }
  return sent;
}

/**
 * What came back shows more than our write: somebody was faster, between our look and our write or before it
 * was read back. The version that came back covers that edit, so no poll will tell of it any more.
 */
export function wasEditedMeanwhile(translator: Translator, sent: Sent): boolean {
  const { work, entry, outcome, side } = sent;
  if (outcome.kind !== "applied") return false;
  const before = snapshotOf(work, side);
  const isEdited = <F extends FieldName>(name: F): boolean => {
    const written: Partial<Pair<F>> | undefined = entry.fields[name];
    if (written !== undefined) {
      return took(sent, name) && !shows(translator, outcome.snapshot, name, written);
    }
    return before !== undefined && !shows(translator, outcome.snapshot, name, halfOf(before, name));
  };
  return FIELDS.some((name) => isEdited(name));
}

function shows<F extends FieldName>(
  translator: Translator,
  snapshot: Snapshot,
  name: F,
  pair: Partial<Pair<F>>,
): boolean {
  const field = translator.fields[name];
  if (isOnSide(snapshot, "jira")) {
    return pair.jira !== undefined && field.sameInJira(pair.jira, snapshot.values[name]);
  }
  if (isOnSide(snapshot, "linear")) {
    return pair.linear !== undefined && field.sameInLinear(pair.linear, snapshot.values[name]);
  }
  return false;
}

function halfOf<F extends FieldName>(snapshot: Snapshot, name: F): Partial<Pair<F>> {
  if (isOnSide(snapshot, "jira")) return { jira: snapshot.values[name] };
  return isOnSide(snapshot, "linear") ? { linear: snapshot.values[name] } : {};
}

/**
 * After a creation: what was sent is agreed on; what the tracker refused is not, and the new side's default
 * is nobody's edit; what was left out on purpose is agreed on as it stands.
 */
export function baseAfterCreation(work: Work, translator: Translator, { entry, outcome }: Sent): Base {
  const base: Base = {};
  if (outcome.kind !== "applied") return base;
  const created = outcome.snapshot;
  const { later = [], waiting = [] } = work.plan.create ?? {};
  const open: readonly FieldName[] = [...later, ...waiting];
  const refusedByPlan = new Set(work.plan.refused.map((refused) => refused.field));
  const settleOne = <F extends FieldName>(name: F): void => {
    const pair = entry.fields[name];
    if (pair && took({ work, side: entry.side, entry, outcome }, name)) {
      setPair(base, name, storedPair(translator, entry.side, name, pair, created));
      return;
    }
    const half = halfOf(created, name);
    const source = snapshotOf(work, otherSide[entry.side]);
    const leftOut = pair === undefined && !refusedByPlan.has(name) && !open.includes(name);
    setPair(base, name, leftOut && source ? { ...half, [source.side]: source.values[name] } : half);
  };
  for (const name of FIELDS) settleOne(name);
  return base;
}
