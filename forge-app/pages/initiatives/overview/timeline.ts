import { addDays } from "#shared/day.ts";
import type { Day } from "#shared/day.ts";
import type { InitiativeRow } from "#shared/contract/initiatives/words.ts";
import { dayScale, dayTicks } from "../charts/scales.ts";

/** Where each initiative lies in time, in hundredths of the drawing's width, so that it follows its window. */

export interface TimelineRow {
  readonly row: InitiativeRow;
  /** The time from its start to today; null when it has no start, or starts later. */
  readonly past: Stretch | null;
  /** From the day before it to the 50, 85 and 95 % date; what lies beyond the drawing ends at its edge. */
  readonly forecast: readonly (Stretch & { readonly percent: 50 | 85 | 95; readonly isOpen: boolean })[];
  readonly target: number | null;
  /** The target lies before the day by which it is done in 85 of 100 trials. */
  readonly isLate: boolean;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Timeline {
  readonly today: number;
  readonly ticks: readonly { readonly on: Day; readonly label: string; readonly at: number }[];
  readonly rows: readonly TimelineRow[];
}

/** Two years ahead are as much as a plan tells; longer ranges are shown as open. */
const MOST_AHEAD = 730;
const MOST_BACK = 365;

export function timelineOf(rows: readonly InitiativeRow[], today: Day, mostTicks: number): Timeline {
  const days = rows.flatMap(({ startsOn, targetOn, forecast }) => [
    ...(startsOn === null ? [] : [startsOn]),
    ...(targetOn === null ? [] : [targetOn]),
    ...(forecast.kind === "range" ? forecast.marks.flatMap(({ on }) => on ?? []) : []),
  ]);
  const within = days.filter((day) => day <= addDays(today, MOST_AHEAD) && day >= addDays(today, -MOST_BACK));
  const sorted = [...within, addDays(today, -14), addDays(today, 28)].sort();
  const scale = dayScale(addDays(sorted[0] ?? today, -3), addDays(sorted.at(-1) ?? today, 7), 0, 100);
  const at = (day: Day): number => Math.min(100, Math.max(0, scale.x(day)));
  return {
    today: at(today),
    ticks: dayTicks(scale, mostTicks).map((tick) => ({ ...tick, at: at(tick.on) })),
    rows: rows.map((row) => {
      const { startsOn, targetOn, forecast } = row;
      const marks = forecast.kind === "range" ? forecast.marks : [];
      let from = at(startsOn !== null && startsOn > today ? startsOn : today);
      const sure = marks.find(({ percent }) => percent === 85);
      return {
        row,
        past: startsOn === null || startsOn >= today ? null : { from: at(startsOn), to: at(today) },
        forecast: marks.map(({ percent, on }) => {
          const to = Math.max(from, on === null ? 100 : at(on));
          const stretch = { percent, from, to, isOpen: on === null || on > scale.to };
          from = to;
          return stretch;
        }),
        target: targetOn === null ? null : at(targetOn),
        isLate: targetOn !== null && sure !== undefined && (sure.on === null || sure.on > targetOn),
      };
    }),
  };
}
