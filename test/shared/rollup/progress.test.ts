import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explain } from "#shared/rollup/explain.ts";
import type { RollupItem } from "#shared/rollup/item.ts";
import { defaultProgressSettings, progressOf } from "#shared/rollup/progress.ts";
import type { ProgressSettings } from "#shared/rollup/progress.ts";
import { anyItems, below, item, project } from "./items.ts";

function settings(given: Partial<ProgressSettings>): ProgressSettings {
  return { ...defaultProgressSettings, ...given };
}

const anySettings = fc.record({
  rule: fc.constantFrom("linear", "jira-plans", "jira-product-discovery"),
  measure: fc.constantFrom("count", "points", "time"),
  severalTeams: fc.constantFrom("count", "shares"),
  owners: fc.constantFrom(
    { status: "jira", points: "linear", time: "jira" } as const,
    { status: "linear", points: "jira", time: "linear" } as const,
  ),
});

function many(count: number, prefix: string, given: Partial<RollupItem>): readonly RollupItem[] {
  return Array.from({ length: count }, (_, position) => item(`${prefix}${position}`, given));
}

describe("progress in Linear's rule", () => {
  it("is 60 % for 10 issues, 5 completed, 4 started, 1 untouched", () => {
    const items = [
      ...many(5, "c", { status: "completed" }),
      ...many(4, "s", { status: "started" }),
      ...many(1, "u", {}),
    ];
    expect(progressOf(items, [project(items)]).share).toBeCloseTo(0.6, 12);
  });

  it("weighs by points, an issue without an estimate as 1", () => {
    const items = [item("a", { points: 3, status: "completed" }), item("b")];
    expect(progressOf(items, [project(items)]).share).toBe(0.75);
    expect(progressOf(items, [project(items)], settings({ measure: "count" })).share).toBe(0.5);
  });

  it("lowers the scope when an issue is cancelled", () => {
    const items = [item("a", { status: "completed" }), item("b", { status: "canceled" })];
    const progress = progressOf(items, [project(items)]);
    expect(progress.share).toBe(1);
    expect(explain(progress).leftOut).toEqual([{ key: "b", reason: "cancelled: taken out of the scope" }]);
  });

  it("lets the lowest level carry the weight: leaves at 100 % and 0 % make 50 %", () => {
    const items = [
      item("parent", { points: 40 }),
      item("a", { parentIds: ["parent"], points: 2, status: "completed" }),
      item("b", { parentIds: ["parent"], points: 2 }),
    ];
    expect(progressOf(items, [below("parent", items)]).share).toBe(0.5);
  });

  it("never counts sub-tasks, and lets their parent count", () => {
    const items = [
      item("story", { status: "started" }),
      item("subtask", { parentIds: ["story"], isSubtask: true, status: "completed" }),
    ];
    expect(progressOf(items, [project(items)]).lines.map(({ work }) => work.items[0]?.id)).toEqual(["story"]);
  });

  it("does not count a parent beside the open issues below a cancelled child", () => {
    const items = [
      item("epic"),
      item("cancelled", { parentIds: ["epic"], status: "canceled" }),
      item("open", { parentIds: ["cancelled"] }),
    ];
    expect(progressOf(items, [project(items)]).total).toBe(1);
  });
});

describe("progress in Jira's rules", () => {
  it("is 75 % in Jira Plans for 15 h done and 5 h to do", () => {
    const items = [
      item("epic", { tracker: "jira" }),
      item("a", {
        tracker: "jira",
        parentIds: ["epic"],
        time: { spent: 10, remaining: 0 },
        status: "completed",
      }),
      item("b", {
        tracker: "jira",
        parentIds: ["epic"],
        time: { spent: 5, remaining: 5 },
        status: "started",
      }),
    ];
    const progress = progressOf(
      items,
      [below("epic", items)],
      settings({ rule: "jira-plans", measure: "time" }),
    );
    expect(progress.share).toBe(0.75);
  });

  it("counts direct children alone in Jira Plans, but the estimates of all descendants", () => {
    const items = [
      item("initiative"),
      item("epic", { parentIds: ["initiative"], points: 5 }),
      item("story", { parentIds: ["epic"], points: 5, status: "completed" }),
      item("unestimated", { parentIds: ["epic"] }),
    ];
    const source = [below("initiative", items)];
    expect(progressOf(items, source, settings({ rule: "jira-plans", measure: "count" })).share).toBe(0);
    expect(progressOf(items, source, settings({ rule: "jira-plans", measure: "points" })).share).toBe(0.5);
  });

  it("is 50 % done, 25 % in progress, 25 % to do in Jira Product Discovery's published example", () => {
    const a = [
      item("A"),
      item("A1", { parentIds: ["A"], status: "completed" }),
      item("A2", { parentIds: ["A"], status: "completed" }),
      item("A3", { parentIds: ["A"] }),
    ];
    const b = [item("B", { status: "started" })];
    const progress = progressOf(
      [...a, ...b],
      [below("A", a), below("B", b)],
      settings({ rule: "jira-product-discovery", measure: "count" }),
    );
    expect([progress.completed, progress.started, progress.unstarted]).toEqual([2, 1, 1]);
    expect(progress.share).toBe(0.5);
  });
});

describe("a mirrored pair", () => {
  const jira = item("j", {
    tracker: "jira",
    key: "SHOP-1",
    counterpartId: "l",
    status: "completed",
    points: 8,
  });
  const linear = item("l", { key: "ENG-1", counterpartId: "j", status: "started", points: 2 });

  it("is counted once, whichever source brings which half", () => {
    const sources = [
      { id: "1", label: "SHOP epic", rootIds: [], itemIds: ["j"] },
      { id: "2", label: "ENG project", rootIds: [], itemIds: ["l"] },
    ];
    const explained = explain(progressOf([jira, linear], sources));
    expect(explained.lines).toHaveLength(1);
    expect(explained.lines[0]).toMatchObject({
      key: "SHOP-1 = ENG-1",
      sources: ["SHOP epic", "ENG project"],
    });
    expect(explained.lines[0]?.diverged).toContain("Linear owns the status");
    expect(explained.sentence).toContain("1 is in both trackers and counted once");
  });

  it("takes each field from the side that owns it, also when only one half is in a source", () => {
    const only = { id: "1", label: "SHOP epic", rootIds: [], itemIds: ["j"] };
    const owners = { status: "linear", points: "jira", time: "jira" } as const;
    const [line] = progressOf([jira, linear], [only], settings({ owners })).lines;
    expect(line).toMatchObject({ weight: 8, done: 0.25 });
    expect(line?.work.diverged).toBe(
      "SHOP-1 is completed, ENG-1 is started; Linear owns the status, and SHOP-1 has 8 points, ENG-1 2 points; Jira owns the estimate",
    );
  });

  it("counts once in any initiative, each issue once however many paths lead to it", () => {
    fc.assert(
      fc.property(anyItems, anySettings, (items, given) => {
        const sources = [project(items), below("i0", items)];
        const progress = progressOf(items, sources, given);
        const ids = [...progress.lines, ...progress.leftOut].flatMap(({ work }) =>
          work.items.map(({ id }) => id),
        );
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(ids)).toEqual(new Set(items.map(({ id }) => id)));
        for (const { work } of progress.lines) expect(work.items.length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe("points of several teams", () => {
  const items = [
    item("a", { team: "ENG", points: 100, status: "completed" }),
    item("b", { team: "SHOP", points: 1 }),
    item("c", { team: "SHOP", points: 3, status: "completed" }),
  ];

  it("are not added: issues are counted, and it says so", () => {
    const progress = progressOf(items, [project(items)]);
    expect(progress.share).toBeCloseTo(2 / 3, 12);
    expect(progress.warnings).toEqual([
      "2 teams work on this and their points mean different things, so issues are counted instead.",
    ]);
  });

  it("can be taken as each team's own share, every team weighing the same", () => {
    const progress = progressOf(items, [project(items)], settings({ severalTeams: "shares" }));
    expect(progress.share).toBeCloseTo((1 + 0.75) / 2, 12);
    expect(explain(progress).sentence).toBe("1.8 of 2 teams: 87.5 %, from 3 issues.");
  });
});

describe("a hierarchy that is not one", () => {
  it("counts the issues of a ring by themselves and says so", () => {
    const items = [
      item("a", { parentIds: ["c"], status: "completed" }),
      item("b", { parentIds: ["a"] }),
      item("c", { parentIds: ["b"] }),
    ];
    const progress = progressOf(items, [project(items)]);
    expect(progress.share).toBeCloseTo(1 / 3, 12);
    expect(progress.warnings[0]).toContain("a, b, c are each other's parents");
  });

  it("warns when a parent is done and issues below it are not", () => {
    const items = [item("epic", { status: "completed" }), item("story", { parentIds: ["epic"] })];
    expect(progressOf(items, [project(items)]).warnings).toEqual([
      "epic is done, but 1 of the issues below it is not.",
    ]);
  });

  it("survives a chain of 20,000", () => {
    const items = Array.from({ length: 20_000 }, (_, at) =>
      item(`i${at}`, { parentIds: at === 0 ? [] : [`i${at - 1}`] }),
    );
    expect(progressOf(items, [project(items)]).total).toBe(1);
  });
});

describe("the explanation", () => {
  it("sums exactly to the number it explains", () => {
    fc.assert(
      fc.property(anyItems, anySettings, (items, given) => {
        const progress = progressOf(items, [project(items)], given);
        const { tenths, lines } = explain(progress);
        expect(lines.reduce((sum, line) => sum + line.tenths, 0)).toBe(tenths ?? 0);
        if (progress.share !== null) expect(tenths).toBe(Math.round(progress.share * 1000));
        for (const line of lines) expect(line.tenths).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("rounds no line away: three thirds of the work make 100 %", () => {
    const items = many(3, "i", { status: "completed" });
    expect(explain(progressOf(items, [project(items)])).lines.map(({ tenths }) => tenths)).toEqual([
      334, 333, 333,
    ]);
  });
});

describe("adding a done item", () => {
  it("never lowers progress", () => {
    fc.assert(
      fc.property(anyItems, anySettings, fc.option(fc.nat(13), { nil: null }), (items, given, points) => {
        const before = progressOf(items, [project(items)], given);
        const done = item("new", { status: "completed", points, time: { spent: 3, remaining: 0 } });
        const more = [...items, done];
        const after = progressOf(more, [project(more)], given);
        if (before.share !== null && after.unit === before.unit) {
          expect(after.share ?? 0).toBeGreaterThanOrEqual(before.share - 1e-12);
        }
      }),
    );
  });

  it("under a parent that counted until then never lowers progress by count", () => {
    fc.assert(
      fc.property(anyItems, fc.nat(29), (items, parent) => {
        const given = settings({ measure: "count" });
        const before = progressOf(items, [project(items)], given).share;
        const more = [...items, item("new", { status: "completed", parentIds: [`i${parent}`] })];
        const after = progressOf(more, [project(more)], given).share;
        if (before !== null) expect(after ?? 0).toBeGreaterThanOrEqual(before - 1e-12);
      }),
    );
  });
});
