import Button from "@atlaskit/button/default/button";
import Lozenge from "@atlaskit/lozenge";
import { useState } from "react";
import type { AskKind, InboxItem } from "#shared/contract/outcomes/inbox.ts";
import { daysBetween } from "#shared/day.ts";
import type { Day } from "#shared/day.ts";
import { useBackend } from "../../backend.ts";
import { RouteLink } from "../../components/route-link.tsx";
import { IssueName } from "../issues/issue-name.tsx";
import { CheckIn } from "../one/check-in.tsx";
import { useOutcomes } from "../outcomes-context.ts";
import { outcomePath } from "../routes.ts";
import { daysText, withDayWords } from "../words.ts";
import { ASK_NAMES } from "./ask-names.ts";
import { DecisionHere } from "./decision-here.tsx";
import { MeasureHere } from "./measure-here.tsx";

const APPEARANCES: Readonly<Record<AskKind, "inprogress" | "moved" | "new" | "removed">> = {
  "check-in due": "inprogress",
  "bet due": "moved",
  "decision reopened": "new",
  "score doubted": "inprogress",
  "conflict to settle": "removed",
  "decision needed": "new",
};

/** One thing that asks something: what happened, and the act that settles it, in place where it can be. */
export function Ask({ item, today, whose }: { item: InboxItem; today: Day; whose: "mine" | "everybody's" }) {
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
      <Act item={item} />
    </article>
  );
}

function Act({ item }: { item: InboxItem }) {
  const { kind, issue, outcome, bet, decision } = item;
  const { place } = useBackend();
  const { tree } = useOutcomes();
  const [isOpen, setIsOpen] = useState(false);
  const head = tree.answer?.outcomes.find(({ id }) => id === outcome);
  if (kind === "check-in due" && head !== undefined) return <CheckIn outcome={head} />;
  if (kind === "bet due" && bet !== null) {
    return (
      <>
        <Button spacing="compact" appearance="primary" onClick={() => setIsOpen(true)}>
          Measure it
        </Button>
        {isOpen ? <MeasureHere bet={bet} onClose={() => setIsOpen(false)} /> : null}
      </>
    );
  }
  if (kind === "decision reopened" && decision !== null) return <DecisionHere decision={decision} />;
  if (issue !== null && place.kind !== "outside") {
    return (
      <Button spacing="compact" appearance="primary" onClick={() => place.jira.open(issue.key)}>
        {kind === "conflict to settle" ? "Settle it on the issue" : "Score it anew on the issue"}
      </Button>
    );
  }
  return null;
}
