import type { CalibrationView } from "#shared/contract/outcomes/bet.ts";
import { useSize } from "../../components/use-size.ts";
import { count } from "../../components/words.ts";
import { percent } from "../words.ts";
import { across, bandMarks, upwards } from "./chart-shape.ts";

const EDGE = { left: 52, right: 16, top: 12, bottom: 52 };
const SAID = [0.5, 0.6, 0.7, 0.8, 0.9, 1];
const TRUE = [0, 0.25, 0.5, 0.75, 1];

/** A point a band with its 95 % interval against the line where what is said comes true. The table beside it says the same. */
export function CalibrationChart({ calibration }: { calibration: CalibrationView }) {
  const [frame, { width, height }] = useSize();
  const inner = {
    left: EDGE.left,
    right: Math.max(EDGE.left + 1, width - EDGE.right),
    top: EDGE.top,
    bottom: Math.max(EDGE.top + 1, height - EDGE.bottom),
  };
  const marks = bandMarks(calibration, inner);
  const words = marks.map(({ label, hits, count: all }) => `${label}: ${hits} of ${all}`).join("; ");
  return (
    <figure className="calibration">
      <div
        ref={frame}
        className="calibration-drawing"
        role="img"
        aria-label={`Came true, by what was said. ${words}`}
      >
        <svg width={width} height={height} aria-hidden="true">
          <g className="scale">
            {TRUE.map((share) => (
              <g key={share}>
                <line
                  x1={inner.left}
                  x2={inner.right}
                  y1={upwards(share, inner)}
                  y2={upwards(share, inner)}
                />
                <text x={inner.left - 8} y={upwards(share, inner) + 4} textAnchor="end">
                  {percent(share)}
                </text>
              </g>
            ))}
            {SAID.map((share) => (
              <text key={share} x={across(share, inner)} y={inner.bottom + 18} textAnchor="middle">
                {percent(share)}
              </text>
            ))}
            <text
              className="axis"
              x={(inner.left + inner.right) / 2}
              y={inner.bottom + 42}
              textAnchor="middle"
            >
              How sure people were
            </text>
          </g>
          <line
            className="perfect"
            x1={across(0.5, inner)}
            y1={upwards(0.5, inner)}
            x2={across(1, inner)}
            y2={upwards(1, inner)}
          />
          {marks.map(({ label, x, y, top, bottom, count: all }) => (
            <g key={label} className="band">
              <line x1={x} x2={x} y1={top} y2={bottom} />
              <line x1={x - 5} x2={x + 5} y1={top} y2={top} />
              <line x1={x - 5} x2={x + 5} y1={bottom} y2={bottom} />
              <circle cx={x} cy={y} r={5} />
              <text x={x + 9} y={y + 4}>
                {count(all)}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <figcaption>
        <ul className="key-list">
          <li className="band">came true, with its 95 % interval and how many bets</li>
          <li className="perfect">where what is said comes true</li>
        </ul>
      </figcaption>
    </figure>
  );
}
