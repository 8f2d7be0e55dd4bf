import {
  FIELDS,
  otherSide,
  type FieldName,
  type Side,
  type Snapshot,
  type ValuesOf,
} from "#sync/model/issue.ts";
import { fingerprintOf } from "#sync/model/fingerprint.ts";
import { setPair, type Base, type Pair, type Parked } from "#sync/model/link.ts";
import type { SetChange } from "#sync/trackers/tracker.ts";
import { remappedFrom } from "./mapped-by.ts";
import { carryOut } from "./merge/decided.ts";
import type { Decision, Rule } from "./merge/field.ts";
import { remapField } from "./merge/remap.ts";
import { meanSame, mergeField } from "./merge/three-way.ts";
import type { Plan, PlanInput, PlannedRefusal, SideWrites } from "./plan-types.ts";
import type { Doubt } from "./recover.ts";
import { ruleOf } from "./translate.ts";

type Merged = Pick<Plan, "base" | "jira" | "linear" | "conflicts" | "over" | "refused" | "held">;

/** What is known of the link before this look. */
interface Known {
  base: Base;
  /** Fields whose value on a new issue may be a person's edit, or a default. */
  doubtful: ReadonlyMap<FieldName, Doubt>;
}

export function mergeAll(
  input: PlanInput,
  { base: before, doubtful }: Known,
  jira: Snapshot<"jira">,
  linear: Snapshot<"linear">,
): Merged {
  const merged = emptyMerge(before);
  const newer: Side = jira.version >= linear.version ? "jira" : "linear";
  const mergeOne = <F extends FieldName>(name: F): void => {
    const configured = ruleOf(input.translator.mirror, name);
    const doubt = doubtful.get(name);
    const rule: Rule = {
      direction: configured.direction,
      owner: doubt?.source ?? (configured.owner === "newest" ? newer : configured.owner),
    };
    const now = { jira: jira.values[name], linear: linear.values[name] };
    const field = input.translator.fields[name];
    const ofField = input.conflicts.filter((conflict) => conflict.field === name);
    const open = ofField.find((conflict) => conflict.decided !== null) ?? ofField[0];
    const decided = open?.decided
      ? carryOut<ValuesOf["jira"][F], ValuesOf["linear"][F]>(field, open, now)
      : undefined;
    const merge = mergeField<ValuesOf["jira"][F], ValuesOf["linear"][F]>;
    const edits = decided ?? merge(field, rule, before[name] ?? {}, now);
    const isIdle = open === undefined && Object.keys(edits).length === 0;
    const remapped = remappedFrom(input.translator.mirror, input.link.mappedBy, name);
    const decision =
      isIdle && remapped !== undefined
        ? remapField<ValuesOf["jira"][F], ValuesOf["linear"][F]>(field, configured, remapped, now)
        : edits;
    const lost = doubt && decided === undefined ? lostInDoubt(doubt, decision) : undefined;
    const conflict = lost ? { conflict: { resolution: otherSide[lost], ...now } } : {};
    collect(merged, input, name, now, { ...conflict, ...decision });
    if (open && (decided ?? meanSame<ValuesOf["jira"][F], ValuesOf["linear"][F]>(field, now))) {
      merged.over.push({ id: open.id, field: name, resolution: open.decided });
    }
  };
  for (const name of FIELDS) mergeOne(name);
  return {
    ...merged,
    jira: Object.keys(merged.jira.fields).length > 0 ? merged.jira : null,
    linear: Object.keys(merged.linear.fields).length > 0 ? merged.linear : null,
  };
}

/** The side whose value is written over although it may be somebody's edit. */
function lostInDoubt(
  { source, mayBeNewer }: Doubt,
  { writeJira, writeLinear }: Pick<Decision<unknown, unknown>, "writeJira" | "writeLinear">,
): Side | undefined {
  const created = otherSide[source];
  const isWritten = { jira: writeJira !== undefined, linear: writeLinear !== undefined };
  if (isWritten[created]) return created;
  return mayBeNewer && isWritten[source] ? source : undefined;
}

/** The database is older than the trackers: what they hold is the base, and a difference is nobody's to settle. */
export function rebase(
  input: PlanInput,
  _known: Known,
  jira: Snapshot<"jira">,
  linear: Snapshot<"linear">,
): Merged {
  const base: Base = {};
  const conflicts: Merged["conflicts"][number][] = [];
  const rebaseOne = <F extends FieldName>(name: F): void => {
    const now: Pair<F> = { jira: jira.values[name], linear: linear.values[name] };
    setPair(base, name, now);
    if (!meanSame<ValuesOf["jira"][F], ValuesOf["linear"][F]>(input.translator.fields[name], now)) {
      conflicts.push({ field: name, resolution: "ask", ...now });
    }
  };
  for (const name of FIELDS) rebaseOne(name);
  return { base, conflicts, over: [], refused: [], held: [], jira: null, linear: null };
}

interface Collected {
  base: Base;
  jira: SideWrites<"jira">;
  linear: SideWrites<"linear">;
  conflicts: Merged["conflicts"][number][];
  over: Merged["over"][number][];
  refused: PlannedRefusal[];
  held: Parked[];
}

function emptyMerge(before: Base): Collected {
  return {
    base: { ...before },
    jira: { set: {}, labels: null, fields: {} },
    linear: { set: {}, labels: null, fields: {} },
    conflicts: [],
    over: [],
    refused: [],
    held: [],
  };
}

function collect<F extends FieldName>(
  merged: Collected,
  input: PlanInput,
  name: F,
  now: Pair<F>,
  decision: Decision<ValuesOf["jira"][F], ValuesOf["linear"][F]>,
): void {
  if (decision.agreed) setPair(merged.base, name, decision.agreed);
  if (decision.refused) {
    const { side, refusal, value } = decision.refused;
    merged.refused.push({ side, field: name, refusal, fingerprint: fingerprintOf(value) });
  }
  const jira = decision.writeJira;
  const linear = decision.writeLinear;
  const heldInJira = jira && findHeld(input, "jira", name, jira.value);
  const heldInLinear = linear && findHeld(input, "linear", name, linear.value);
  merged.held.push(...[heldInJira, heldInLinear].filter((parked) => parked !== undefined));
  if (jira && !heldInJira) {
    addWrite(merged.jira, name, now.jira, jira.value);
    setPair(merged.jira.fields, name, { jira: jira.value, linear: jira.from });
  }
  if (linear && !heldInLinear) {
    addWrite(merged.linear, name, now.linear, linear.value);
    setPair(merged.linear.fields, name, { jira: linear.from, linear: linear.value });
  }
  if (jira && linear) addAlone(merged, input, name, now);
  // A conflict stands in the record once its outcome is written, not while the write is held back.
  if (decision.conflict && !heldInJira && !heldInLinear) {
    merged.conflicts.push({ field: name, ...decision.conflict });
  }
}

/** Each of two writes of one merge may be taken without the other. */
function addAlone<F extends FieldName>(
  merged: Collected,
  { translator }: PlanInput,
  name: F,
  now: Pair<F>,
): void {
  const field = translator.fields[name];
  const inJira = field.toJira(now.linear, now.jira);
  const inLinear = field.toLinear(now.jira, now.linear);
  if (inJira.kind === "value") setPair((merged.jira.alone ??= {}), name, { ...now, jira: inJira.value });
  if (inLinear.kind === "value")
    setPair((merged.linear.alone ??= {}), name, { ...now, linear: inLinear.value });
}

function addWrite<S extends Side, F extends FieldName>(
  writes: SideWrites<S>,
  name: F,
  now: ValuesOf[S][F],
  value: ValuesOf[S][F],
): void {
  if (name === "labels") writes.labels = changeOf(asTexts(now), asTexts(value));
  else if (name === "relations") writes.relations = changeOf(asTexts(now), asTexts(value));
  else if (name === "components") writes.components = changeOf(asTexts(now), asTexts(value));
  else Object.assign(writes.set, { [name]: value });
}

function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === "string") : [];
}

function changeOf(now: readonly string[], wanted: readonly string[]): SetChange {
  return {
    add: wanted.filter((label) => !now.includes(label)),
    remove: now.filter((label) => !wanted.includes(label)),
  };
}

/** The parked write that keeps this value from being sent again, if there is one. */
export function findHeld(
  input: PlanInput,
  side: Side,
  field: FieldName | "issue",
  value: unknown,
): Parked | undefined {
  const fingerprint = fingerprintOf(value);
  return input.held.find(
    (parked) => parked.side === side && parked.field === field && parked.fingerprint === fingerprint,
  );
}
