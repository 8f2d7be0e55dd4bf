import type { OutcomeHead } from "#shared/contract/outcomes/words.ts";
import { pathThrough } from "./one/curve-shape.ts";
import { daysBetween } from "#shared/day.ts";

const WIDTH = 96;
const HEIGHT = 24;

/** The metric's course as a small line, with its target dotted. The words beside it say the same. */
export function Spark({ outcome: { spark, metric } }: { outcome: OutcomeHead }) {
  const first = spark[0];
  const last = spark.at(-1);
  if (first === undefined || last === undefined || spark.length < 2) return <span className="spark" />;
  const values = [...spark.map(({ value }) => value), metric.target, metric.baseline];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const days = Math.max(1, daysBetween(first.on, last.on));
  const x = (on: string) => 2 + ((WIDTH - 4) * daysBetween(first.on, on)) / days;
  const y = (value: number) => HEIGHT - 2 - ((HEIGHT - 4) * (value - low)) / (high - low || 1);
  return (
    <svg className="spark" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <line className="spark-target" x1={0} x2={WIDTH} y1={y(metric.target)} y2={y(metric.target)} />
      <path d={pathThrough(spark, { x, y })} />
    </svg>
  );
}
