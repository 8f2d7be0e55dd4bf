import { RouteLink } from "../components/route-link.tsx";
import { count } from "../components/words.ts";
import { PATHS } from "./routes.ts";
import type { OutcomesRoute, OutcomesView } from "./routes.ts";

const NAMES: Readonly<Record<OutcomesView, string>> = {
  tree: "Tree",
  inbox: "Inbox",
  bets: "Bets",
  calibration: "Calibration",
  decisions: "What we said no to",
};
const VIEWS = ["tree", "inbox", "bets", "calibration", "decisions"] as const;

/** The views of the page, and how many things ask something in two of them. */
export function Navigation(properties: {
  route: OutcomesRoute;
  /** Null while nobody knows. */
  asks: number | null;
  due: number | null;
}) {
  const { route, asks, due } = properties;
  const badges: Partial<Record<OutcomesView, { amount: number; words: string }>> = {
    ...(asks === null || asks === 0 ? {} : { inbox: { amount: asks, words: "ask something of you" } }),
    ...(due === null || due === 0 ? {} : { bets: { amount: due, words: "to be measured" } }),
  };
  return (
    <nav className="views-nav" aria-label="Outcomes">
      <ul>
        {VIEWS.map((view) => {
          const badge = badges[view];
          return (
            <li key={view}>
              <RouteLink
                to={PATHS[view]}
                className="nav-link"
                isCurrent={route.view === view || (view === "tree" && route.view === "outcome")}
              >
                {NAMES[view]}
                {badge === undefined ? null : (
                  <span className={view === "bets" ? "nav-count is-due" : "nav-count"}>
                    {count(badge.amount)}
                    <span className="visually-hidden"> {badge.words}</span>
                  </span>
                )}
              </RouteLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
