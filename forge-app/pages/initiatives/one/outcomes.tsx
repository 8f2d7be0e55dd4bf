import Lozenge from "@atlaskit/lozenge";
import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import type { Day } from "#shared/day.ts";
import { betStatement } from "#shared/outcomes/bet.ts";
import { outcomeStatement } from "#shared/outcomes/progress.ts";
import { metricWords, percentWords, unbroken } from "#forge/ui/words.ts";
import { Trend } from "../charts/trend.tsx";
import { percentOf } from "../progress.tsx";
import { dayWords, withDays } from "../words.ts";

type Outcome = InitiativePage["outcomes"][number];

const BESIDE: Readonly<
  Record<
    Outcome["beside"]["state"],
    { word: string; appearance: "success" | "moved" | "default" | "inprogress" }
  >
> = {
  "shipped, metric has not moved": { word: "Shipped, metric has not moved", appearance: "moved" },
  "metric moved, nothing shipped": { word: "Metric moved, nothing shipped", appearance: "moved" },
  "waiting for a measurement": { word: "Waiting for a measurement", appearance: "inprogress" },
  achieved: { word: "Achieved", appearance: "success" },
  "under way": { word: "Under way", appearance: "default" },
};

/** Delivery and outcome beside each other, never mixed into one number. */
export function Outcomes({ page, today }: { page: InitiativePage; today: Day }) {
  const { outcomes, initiative } = page;
  return (
    <section className="card served-outcomes" aria-labelledby="outcomes">
      <div className="card-head">
        <h2 id="outcomes">Outcomes</h2>
      </div>
      {outcomes.length === 0 ? (
        <p className="quiet">
          No outcome is linked, so this page can tell what is shipped, but not whether it mattered. Choose
          outcomes under Edit.
        </p>
      ) : (
        outcomes.map((outcome) => (
          <div key={outcome.id} className="outcome">
            <div className="outcome-facts">
              <h3>{outcome.title}</h3>
              <p className="said-by">
                <Lozenge appearance={BESIDE[outcome.beside.state].appearance} maxWidth="100%">
                  {BESIDE[outcome.beside.state].word}
                </Lozenge>
              </p>
              <dl className="side-by-side">
                <div>
                  <dt>Delivery</dt>
                  <dd className="number">{percentOf(initiative.progress)}</dd>
                </div>
                <div>
                  <dt>Outcome</dt>
                  <dd className="number">
                    {percentWords(outcome.share === null ? null : Math.round(outcome.share * 100))}
                  </dd>
                </div>
              </dl>
              <p>{withDays(outcome.beside.sentence, today)}</p>
              <p className="quiet small">
                {metricWords(outcome)}, by {dayWords(outcome.metric.dueOn, today)}, for {outcome.forWhom}
              </p>
              {outcome.bets.length === 0 ? null : (
                <ul className="bets">
                  {outcome.bets.map((bet) => (
                    <li key={bet.id}>
                      <Lozenge appearance={bet.state === "due" ? "moved" : "default"}>
                        {bet.state === "settled" ? (bet.result ?? "settled") : bet.state}
                      </Lozenge>{" "}
                      {withDays(bet.sentence, today)}
                    </li>
                  ))}
                </ul>
              )}
            </div>
            {outcome.trend.length === 0 ? (
              <p className="nothing">
                Nobody has read {outcome.metric.name} yet: a check-in draws its curve.
              </p>
            ) : (
              <div className="outcome-drawing">
                <Trend
                  data={{
                    readings: outcome.trend,
                    baseline: outcome.metric.baseline,
                    target: outcome.metric.target,
                    dueOn: outcome.metric.dueOn,
                    today,
                    shipped: page.shipped,
                  }}
                  summary={`${outcome.metric.name}: ${withDays(outcome.sentence, today)}`}
                />
                <p className="legend small" aria-hidden="true">
                  <span className="key reading" /> {outcome.metric.name} <span className="key goal" /> target{" "}
                  <span className="key ship" /> work shipped
                </p>
              </div>
            )}
          </div>
        ))
      )}
      {outcomes.length === 0 ? null : (
        <p className="quiet small">
          {unbroken(outcomeStatement)} {outcomes.some(({ bets }) => bets.length > 0) ? betStatement : ""}
        </p>
      )}
    </section>
  );
}
