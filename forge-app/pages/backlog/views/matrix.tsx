import { useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import type { Standing } from "../standings.ts";
import type { Faces } from "../../components/use-faces.ts";
import { amountText, count } from "../../components/words.ts";
import { useSize } from "../../components/use-size.ts";
import { along, matrixOf, ticks } from "./matrix-points.ts";
import type { Axis, MatrixPoint } from "./matrix-points.ts";

/** More points than this are a cloud that nobody reads. */
const MOST = 300;
/** More than these, and only the best ones' bars are drawn: hundreds would cover each other. */
const CROWD = 60;
const WITH_BARS = 20;
/** As many keys can stand beside their points and be read. */
const NAMED = 25;
const EDGE = { left: 88, right: 20, top: 16, bottom: 48 };

/** Value against effort, with the range that confidence leaves. Arrows go from rank to rank, Enter to the row. */
export function Matrix(properties: {
  standings: readonly Standing[];
  framework: FrameworkId;
  settings: ScoringSettings;
  faces: Faces;
  onOpenRow: (id: string) => void;
}) {
  const { standings, framework, settings, faces, onOpenRow } = properties;
  const ranked = useMemo(
    () =>
      standings
        .filter(({ rank }) => rank !== null)
        .sort((left, right) => (left.rank ?? 0) - (right.rank ?? 0)),
    [standings],
  );
  const matrix = useMemo(
    () => matrixOf(ranked.slice(0, MOST), framework, settings),
    [ranked, framework, settings],
  );
  const [chosen, setChosen] = useState(0);
  const drawing = useRef<SVGSVGElement | null>(null);
  const [frame, { width, height }] = useSize();

  if (ranked.length === 0)
    return <p className="nothing">No scored issue is left to draw: clear a filter, or score some.</p>;
  if (matrix === null) {
    return (
      <p className="nothing">
        This framework has no effort in its score. RICE, WSJF, CD3 and value vs effort have.
      </p>
    );
  }
  const { points, value, effort } = matrix;
  const at = Math.min(chosen, points.length - 1);
  const focused = points[at];

  const go = (to: number) => {
    const next = Math.min(points.length - 1, Math.max(0, to));
    setChosen(next);
    drawing.current?.querySelectorAll<SVGGElement>("[data-point]")[next]?.focus();
    const id = points[next]?.standing.row.id;
    if (id !== undefined) faces.show("matrix", [id]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: points.length - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) go(to);
    else if (event.key === "Enter" && focused !== undefined) onOpenRow(focused.standing.row.id);
    else return;
    event.preventDefault();
  };

  return (
    <figure className="matrix">
      <figcaption>
        {ranked.length > points.length
          ? `The ${count(points.length)} best of ${count(ranked.length)} scored issues; filter to see others.`
          : `${count(points.length)} scored issues.`}{" "}
        {points.length > CROWD
          ? `The bars of the ${WITH_BARS} best and of the chosen one are the range that their confidence leaves.`
          : "The bars are the range that each one’s confidence leaves."}
      </figcaption>
      <div className="drawing" ref={frame}>
        <svg
          ref={drawing}
          className={points.length > CROWD ? "crowded" : undefined}
          width={width}
          height={height}
          role="group"
          aria-label={`${value.label} against ${effort.label}`}
          onKeyDown={onKeyDown}
        >
          <Scale
            axis={value}
            from={height - EDGE.bottom}
            to={EDGE.top}
            across={[EDGE.left, width - EDGE.right]}
            isUpright
          />
          <Scale
            axis={effort}
            from={EDGE.left}
            to={width - EDGE.right}
            across={[EDGE.top, height - EDGE.bottom]}
          />
          {points.map((point, position) => (
            <Point
              key={point.standing.row.id}
              point={point}
              x={(amount) => EDGE.left + along(effort, amount) * (width - EDGE.left - EDGE.right)}
              y={(amount) => height - EDGE.bottom - along(value, amount) * (height - EDGE.top - EDGE.bottom)}
              isNamed={points.length <= NAMED}
              isBare={points.length > CROWD && position >= WITH_BARS}
              isFocusable={position === at}
              onFocus={() => go(position)}
              onOpen={() => onOpenRow(point.standing.row.id)}
            />
          ))}
        </svg>
      </div>
      <p className="detail" role="status">
        {focused === undefined ? "" : describe(focused, value, effort, faces)}{" "}
        <span className="quiet">Enter opens it in the table.</span>
      </p>
    </figure>
  );
}

function Point(properties: {
  point: MatrixPoint;
  x: (amount: number) => number;
  y: (amount: number) => number;
  isNamed: boolean;
  /** Its bars are drawn when it is chosen. */
  isBare: boolean;
  isFocusable: boolean;
  onFocus: () => void;
  onOpen: () => void;
}) {
  const { point, x, y, isNamed, isBare, isFocusable, onFocus, onOpen } = properties;
  const [across, up] = [x(point.effort.stated), y(point.value.stated)];
  return (
    <g
      className={isBare ? "point bare" : "point"}
      role="button"
      aria-label={`${point.standing.row.key}, rank ${point.standing.rank ?? 0}`}
      tabIndex={isFocusable ? 0 : -1}
      data-point={point.standing.row.key}
      onClick={onFocus}
      onDoubleClick={onOpen}
      onFocus={isFocusable ? undefined : onFocus}
    >
      <line className="bar" x1={across} x2={across} y1={y(point.value.low)} y2={y(point.value.high)} />
      <line className="bar" x1={x(point.effort.low)} x2={x(point.effort.high)} y1={up} y2={up} />
      <circle className="target" cx={across} cy={up} r={12} />
      <circle className="dot" cx={across} cy={up} r={5} />
      {isNamed ? (
        <text x={across + 8} y={up - 8}>
          {point.standing.row.key}
        </text>
      ) : null}
    </g>
  );
}

/** The axis's amounts with lines across the drawing, and its name. */
function Scale(properties: {
  axis: Axis;
  from: number;
  to: number;
  across: readonly [number, number];
  isUpright?: boolean;
}) {
  const { axis, from, to, across, isUpright = false } = properties;
  const [start, end] = across;
  const middle = (from + to) / 2;
  const label = axis.isLogarithmic ? `${axis.label}, each step ten times` : axis.label;
  return (
    <g className="scale" aria-hidden="true">
      {ticks(axis).map((amount) => {
        const place = from + along(axis, amount) * (to - from);
        return isUpright ? (
          <g key={amount}>
            <line x1={start} x2={end} y1={place} y2={place} />
            <text x={start - 8} y={place + 4} textAnchor="end">
              {amountText(amount)}
            </text>
          </g>
        ) : (
          <g key={amount}>
            <line y1={start} y2={end} x1={place} x2={place} />
            <text x={place} y={end + 18} textAnchor="middle">
              {amountText(amount)}
            </text>
          </g>
        );
      })}
      {isUpright ? (
        <text className="axis" transform={`translate(14 ${middle}) rotate(-90)`} textAnchor="middle">
          {label}
        </text>
      ) : (
        <text className="axis" x={middle} y={end + 40} textAnchor="middle">
          {label}
        </text>
      )}
    </g>
  );
}

function describe(point: MatrixPoint, value: Axis, effort: Axis, faces: Faces): string {
  const { row, rank } = point.standing;
  const face = faces.of(row.id);
  const title = face === "unknown" || face === "hidden" ? "" : ` ${face.title}`;
  const extent = (axis: Axis, { stated, low, high }: MatrixPoint["value"]) =>
    `${axis.label.toLowerCase()} ${amountText(stated)} (${amountText(low)} to ${amountText(high)})`;
  return `${row.key}${title}, rank ${count(rank ?? 0)}: ${extent(value, point.value)}, ${extent(effort, point.effort)}.`;
}
