import fc from "fast-check";
import type { RollupItem, RollupSource } from "#shared/rollup/item.ts";

export function item(id: string, given: Partial<RollupItem> = {}): RollupItem {
  return {
    id,
    tracker: "linear",
    key: id,
    counterpartId: null,
    parentIds: [],
    status: "unstarted",
    points: null,
    time: null,
    isSubtask: false,
    team: "ENG",
    ...given,
  };
}

export function project(items: readonly RollupItem[]): RollupSource {
  return { id: "project", label: "Project", rootIds: [], itemIds: items.map(({ id }) => id) };
}

export function below(root: string, items: readonly RollupItem[]): RollupSource {
  return { id: root, label: `${root} and below`, rootIds: [root], itemIds: items.map(({ id }) => id) };
}

/** Any hierarchy at all: pairs, rings, sub-tasks, several teams. */
export const anyItems: fc.Arbitrary<readonly RollupItem[]> = fc
  .array(
    fc.record({
      tracker: fc.constantFrom("jira", "linear"),
      counterpart: fc.option(fc.nat(30), { nil: null }),
      parents: fc.array(fc.nat(30), { maxLength: 2 }),
      status: fc.constantFrom("backlog", "unstarted", "started", "completed", "canceled"),
      points: fc.option(fc.integer({ min: 0, max: 13 }), { nil: null }),
      time: fc.option(fc.record({ spent: fc.nat(20), remaining: fc.nat(20) }), { nil: null }),
      isSubtask: fc.boolean(),
      team: fc.constantFrom("ENG", "SHOP"),
    }),
    { maxLength: 30 },
  )
  .map((drafts) =>
    drafts.map(({ counterpart, parents, ...rest }, position) =>
      item(`i${position}`, {
        ...rest,
        counterpartId: counterpart === null ? null : `i${counterpart}`,
        parentIds: parents.map((parent) => `i${parent}`),
      }),
    ),
  );
