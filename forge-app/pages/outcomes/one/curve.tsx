import { useMemo, useState } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import type { OutcomePage } from "#shared/contract/outcomes/outcome.ts";
import { dayTicks } from "../../initiatives/charts/scales.ts";
import { useSize } from "../../components/use-size.ts";
import { withUnit } from "../words.ts";
import { nearestStop, pathThrough, scalesOf, stopsOf } from "./curve-shape.ts";
import type { CurveScales, Frame } from "./curve-shape.ts";

const EDGE = { left: 64, right: 16, top: 12, bottom: 44 };
/** More marks than this would be a line of their own. */
const DOTS = 60;
const PAGE = 10;

/**
 * Readings against the target and the path that leads there, with the days on which work was done and bets are
 * measured. Arrows or the pointer go from day to day; what stands there is said below.
 */
export function Curve({ page }: { page: OutcomePage }) {
  const [frame, { width, height }] = useSize();
  const stops = useMemo(() => stopsOf(page), [page]);
  const [chosen, setChosen] = useState<number | null>(null);
  const inner: Frame = {
    left: EDGE.left,
    right: Math.max(EDGE.left + 1, width - EDGE.right),
    top: EDGE.top,
    bottom: Math.max(EDGE.top + 1, height - EDGE.bottom),
  };
  const scales = scalesOf(page, inner);
  const { x, y } = scales;
  const { outcome, curve, bets, today } = page;
  const { metric } = outcome;
  const lastRead = curve.points.at(-1)?.on ?? today;
  const latest = stops.findLastIndex(({ on }) => on <= lastRead);
  const at = Math.min(chosen ?? latest, stops.length - 1);
  const stop = stops[at];

  const go = (to: number) => setChosen(Math.min(stops.length - 1, Math.max(0, to)));
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      PageUp: at + PAGE,
      PageDown: at - PAGE,
      Home: 0,
      End: stops.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    go(nearestStop(stops, event.clientX - box.left, x));
  };

  return (
    <figure className="curve">
      <div
        ref={frame}
        className="curve-drawing"
        role="slider"
        tabIndex={0}
        aria-label={`${metric.name}, day by day`}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, stops.length - 1)}
        aria-valuenow={Math.max(0, at)}
        aria-valuetext={stop?.text ?? "No reading yet"}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setChosen(null)}
      >
        <svg width={width} height={height} aria-hidden="true">
          <Scales scales={scales} inner={inner} unit={metric.unit} width={width} />
          <line
            className="target"
            x1={inner.left}
            x2={inner.right}
            y1={y(metric.target)}
            y2={y(metric.target)}
          />
          <path className="expected" d={pathThrough(curve.target, scales)} />
          <line className="today" x1={x(today)} x2={x(today)} y1={inner.top} y2={inner.bottom} />
          {curve.shipped.map(({ on, issue }) => (
            <g key={issue.id} className="ship">
              <line x1={x(on)} x2={x(on)} y1={inner.top} y2={inner.bottom} />
              <path d={`M${x(on)} ${inner.bottom - 9}l5 9h-10z`} />
            </g>
          ))}
          {bets.map(({ id, frozenOn, baseline, measureBy, expectedChange, state }) => (
            <g key={id} className={`bet ${state.state}`}>
              <line x1={x(frozenOn)} y1={y(baseline)} x2={x(measureBy)} y2={y(baseline + expectedChange)} />
              <path d={`M${x(measureBy)} ${y(baseline + expectedChange) - 6}l6 6-6 6-6-6z`} />
            </g>
          ))}
          <path className="readings" d={pathThrough(curve.points, scales)} />
          {curve.points.length > DOTS
            ? null
            : curve.points.map(({ on, value }, position) => (
                <circle key={position} className="reading" cx={x(on)} cy={y(value)} r={3} />
              ))}
          {chosen === null || stop === undefined ? null : (
            <g className="cursor">
              <line x1={x(stop.on)} x2={x(stop.on)} y1={inner.top} y2={inner.bottom} />
              {stop.value === null ? null : <circle cx={x(stop.on)} cy={y(stop.value)} r={5} />}
            </g>
          )}
        </svg>
      </div>
      <p className="detail" role="status">
        {stop === undefined ? "No reading yet: check in, or import what there is." : stop.text}
      </p>
      <figcaption>
        <ul className="key-list">
          <li className="readings">readings</li>
          <li className="target">target</li>
          <li className="expected">expected path</li>
          {curve.shipped.length === 0 ? null : <li className="ship">work done</li>}
          {bets.length === 0 ? null : <li className="bet">bet, where it is measured</li>}
        </ul>
      </figcaption>
    </figure>
  );
}

/** Amounts with lines across, and days below. */
function Scales(properties: { scales: CurveScales; inner: Frame; unit: string; width: number }) {
  const { scales, inner, unit, width } = properties;
  const { x, y, from, to, ticks } = scales;
  return (
    <g className="scale">
      {ticks.map((amount) => (
        <g key={amount}>
          <line x1={inner.left} x2={inner.right} y1={y(amount)} y2={y(amount)} />
          <text x={inner.left - 8} y={y(amount) + 4} textAnchor="end">
            {withUnit(amount, unit.length > 3 ? "" : unit)}
          </text>
        </g>
      ))}
      {dayTicks({ from, to }, Math.max(2, Math.floor(width / 110))).map(({ on, label }) => (
        <text key={on} x={x(on)} y={inner.bottom + 18} textAnchor="middle">
          {label}
        </text>
      ))}
    </g>
  );
}
