import EmptyState from "@atlaskit/empty-state";
import Heading from "@atlaskit/heading";
import type { BetView } from "#shared/contract/outcomes/bet.ts";
import type { Day } from "#shared/day.ts";
import { betStatement } from "#shared/outcomes/bet.ts";
import { AnsweredPart } from "../../components/answered-part.tsx";
import { Bars } from "../../components/bars.tsx";
import { RouteLink } from "../../components/route-link.tsx";
import { count } from "../../components/words.ts";
import { useFresh, useOutcomes } from "../outcomes-context.ts";
import { PATHS } from "../routes.ts";
import { BetCard } from "./bet-card.tsx";

const GROUPS = [
  { state: "due", title: "To be measured", note: "Their day has come. An unmeasured bet stays here." },
  { state: "running", title: "Running", note: "Frozen, and not due yet." },
  { state: "settled", title: "Measured", note: `With what was learned. ${betStatement}` },
] as const;

/** Every bet: those that ask to be measured first. */
export function BetsView() {
  const { project } = useOutcomes();
  const asked = useFresh("bets.list", { project, state: "all" });
  return (
    <>
      <header className="view-header">
        <Heading size="medium" as="h1">
          Bets
        </Heading>
      </header>
      <AnsweredPart asked={asked} name="the bets" outline={<Bars count={5} height={96} />}>
        {({ bets, today }) =>
          bets.length === 0 ? (
            <EmptyState
              header="No bet yet"
              headingLevel={2}
              description="A bet says before the work begins what it will change, by when, and how sure you are. It is frozen, and asks to be measured when its day has come: that is how a team learns how good its guesses are."
              primaryAction={<RouteLink to={PATHS.tree}>Choose an outcome to bet on</RouteLink>}
            />
          ) : (
            GROUPS.map(({ state, title, note }) => (
              <Group
                key={state}
                title={title}
                note={note}
                today={today}
                bets={bets.filter((bet) => bet.state.state === state)}
              />
            ))
          )
        }
      </AnsweredPart>
    </>
  );
}

function Group(properties: { title: string; note: string; today: Day; bets: readonly BetView[] }) {
  const { title, note, today, bets } = properties;
  if (bets.length === 0) return null;
  return (
    <section className="group" aria-label={title}>
      <h2>
        {title} <span className="quiet">{count(bets.length)}</span>
      </h2>
      <p className="quiet">{note}</p>
      <ul className="cards in-grid">
        {bets.map((bet) => (
          <li key={bet.id}>
            <BetCard bet={bet} today={today} />
          </li>
        ))}
      </ul>
    </section>
  );
}
