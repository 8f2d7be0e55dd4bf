import Button from "@atlaskit/button/default/button";
import Lozenge from "@atlaskit/lozenge";
import { useState } from "react";
import type { BetView } from "#shared/contract/outcomes/bet.ts";
import type { DecisionView } from "#shared/contract/outcomes/decision.ts";
import type { AskKind, InboxItem } from "#shared/contract/outcomes/inbox.ts";
import type { OutcomeHead } from "#shared/contract/outcomes/words.ts";
import { daysBetween } from "#shared/day.ts";
import type { Day } from "#shared/day.ts";
import { useBackend } from "../../backend.ts";
import { RouteLink } from "../../components/route-link.tsx";
import { MeasureBet } from "../bets/measure-bet.tsx";
import { DecisionActs } from "../decisions/decision-acts.tsx";
import { IssueName } from "../issues/issue-name.tsx";
import { CheckIn } from "../one/check-in.tsx";
import { outcomePath } from "../routes.ts";
import { daysText, withDayWords } from "../words.ts";
import { ASK_NAMES } from "./ask-names.ts";

const APPEARANCES: Readonly<Record<AskKind, "inprogress" | "moved" | "new" | "removed">> = {
  "check-in due": "inprogress",
  "bet due": "moved",
  "decision reopened": "new",
  "score doubted": "inprogress",
  "conflict to settle": "removed",
};

/** All that the inbox may ask about, whatever project it belongs to. */
export interface AskedAbout {
  readonly outcomes: readonly OutcomeHead[];
  readonly bets: readonly BetView[];
  readonly decisions: readonly DecisionView[];
}

/** One thing that asks something: what happened, and the act that settles it, in place where it can be. */
export function Ask(properties: {
  item: InboxItem;
  about: AskedAbout;
  today: Day;
  whose: "mine" | "everybody's";
}) {
  const { item, about, today, whose } = properties;
  const { kind, asks, since, title, sentence, issue, outcome } = item;
  const days = daysBetween(since, today);
  return (
    <article className="ask" aria-label={`${ASK_NAMES[kind]}: ${title ?? issue?.key ?? ""}`}>
      <div className="bet-head">
        <Lozenge appearance={APPEARANCES[kind]}>{ASK_NAMES[kind]}</Lozenge>
        {title === null ? null : outcome === null ? (
          <strong>{title}</strong>
        ) : (
          <RouteLink to={outcomePath(outcome)}>{title}</RouteLink>
        )}
        <span className="quiet">
          {days === 0 ? "since today" : `for ${daysText(days)}`}
          {whose === "mine" || asks === null ? "" : ` · asks ${asks.name ?? asks.accountId}`}
        </span>
      </div>
      {issue === null ? null : <IssueName issue={issue} />}
      <p>{withDayWords(sentence)}</p>
      <Act item={item} about={about} />
    </article>
  );
}

/** What settles it; nothing yet while what it is about is still being asked for. */
function Act({ item, about }: { item: InboxItem; about: AskedAbout }) {
  const { kind, issue } = item;
  const { place } = useBackend();
  const [isOpen, setIsOpen] = useState(false);
  const outcome = about.outcomes.find(({ id }) => id === item.outcome);
  const bet = about.bets.find(({ id }) => id === item.bet);
  const decision = about.decisions.find(({ id }) => id === item.decision);
  if (kind === "check-in due") return outcome === undefined ? <Waiting /> : <CheckIn outcome={outcome} />;
  if (kind === "decision reopened") {
    return decision === undefined ? <Waiting /> : <DecisionActs decision={decision} />;
  }
  if (kind === "bet due") {
    if (bet === undefined) return <Waiting />;
    return (
      <>
        <Button spacing="compact" appearance="primary" onClick={() => setIsOpen(true)}>
          Measure it
        </Button>
        {isOpen ? <MeasureBet bet={bet} onClose={() => setIsOpen(false)} /> : null}
      </>
    );
  }
  if (issue !== null && place.kind !== "outside") {
    return (
      <Button spacing="compact" appearance="primary" onClick={() => place.jira.open(issue.key)}>
        {kind === "conflict to settle" ? "Settle it on the issue" : "Score it anew on the issue"}
      </Button>
    );
  }
  return null;
}

const Waiting = () => <div className="acts-outline" aria-busy="true" />;
