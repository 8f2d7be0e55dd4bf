import Lozenge from "@atlaskit/lozenge";
import type { OutcomePage } from "#shared/contract/outcomes/outcome.ts";
import { daysBetween } from "#shared/day.ts";
import { outcomeStatement } from "#shared/outcomes/progress.ts";
import { Meter } from "../meter.tsx";
import { changeText, dayWords, fromToday, percent, withDayWords, withUnit } from "../words.ts";

const DELIVERY = {
  "shipped, metric has not moved": "removed",
  "metric moved, nothing shipped": "moved",
  "waiting for a measurement": "moved",
  achieved: "success",
  "under way": "inprogress",
} as const satisfies Record<OutcomePage["delivery"]["state"], string>;

/** The metric in one line: where it was, is and should be, by when; delivery stands beside it, never mixed in. */
export function MetricLine({ page }: { page: OutcomePage }) {
  const { outcome, delivery, today, serving } = page;
  const { metric, progress } = outcome;
  const { now, share, timeShare } = progress;
  const toGo = now === null ? null : metric.target - now.value;
  const way = metric.direction === "increase" ? "should rise" : "should fall";
  return (
    <section className="metric-line panel" aria-label={metric.name}>
      <div className="metric-head">
        <h2>{metric.name}</h2>
        <p className="quiet">{way}</p>
      </div>
      <dl className="metric-facts">
        <div>
          <dt>Baseline</dt>
          <dd>{withUnit(metric.baseline, metric.unit)}</dd>
          <dd className="quiet">{dayWords(metric.startsOn)}</dd>
        </div>
        <div className="now">
          <dt>Now</dt>
          <dd>{now === null ? "no reading" : withUnit(now.value, metric.unit)}</dd>
          <dd className="quiet">{now === null ? "give the first one" : fromToday(now.on, today)}</dd>
        </div>
        <div>
          <dt>Target</dt>
          <dd>{withUnit(metric.target, metric.unit)}</dd>
          <dd className="quiet">
            {dayWords(metric.dueOn)}
            {daysBetween(today, metric.dueOn) > 0 ? `, ${fromToday(metric.dueOn, today)}` : ""}
          </dd>
        </div>
        <div>
          <dt>To go</dt>
          <dd>
            {toGo === null ? "–" : progress.state === "reached" ? "none" : changeText(toGo, metric.unit)}
          </dd>
          <dd className="quiet">
            {serving.expected === null
              ? "nobody said what the work brings"
              : `${changeText(serving.expected, metric.unit)} expected of the work`}
          </dd>
        </div>
        <div className="way">
          <dt>Of the way</dt>
          <dd>
            <Meter share={share} timeShare={timeShare} />
          </dd>
          <dd className="quiet">{percent(timeShare)} of its time is gone</dd>
        </div>
      </dl>
      <p className="delivery">
        <Lozenge appearance={DELIVERY[delivery.state]}>{delivery.state}</Lozenge>{" "}
        <span>{withDayWords(delivery.sentence)}</span>
      </p>
      <p className="quiet small">{withDayWords(outcomeStatement)}</p>
    </section>
  );
}
