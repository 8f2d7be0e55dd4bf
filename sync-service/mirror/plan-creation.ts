import { FIELDS, otherSide, type FieldName, type Snapshot, type ValuesOf } from "#sync/model/issue.ts";
import { fingerprintOf } from "#sync/model/fingerprint.ts";
import { setPair, type Pairs } from "#sync/model/link.ts";
import { relatedTo } from "#sync/model/relation.ts";
import type { Refusal } from "#sync/trackers/tracker.ts";
import { findHeld } from "./plan-fields.ts";
import {
  nameOf,
  placeOf,
  rest,
  type Creation,
  type Plan,
  type PlanInput,
  type PlannedRefusal,
} from "./plan-types.ts";
import { ruleOf } from "./translate.ts";
import { splitStatus } from "./translate/status.ts";

/** The counterpart of an issue that exists on one side only; or why it gets none. */
export function planCreation(input: PlanInput, source: Snapshot<"jira"> | Snapshot<"linear">): Plan {
  const { translator } = input;
  const target = otherSide[source.side];
  const allowed = translator.mirror.create === "both" || translator.mirror.create === `to-${target}`;
  if (!allowed) return rest(input, "unlinked", `The mirror does not create issues in ${nameOf[target]}`);
  if (source.lifecycle !== "active") {
    return rest(input, "unlinked", `${source.key} is ${source.lifecycle} and has no counterpart`);
  }
  if (source.container !== translator[source.side].container.id) {
    return rest(input, "unlinked", `${source.key} is not in ${placeOf(translator, source.side)}`);
  }
  if (source.mirroredElsewhere) {
    return rest(
      input,
      "unlinked",
      `${source.key} is already mirrored by Linear's own Jira sync; switch that off for this team first`,
    );
  }
  const { values, fields, refused, later, waiting } = translateWhole(input, source);
  const blocked = refused.filter(({ refusal }) => refusal.code === "waits");
  if (blocked.length > 0) return { ...rest(input, input.link.state, null), refused: blocked };
  const parkedIssue = input.held.filter((parked) => parked.side === target && parked.field === "issue");
  if (parkedIssue.some((parked) => parked.fingerprint === fingerprintOf(fields))) {
    return { ...rest(input, "new", null), held: parkedIssue };
  }
  const create: Creation =
    target === "jira"
      ? { side: "jira", values: { title: source.values.title, ...values.jira }, fields, later, waiting }
      : { side: "linear", values: { title: source.values.title, ...values.linear }, fields, later, waiting };
  return {
    ...rest(input, "creating", null),
    base: {},
    generation: input.link.generation,
    create,
    refused,
  };
}

function translateWhole(
  input: PlanInput,
  source: Snapshot<"jira"> | Snapshot<"linear">,
): {
  values: { jira: Partial<ValuesOf["jira"]>; linear: Partial<ValuesOf["linear"]> };
  fields: Pairs;
  refused: PlannedRefusal[];
  later: FieldName[];
  waiting: FieldName[];
} {
  const values: { jira: Partial<ValuesOf["jira"]>; linear: Partial<ValuesOf["linear"]> } = {
    jira: {},
    linear: {},
  };
  const fields: Pairs = {};
  const refused: PlannedRefusal[] = [];
  const later: FieldName[] = [];
  const waiting: FieldName[] = [];
  const target = otherSide[source.side];
  const translateOne = <F extends FieldName>(name: F): void => {
    // Both ends of a relation must be there; it follows with the next look.
    if (name === "relations") {
      if (relatedTo(source).length > 0) later.push(name);
      return;
    }
    const { direction } = ruleOf(input.translator.mirror, name);
    // A title is needed to create at all.
    if (name !== "title" && (direction === "none" || direction === `to-${source.side}`)) return;
    const field = input.translator.fields[name];
    const refuse = (refusal: Refusal, value: unknown): void => {
      refused.push({ side: target, field: name, refusal, fingerprint: fingerprintOf(value) });
    };
    if (source.side === "jira") {
      const from = source.values[name];
      const there = field.toLinear(from, undefined);
      if (there.kind === "refused") refuse(there.refusal, from);
      if (there.kind === "wait") waiting.push(name);
      if (there.kind !== "value" || findHeld(input, target, name, there.value)) return;
      values.linear = { ...values.linear, [name]: there.value };
      setPair(fields, name, { jira: from, linear: there.value });
    } else {
      const from = source.values[name];
      const there = field.toJira(from, undefined);
      if (there.kind === "refused") refuse(there.refusal, from);
      if (there.kind === "wait") waiting.push(name);
      if (there.kind !== "value" || findHeld(input, target, name, there.value)) return;
      if (
        name === "status" &&
        typeof there.value === "string" &&
        splitStatus(there.value).resolution !== null
      ) {
        later.push(name);
        return;
      }
      values.jira = { ...values.jira, [name]: there.value };
      setPair(fields, name, { jira: there.value, linear: from });
    }
  };
  for (const name of FIELDS) translateOne(name);
  return { values, fields, refused, later, waiting };
}
