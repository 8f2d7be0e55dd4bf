import Button from "@atlaskit/button/default/button";
import EmptyState from "@atlaskit/empty-state";
import Heading from "@atlaskit/heading";
import { useState } from "react";
import type { ReactNode } from "react";
import type { AskKind, Inbox, InboxItem } from "#shared/contract/outcomes/inbox.ts";
import { AnsweredPart } from "../../components/answered-part.tsx";
import { Bars } from "../../components/bars.tsx";
import { count } from "../../components/words.ts";
import { useFresh } from "../outcomes-context.ts";
import { Ask } from "./ask.tsx";
import type { AskedAbout } from "./ask.tsx";
import { ASK_NAMES } from "./ask-names.ts";
import { NotificationsForm } from "./notifications-form.tsx";

const KINDS = Object.keys(ASK_NAMES) as readonly AskKind[];

/** Everything that asks something of a person, each with the one act that settles it. */
export function InboxPage() {
  const [whose, setWhose] = useState<"mine" | "everybody's">("mine");
  const [isOpen, setIsOpen] = useState(false);
  const asked = useFresh("inbox.list", { whose });
  return (
    <>
      <header className="view-header">
        <Heading size="medium" as="h1">
          Inbox
        </Heading>
        <div className="actions">
          <Button
            spacing="compact"
            appearance="subtle"
            aria-pressed={whose === "everybody's"}
            onClick={() => setWhose(whose === "mine" ? "everybody's" : "mine")}
          >
            {whose === "mine" ? "Show everybody’s" : "Show mine"}
          </Button>
          <Button spacing="compact" onClick={() => setIsOpen(true)}>
            Notifications
          </Button>
        </div>
      </header>
      <AnsweredPart asked={asked} name="the inbox" outline={<Bars count={5} height={88} />}>
        {(inbox) => <Shown inbox={inbox} whose={whose} />}
      </AnsweredPart>
      {isOpen ? <NotificationsForm onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function Shown({ inbox, whose }: { inbox: Inbox; whose: "mine" | "everybody's" }) {
  const { items, counts, today } = inbox;
  const about = useAskedAbout();
  const [kind, setKind] = useState<AskKind | null>(null);
  const shown = kind === null ? items : items.filter((item) => item.kind === kind);
  if (items.length === 0) {
    return (
      <EmptyState
        header={whose === "mine" ? "Nothing asks anything of you" : "Nothing asks anything of anybody"}
        headingLevel={2}
        description="Check-ins that are due, bets whose day has come, decisions that came back, doubted scores and conflicts gather here."
      />
    );
  }
  return (
    <>
      <div className="kind-filter" role="group" aria-label="Kinds shown">
        <KindButton isOn={kind === null} onClick={() => setKind(null)}>
          All {count(items.length)}
        </KindButton>
        {KINDS.filter((each) => (counts[each] ?? 0) > 0).map((each) => (
          <KindButton key={each} isOn={kind === each} onClick={() => setKind(each)}>
            {ASK_NAMES[each]} {count(counts[each] ?? 0)}
          </KindButton>
        ))}
      </div>
      <ul className="cards in-grid asks-list">
        {shown.map((item: InboxItem) => (
          <li key={item.id}>
            <Ask item={item} about={about} today={today} whose={whose} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The inbox is the person's, not the project's: it asks about outcomes of all projects. */
function useAskedAbout(): AskedAbout {
  const tree = useFresh("outcomes.tree", { project: null });
  const bets = useFresh("bets.list", { project: null, state: "due" });
  const decisions = useFresh("decisions.list", { project: null });
  return {
    outcomes: tree.answer?.outcomes ?? [],
    bets: bets.answer?.bets ?? [],
    decisions: decisions.answer?.decisions ?? [],
  };
}

function KindButton(properties: { isOn: boolean; onClick: () => void; children: ReactNode }) {
  const { isOn, onClick, children } = properties;
  return (
    <button type="button" className="kind-button" aria-pressed={isOn} onClick={onClick}>
      {children}
    </button>
  );
}
