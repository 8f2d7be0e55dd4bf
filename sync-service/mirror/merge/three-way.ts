import type { BothSides, Decision, Field, Rule } from "./field.ts";

/**
 * The merge of one field. Each side is compared with its own half of the base:
 *
 *   jira        linear      outcome
 *   unchanged   unchanged   nothing
 *   changed     unchanged   Linear gets the translation (nothing, if it already means that)
 *   unchanged   changed     Jira gets the translation
 *   changed     changed     the same meaning: agreed; else combined where the kind can; else the owner's
 *                           side wins and the other value goes into the conflict record
 *   no base                 the same meaning, or one that has no counterpart: agreed; nothing on one side: it
 *                           gets what the other holds; else as if both had changed
 *
 * A direction of one way makes its source the owner and leaves edits on the other side where they are.
 */
export function mergeField<Jira, Linear>(
  field: Field<Jira, Linear>,
  rule: Rule,
  base: Partial<BothSides<Jira, Linear>>,
  now: BothSides<Jira, Linear>,
): Decision<Jira, Linear> {
  if (rule.direction === "none") return {};
  const jiraChanged = base.jira === undefined || !field.sameInJira(base.jira, now.jira);
  const linearChanged = base.linear === undefined || !field.sameInLinear(base.linear, now.linear);
  if (!jiraChanged && !linearChanged) return {};
  if (meanSame(field, now)) return { agreed: now };
  const neverAgreed = base.jira === undefined && base.linear === undefined;
  if (neverAgreed && oneIsSilent(field, now)) return { agreed: now };
  // Nothing was ever there: that is no edit which could win against something.
  if (neverAgreed && isNothing(now.linear) && rule.direction !== "to-jira") return carryToLinear(field, now);
  if (neverAgreed && isNothing(now.jira) && rule.direction !== "to-linear") return carryToJira(field, now);
  if (!linearChanged) return rule.direction === "to-jira" ? {} : carryToLinear(field, now, base);
  if (!jiraChanged) return rule.direction === "to-linear" ? {} : carryToJira(field, now, base);
  if (rule.direction === "to-linear") return overwrite(field, now, "jira");
  if (rule.direction === "to-jira") return overwrite(field, now, "linear");
  return settle(field, rule.owner, base, now);
}

/** Whether both sides already say the same, as far as the maps can tell. */
export function meanSame<Jira, Linear>(field: Field<Jira, Linear>, now: BothSides<Jira, Linear>): boolean {
  const there = field.toLinear(now.jira, now.linear);
  if (there.kind === "value" && field.sameInLinear(there.value, now.linear)) return true;
  const back = field.toJira(now.linear, now.jira);
  if (there.kind === "leave" && back.kind === "leave") return true;
  return back.kind === "value" && field.sameInJira(back.value, now.jira);
}

export function isNothing(value: unknown): boolean {
  return value === null || value === "";
}

/** A value that says nothing on the other side (Linear's "no priority") is no reason to change anything. */
function oneIsSilent<Jira, Linear>(field: Field<Jira, Linear>, now: BothSides<Jira, Linear>): boolean {
  return (
    field.toLinear(now.jira, now.linear).kind === "leave" ||
    field.toJira(now.linear, now.jira).kind === "leave"
  );
}

/** One side's edit, merged into what the other holds where the kind can, so that nothing else there changes. */
function carryToLinear<Jira, Linear>(
  field: Field<Jira, Linear>,
  now: BothSides<Jira, Linear>,
  base: Partial<BothSides<Jira, Linear>> = {},
): Decision<Jira, Linear> {
  const merged = field.combine?.(base, now, "jira");
  if (merged) {
    if (field.sameInLinear(merged.linear, now.linear)) return { agreed: now };
    return { writeLinear: { value: merged.linear, from: now.jira } };
  }
  const there = field.toLinear(now.jira, now.linear);
  if (there.kind === "leave") return { agreed: now };
  if (there.kind === "wait") return {};
  if (there.kind === "refused")
    return { refused: { side: "linear", refusal: there.refusal, value: now.jira } };
  return { writeLinear: { value: there.value, from: now.jira } };
}

function carryToJira<Jira, Linear>(
  field: Field<Jira, Linear>,
  now: BothSides<Jira, Linear>,
  base: Partial<BothSides<Jira, Linear>> = {},
): Decision<Jira, Linear> {
  const merged = field.combine?.(base, now, "linear");
  if (merged) {
    if (field.sameInJira(merged.jira, now.jira)) return { agreed: now };
    return { writeJira: { value: merged.jira, from: now.linear } };
  }
  const there = field.toJira(now.linear, now.jira);
  if (there.kind === "leave") return { agreed: now };
  if (there.kind === "wait") return {};
  if (there.kind === "refused")
    return { refused: { side: "jira", refusal: there.refusal, value: now.linear } };
  return { writeJira: { value: there.value, from: now.linear } };
}

function overwrite<Jira, Linear>(
  field: Field<Jira, Linear>,
  now: BothSides<Jira, Linear>,
  winner: "jira" | "linear",
): Decision<Jira, Linear> {
  const decision = winner === "jira" ? carryToLinear(field, now) : carryToJira(field, now);
  const writes = decision.writeJira !== undefined || decision.writeLinear !== undefined;
  return writes ? { ...decision, conflict: { resolution: winner, ...now } } : decision;
}

function settle<Jira, Linear>(
  field: Field<Jira, Linear>,
  owner: Rule["owner"],
  base: Partial<BothSides<Jira, Linear>>,
  now: BothSides<Jira, Linear>,
): Decision<Jira, Linear> {
  const combined = field.combine?.(base, now, owner);
  if (combined && !combined.overlaps) return writeCombined(field, now, combined);
  if (owner === "ask") return { conflict: { resolution: "ask", ...now } };
  if (!combined) return overwrite(field, now, owner);
  // Parts that do not overlap survive from both sides; the overlap follows the owner.
  return { ...writeCombined(field, now, combined), conflict: { resolution: owner, ...now } };
}

function writeCombined<Jira, Linear>(
  field: Field<Jira, Linear>,
  now: BothSides<Jira, Linear>,
  combined: BothSides<Jira, Linear>,
): Decision<Jira, Linear> {
  const jiraStays = field.sameInJira(combined.jira, now.jira);
  const linearStays = field.sameInLinear(combined.linear, now.linear);
  if (jiraStays && linearStays) return { agreed: now };
  return {
    ...(jiraStays
      ? {}
      : { writeJira: { value: combined.jira, from: linearStays ? now.linear : combined.linear } }),
    ...(linearStays
      ? {}
      : { writeLinear: { value: combined.linear, from: jiraStays ? now.jira : combined.jira } }),
  };
}
