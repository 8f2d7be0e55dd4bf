import Button from "@atlaskit/button/default/button";
import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import type { Day } from "#shared/day.ts";
import { stalenessStatement } from "#shared/rollup/health.ts";
import { relativeTime } from "#forge/ui/words.ts";
import { momentText } from "../../components/words.ts";
import { HealthPill } from "../health.tsx";
import { withDays } from "../words.ts";

/** What a person last said, whether the work agrees, and what has changed since. */
export function LatestUpdate(properties: { page: InitiativePage; today: Day; onWrite: (() => void) | null }) {
  const { page, today, onWrite } = properties;
  const { update, changed, initiative, now } = page;
  const { gap, staleness } = initiative.health;
  return (
    <section className="card" aria-labelledby="latest-update">
      <div className="card-head">
        <h2 id="latest-update">Latest update</h2>
        {onWrite === null || update !== null ? null : (
          <span className="no-print">
            <Button spacing="compact" onClick={onWrite}>
              Write update
            </Button>
          </span>
        )}
      </div>
      {update === null ? (
        <p className="quiet">Nobody has said yet how it goes. {withDays(staleness.sentence, today)}</p>
      ) : (
        <>
          <p className="said-by">
            <HealthPill health={update.health} />
            <span>
              <strong>{update.name ?? update.by}</strong>{" "}
              <span className="quiet" title={momentText(update.at)}>
                {page.asOf === null ? relativeTime(update.at, now) : momentText(update.at)}
              </span>
            </span>
          </p>
          <blockquote>{update.text}</blockquote>
          {staleness.state === "fresh" ? null : (
            <p className="overdue small">
              {withDays(staleness.sentence, today)} <span className="quiet">{stalenessStatement}</span>
            </p>
          )}
        </>
      )}
      {gap === null ? null : <p className="gap-line">{withDays(gap, today)}</p>}
      <p className="quiet small">
        <strong>What changed.</strong> {withDays(changed.sentence, today)}
      </p>
    </section>
  );
}
