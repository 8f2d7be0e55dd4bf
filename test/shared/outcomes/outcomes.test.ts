import { describe, expect, it } from "vitest";
import { addDays } from "#shared/day.ts";
import { checkInDueOn, checkInSchema, readingOf } from "#shared/outcomes/check-in.ts";
import { coverageOf, outcomeLinkSchema } from "#shared/outcomes/coverage.ts";
import { curveOf } from "#shared/outcomes/curve.ts";
import { gradeObjective, gradeStatement } from "#shared/outcomes/grade.ts";
import { outcomeSchema } from "#shared/outcomes/outcome.ts";
import type { Reading } from "#shared/outcomes/outcome.ts";
import { fourQuestions, metricPresets } from "#shared/outcomes/presets.ts";
import { parseReadings } from "#shared/outcomes/readings-csv.ts";
import { branchesOf, misplaced, pathTo, treeNodeSchema } from "#shared/outcomes/tree.ts";
import type { Branch, TreeNode } from "#shared/outcomes/tree.ts";

const outcome = outcomeSchema.parse({
  id: "o1",
  title: "Faster start",
  forWhom: "new teams",
  change: "reach value in a week",
  metric: {
    name: "Activation",
    kind: "activation",
    unit: "%",
    direction: "increase",
    baseline: 40,
    target: 60,
    startsOn: "2026-01-01",
    dueOn: "2026-04-01",
  },
});

describe("a check-in", () => {
  it("is one number and one sentence", () => {
    const given = checkInSchema.parse({ value: 44, sentence: " The new checklist went out. " });
    expect(readingOf(given, "2026-01-08")).toEqual({
      on: "2026-01-08",
      value: 44,
      source: "hand",
      sentence: "The new checklist went out.",
    });
    expect(checkInSchema.safeParse({ value: 44, sentence: "" }).success).toBe(false);
  });

  it("is due a week after the last reading, and no more once the date is reached", () => {
    expect(checkInDueOn(outcome, [], "2026-01-03")).toBe("2026-01-08");
    const readings = parseReadings("date,value\n2026-01-10,41\n2026-04-02,50").readings;
    expect(checkInDueOn(outcome, readings, "2026-01-20")).toBe("2026-01-17");
    expect(checkInDueOn(outcome, readings, "2026-04-03")).toBeNull();
  });
});

describe("readings from CSV", () => {
  it("are taken in the order of their days, the last of a day", () => {
    const { readings, refused } = parseReadings(
      "Date;Value;Sentence\n2026-02-01;45 %;\n2026-01-01;40.5;start\n2026-02-01;46;",
    );
    expect(refused).toEqual([]);
    expect(readings).toEqual([
      { on: "2026-01-01", value: 40.5, source: "csv", sentence: "start" },
      { on: "2026-02-01", value: 46, source: "csv" },
    ]);
  });

  it("are refused by line, with the reason", () => {
    const { readings, refused } = parseReadings(
      'date,value\n1.2.2026,4\n2026-02-30,4\n2026-02-01,"1,5"\n2026-02-02,many',
    );
    expect(readings).toEqual([]);
    expect(refused.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      "2: “1.2.2026” is no day; write 2026-03-01.",
      "3: “2026-02-30” is no day; write 2026-03-01.",
      "4: “1,5” may be 1.5 or 15; write it with a point.",
      "5: “many” is no number.",
    ]);
    expect(parseReadings("day,value\n").refused[0]?.reason).toContain("lacks date");
  });
});

describe("the curve of many readings", () => {
  const readings: readonly Reading[] = Array.from({ length: 5000 }, (_, day) => ({
    on: addDays("2010-01-01", day),
    value: day === 3333 ? 999 : day % 7,
    source: "csv",
  }));

  it("keeps its ends and its peaks in a few hundred points", () => {
    const curve = curveOf(readings, 400);
    expect(curve.length).toBeLessThanOrEqual(400);
    expect([curve[0], curve.at(-1)]).toEqual([readings[0], readings.at(-1)]);
    expect(curve.map(({ value }) => value)).toContain(999);
    expect(curve.every(({ on }, at) => at === 0 || (curve[at - 1]?.on ?? "") < on)).toBe(true);
  });

  it("is the readings themselves when they are few", () => {
    expect(curveOf(readings.slice(0, 10), 400)).toEqual(readings.slice(0, 10));
    expect(curveOf([], 400)).toEqual([]);
  });
});

describe("an objective", () => {
  it.each([
    [[0.39], 0.39, "off track"],
    [[0.4], 0.4, "at risk"],
    [[0.69], 0.69, "at risk"],
    [[0.7], 0.7, "on track"],
    [[1.5, -0.5, null], 0.5, "at risk"],
  ] as const)("with key results at %j is graded %d: %s", (shares, grade, status) => {
    expect(gradeObjective(shares)).toMatchObject({ grade, status });
  });

  it("has no grade without a reading, and states its rule", () => {
    expect(gradeObjective([null])).toEqual({ grade: null, status: null, ungraded: 1 });
    expect(gradeStatement).toBe("Below 0.4 off track, below 0.7 at risk, from 0.7 on track.");
  });
});

describe("the tree of outcomes", () => {
  const node = (id: string, kind: TreeNode["kind"], parentId: string | null): TreeNode =>
    treeNodeSchema.parse({ id, kind, title: id, parentId });
  const nodes = [
    node("start", "outcome", null),
    node("lost", "opportunity", "start"),
    node("checklist", "solution", "lost"),
    node("fake door", "experiment", "checklist"),
  ];
  const shape = (branches: readonly Branch[]): unknown =>
    branches.map((branch) => [branch.node.id, shape(branch.branches)]);

  it("leads from an outcome to its experiments, and back as the why-chain", () => {
    expect(shape(branchesOf(nodes))).toEqual([["start", [["lost", [["checklist", [["fake door", []]]]]]]]]);
    expect(pathTo(nodes, "fake door").map(({ id }) => id)).toEqual([
      "start",
      "lost",
      "checklist",
      "fake door",
    ]);
  });

  it("refuses a node in the wrong place, and says where it belongs", () => {
    expect(misplaced(nodes, node("new", "solution", "start"))).toBe(
      "The solution “new” cannot stand below the outcome “start”; it needs an opportunity.",
    );
    expect(misplaced(nodes, node("new", "experiment", null))).toBe(
      "The experiment “new” needs a parent: a solution.",
    );
    expect(misplaced(nodes, node("new", "opportunity", "gone"))).toContain("does not exist any more");
    expect(misplaced(nodes, node("new", "opportunity", "lost"))).toBeNull();
    expect(
      misplaced([...nodes, node("sub", "opportunity", "lost")], node("lost", "opportunity", "sub")),
    ).toBe("“lost” cannot stand below itself.");
  });

  it("shows every node once, also those in a ring or below a missing parent", () => {
    const broken = [
      ...nodes,
      node("a", "opportunity", "b"),
      node("b", "opportunity", "a"),
      node("orphan", "solution", "gone"),
    ];
    const ids = (branches: readonly Branch[]): readonly string[] =>
      branches.flatMap((branch) => [branch.node.id, ...ids(branch.branches)]);
    expect([...ids(branchesOf(broken))].sort()).toEqual(broken.map(({ id }) => id).sort());
  });
});

describe("coverage", () => {
  it("is the share of work in progress without an outcome, and the outcomes without work", () => {
    const links = [
      { issueId: "A", outcomeId: "o1", expectedChange: 2 },
      { issueId: "done", outcomeId: "o2", expectedChange: null },
      { issueId: "B", outcomeId: "deleted", expectedChange: null },
    ];
    expect(coverageOf(["A", "B", "C", "D"], [{ id: "o1" }, { id: "o2" }], links)).toEqual({
      unservingShare: 0.75,
      unserving: ["B", "C", "D"],
      outcomesWithoutWork: ["o2"],
      sentence:
        "3 of 4 issues in progress (75 %) serve no outcome; 1 of 2 outcomes have no work in progress.",
    });
    expect(coverageOf([], [], []).unservingShare).toBeNull();
    expect(outcomeLinkSchema.safeParse({ issueId: "A", outcomeId: "", expectedChange: null }).success).toBe(
      false,
    );
  });
});

describe("the presets", () => {
  it("offer a start for each kind of metric but the own one, and the four questions", () => {
    expect(new Set(metricPresets.map(({ kind }) => kind)).size).toBe(7);
    expect(fourQuestions.map(({ id }) => id)).toEqual(["valuable", "usable", "feasible", "viable"]);
  });
});
