import Button from "@atlaskit/button/default/button";
import { useRef, useState } from "react";
import { percentWords } from "#forge/ui/words.ts";
import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import type { Day } from "#shared/day.ts";
import { offerFile } from "../../components/offer-file.ts";
import { BurnUp } from "../charts/burn-up.tsx";
import { chartPng } from "../charts/chart-png.ts";
import { HealthPill } from "../health.tsx";
import { ProgressBar, percentOf } from "../progress.tsx";
import { amountOf, dayWords, distanceWords, forecastSentence, withDays } from "../words.ts";
import { ForecastHistory } from "./forecast-history.tsx";
import { LinesTable } from "./lines-table.tsx";

/** How far the work is, by which rule, when it will be done, and how sure that is. */
export function Delivery(properties: { page: InitiativePage; today: Day; onExplain: () => void }) {
  const { page, today, onExplain } = properties;
  const { initiative, delivery, dates } = page;
  const { progress, forecast, health } = initiative;
  const [shows, setShows] = useState<"chart" | "table">("chart");
  const [isOpen, setIsOpen] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const chart = useRef<HTMLDivElement | null>(null);
  const summary = `${progress.sentence} ${forecastSentence(forecast, today)}`;

  const savePicture = async () => {
    const svg = chart.current?.querySelector("svg");
    if (svg === null || svg === undefined) return;
    try {
      offerFile(`${initiative.name}.png`, await chartPng(svg));
      setSaid(null);
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <section className="card delivery" aria-labelledby="delivery">
      <div className="card-head">
        <h2 id="delivery">Delivery</h2>
        <div className="card-actions no-print">
          {shows === "chart" && delivery.lines.length > 0 ? (
            <Button spacing="compact" appearance="subtle" onClick={() => void savePicture()}>
              Save as PNG
            </Button>
          ) : null}
          <div className="layouts" role="group" aria-label="Show delivery as">
            <button type="button" aria-pressed={shows === "chart"} onClick={() => setShows("chart")}>
              Chart
            </button>
            <button type="button" aria-pressed={shows === "table"} onClick={() => setShows("table")}>
              Table
            </button>
          </div>
        </div>
      </div>
      {said === null ? null : (
        <p className="trouble" role="alert">
          {said}
        </p>
      )}
      <div className="delivery-parts">
        <div className="delivery-facts">
          <p className="big number">{percentOf(progress)}</p>
          <ProgressBar progress={progress} label={`Progress of ${initiative.name}`} />
          <p>{progress.sentence}</p>
          <p className="no-print">
            <button type="button" className="as-link" onClick={onExplain}>
              Which items are you counting?
            </button>
          </p>
          <p className="quiet small">{progress.statement}</p>
          <h3>Forecast</h3>
          {forecast.kind === "range" ? (
            <>
              <dl className="marks">
                {forecast.marks.map(({ percent, on }) => (
                  <div key={percent} className={isAfter(on, dates.dueOn) ? "late" : ""}>
                    <dt>{percent} %</dt>
                    <dd>
                      {on === null ? "not within five years" : dayWords(on, today)}
                      {on === null ? null : <span className="quiet small"> {distanceWords(on, today)}</span>}
                    </dd>
                  </div>
                ))}
              </dl>
              {forecast.chanceByTarget === null || dates.dueOn === null ? null : (
                <p>
                  <strong>{percentWords(Math.round(forecast.chanceByTarget * 100))}</strong> chance to be done
                  by the target of {dayWords(dates.dueOn, today)}.
                </p>
              )}
              <p className="quiet small">
                Drawn 10,000 times from the last {forecast.weeks} weeks, scope growth included.{" "}
                <button type="button" className="as-link no-print" onClick={() => setIsOpen(true)}>
                  Which weeks?
                </button>
              </p>
              {forecast.warnings.map((warning) => (
                <p key={warning} className="warns small">
                  {warning}
                </p>
              ))}
            </>
          ) : (
            <p className={forecast.kind === "done" ? "" : "warns"}>{withDays(forecast.sentence, today)}</p>
          )}
          <h3>Health by the work</h3>
          <p className="said-by">
            <HealthPill health={health.computed.health} />
          </p>
          {health.computed.reasons.map((reason) => (
            <p key={reason}>{withDays(reason, today)}</p>
          ))}
          <p className="quiet small">{health.statement}</p>
        </div>
        <div className="delivery-drawing" ref={chart}>
          {shows === "chart" ? (
            <BurnUp
              data={{ today, targetOn: dates.dueOn, lines: delivery.lines, cone: delivery.cone }}
              unit={delivery.unit}
              summary={summary}
            />
          ) : (
            <LinesTable lines={delivery.lines} cone={delivery.cone} unit={delivery.unit} today={today} />
          )}
          {delivery.warnings.map((warning) => (
            <p key={warning} className="warns small">
              {warning}
            </p>
          ))}
          {page.leftOut.length === 0 ? null : (
            <p className="quiet small">
              Not counted:{" "}
              {page.leftOut.map(({ reason, works }) => `${amountOf(works, "issues")} (${reason})`).join("; ")}
              .
            </p>
          )}
        </div>
      </div>
      {isOpen ? (
        <ForecastHistory history={page.history} today={today} onClose={() => setIsOpen(false)} />
      ) : null}
    </section>
  );
}

const isAfter = (on: Day | null, target: Day | null): boolean =>
  target !== null && (on === null || on > target);
