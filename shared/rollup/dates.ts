import type { Day } from "../day.ts";

/** Jira Plans' rule: dates roll up from direct children only, and only where the parent has none. */

interface Dated {
  readonly key: string;
  readonly startsOn: Day | null;
  readonly dueOn: Day | null;
}

interface RolledUpDates {
  readonly startsOn: Day | null;
  readonly dueOn: Day | null;
  readonly startFrom: "own" | "children" | "none";
  readonly dueFrom: "own" | "children" | "none";
  /** A child due after the parent's own date, each in a sentence. */
  readonly conflicts: readonly string[];
}

export function rollUpDates(parent: Dated, children: readonly Dated[]): RolledUpDates {
  const starts = children.flatMap(({ startsOn }) => startsOn ?? []).sort();
  const dues = children.flatMap(({ dueOn }) => dueOn ?? []).sort();
  const startsOn = parent.startsOn ?? starts[0] ?? null;
  const dueOn = parent.dueOn ?? dues.at(-1) ?? null;
  const conflicts = children.flatMap((child) =>
    parent.dueOn !== null && child.dueOn !== null && child.dueOn > parent.dueOn
      ? [`${child.key} is due ${child.dueOn}, after ${parent.key} on ${parent.dueOn}.`]
      : [],
  );
  return {
    startsOn,
    dueOn,
    startFrom: parent.startsOn !== null ? "own" : startsOn === null ? "none" : "children",
    dueFrom: parent.dueOn !== null ? "own" : dueOn === null ? "none" : "children",
    conflicts,
  };
}
