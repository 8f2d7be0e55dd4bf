import Button from "@atlaskit/button/default/button";
import EmptyState from "@atlaskit/empty-state";
import Heading from "@atlaskit/heading";
import { useState } from "react";
import type { DecisionsAnswer, DecisionView } from "#shared/contract/outcomes/decision.ts";
import { AnsweredPart } from "../../components/answered-part.tsx";
import { Bars } from "../../components/bars.tsx";
import { count } from "../../components/words.ts";
import { PATHS } from "../routes.ts";
import { useRoute } from "../../route.ts";
import { useFresh, useOutcomes } from "../outcomes-context.ts";
import { dayWords } from "../words.ts";
import { Decide } from "./decide.tsx";
import { DecisionCard } from "./decision-card.tsx";

const GROUPS = [
  { state: "reopened", title: "Open again" },
  { state: "stands", title: "Standing" },
  { state: "past", title: "No longer a no" },
] as const;

/** What we said no to, and what would change our mind: a page to print, or to show to sales without internal notes. */
export function Decisions() {
  const { project } = useOutcomes();
  const { query, go } = useRoute();
  const asked = useFresh("decisions.list", { project });
  const [isDeciding, setIsDeciding] = useState(false);
  const isForOthers = query.get("for") === "others";
  return (
    <>
      <header className="view-header">
        <Heading size="medium" as="h1">
          What we said no to
        </Heading>
        <div className="actions not-printed">
          <Button
            spacing="compact"
            appearance="subtle"
            aria-pressed={isForOthers}
            onClick={() => go(isForOthers ? PATHS.decisions : `${PATHS.decisions}?for=others`)}
          >
            {isForOthers ? "Show internal notes" : "Hide internal notes"}
          </Button>
          <Button spacing="compact" onClick={() => print()}>
            Print
          </Button>
          {project === null || isForOthers ? null : (
            <Button spacing="compact" appearance="primary" onClick={() => setIsDeciding(true)}>
              Say no to an issue
            </Button>
          )}
        </div>
      </header>
      <AnsweredPart asked={asked} name="the decisions" outline={<Bars count={6} height={72} />}>
        {(answer) =>
          answer.decisions.length === 0 ? (
            <EmptyState
              header="Nothing was said no to yet"
              headingLevel={2}
              description="The hardest part is deciding what not to build. A no has its reason and says what would change it: a day, a metric that crosses a value, new evidence. Then it comes back by itself, and nobody has to remember it."
              {...(project === null
                ? {}
                : {
                    primaryAction: (
                      <Button appearance="primary" onClick={() => setIsDeciding(true)}>
                        Say the first no
                      </Button>
                    ),
                  })}
            />
          ) : (
            <Shown answer={answer} isForOthers={isForOthers} />
          )
        }
      </AnsweredPart>
      {isDeciding && project !== null ? (
        <Decide project={project} about={null} onClose={() => setIsDeciding(false)} />
      ) : null}
    </>
  );
}

function Shown({ answer, isForOthers }: { answer: DecisionsAnswer; isForOthers: boolean }) {
  const { today, decisions, sentence } = answer;
  const of = (state: (typeof GROUPS)[number]["state"]): readonly DecisionView[] =>
    decisions.filter((decision) =>
      state === "past"
        ? decision.state === "withdrawn" || decision.state === "decided anew"
        : decision.state === state,
    );
  return (
    <>
      <p className="lead">
        {isForOthers
          ? `As of ${dayWords(today)}. A no is not for ever: each says what would reopen it.`
          : sentence}
      </p>
      {GROUPS.map(({ state, title }) => {
        const group = of(state);
        if (group.length === 0 || (isForOthers && state === "past")) return null;
        return (
          <section key={state} className="group" aria-label={title}>
            <h2>
              {title} <span className="quiet">{count(group.length)}</span>
            </h2>
            <ul className="cards in-grid">
              {group.map((decision) => (
                <li key={decision.id}>
                  <DecisionCard decision={decision} today={today} isForOthers={isForOthers} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
