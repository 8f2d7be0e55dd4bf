import type { Side } from "#sync/model/issue.ts";
import type { BothSides, Decision, Field } from "./field.ts";
import { meanSame } from "./three-way.ts";

/** A conflict as it stands in the record, and whose value a person wants both sides to hold. */
interface Decided {
  decided: Side | null;
  /** Null while the conflict is open: then the side's present value is wanted, not the recorded one. */
  settledAt: number | null;
  jira: unknown;
  linear: unknown;
}

/**
 * Carries a person's decision out: one side's value goes to both. What stands there now and is in no record
 * yet becomes a conflict of its own, so that the decision can be taken back.
 *
 * Undefined when nobody has decided.
 */
export function carryOut<Jira, Linear>(
  field: Field<Jira, Linear>,
  conflict: Decided,
  now: BothSides<Jira, Linear>,
): Decision<Jira, Linear> | undefined {
  const { decided: keep } = conflict;
  if (keep === null) return undefined;
  // The record holds the field's own values, written by the commit of the conflict.
  const recorded = { jira: conflict.jira as Jira, linear: conflict.linear as Linear };
  const wanted = conflict.settledAt === null ? now : recorded;
  const both = onBothSides(field, keep, wanted, now);
  if ("refused" in both) return both;
  const jiraStays = field.sameInJira(both.jira, now.jira);
  const linearStays = field.sameInLinear(both.linear, now.linear);
  if (jiraStays && linearStays) return { agreed: now };
  const jiraIsRecorded = field.sameInJira(recorded.jira, now.jira);
  const linearIsRecorded = field.sameInLinear(recorded.linear, now.linear);
  const isRecorded = meanSame(field, now)
    ? jiraIsRecorded || linearIsRecorded
    : (jiraStays || jiraIsRecorded) && (linearStays || linearIsRecorded);
  return {
    ...(jiraStays ? {} : { writeJira: { value: both.jira, from: both.linear } }),
    ...(linearStays ? {} : { writeLinear: { value: both.linear, from: both.jira } }),
    ...(isRecorded ? {} : { conflict: { resolution: keep, ...now } }),
  };
}

function onBothSides<Jira, Linear>(
  field: Field<Jira, Linear>,
  keep: Side,
  wanted: BothSides<Jira, Linear>,
  now: BothSides<Jira, Linear>,
): BothSides<Jira, Linear> | Required<Pick<Decision<Jira, Linear>, "refused">> {
  if (keep === "jira") {
    const there = field.toLinear(wanted.jira, now.linear);
    if (there.kind === "refused") {
      return { refused: { side: "linear", refusal: there.refusal, value: wanted.jira } };
    }
    return { jira: wanted.jira, linear: there.kind === "value" ? there.value : now.linear };
  }
  const there = field.toJira(wanted.linear, now.jira);
  if (there.kind === "refused") {
    return { refused: { side: "jira", refusal: there.refusal, value: wanted.linear } };
  }
  return { jira: there.kind === "value" ? there.value : now.jira, linear: wanted.linear };
}
