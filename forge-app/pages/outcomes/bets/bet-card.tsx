import Button from "@atlaskit/button/default/button";
import Lozenge from "@atlaskit/lozenge";
import { useState } from "react";
import type { BetView } from "#shared/contract/outcomes/bet.ts";
import type { Day } from "#shared/day.ts";
import { frameworks } from "#shared/scoring/registry.ts";
import { RouteLink } from "../../components/route-link.tsx";
import { IssueName } from "../issues/issue-name.tsx";
import { outcomePath } from "../routes.ts";
import { EvidenceWords } from "../tree/evidence-list.tsx";
import { changeText, dayWords, daysText, fromToday, withDayWords } from "../words.ts";
import { MeasureBet } from "./measure-bet.tsx";

const RESULTS = {
  hit: { words: "Hit", appearance: "success" },
  near: { words: "Near", appearance: "inprogress" },
  miss: { words: "Miss", appearance: "removed" },
  unmeasurable: { words: "Could not be measured", appearance: "default" },
} as const;

/** "scored by RICE"; any other word than a framework's id says that nobody had scored it. */
function scoredBy(framework: string): string {
  const found = frameworks.find(({ id }) => id === framework);
  return found === undefined ? "not scored" : `scored by ${found.name}`;
}

/** One bet as it was frozen, and how it stands; a due one offers its measurement. */
export function BetCard(properties: {
  bet: BetView;
  today: Day;
  /** It stands on the page of its outcome, which needs not be named. */
  isOnOutcome?: boolean;
}) {
  const { bet, today, isOnOutcome = false } = properties;
  const { state, outcome, subject } = bet;
  const [isMeasuring, setIsMeasuring] = useState(false);
  return (
    <article className={`bet-card ${state.state}`} aria-label={bet.sentence}>
      <div className="bet-head">
        {state.state === "settled" ? (
          <Lozenge appearance={RESULTS[state.result].appearance}>{RESULTS[state.result].words}</Lozenge>
        ) : state.state === "due" ? (
          <Lozenge appearance="moved">
            {state.daysOverdue === 0 ? "Due today" : `Due for ${daysText(state.daysOverdue)}`}
          </Lozenge>
        ) : (
          <Lozenge appearance="inprogress">Measured {fromToday(bet.measureBy, today)}</Lozenge>
        )}
        {isOnOutcome ? null : <RouteLink to={outcomePath(outcome.id)}>{outcome.title}</RouteLink>}
      </div>
      {subject.kind === "issue" ? (
        <IssueName issue={subject.issue} />
      ) : (
        <span className="issue-name">
          <span className="kind of-initiative">Initiative</span> {subject.name}
        </span>
      )}
      <p>{withDayWords(bet.sentence)}</p>
      {state.state === "settled" ? (
        <>
          <p>
            {state.measuredChange === null
              ? "No measurement"
              : `Measured ${changeText(state.measuredChange, outcome.unit)} of ${changeText(bet.expectedChange, outcome.unit)}`}{" "}
            <span className="quiet">
              on {dayWords(state.on)}, {state.by.name ?? state.by.accountId}
            </span>
          </p>
          <p className="why">“{state.learned}”</p>
        </>
      ) : (
        <p className="quiet">
          {bet.changeSoFar === null
            ? "Nothing was read since it was frozen."
            : `So far ${changeText(bet.changeSoFar, outcome.unit)} of ${changeText(bet.expectedChange, outcome.unit)}.`}
        </p>
      )}
      <details className="frozen">
        <summary>Frozen {dayWords(bet.frozenOn)}</summary>
        <p>
          By {bet.given.by.name ?? bet.given.by.accountId}, team {bet.team}, {scoredBy(bet.framework)}; the
          confidence meter stood at {bet.meter.toFixed(1)} of 10
          {bet.labels.length === 0 ? "" : `; labels ${bet.labels.join(", ")}`}
          {bet.opportunity === null ? "" : `; answers “${bet.opportunity.title}”`}.
        </p>
        {bet.evidence.length === 0 ? (
          <p className="quiet">It rested on no evidence.</p>
        ) : (
          <ul className="plain-list">
            {bet.evidence.map((piece) => (
              <li key={piece.id}>
                <EvidenceWords piece={piece} />
              </li>
            ))}
          </ul>
        )}
      </details>
      {state.state === "due" ? (
        <Button spacing="compact" appearance="primary" onClick={() => setIsMeasuring(true)}>
          Measure it
        </Button>
      ) : null}
      {isMeasuring ? <MeasureBet bet={bet} onClose={() => setIsMeasuring(false)} /> : null}
    </article>
  );
}
