import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FaultKind } from "#sync/sandbox/kit/faults.ts";
import { creationId } from "#sync/trackers/linear/creation-id.ts";
import type { WriteOutcome } from "#sync/trackers/tracker.ts";
import { change, created, creation, live, type World, worldWith } from "./world.ts";

/**
 * Whatever goes wrong in a batch, what is told of each issue is true: seen from the other side, by the twin's
 * own records, after batches in which anything may fail.
 */
const nowhere = "00000000-0000-4000-8000-00000000dead";
const badUrl = { key: "SHOP-0", url: "no url", title: "t" };

const item = fc.record({
  title: fc.constantFrom("good", " "),
  status: fc.constantFrom("Done", "nowhere", null),
  estimate: fc.constantFrom(3, 2.5, undefined),
  markable: fc.boolean(),
  gone: fc.boolean(),
});
const mostlyGood = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constant({ title: "good", status: "Done", estimate: 3, markable: true, gone: false }),
  },
  { weight: 1, arbitrary: item },
);
const fault = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom<FaultKind>(
        "drop-before",
        "drop-after",
        "error-after",
        "late-effect",
        "rate-limit",
      ),
      skip: fc.integer({ min: 0, max: 4 }),
    }),
  },
);
const scene = fc.record({
  items: fc.array(mostlyGood, { minLength: 1, maxLength: 9 }),
  fault,
  aliasesAfterFailure: fc.constantFrom("skipped" as const, "run" as const),
  /** Linear's errors do not say which field they mean. */
  vague: fc.boolean(),
});
type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never;

const worldOf = ({ vague }: Scene): World =>
  worldWith({}, async (request, twin) => {
    const response = await twin(request);
    if (!vague) return response;
    return new Response(
      (await response.text()).replaceAll("title should not be empty", "Not like this"),
      response,
    );
  });

function unkind(world: World, { fault: struck, aliasesAfterFailure }: Scene): void {
  world.twin.switches.aliasesAfterFailure = aliasesAfterFailure;
  if (struck === null) return;
  const { kind, skip } = struck;
  const when = { skip, times: 1 };
  if (kind === "late-effect") world.twin.faults.add({ kind, milliseconds: 60_000, ...when });
  else if (kind === "rate-limit") world.twin.faults.add({ kind, retryAfterSeconds: 30, ...when });
  else if (kind === "error-after") world.twin.faults.add({ kind, status: 502, ...when });
  else if (kind === "drop-before" || kind === "drop-after") world.twin.faults.add({ kind, ...when });
}

const refusedFields = (outcome: WriteOutcome<"linear"> | undefined): string[] =>
  outcome && "refused" in outcome ? outcome.refused.flatMap(({ fields }) => fields) : [];

describe("what is told of a batch", () => {
  it("is true of every issue that was to be created", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (given) => {
        const world = worldOf(given);
        unkind(world, given);
        const items = given.items.map(({ title, status, estimate, markable }, n) => ({
          ...creation(world, n + 1, {
            title: title === "good" ? `Issue ${n + 1}` : title,
            ...(status === null ? {} : { status: status === "nowhere" ? nowhere : world.state(status) }),
            ...(estimate === undefined ? {} : { estimate }),
          }),
          ...(markable ? {} : { counterpart: badUrl }),
        }));
        const outcomes = await world.tracker.create(items, live);
        const issues = new Map(world.twin.dump().issues.map((issue) => [issue.id, issue]));
        for (const [n, outcome] of outcomes.entries()) {
          const wanted = given.items[n];
          const issue = issues.get(creationId(items[n]?.key ?? ""));
          if (outcome.kind === "unknown") continue;
          expect(issue !== undefined).toBe(outcome.kind === "applied");
          if (outcome.kind !== "applied" || wanted === undefined) continue;
          const refused = [
            ...(wanted.estimate === 2.5 ? ["estimate"] : []),
            ...(wanted.status === "nowhere" ? ["status"] : []),
          ];
          expect(refusedFields(outcome)).toEqual(refused);
          expect(outcome.snapshot.values).toMatchObject({ title: issue?.title, estimate: issue?.estimate });
          expect(outcome.snapshot.mark !== null).toBe(wanted.markable);
          expect(issue?.attachments).toHaveLength(wanted.markable ? 1 : 0);
        }
        if (given.fault === null) expect(outcomes.map(({ kind }) => kind)).not.toContain("unknown");
      }),
      { numRuns: 40 },
    );
  });

  it("is true of every issue that was to be changed, and none is written twice", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (given) => {
        const world = worldOf(given);
        const snapshots = await created(world, given.items.length);
        for (const [n, { gone }] of given.items.entries()) {
          const issue = snapshots[n]?.id ?? "";
          if (gone) world.twin.act({ as: "Ada Lovelace", do: "deletePermanently", issue });
        }
        const before = world.twin.edits.since().at(-1)?.sequence ?? 0;
        const first = new Map(world.twin.dump().issues.map((issue) => [issue.id, issue]));
        unkind(world, given);
        const items = snapshots.map((snapshot, n) => {
          const { title = "", status = null, estimate, markable } = given.items[n] ?? {};
          const set = {
            title: title === "good" ? `New ${n}` : title,
            ...(status === null ? {} : { status: status === "nowhere" ? nowhere : world.state(status) }),
            ...(estimate === undefined ? {} : { estimate }),
          };
          return { ...change(world, snapshot, set), ...(markable === true ? {} : { counterpart: badUrl }) };
        });
        const outcomes = await world.tracker.update(items, live);
        const issues = new Map(world.twin.dump().issues.map((issue) => [issue.id, issue]));
        for (const [n, outcome] of outcomes.entries()) {
          const { id = "", set } = items[n] ?? {};
          const issue = issues.get(id);
          if (outcome.kind === "unknown") continue;
          if (outcome.kind !== "applied") {
            expect(issue).toEqual(first.get(id));
            continue;
          }
          const refused = refusedFields(outcome);
          const old = first.get(id);
          expect(issue).toMatchObject({
            title: refused.includes("title") ? old?.title : set?.title,
            estimate:
              set?.estimate === undefined || refused.includes("estimate") ? old?.estimate : set.estimate,
          });
          expect(refused.includes("title")).toBe(set?.title === " ");
          expect(refused.includes("status")).toBe(set?.status === nowhere);
          expect(outcome.snapshot.values).toMatchObject({ title: issue?.title, estimate: issue?.estimate });
        }
        const written = world.twin.edits
          .since(before)
          .filter(({ object }) => object === "issue")
          .map(({ objectId, field, new: value }) => JSON.stringify([objectId, field, value]));
        expect(new Set(written).size).toBe(written.length);
        if (given.fault === null) expect(outcomes.map(({ kind }) => kind)).not.toContain("unknown");
      }),
      { numRuns: 40 },
    );
  });
});
