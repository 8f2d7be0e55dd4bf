import type { Day } from "#shared/day.ts";
import { amountTicks, dayScale, dayTicks, pathOf, spreadApart } from "./scales.ts";

/** Where everything of the delivery chart stands: scope, started and completed, and the cone of what may come. */

export interface BurnUp {
  readonly today: Day;
  readonly targetOn: Day | null;
  /** Oldest first. */
  readonly lines: readonly {
    readonly on: Day;
    readonly scope: number;
    readonly started: number;
    readonly completed: number;
  }[];
  /** What is completed by then in slow, middle and fast trials; empty without a forecast. */
  readonly cone: readonly {
    readonly on: Day;
    readonly slow: number;
    readonly middle: number;
    readonly fast: number;
  }[];
}

interface BurnUpSize {
  readonly width: number;
  readonly height: number;
}

const EDGE = { left: 44, right: 92, top: 36, bottom: 28 };
const LABEL_HEIGHT = 15;

export type LineName = "scope" | "started" | "completed";
const names: readonly LineName[] = ["scope", "started", "completed"];

export function burnUp({ today, targetOn, lines, cone }: BurnUp, { width, height }: BurnUpSize) {
  const first = lines[0];
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return null;
  const right = width - EDGE.right;
  const bottom = height - EDGE.bottom;
  const ends = [today, last.on, targetOn, cone.at(-1)?.on].flatMap((day) => day ?? []).sort();
  const days = dayScale(first.on, ends.at(-1) ?? today, EDGE.left, right);
  const largest = Math.max(...lines.map(({ scope }) => scope), ...cone.map(({ fast }) => fast));
  const ticks = amountTicks(largest, Math.max(2, Math.floor((bottom - EDGE.top) / 44)));
  const top = ticks.at(-1) ?? 1;
  const y = (amount: number): number => bottom - ((bottom - EDGE.top) * Math.min(amount, top)) / top;
  const { x } = days;

  const drawn = names.map((name) => ({
    name,
    path: pathOf(lines.map((line) => [x(line.on), y(line[name])])),
    area: `${pathOf([...lines.map((line) => [x(line.on), y(line[name])] as const), [x(last.on), bottom], [x(first.on), bottom]])}Z`,
    value: last[name],
    at: [x(last.on), y(last[name])] as const,
  }));
  const heights = spreadApart(
    drawn.map(({ at }) => at[1]),
    LABEL_HEIGHT,
    EDGE.top,
    bottom,
  );
  return {
    x,
    y,
    bottom,
    top: EDGE.top,
    left: EDGE.left,
    right,
    lines: drawn.map((line, at) => ({ ...line, labelY: heights[at] ?? line.at[1] })),
    /** The labels stand beside the newest values; where a forecast follows, at the drawing's edge. */
    labelX: right + 8,
    cone:
      cone.length < 2
        ? null
        : {
            area: `${pathOf([
              ...cone.map(({ on, fast }) => [x(on), y(fast)] as const),
              ...cone.map(({ on, slow }) => [x(on), y(slow)] as const).reverse(),
            ])}Z`,
            middle: pathOf(cone.map(({ on, middle }) => [x(on), y(middle)])),
            /** Scope as it is now, to be reached. */
            scope: pathOf([
              [x(last.on), y(last.scope)],
              [right, y(last.scope)],
            ]),
          },
    todayX: x(today),
    targetX: targetOn === null ? null : x(targetOn),
    amounts: ticks.map((amount) => ({ amount, y: y(amount) })),
    days: dayTicks(days, Math.max(2, Math.floor((right - EDGE.left) / 72))).map((tick) => ({
      ...tick,
      x: x(tick.on),
    })),
  };
}

/** The position of the line's day that is nearest to a place on the drawing. */
export function nearest(lines: readonly { readonly on: Day }[], x: (day: Day) => number, at: number): number {
  let best = 0;
  lines.forEach(({ on }, position) => {
    const known = lines[best];
    if (known !== undefined && Math.abs(x(on) - at) < Math.abs(x(known.on) - at)) best = position;
  });
  return best;
}
