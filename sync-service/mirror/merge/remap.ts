import type { Side } from "#sync/model/issue.ts";
import type { BothSides, Decision, Field, Rule } from "./field.ts";

/**
 * Brings a pair that nobody edited in line with a map that was changed: one side's value is carried over as
 * the map now says. A value without a counterpart is carried nowhere, and clears nothing on the other side.
 *
 * @param from the side whose values the changed table starts from; where both did, the owner's are carried,
 *   and Jira's where no side is the owner
 */
export function remapField<Jira, Linear>(
  field: Field<Jira, Linear>,
  rule: { direction: Rule["direction"]; owner: Rule["owner"] | "newest" },
  from: Side | "both",
  now: BothSides<Jira, Linear>,
): Decision<Jira, Linear> {
  const source = from === "both" ? (rule.owner === "linear" ? "linear" : "jira") : from;
  if (source === "jira") {
    if (rule.direction === "none" || rule.direction === "to-jira") return {};
    const there = field.toLinear(now.jira, now.linear);
    if (there.kind === "refused") {
      return { refused: { side: "linear", refusal: there.refusal, value: now.jira } };
    }
    const isNews =
      there.kind === "value" && there.value !== null && !field.sameInLinear(there.value, now.linear);
    return isNews ? { writeLinear: { value: there.value, from: now.jira } } : {};
  }
  if (rule.direction === "none" || rule.direction === "to-linear") return {};
  const there = field.toJira(now.linear, now.jira);
  if (there.kind === "refused") {
    return { refused: { side: "jira", refusal: there.refusal, value: now.linear } };
  }
  const isNews = there.kind === "value" && there.value !== null && !field.sameInJira(there.value, now.jira);
  return isNews ? { writeJira: { value: there.value, from: now.linear } } : {};
}
