import type { DecisionView } from "#shared/contract/outcomes/decision.ts";
import type { Day } from "#shared/day.ts";
import { DecisionCard } from "./decision-card.tsx";

/** What was said no to about one outcome, or waits for its metric. */
export function DecisionsAbout({ decisions, today }: { decisions: readonly DecisionView[]; today: Day }) {
  return (
    <section className="panel" aria-labelledby="decisions-heading">
      <h2 id="decisions-heading">Said no to</h2>
      {decisions.length === 0 ? (
        <p className="quiet">Nothing that serves it was said no to, and nothing waits for its metric.</p>
      ) : (
        <ul className="cards">
          {decisions.map((decision) => (
            <li key={decision.id}>
              <DecisionCard decision={decision} today={today} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
