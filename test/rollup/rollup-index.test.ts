import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explain } from "#shared/rollup/explain.ts";
import { initiativeSchema } from "#sync/rollup/initiative.ts";
import { RollupIndex } from "#sync/rollup/rollup-index.ts";
import type { TrackedItem } from "#sync/rollup/tracked-item.ts";
import { member, tracked } from "./example-items.ts";

const definition = initiativeSchema.parse({
  name: "Checkout",
  sources: [
    { kind: "linear-project", label: "Linear project Checkout", project: "p1" },
    { kind: "jql", label: "Labelled checkout", jql: "labels = checkout" },
  ],
});

function indexOf(items: readonly TrackedItem[]): RollupIndex {
  const index = new RollupIndex();
  index.define("checkout", definition);
  index.put(items);
  index.setMembers(
    "checkout",
    "0",
    items.map(({ id }) => member(id)),
  );
  return index;
}

describe("an initiative's number", () => {
  it("is Linear's own for Linear's own example: 10 issues, 5 done, 4 started, 1 untouched make 60 %", () => {
    const items = Array.from({ length: 10 }, (_, at) =>
      tracked(`ENG-${at}`, { status: at < 5 ? "completed" : at < 9 ? "started" : "unstarted" }),
    );
    expect(indexOf(items).progress("checkout").share).toBe(0.6);
  });

  it("follows one issue's status without a look at the others, and tells who listens", () => {
    const index = indexOf([tracked("ENG-1"), tracked("ENG-2")]);
    const told: string[][] = [];
    index.subscribe((ids) => told.push([...ids]));
    index.put([tracked("ENG-2", { status: "completed" })]);
    expect(index.progress("checkout").share).toBe(0.5);
    index.put([tracked("ENG-2", { status: "completed", updatedAt: 5 })]);
    expect(told).toEqual([["checkout"]]);
  });

  it("counts a pair once although only one half is in a source, and follows the half that is not", () => {
    const jira = tracked("SHOP-1", { id: "jira:1", tracker: "jira" });
    const half = tracked("ENG-1", { counterpartId: "jira:1", status: "started" });
    const index = new RollupIndex();
    index.define("checkout", definition);
    index.setMembers("checkout", "1", [member("jira:1", { source: "1" })]);
    index.put([jira]);
    expect(index.progress("checkout").share).toBe(0);
    index.put([half]);
    expect(index.progress("checkout")).toMatchObject({ total: 1, share: 0.25 });
    expect([...index.put([{ ...half, status: "completed" }])]).toEqual(["checkout"]);
    expect(index.progress("checkout").share).toBe(1);
    index.remove([half.id]);
    expect(index.progress("checkout").share).toBe(0);
  });

  it("forgets an initiative that is there no more, and names those that hold an issue", () => {
    const index = indexOf([tracked("ENG-1")]);
    expect(index.initiativesOf("linear:ENG-1")).toEqual(["checkout"]);
    index.define("checkout", null);
    expect([index.ids, index.initiativesOf("linear:ENG-1")]).toEqual([[], []]);
  });

  it("is found from the parent of an issue that counts, which itself does not", () => {
    const index = indexOf([tracked("ENG-1", { parentIds: ["linear:ENG-9"] }), tracked("ENG-2")]);
    expect(index.initiativesBelow("linear:ENG-9")).toEqual(["checkout"]);
    expect([index.initiativesOf("linear:ENG-9"), index.initiativesBelow("linear:ENG-2")]).toEqual([[], []]);
    expect(index.progress("checkout").total).toBe(2);
  });
});

const INITIATIVES = ["checkout", "search", "month-end"];
const NUMBERS = fc.nat(14);
const idOf = (number: number) => (number % 2 === 0 ? `jira:${number}` : `linear:${number}`);

const anyItem = fc
  .record({
    number: NUMBERS,
    counterpart: fc.option(NUMBERS, { nil: null, freq: 2 }),
    parents: fc.array(NUMBERS, { maxLength: 2 }),
    status: fc.constantFrom("backlog", "unstarted", "started", "completed", "canceled"),
    points: fc.option(fc.integer({ min: 0, max: 8 }), { nil: null }),
    isSubtask: fc.boolean(),
    team: fc.constantFrom("ENG", "SHOP"),
  })
  .map(({ number, counterpart, parents, ...rest }) =>
    tracked(`K-${number}`, {
      ...rest,
      id: idOf(number),
      tracker: number % 2 === 0 ? "jira" : "linear",
      counterpartId: counterpart === null ? null : idOf(counterpart),
      parentIds: parents.map(idOf),
    }),
  );

type Step =
  | { does: "put"; items: TrackedItem[] }
  | { does: "remove"; ids: string[] }
  | { does: "members"; initiative: string; source: string; items: { id: string; isRoot: boolean }[] }
  | { does: "rule"; rule: "linear" | "jira-plans" | "jira-product-discovery"; measure: "count" | "points" };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant("put"), items: fc.array(anyItem, { minLength: 1, maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("remove"), ids: fc.array(NUMBERS.map(idOf), { maxLength: 2 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant("members"),
      initiative: fc.constantFrom(...INITIATIVES),
      source: fc.constantFrom("0", "1"),
      items: fc.uniqueArray(fc.record({ id: NUMBERS.map(idOf), isRoot: fc.boolean() }), {
        selector: ({ id }) => id,
        maxLength: 8,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("rule"),
      rule: fc.constantFrom("linear", "jira-plans", "jira-product-discovery"),
      measure: fc.constantFrom("count", "points"),
    }),
  },
); // prettier-ignore

function take(index: RollupIndex, step: Step): void {
  if (step.does === "put") index.put(step.items);
  else if (step.does === "remove") index.remove(step.ids);
  else if (step.does === "rule") index.setSettings({ ...step, severalTeams: "count" });
  else {
    const { initiative, source } = step;
    const members = step.items.map(({ id, isRoot }) => member(id, { initiative, source, isRoot }));
    index.setMembers(initiative, source, members);
  }
}

const numbersOf = (index: RollupIndex) =>
  INITIATIVES.map((id) => {
    const { share, done, total, lines, leftOut } = index.progress(id);
    return { share, done, total, lines: lines.length, leftOut: leftOut.length };
  });

function defined(): RollupIndex {
  const index = new RollupIndex();
  for (const id of INITIATIVES) index.define(id, definition);
  return index;
}

describe("over any history", () => {
  it("a number that followed each change is the number made from everything anew", () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 30 }), (steps) => {
        const index = defined();
        const asked = defined();
        for (const step of steps) {
          take(index, step);
          take(asked, step);
          // Asked after each step, so that every kept number has to follow.
          numbersOf(asked);
        }
        expect(numbersOf(asked)).toEqual(numbersOf(index));
        expect(asked.differences()).toEqual([]);
      }),
    );
  });

  it("the initiatives that are not told of a change have the numbers they had", () => {
    fc.assert(
      fc.property(
        fc.array(anyStep, { maxLength: 20 }),
        fc.array(anyItem, { maxLength: 3 }),
        (steps, items) => {
          const index = defined();
          for (const step of steps) take(index, step);
          const before = numbersOf(index);
          const touched = index.put(items);
          const after = numbersOf(index);
          INITIATIVES.forEach((id, place) => {
            if (!touched.has(id)) expect(after[place]).toEqual(before[place]);
          });
        },
      ),
    );
  });

  it("no issue is in two lines, a pair is in one, and the lines make the number exactly", () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 20 }), (steps) => {
        const index = defined();
        for (const step of steps) take(index, step);
        for (const id of INITIATIVES) {
          const { lines, leftOut, ...progress } = index.progress(id);
          const works = [...lines, ...leftOut].map(({ work }) => work);
          const ids = works.flatMap(({ items }) => items.map((item) => item.id));
          expect(new Set(ids).size).toBe(ids.length);
          const explanation = explain({ ...progress, lines, leftOut });
          const sum = explanation.lines.reduce((total, line) => total + line.tenths, 0);
          expect(sum).toBe(explanation.tenths ?? 0);
        }
      }),
    );
  });

  it("one more done issue never lowers the progress", () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 20 }), (steps) => {
        const index = defined();
        for (const step of steps) if (step.does !== "rule") take(index, step);
        const before = index.progress("checkout");
        const done = tracked("NEW-1", { status: "completed", team: before.lines[0]?.work.team ?? "ENG" });
        const members = [...(index.members("checkout").get("0")?.values() ?? []), member(done.id)];
        index.put([done]);
        index.setMembers("checkout", "0", members);
        expect(index.progress("checkout").share ?? 0).toBeGreaterThanOrEqual((before.share ?? 0) - 1e-12);
      }),
    );
  });
});
