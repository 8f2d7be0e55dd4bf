import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import { explain } from "#shared/rollup/explain.ts";
import { linesOf, shippedOn } from "./delivered.ts";
import { decisionsNeeded, theCase } from "./decisions.ts";
import { findingsOf } from "./findings.ts";
import { sideOf } from "./initiative.ts";
import { outcomeOnPage } from "./outcome-view.ts";
import { rowOf } from "./row.ts";
import type { Sight } from "./sight.ts";
import { coneOf } from "./standing.ts";

const REBUILT =
  "Nobody looked on that day: this is rebuilt from the dates that the trackers tell of their issues. Points, parents and issues that are gone since are not in them.";

/** Weeks of history that are listed with their issues: those that the forecast draws from. */
const WEEKS_TOLD = 26;

/** The page of one initiative, but for its lists of works. */
export function pageOf(
  sight: Sight,
  given: {
    each: "day" | "week";
    asOf: InitiativePage["asOf"];
    isRebuilt: boolean;
    now: number;
    changed: InitiativePage["changed"];
  },
): InitiativePage {
  const { id, initiative, standing, updates } = sight;
  const { delivered, progress } = standing;
  const findings = findingsOf(sight);
  const decisions = decisionsNeeded(sight, findings);
  return {
    now: given.now,
    asOf: given.asOf,
    asOfNote: given.isRebuilt ? REBUILT : null,
    initiative: {
      ...rowOf(sight, findings),
      description: initiative.description,
      cadenceDays: initiative.cadenceDays,
      revision: sight.revision,
      publishing: initiative.publishing,
    },
    sources: sourcesOf(sight),
    decisions: [...decisions],
    theCase: theCase(sight, decisions),
    update: updates[0] ?? null,
    delivery: {
      unit: delivered.unit,
      lines: [...linesOf(delivered, sight.today, given.each)],
      cone: coneOf(id, standing),
      warnings: [...progress.warnings],
    },
    history: { weeks: standing.weeks.slice(-WEEKS_TOLD).map(weekView), unit: delivered.unit },
    outcomes: sight.outcomes.map((served) => outcomeOnPage(served, sight)),
    shipped: [...shippedOn(delivered)],
    dates: findings.dates,
    leftOut: [...Map.groupBy(progress.leftOut, ({ reason }) => reason)].map(([reason, works]) => ({
      reason,
      works: works.length,
    })),
    changed: given.changed,
  };
}

function weekView(week: Sight["standing"]["weeks"][number]): InitiativePage["history"]["weeks"][number] {
  const { completedKeys, addedKeys, cancelledKeys, ...counts } = week;
  return {
    ...counts,
    completedKeys: [...completedKeys],
    addedKeys: [...addedKeys],
    cancelledKeys: [...cancelledKeys],
  };
}

/** A work that several sources bring is told for the first of them, so that the sources make the number together. */
function sourcesOf({ initiative, standing, problems }: Sight): InitiativePage["sources"] {
  const { lines, leftOut } = standing.progress;
  const works = new Map<string, number>();
  const tenths = new Map<string, number>();
  const add = (to: Map<string, number>, source: string | undefined, amount: number): void => {
    if (source !== undefined) to.set(source, (to.get(source) ?? 0) + amount);
  };
  for (const { work } of [...lines, ...leftOut]) for (const source of work.sources) add(works, source, 1);
  for (const line of explain(standing.progress).lines) add(tenths, line.sources[0], line.tenths);
  return initiative.sources.map((source) => ({
    id: source.id,
    kind: source.kind,
    label: source.label,
    side: sideOf(source),
    works: works.get(source.id) ?? 0,
    tenths: tenths.get(source.id) ?? 0,
    problem: problems.get(source.id) ?? null,
  }));
}
