import Button from "@atlaskit/button/default/button";
import { useState } from "react";
import type { DecisionNeeded } from "#shared/contract/initiatives/words.ts";
import type { Day } from "#shared/day.ts";
import { CopyButton } from "../copy-button.tsx";
import { WorkKeys } from "../work-keys.tsx";
import { dayWords, withDays } from "../words.ts";

const KINDS: Readonly<Record<DecisionNeeded["kind"], string>> = {
  blocker: "Blocked",
  "health gap": "Two healths",
  late: "Late",
  dates: "Dates",
  "bet due": "Bet due",
  "update missing": "Update missing",
  source: "Source",
};

/** What waits for somebody, with who can act, and the paragraph that makes the case. */
export function Decisions(properties: {
  decisions: readonly DecisionNeeded[];
  theCase: string | null;
  today: Day;
}) {
  const { decisions, theCase, today } = properties;
  const written = theCase === null ? null : withDays(theCase, today);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section className={decisions.length === 0 ? "card" : "card needs"} aria-labelledby="decisions">
      <div className="card-head">
        <h2 id="decisions">
          {decisions.length === 0
            ? "No decision needed"
            : `${decisions.length} ${decisions.length === 1 ? "decision" : "decisions"} needed`}
        </h2>
        {theCase === null ? null : (
          <span className="no-print">
            <Button spacing="compact" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
              Make the case
            </Button>
          </span>
        )}
      </div>
      {decisions.length === 0 ? (
        <p className="quiet">
          Nothing is blocked, people and work say the same about its health, and no date contradicts another.
        </p>
      ) : (
        <ul className="decisions">
          {decisions.map((decision, position) => (
            <li key={position} data-kind={decision.kind}>
              <span className="kind small">{KINDS[decision.kind]}</span>
              <div>
                <p>{withDays(decision.sentence, today)}</p>
                <p className="quiet small decision-facts">
                  <span>
                    {decision.who === null ? "Nobody is named to act." : `${decision.who} can act.`}
                  </span>
                  {decision.since === null ? null : <span>Since {dayWords(decision.since, today)}.</span>}
                  {decision.work === null ? null : <WorkKeys work={decision.work} />}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {written === null || !isOpen ? null : (
        <div className="the-case">
          <p>{written}</p>
          <CopyButton text={written} label="Copy" />
        </div>
      )}
    </section>
  );
}
