import { useRef, useState } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import { capitalised } from "#forge/ui/words.ts";
import { useSize } from "../../components/use-size.ts";
import { amountOf, dayWords } from "../words.ts";
import { burnUp, nearest } from "./burn-up-points.ts";
import type { BurnUp as Data, LineName } from "./burn-up-points.ts";

const LABELS: Readonly<Record<LineName, string>> = {
  scope: "Scope",
  started: "Started",
  completed: "Completed",
};

/**
 * Scope, started and completed over time, and the cone of what may come up to the target. Arrow keys go from day to
 * day; everything it shows stands in the table behind it too.
 */
export function BurnUp({ data, unit, summary }: { data: Data; unit: string; summary: string }) {
  const [frame, size] = useSize();
  const [at, setAt] = useState<number | null>(null);
  const svg = useRef<SVGSVGElement | null>(null);
  const { lines, today, targetOn } = data;
  const drawing = burnUp(data, size);
  if (drawing === null) return <p className="nothing">There is nothing to draw before the first full day.</p>;
  const { x, y, left, right, top, bottom } = drawing;
  const chosen = at === null ? undefined : lines[at];

  const onPointerMove = (event: PointerEvent) => {
    const box = svg.current?.getBoundingClientRect();
    if (box !== undefined) setAt(nearest(lines, x, event.clientX - box.left));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const here = at ?? lines.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: here + 1,
      ArrowLeft: here - 1,
      Home: 0,
      End: lines.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    setAt(Math.min(lines.length - 1, Math.max(0, to)));
    event.preventDefault();
  };

  return (
    <figure className="burn-up">
      <div className="burn-up-frame" ref={frame}>
        <svg
          ref={svg}
          width={size.width}
          height={size.height}
          viewBox={`0 0 ${size.width} ${size.height}`}
          role="img"
          tabIndex={0}
          aria-label={summary}
          onPointerMove={onPointerMove}
          onPointerLeave={() => setAt(null)}
          onKeyDown={onKeyDown}
          onBlur={() => setAt(null)}
        >
          <g className="axis">
            {drawing.amounts.map(({ amount, y: height }) => (
              <g key={amount}>
                <line x1={left} x2={right} y1={height} y2={height} />
                <text x={left - 8} y={height + 4} textAnchor="end">
                  {amount}
                </text>
              </g>
            ))}
            {drawing.days.map((tick) => (
              <text key={tick.on} x={tick.x} y={bottom + 18} textAnchor="middle">
                {tick.label}
              </text>
            ))}
          </g>
          {drawing.cone === null ? null : (
            <g className="cone">
              <path className="cone-area" d={drawing.cone.area} />
              <path className="cone-middle" d={drawing.cone.middle} />
              <path className="cone-scope" d={drawing.cone.scope} />
            </g>
          )}
          {drawing.lines.map(({ name, path, area }) => (
            <g key={name} className={name}>
              {name === "completed" ? <path className="area" d={area} /> : null}
              <path className="line" d={path} />
            </g>
          ))}
          <line className="today" x1={drawing.todayX} x2={drawing.todayX} y1={top} y2={bottom} />
          <Named at={drawing.todayX} y={top - 7} right={right} className="today-name">
            Today
          </Named>
          {drawing.targetX === null || targetOn === null ? null : (
            <>
              <line className="target" x1={drawing.targetX} x2={drawing.targetX} y1={top} y2={bottom} />
              <Named
                at={drawing.targetX}
                // Above the other name where they would meet.
                y={Math.abs(drawing.targetX - drawing.todayX) < 90 ? top - 23 : top - 7}
                right={right}
                className="target-name"
              >
                {`Target ${dayWords(targetOn, today)}`}
              </Named>
            </>
          )}
          {drawing.lines.map(({ name, value, labelY, at: [endX, endY] }) => (
            <g key={name} className={name}>
              <circle className="end" cx={endX} cy={endY} r={3} />
              <text className="line-name" x={drawing.labelX} y={labelY + 4}>
                {`${LABELS[name]} ${Math.round(value * 10) / 10}`}
              </text>
            </g>
          ))}
          {chosen === undefined ? null : (
            <g className="chosen">
              <line x1={x(chosen.on)} x2={x(chosen.on)} y1={top} y2={bottom} />
              <circle cx={x(chosen.on)} cy={y(chosen.scope)} r={3.5} />
              <circle cx={x(chosen.on)} cy={y(chosen.completed)} r={3.5} />
            </g>
          )}
        </svg>
      </div>
      <figcaption role="status">
        {chosen === undefined
          ? `${capitalised(unit)} by week; the cone is what 90 of 100 trials complete, less the scope that comes.`
          : `${dayWords(chosen.on, today)}: ${amountOf(chosen.completed, unit)} of ${amountOf(chosen.scope, unit)} completed, ${amountOf(chosen.started, unit)} started or completed.`}
      </figcaption>
    </figure>
  );
}

/** A name above a line, kept inside of the drawing. */
function Named(properties: { at: number; y: number; right: number; className: string; children: string }) {
  const { at, y, right, className, children } = properties;
  const isRight = at > right - 60;
  return (
    <text
      className={className}
      x={isRight ? Math.max(at, right) : at}
      y={y}
      textAnchor={isRight ? "end" : "middle"}
    >
      {children}
    </text>
  );
}
