import Button from "@atlaskit/button/default/button";
import Heading from "@atlaskit/heading";
import Lozenge from "@atlaskit/lozenge";
import { useState } from "react";
import type { OutcomePage } from "#shared/contract/outcomes/outcome.ts";
import { AnsweredPart } from "../../components/answered-part.tsx";
import { Bars } from "../../components/bars.tsx";
import { RouteLink } from "../../components/route-link.tsx";
import { useFresh } from "../outcomes-context.ts";
import { PATHS, outcomePath } from "../routes.ts";
import { PROGRESS, daysText, fromToday } from "../words.ts";
import { BetsOf } from "../bets/bets-of.tsx";
import { DecisionsAbout } from "../decisions/decisions-about.tsx";
import { CheckIn } from "./check-in.tsx";
import { Curve } from "./curve.tsx";
import { HistoryOf } from "./history-of.tsx";
import { ImportReadings } from "./import-readings.tsx";
import { MetricLine } from "./metric-line.tsx";
import { OutcomeForm } from "./outcome-form.tsx";
import { ReadingsTable } from "./readings-table.tsx";
import { Serving } from "./serving.tsx";

/** An outcome's own page: where its number stands, what serves it, what was bet and decided. */
export function OneOutcome({ id }: { id: string }) {
  const asked = useFresh("outcomes.page", { outcome: id });
  return (
    <AnsweredPart
      asked={asked}
      name="the outcome"
      outline={
        <>
          <Bars count={1} height={40} />
          <Bars count={1} height={88} />
          <Bars count={1} height={320} />
          <Bars count={4} />
        </>
      }
    >
      {(page) => <Shown page={page} />}
    </AnsweredPart>
  );
}

function Shown({ page }: { page: OutcomePage }) {
  const { outcome, path, today } = page;
  const [open, setOpen] = useState<"edit" | "import" | null>(null);
  const { words, appearance } = PROGRESS[outcome.progress.state];
  return (
    <>
      <nav className="crumbs" aria-label="Where it stands in the tree">
        <RouteLink to={PATHS.tree}>Outcomes</RouteLink>
        {path
          .filter(({ id }) => id !== outcome.id)
          .map(({ id, title }) => (
            <span key={id}>
              {" "}
              / <RouteLink to={outcomePath(id)}>{title}</RouteLink>
            </span>
          ))}
      </nav>
      <header className="view-header">
        <div>
          <Heading size="medium" as="h1">
            {outcome.title}
          </Heading>
          <p className="purpose">
            <span className="quiet">For</span> {outcome.forWhom}: {outcome.change}
          </p>
        </div>
        <div className="actions">
          {outcome.isClosed ? <Lozenge>Closed</Lozenge> : <Lozenge appearance={appearance}>{words}</Lozenge>}
          <span className="quiet">{outcome.owner.name ?? outcome.owner.accountId} is asked for it</span>
          <Button spacing="compact" onClick={() => setOpen("edit")}>
            Edit
          </Button>
        </div>
      </header>
      <MetricLine page={page} />
      <div className="outcome-columns">
        <div className="column">
          <section className="panel" aria-labelledby="curve-heading">
            <div className="panel-head">
              <h2 id="curve-heading">The number over time</h2>
              <Button spacing="compact" onClick={() => setOpen("import")}>
                Import readings
              </Button>
            </div>
            <Curve page={page} />
            <ReadingsTable page={page} />
          </section>
          {outcome.isClosed ? null : (
            <section className="panel" aria-labelledby="check-in-heading">
              <div className="panel-head">
                <h2 id="check-in-heading">Check in</h2>
                <CheckInDue page={page} />
              </div>
              <CheckIn outcome={outcome} />
            </section>
          )}
          <HistoryOf entries={page.history} />
        </div>
        <div className="column">
          <Serving page={page} />
          <BetsOf page={page} />
          <DecisionsAbout decisions={page.decisions} today={today} />
        </div>
      </div>
      {open === "edit" ? <OutcomeForm outcome={outcome} below={null} onClose={() => setOpen(null)} /> : null}
      {open === "import" ? <ImportReadings outcome={outcome} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function CheckInDue({ page: { outcome, today } }: { page: OutcomePage }) {
  const { dueOn, isDue, daysLate } = outcome.checkIn;
  if (dueOn === null) return null;
  const words = !isDue
    ? `next one ${fromToday(dueOn, today)}`
    : daysLate === 0
      ? "due today"
      : `${daysText(daysLate)} late`;
  return <span className={isDue ? "asking" : "quiet"}>{words}</span>;
}
