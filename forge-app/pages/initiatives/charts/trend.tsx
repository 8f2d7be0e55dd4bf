import { useSize } from "../../components/use-size.ts";
import { amountText } from "../../components/words.ts";
import { dayWords } from "../words.ts";
import { sparkline, trendChart } from "./trend-points.ts";
import type { Trend as Data } from "./trend-points.ts";

/** An outcome's readings between its baseline and its target, with the days on which work shipped. */
export function Trend({ data, summary }: { data: Data; summary: string }) {
  const [frame, size] = useSize();
  const drawing = trendChart(data, size);
  const { left, right, top, bottom } = drawing;
  const { today } = data;
  return (
    <figure className="trend">
      <div className="trend-frame" ref={frame}>
        <svg
          width={size.width}
          height={size.height}
          viewBox={`0 0 ${size.width} ${size.height}`}
          role="img"
          aria-label={summary}
        >
          <g className="axis">
            <line x1={left} x2={right} y1={bottom} y2={bottom} />
            {drawing.days.map((tick) => (
              <text key={tick.on} x={tick.x} y={bottom + 18} textAnchor="middle">
                {tick.label}
              </text>
            ))}
            <line className="baseline" x1={left} x2={right} y1={drawing.baselineY} y2={drawing.baselineY} />
            <text x={left - 6} y={drawing.baselineY + 4} textAnchor="end">
              {amountText(data.baseline)}
            </text>
          </g>
          <g className="goal">
            <line x1={left} x2={right} y1={drawing.targetY} y2={drawing.targetY} />
            <text x={left - 6} y={drawing.targetY + 4} textAnchor="end">
              {amountText(data.target)}
            </text>
          </g>
          {drawing.ships.map(({ on, works, x, height }) => (
            <line key={on} className="ship" x1={x} x2={x} y1={bottom} y2={bottom - height}>
              <title>{`${dayWords(on, today)}: ${works} shipped`}</title>
            </line>
          ))}
          <line className="today" x1={drawing.todayX} x2={drawing.todayX} y1={top} y2={bottom} />
          <path className="line" d={drawing.line} />
          {drawing.points.map(({ on, value, x, y }) => (
            <circle key={`${on} ${value}`} className="reading" cx={x} cy={y} r={2.5}>
              <title>{`${dayWords(on, today)}: ${amountText(value)}`}</title>
            </circle>
          ))}
        </svg>
      </div>
    </figure>
  );
}

/** A curve as large as a word. */
export function Sparkline({ readings, label }: { readings: Data["readings"]; label: string }) {
  const drawing = sparkline(readings, 72, 22);
  if (drawing === null) return null;
  const [x, y] = drawing.end;
  return (
    <svg className="sparkline" width={72} height={22} viewBox="0 0 72 22" role="img" aria-label={label}>
      <path d={drawing.path} />
      <circle cx={x} cy={y} r={2.5} />
    </svg>
  );
}
