import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  translated,
  type BothSides,
  type Decision,
  type Field,
  type Rule,
} from "#sync/mirror/merge/field.ts";
import { mappedField, plainField } from "#sync/mirror/merge/scalar.ts";
import { setField } from "#sync/mirror/merge/set.ts";
import { mergeField } from "#sync/mirror/merge/three-way.ts";

const rules: fc.Arbitrary<Rule> = fc.record({
  direction: fc.constantFrom("both", "to-linear", "to-jira", "none"),
  owner: fc.constantFrom("jira", "linear", "ask"),
});

/** Both sides and the base after the decision was carried out. */
function carryOut<Value>(
  base: Partial<BothSides<Value, Value>>,
  now: BothSides<Value, Value>,
  decision: Decision<Value, Value>,
): { base: Partial<BothSides<Value, Value>>; now: BothSides<Value, Value> } {
  const { writeJira, writeLinear } = decision;
  const after = {
    jira: writeJira ? writeJira.value : now.jira,
    linear: writeLinear ? writeLinear.value : now.linear,
  };
  if (writeJira && writeLinear) return { base: after, now: after };
  if (writeJira) return { base: { jira: writeJira.value, linear: writeJira.from }, now: after };
  if (writeLinear) return { base: { jira: writeLinear.from, linear: writeLinear.value }, now: after };
  return { base: decision.agreed ?? base, now: after };
}

/** Three of one side's values are one on the other, as statuses are. */
const lossy: Field<string, string> = mappedField<string>({
  toLinear: (value) => translated(value === "review" || value === "test" ? "progress" : value),
  toJira: (value) => translated(value),
});

describe("the merge of one field", () => {
  const values = fc.constantFrom("open", "progress", "review", "test", "done");

  it("writes nothing the second time, whatever the values, the base and the rule", () => {
    fc.assert(
      fc.property(
        rules,
        fc.record({ jira: values, linear: values }, { requiredKeys: [] }),
        fc.record({ jira: values, linear: values }),
        (rule, base, now) => {
          const first = carryOut(base, now, mergeField(lossy, rule, base, now));
          const second = mergeField(lossy, rule, first.base, first.now);
          expect(second.writeJira).toBeUndefined();
          expect(second.writeLinear).toBeUndefined();
        },
      ),
    );
  });

  it("loses no edit: what a side was changed to is on both sides or in the conflict", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("jira" as const, "linear" as const),
        fc.record({ jira: fc.string(), linear: fc.string() }),
        fc.record({ jira: fc.string(), linear: fc.string() }),
        (owner, base, now) => {
          const field = plainField<string>();
          const decision = mergeField(field, { direction: "both", owner }, base, now);
          const after = carryOut(base, now, decision).now;
          for (const side of ["jira", "linear"] as const) {
            if (now[side] === base[side]) continue;
            const other = side === "jira" ? "linear" : "jira";
            const kept = after.jira === now[side] && after.linear === now[side];
            const untouchedThere = now[other] === base[other];
            expect(kept || (!untouchedThere && decision.conflict?.[side] === now[side])).toBe(true);
          }
        },
      ),
    );
  });
});

describe("the merge of labels", () => {
  const label = fc.constantFrom("a", "b", "c", "d", "e", "with space");
  const labels = fc.uniqueArray(label, { maxLength: 6 });
  const field = setField({
    toLinear: (name) => (name === "with-space" ? "with space" : name),
    toJira: (name) => name.replaceAll(" ", "-"),
  });
  const inJira = (names: readonly string[]): string[] => names.map((name) => name.replaceAll(" ", "-"));

  it("counts every addition and removal of both sides", () => {
    fc.assert(
      fc.property(labels, labels, labels, (before, there, here) => {
        const base = { jira: inJira(before), linear: before };
        const now = { jira: inJira(there), linear: here };
        const decision = mergeField<readonly string[], readonly string[]>(
          field,
          { direction: "both", owner: "ask" },
          base,
          now,
        );
        const after = carryOut<readonly string[]>(base, now, decision).now;
        const expected = [...new Set([...before, ...there, ...here])].filter((name) => {
          const removed = before.includes(name) && (!there.includes(name) || !here.includes(name));
          return !removed;
        });
        expect([...after.linear].sort()).toEqual(expected.sort());
        expect([...after.jira].sort()).toEqual(inJira(expected).sort());
      }),
    );
  });
});
