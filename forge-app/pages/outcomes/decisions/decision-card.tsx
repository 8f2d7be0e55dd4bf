import Lozenge from "@atlaskit/lozenge";
import type { DecisionView } from "#shared/contract/outcomes/decision.ts";
import type { Day } from "#shared/day.ts";
import { IssueName } from "../issues/issue-name.tsx";
import { useMetricOf } from "../outcomes-context.ts";
import { EvidenceWords } from "../tree/evidence-list.tsx";
import { dayWords, fromToday, triggerWords, withDayWords } from "../words.ts";
import { DecisionActs } from "./decision-acts.tsx";

const NAMES = { "not now": "Not now", "won't do": "Won’t do" } as const;

/** One no: about which issue, why, and what would reopen it. What can be done about it stands at its end. */
export function DecisionCard(properties: {
  decision: DecisionView;
  today: Day;
  /** Shown to people outside of the team: without who, evidence and effort. */
  isForOthers?: boolean;
}) {
  const { decision, today, isForOthers = false } = properties;
  const { issue, state, reopened, reopenWhen, evidence, effortSaved, given } = decision;
  const metricOf = useMetricOf();
  return (
    <article
      className={`decision-card ${state.replace(" ", "-")}`}
      aria-label={`${issue.key}: ${decision.decision}`}
    >
      <div className="bet-head">
        <Lozenge appearance={decision.decision === "not now" ? "inprogress" : "default"}>
          {NAMES[decision.decision]}
        </Lozenge>
        {state === "reopened" ? <Lozenge appearance="moved">Open again</Lozenge> : null}
        {state === "withdrawn" ? <Lozenge appearance="success">Taken back</Lozenge> : null}
        {state === "decided anew" ? <Lozenge>Decided anew</Lozenge> : null}
        <span className="quiet">{dayWords(decision.on)}</span>
      </div>
      <IssueName issue={issue} />
      <p>{decision.reason}</p>
      {reopened === null || isForOthers ? null : (
        <p className="came-back">
          <strong>Came back {fromToday(reopened.on, today)}.</strong> {withDayWords(reopened.sentence)}
          {reopened.by === null ? "" : ` Asked by ${reopened.by.name ?? reopened.by.accountId}.`}
        </p>
      )}
      {state === "withdrawn" || state === "decided anew" ? null : (
        <p className="quiet">
          {reopenWhen.length === 0
            ? "Nothing would reopen it."
            : `Comes back ${reopenWhen.map(({ trigger }) => triggerWords(trigger, metricOf)).join(", or ")}.`}
        </p>
      )}
      {isForOthers ? null : (
        <>
          <p className="quiet">
            {given.by.name ?? given.by.accountId}
            {effortSaved === null ? "" : ` · saves ${months(effortSaved)}`}
            {given.why === null ? "" : ` · “${given.why}”`}
          </p>
          {evidence.length === 0 ? null : (
            <ul className="plain-list">
              {evidence.map((piece) => (
                <li key={piece.id}>
                  <EvidenceWords piece={piece} />
                </li>
              ))}
            </ul>
          )}
          <DecisionActs decision={decision} />
        </>
      )}
    </article>
  );
}

function months(effort: number): string {
  return `${new Intl.NumberFormat("en", { maximumFractionDigits: 1 }).format(effort)} person-${effort === 1 ? "month" : "months"}`;
}
