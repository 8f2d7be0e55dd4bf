import { addDays, daysBetween, type Day } from "#shared/day.ts";
import { weeklyHistory, type Week } from "#shared/rollup/throughput.ts";
import { workKey, type Work } from "#shared/rollup/works.ts";
import { dayOf } from "./initiative.ts";
import type { RollupIndex } from "./rollup-index.ts";
import type { TrackedItem } from "./tracked-item.ts";

/** A counted work with its days; cancelled ones as well, as scope that was taken away. */
interface DatedWork {
  readonly key: string;
  readonly work: Work;
  /** In the forecast's unit. */
  readonly weight: number;
  /** When it came into scope: never after it was completed. */
  readonly addedOn: Day;
  readonly startedOn: Day | null;
  readonly completedOn: Day | null;
  readonly cancelledOn: Day | null;
}

export interface Delivered {
  readonly works: readonly DatedWork[];
  readonly unit: "issues" | "points" | "hours";
}

/** Weights are those of the progress; issues where each team weighs the same, which is no pace. */
export function deliveredBy(index: RollupIndex, id: string): Delivered {
  const progress = index.progress(id);
  const unit = progress.unit === "teams" ? "issues" : progress.unit;
  const sources = [...index.members(id).values()];
  const cameOn = (item: TrackedItem): Day | null => {
    let day: Day | null = null;
    for (const source of sources) {
      const member = source.get(item.id);
      if (member === undefined) continue;
      const since = member.since === null ? item.createdOn : dayOf(member.since);
      if (day === null || since < day) day = since;
    }
    return day;
  };
  const dated = (work: Work, weight: number): DatedWork => {
    const items = work.items.flatMap((item) => index.item(item.id) ?? []);
    const told = items.find(({ tracker }) => tracker === "linear") ?? items[0];
    const completedOn = work.status === "completed" ? endOf(told, "completedOn") : null;
    const cancelledOn = work.status === "canceled" ? endOf(told, "canceledOn") : null;
    const came = items.flatMap((item) => cameOn(item) ?? []).sort()[0] ?? told?.createdOn ?? "";
    return {
      key: workKey(work),
      work,
      weight,
      addedOn: completedOn !== null && completedOn < came ? completedOn : came,
      startedOn:
        completedOn ?? (work.status === "started" ? (told?.startedOn ?? told?.createdOn ?? null) : null),
      completedOn,
      cancelledOn,
    };
  };
  const counted = progress.lines.map(({ work, weight }) => {
    const began = dated(work, unit === progress.unit ? weight : 1);
    const startedOn = startOf(index, work) ?? began.startedOn;
    return {
      ...began,
      startedOn: startedOn !== null && startedOn < began.addedOn ? began.addedOn : startedOn,
    };
  });
  const cancelled = progress.leftOut.flatMap(({ work }) =>
    work.status === "canceled" && !work.isSubtask && work.children.length === 0
      ? [dated(work, cancelledWeight(work, unit))]
      : [],
  );
  return { works: [...counted, ...cancelled], unit };
}

/** The whole weeks up to the day before: today is not over. */
export function pastWeeks({ works }: Delivered, today: Day): readonly Week[] {
  return weeklyHistory(works, addDays(today, -1));
}

interface LineDay {
  readonly on: Day;
  readonly scope: number;
  /** Started or completed. */
  readonly started: number;
  readonly completed: number;
}

/** At most so many points of a line are told: the latest. */
const MOST_POINTS = 400;

/** Scope, started and completed at the end of each day or week up to today, from the first work on. */
export function linesOf({ works }: Delivered, today: Day, each: "day" | "week"): readonly LineDay[] {
  const [first] = works.map(({ addedOn }) => addedOn).sort();
  if (first === undefined || first > today) return [];
  const step = each === "day" ? 1 : 7;
  const points = Math.min(MOST_POINTS, Math.ceil(daysBetween(first, today) / step) + 1);
  const changes = Array.from({ length: points }, () => ({ scope: 0, started: 0, completed: 0 }));
  const at = (day: Day | null) => {
    if (day === null || day > today) return undefined;
    // What lies before the first point is there from the first on.
    return changes[Math.max(0, points - 1 - Math.floor(daysBetween(day, today) / step))];
  };
  for (const { weight, addedOn, startedOn, completedOn, cancelledOn } of works) {
    const came = at(addedOn);
    if (came) came.scope += weight;
    const gone = at(cancelledOn);
    if (gone) gone.scope -= weight;
    const began = at(startedOn);
    if (began && cancelledOn === null) began.started += weight;
    const done = at(completedOn);
    if (done) done.completed += weight;
  }
  let scope = 0;
  let started = 0;
  let completed = 0;
  return changes.map((change, point) => {
    scope += change.scope;
    started += change.started;
    completed += change.completed;
    return { on: addDays(today, -step * (points - 1 - point)), scope, started, completed };
  });
}

/** The days on which counted work was completed, oldest first. */
export function shippedOn({ works }: Delivered): readonly { on: Day; works: number }[] {
  const days = new Map<Day, number>();
  for (const { completedOn } of works) {
    if (completedOn !== null) days.set(completedOn, (days.get(completedOn) ?? 0) + 1);
  }
  return [...days]
    .map(([on, count]) => ({ on, works: count }))
    .sort((one, other) => (one.on < other.on ? -1 : 1));
}

/** A tracker may know that an issue is over and not since when: then its last change is the latest it can be. */
function endOf(item: TrackedItem | undefined, field: "completedOn" | "canceledOn"): Day | null {
  return item === undefined ? null : (item[field] ?? dayOf(item.updatedAt));
}

function startOf(index: RollupIndex, work: Work): Day | null {
  if (work.status !== "started" && work.status !== "completed") return null;
  const starts = work.items.flatMap(({ id }) => index.item(id)?.startedOn ?? []);
  return starts.sort()[0] ?? null;
}

function cancelledWeight(work: Work, unit: Delivered["unit"]): number {
  if (unit === "points") return work.points ?? 1;
  if (unit === "hours") return work.time === null ? 0 : work.time.spent + work.time.remaining;
  return 1;
}
