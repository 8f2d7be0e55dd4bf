import type { Side } from "#sync/model/issue.ts";
import type { BothSides, Decision, Field, Rule } from "./field.ts";
import { meanSame } from "./three-way.ts";

/**
 * Brings a pair that nobody edited in line with a map that was changed: the owner's value is carried over.
 * A value without a counterpart is carried nowhere, and clears nothing on the other side.
 */
export function remapField<Jira, Linear>(
  field: Field<Jira, Linear>,
  rule: Rule,
  now: BothSides<Jira, Linear>,
): Decision<Jira, Linear> {
  if (rule.direction === "none" || rule.owner === "ask" || meanSame(field, now)) return {};
  const from: Side =
    rule.direction === "both" ? rule.owner : rule.direction === "to-linear" ? "jira" : "linear";
  if (from === "jira") {
    const there = field.toLinear(now.jira, now.linear);
    if (there.kind === "refused") {
      return { refused: { side: "linear", refusal: there.refusal, value: now.jira } };
    }
    const isCarried = there.kind === "value" && there.value !== null;
    return isCarried ? { writeLinear: { value: there.value, from: now.jira } } : {};
  }
  const there = field.toJira(now.linear, now.jira);
  if (there.kind === "refused")
    return { refused: { side: "jira", refusal: there.refusal, value: now.linear } };
  const isCarried = there.kind === "value" && there.value !== null;
  return isCarried ? { writeJira: { value: there.value, from: now.linear } } : {};
}
