import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RollupItem } from "#shared/rollup/item.ts";
import { progressOf } from "#shared/rollup/progress.ts";
import { scopeChange, snapshotOf } from "#shared/rollup/scope-change.ts";
import type { ScopeSnapshot } from "#shared/rollup/scope-change.ts";
import { anyItems, item, project } from "./items.ts";

function on(day: string, items: readonly RollupItem[]): ScopeSnapshot {
  return snapshotOf(progressOf(items, [project(items)]), day);
}

describe("what changed since a day", () => {
  it("is scope added, removed and re-estimated, work started, completed and reopened", () => {
    const then = on("2026-01-01", [
      item("a", { points: 3 }),
      item("b", { points: 2, status: "completed" }),
      item("c"),
      item("d", { points: 5 }),
    ]);
    const now = on("2026-02-01", [
      item("a", { points: 5, status: "completed" }),
      item("b", { points: 2, status: "started" }),
      item("c", { status: "canceled" }),
      item("d", { points: 5, status: "started" }),
      item("e", { points: 8 }),
    ]);
    const change = scopeChange(then, now);
    expect(change).toMatchObject({
      scopeThen: 11,
      scopeNow: 20,
      added: [{ key: "e", weight: 8 }],
      removed: [{ key: "c", weight: 1 }],
      reestimated: [{ key: "a", from: 3, weight: 5 }],
      completed: [{ key: "a" }],
      reopened: [{ key: "b" }],
      started: [{ key: "d" }],
    });
    expect(change.sentence).toBe(
      "Since 2026-01-01: 1 completed (a), 1 started (d), 1 reopened (b), 1 added (e), 1 removed (c), 1 re-estimated (a), progress from 18.2 % to 33.8 %.",
    );
  });

  it("is nothing for the same items", () => {
    const items = [item("a")];
    expect(scopeChange(on("2026-01-01", items), on("2026-01-02", items)).sentence).toBe(
      "Nothing changed since 2026-01-01.",
    );
  });

  it("does not take a pair that was linked in between for new scope", () => {
    const jira = item("j", { tracker: "jira", key: "SHOP-1" });
    const linked = [{ ...jira, counterpartId: "l" }, item("l", { key: "ENG-1" })];
    const change = scopeChange(on("2026-01-01", [jira]), on("2026-01-02", linked));
    expect([change.added, change.removed]).toEqual([[], []]);
  });

  it("says when the two days are not in the same unit", () => {
    const one = [item("a", { points: 3 })];
    const two = [...one, item("b", { team: "SHOP", points: 3 })];
    expect(scopeChange(on("2026-01-01", one), on("2026-01-02", two)).sentence).toContain(
      "progress is now in issues instead of points",
    );
  });

  it("always adds up", () => {
    fc.assert(
      fc.property(anyItems, anyItems, (then, now) => {
        const change = scopeChange(on("2026-01-01", then), on("2026-01-02", now));
        const sum = (weights: readonly number[]): number =>
          weights.reduce((total, weight) => total + weight, 0);
        const expected =
          change.scopeThen +
          sum(change.added.map(({ weight }) => weight)) -
          sum(change.removed.map(({ weight }) => weight)) +
          sum(change.reestimated.map(({ weight, from }) => weight - from));
        expect(change.scopeNow).toBeCloseTo(expected, 9);
      }),
    );
  });
});
