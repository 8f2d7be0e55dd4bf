import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import "./styles/outcomes.css";
import "./styles/tree.css";
import "./styles/one.css";
import "./styles/lists.css";
import { useBackend } from "../backend.ts";
import { useAsked } from "../components/use-asked.ts";
import { useRoute } from "../route.ts";
import { BetsView } from "./bets/bets-view.tsx";
import { CalibrationPage } from "./calibration/calibration-page.tsx";
import { Decisions } from "./decisions/decisions.tsx";
import { InboxPage } from "./inbox/inbox-page.tsx";
import { Navigation } from "./navigation.tsx";
import { OneOutcome } from "./one/one-outcome.tsx";
import { FacesProvider } from "./issues/faces.tsx";
import { OutcomesProvider } from "./outcomes-context.ts";
import { routeOf } from "./routes.ts";
import { Tree } from "./tree/tree.tsx";

/** What should change for whom, whether it does, what was bet on it, and what was said no to. */
export function Outcomes() {
  const { place } = useBackend();
  const project = place.kind === "project" ? place.project.key : null;
  const { path } = useRoute();
  const route = routeOf(path);
  const [changes, setChanges] = useState(0);
  const tree = useAsked("outcomes.tree", { project }, String(changes));
  const inbox = useAsked("inbox.list", { whose: "mine" }, String(changes));
  const [sentence, setSentence] = useState("");
  const saved = useCallback((told: string) => {
    setSentence(told);
    setChanges((before) => before + 1);
  }, []);
  const shared = useMemo(
    () => ({ project, tree, inbox, changes, saved }),
    [project, tree, inbox, changes, saved],
  );

  const main = useRef<HTMLElement | null>(null);
  const address = path.join("/");
  const before = useRef(address);
  useEffect(() => {
    // Whoever went on by key or by voice begins at the top of what is shown now.
    if (before.current === address) return;
    before.current = address;
    setSentence("");
    main.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [address]);

  return (
    <OutcomesProvider value={shared}>
      <FacesProvider>
        <div className="outcomes">
          <Navigation
            route={route}
            asks={inbox.answer?.items.length ?? null}
            due={dueOf(tree.answer?.outcomes)}
          />
          <main ref={main} tabIndex={-1} className={`view-${route.view}`}>
            {route.view === "tree" ? <Tree /> : null}
            {route.view === "inbox" ? <InboxPage /> : null}
            {route.view === "bets" ? <BetsView /> : null}
            {route.view === "calibration" ? <CalibrationPage /> : null}
            {route.view === "decisions" ? <Decisions /> : null}
            {route.view === "outcome" ? <OneOutcome key={route.id} id={route.id} /> : null}
          </main>
          <p key={changes} className={sentence === "" ? "saved empty" : "saved"} role="status">
            {sentence}
          </p>
        </div>
      </FacesProvider>
    </OutcomesProvider>
  );
}

function dueOf(outcomes: readonly { bets: { due: number } }[] | undefined): number | null {
  return outcomes?.reduce((sum, { bets }) => sum + bets.due, 0) ?? null;
}
