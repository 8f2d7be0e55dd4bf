import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FieldName, JiraValues, Snapshot } from "#sync/model/issue.ts";
import type { Fault } from "#sync/sandbox/kit/faults.ts";
import type { Refusal, SetChange, WriteOutcome } from "#sync/trackers/tracker.ts";
import { creation, edit, LIVE, look, mark, paragraph, PEOPLE, scene, seedOf } from "./scene.ts";

const endpoint = fc.constantFrom("bulk", "PUT", "transitions", "bulkfetch", "/field", "");
const spread = { endpoint, probability: fc.constantFrom(0.2, 0.5), times: fc.integer({ min: 1, max: 4 }) };
const fault = fc.oneof(
  fc.record({ kind: fc.constantFrom("drop-before", "drop-after"), ...spread }),
  fc.record({ kind: fc.constantFrom("error-before", "error-after"), status: fc.constant(503), ...spread }),
  fc.record({
    kind: fc.constant("rate-limit"),
    reason: fc.constantFrom("jira-burst-based", "jira-per-issue-on-write", "jira-quota-tenant-based", "new"),
    retryAfterSeconds: fc.constant(1),
    ...spread,
  }),
) satisfies fc.Arbitrary<Fault>;

/** Ids as every fresh twin has them: To Do, In Progress, In Review, Done, and one that is nowhere. */
const values = fc.record(
  {
    title: fc.constantFrom("New", "", "x".repeat(300)),
    description: fc.constantFrom(null, paragraph("New"), paragraph("x".repeat(40_000))),
    status: fc.constantFrom("10000", "10001", "10002", "10003", "99999"),
    priority: fc.constantFrom("1", "99"),
    assignee: fc.constantFrom(null, "nobody"),
    estimate: fc.constantFrom(null, 3),
    dueDate: fc.constantFrom(null, "2026-12-24", "someday"),
  },
  { requiredKeys: [] },
);
const labels: fc.Arbitrary<SetChange> = fc.record({
  add: fc.subarray(["fine", "needs design"]),
  remove: fc.subarray(["old"]),
});
const workflow = fc.constantFrom("free", "linear", "required-fields");

/** What Jira refused, as the outcome tells it. */
function refusedFields(refused: readonly Refusal[]): ReadonlySet<FieldName> {
  return new Set(refused.flatMap(({ fields }) => (fields === "issue" ? [] : fields)));
}

function expectTaken(wanted: Partial<JiraValues>, now: Snapshot<"jira">, refused: readonly Refusal[]): void {
  const left = refusedFields(refused);
  for (const [field, value] of Object.entries(wanted)) {
    if (!left.has(field as FieldName))
      expect([field, now.values[field as FieldName]]).toEqual([field, value]);
  }
}

const isUntouched = ({ kind }: WriteOutcome<"jira">): boolean => kind === "refused" || kind === "not-sent";

describe("an outcome is true, whatever the network, the limits and the workflow do", () => {
  it("of updates", async () => {
    const item = fc.record({ set: values, labels: fc.option(labels, { nil: undefined }) });
    const property = fc.asyncProperty(
      workflow,
      fc.array(item, { minLength: 1, maxLength: 8 }),
      fc.array(fault, { maxLength: 4 }),
      async (project, items, faults) => {
        const { tracker, another, issues, twin } = scene({
          ...PEOPLE,
          projects: [{ key: "APP", name: "App", workflow: project }],
          issues: seedOf(items.length).map((issue) => ({ ...issue, labels: ["old"], storyPoints: 1 })),
        });
        const before = await Promise.all(issues.map(({ id }) => look(another(), id)));
        twin.faults.set(faults);
        const outcomes = await tracker.update(
          items.map(({ set, labels }, index) => {
            const observed = before[index];
            if (!observed) throw new Error("no such issue");
            return edit(observed, { set, ...(labels ? { labels } : {}) });
          }),
          LIVE,
        );
        twin.faults.set([]);
        const after = await Promise.all(issues.map(({ id }) => look(another(), id)));
        for (const [index, outcome] of outcomes.entries()) {
          const [old, now] = [before[index], after[index]];
          if (!old || !now) throw new Error("no such issue");
          if (isUntouched(outcome)) expect(now).toEqual(old);
          if (outcome.kind !== "applied") continue;
          expect(outcome.snapshot).toEqual(now);
          expect(now.mark).toEqual(mark("link", 2));
          expectTaken(items[index]?.set ?? {}, now, outcome.refused);
          for (const field of refusedFields(outcome.refused)) {
            if (field !== "labels") expect([field, now.values[field]]).toEqual([field, old.values[field]]);
          }
        }
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it("of creations, which leave one issue each once the lost ones are looked up", async () => {
    const property = fc.asyncProperty(
      workflow,
      fc.array(fc.record({ values }), { minLength: 1, maxLength: 12 }),
      fc.array(fault, { maxLength: 4 }),
      async (project, items, faults) => {
        const made = scene({
          ...PEOPLE,
          projects: [{ key: "APP", name: "App", workflow: project }],
          issues: seedOf(2),
        });
        const { tracker, another, twin, projects } = made;
        const container = projects["APP"] ?? "";
        const probe = await another().creationProbe(container, LIVE);
        twin.faults.set(faults);
        const keys = items.map((_, index) => `key-${index}`);
        const outcomes = await tracker.create(
          items.map((item, index) => creation(made, keys[index] ?? "", item.values)),
          LIVE,
        );
        twin.faults.set([]);
        const { found } = await another().findCreated(container, keys, probe, LIVE);
        for (const [index, outcome] of outcomes.entries()) {
          const ids = found.get(keys[index] ?? "") ?? [];
          expect(ids.length).toBeLessThanOrEqual(1);
          if (isUntouched(outcome)) expect(ids).toEqual([]);
          if (outcome.kind !== "applied") continue;
          expect(ids).toEqual([outcome.snapshot.id]);
          const now = await look(another(), outcome.snapshot.id);
          expect(outcome.snapshot).toEqual(now);
          expect(now.mark).toEqual(mark(keys[index] ?? ""));
          expectTaken(items[index]?.values ?? {}, now, outcome.refused);
        }
      },
    );
    await fc.assert(property, { numRuns: 30 });
  });
});
