import Button from "@atlaskit/button/default/button";
import Heading from "@atlaskit/heading";
import EmptyState from "@atlaskit/empty-state";
import { useState } from "react";
import type { OutcomesTree } from "#shared/contract/outcomes/tree.ts";
import { AnsweredPart } from "../../components/answered-part.tsx";
import { Bars } from "../../components/bars.tsx";
import { OutcomeForm } from "../one/outcome-form.tsx";
import { useOutcomes } from "../outcomes-context.ts";
import { Coverage } from "./coverage.tsx";
import { ObjectiveForm } from "./objective-form.tsx";
import { TreeList } from "./tree-list.tsx";

/** Outcome → opportunity → solution → experiment, and how much of the work serves any of it. */
export function Tree() {
  const { tree } = useOutcomes();
  return (
    <AnsweredPart asked={tree} name="the tree of outcomes" outline={<Bars count={10} height={40} />}>
      {(answer) => <Shown tree={answer} />}
    </AnsweredPart>
  );
}

type Open = "outcome" | "objective" | null;

function Shown({ tree }: { tree: OutcomesTree }) {
  const [open, setOpen] = useState<Open>(null);
  const [showsClosed, setShowsClosed] = useState(false);
  const closed = tree.outcomes.filter(({ isClosed }) => isClosed).length;
  const isEmpty = tree.outcomes.length === 0 && tree.objectives.length === 0;
  return (
    <>
      <header className="view-header">
        <Heading size="medium" as="h1">
          Outcomes
        </Heading>
        <div className="actions">
          {closed === 0 ? null : (
            <Button
              spacing="compact"
              appearance="subtle"
              aria-pressed={showsClosed}
              onClick={() => setShowsClosed(!showsClosed)}
            >
              {showsClosed ? "Hide closed" : `Show ${closed} closed`}
            </Button>
          )}
          <Button spacing="compact" onClick={() => setOpen("objective")}>
            New objective
          </Button>
          <Button spacing="compact" appearance="primary" onClick={() => setOpen("outcome")}>
            New outcome
          </Button>
        </div>
      </header>
      {isEmpty ? (
        <EmptyState
          header="What should change, and for whom?"
          headingLevel={2}
          description="An outcome is a change in what people do or get, measured by one number: where it is, where it should be, and by when. Everything else on this page hangs on outcomes: opportunities, solutions, bets, and what you say no to."
          primaryAction={
            <Button appearance="primary" onClick={() => setOpen("outcome")}>
              Write the first outcome
            </Button>
          }
        />
      ) : (
        <>
          <Coverage tree={tree} />
          <TreeList tree={tree} showsClosed={showsClosed} />
        </>
      )}
      {open === "outcome" ? <OutcomeForm outcome={null} below={null} onClose={() => setOpen(null)} /> : null}
      {open === "objective" ? <ObjectiveForm objective={null} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
