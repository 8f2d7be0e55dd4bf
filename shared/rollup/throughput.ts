import { addDays, daysBetween } from "../day.ts";
import type { Day } from "../day.ts";

/** One past week of a team or an initiative: what a forecast draws from, with the issues it counts. */
export interface Week {
  readonly endsOn: Day;
  /** Issues or points completed. */
  readonly completed: number;
  /** Scope that came, less what was cancelled. */
  readonly added: number;
  readonly completedKeys: readonly string[];
  readonly addedKeys: readonly string[];
  readonly cancelledKeys: readonly string[];
}

export interface Tracked {
  readonly key: string;
  /** 1 when counting issues. */
  readonly weight: number;
  /** When it came into scope. */
  readonly addedOn: Day;
  readonly completedOn: Day | null;
  readonly cancelledOn: Day | null;
}

/**
 * The whole weeks up to and including `until`, oldest first, from the week in which the first issue was completed:
 * what was planned before anything could be completed says nothing about the pace. The scope of the first week is
 * not growth.
 */
export function weeklyHistory(issues: readonly Tracked[], until: Day): readonly Week[] {
  const completions = issues.flatMap(({ completedOn }) =>
    completedOn !== null && completedOn <= until ? [completedOn] : [],
  );
  const [first] = completions.sort();
  if (first === undefined) return [];
  const count = Math.floor(daysBetween(first, until) / 7) + 1;
  const weeks = Array.from({ length: count }, (_, at) => ({
    endsOn: addDays(until, -7 * (count - 1 - at)),
    completed: 0,
    added: 0,
    completedKeys: [] as string[],
    addedKeys: [] as string[],
    cancelledKeys: [] as string[],
  }));
  const weekOf = (day: Day | null): (typeof weeks)[number] | undefined =>
    day === null || day > until ? undefined : weeks[count - 1 - Math.floor(daysBetween(day, until) / 7)];
  for (const { key, weight, addedOn, completedOn, cancelledOn } of issues) {
    const came = weekOf(addedOn);
    const done = weekOf(completedOn);
    const dropped = completedOn === null ? weekOf(cancelledOn) : undefined;
    if (done !== undefined) {
      done.completed += weight;
      done.completedKeys.push(key);
    }
    if (came !== undefined && came !== weeks[0]) {
      came.added += weight;
      came.addedKeys.push(key);
    }
    if (dropped !== undefined && dropped !== weeks[0]) {
      dropped.added -= weight;
      dropped.cancelledKeys.push(key);
    }
  }
  return weeks;
}
