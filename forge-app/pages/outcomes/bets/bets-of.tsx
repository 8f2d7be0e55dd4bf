import Button from "@atlaskit/button/default/button";
import { useState } from "react";
import type { OutcomePage } from "#shared/contract/outcomes/outcome.ts";
import { BetCard } from "./bet-card.tsx";
import { FreezeBet } from "./freeze-bet.tsx";

/** The bets on one outcome, those that wait for a measurement first. */
export function BetsOf({ page }: { page: OutcomePage }) {
  const { bets, outcome, today } = page;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section className="panel" aria-labelledby="bets-heading">
      <div className="panel-head">
        <h2 id="bets-heading">Bets</h2>
        {outcome.isClosed ? null : (
          <Button spacing="compact" onClick={() => setIsOpen(true)}>
            Freeze a bet
          </Button>
        )}
      </div>
      {bets.length === 0 ? (
        <p className="quiet">
          Nobody has said yet what an issue will change. A bet is a prediction that is frozen when work begins
          and measured when its day has come.
        </p>
      ) : (
        <ul className="cards">
          {bets.map((bet) => (
            <li key={bet.id}>
              <BetCard bet={bet} today={today} isOnOutcome />
            </li>
          ))}
        </ul>
      )}
      {isOpen ? <FreezeBet page={page} onClose={() => setIsOpen(false)} /> : null}
    </section>
  );
}
