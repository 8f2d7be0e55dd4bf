import type { InitiativeRow } from "#shared/contract/initiatives/words.ts";
import type { Day } from "#shared/day.ts";
import { useSize } from "../../components/use-size.ts";
import { HealthPill } from "../health.tsx";
import { PlaceLink } from "../place-link.tsx";
import { percentOf } from "../progress.tsx";
import { dayWords, forecastSentence, shownHealth } from "../words.ts";
import { ForecastStrip } from "./forecast-strip.tsx";
import { timelineOf } from "./timeline.ts";

/** The initiatives in time: what lies behind them, the range of days on which they may be done, and their targets. */
export function TimelineView({ rows, today }: { rows: readonly InitiativeRow[]; today: Day }) {
  const [frame, { width }] = useSize();
  const timeline = timelineOf(rows, today, Math.max(2, Math.floor((width - 260) / 80)));
  return (
    <div className="timeline" ref={frame}>
      <div className="timeline-head" aria-hidden="true">
        <span />
        <div className="timeline-days">
          {timeline.ticks.map(({ on, label, at }) => (
            <span key={on} style={{ left: `${at}%` }}>
              {label}
            </span>
          ))}
        </div>
      </div>
      <ul>
        {timeline.rows.map((line) => {
          const { row } = line;
          const target = row.targetOn === null ? "no target" : `target ${dayWords(row.targetOn, today)}`;
          return (
            <li key={row.id}>
              <div className="timeline-name">
                <PlaceLink to={`/${encodeURIComponent(row.id)}`}>{row.name}</PlaceLink>
                <span className="timeline-facts small">
                  <HealthPill health={shownHealth(row)} />{" "}
                  <span className="number">{percentOf(row.progress)}</span>
                </span>
              </div>
              <div className="timeline-lane">
                {timeline.ticks.map(({ on, at }) => (
                  <span key={on} className="timeline-grid" aria-hidden="true" style={{ left: `${at}%` }} />
                ))}
                <ForecastStrip line={line} today={timeline.today} />
                <span className="timeline-words small">
                  {row.forecast.kind === "range"
                    ? forecastSentence(row.forecast, today).replace(/\.$/u, `; ${target}.`)
                    : `${row.forecast.sentence.replace(/\.$/u, "")}; ${target}.`}
                </span>
              </div>
            </li>
          );
        })}
      </ul>
      <p className="legend small" aria-hidden="true">
        <span className="key past" /> since its start <span className="key of-50" /> to the 50 % date{" "}
        <span className="key of-85" /> to 85 % <span className="key of-95" /> to 95 %{" "}
        <span className="key diamond" /> target <span className="key today" /> today
      </p>
    </div>
  );
}
