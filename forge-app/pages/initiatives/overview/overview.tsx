import Button from "@atlaskit/button/default/button";
import Heading from "@atlaskit/heading";
import SectionMessage from "@atlaskit/section-message";
import { useState } from "react";
import type { InitiativeList } from "#shared/contract/initiatives/writes.ts";
import type { InitiativeRow } from "#shared/contract/initiatives/words.ts";
import { useBackend } from "../../backend.ts";
import { Failed } from "../../components/failed.tsx";
import { offerCsv } from "../../components/offer-file.ts";
import { useAsked } from "../../components/use-asked.ts";
import { count, momentText } from "../../components/words.ts";
import { useRoute } from "../../route.ts";
import { EditInitiative } from "../edit/edit-initiative.tsx";
import { Explain } from "../explain/explain.tsx";
import { useVersion } from "../use-version.ts";
import { dayOf, healthCounts } from "../words.ts";
import { Counting } from "./counting.tsx";
import { exportList } from "./export-list.ts";
import { firstLooks, isFiltered, looked } from "./filters.ts";
import type { Looks } from "./filters.ts";
import { List } from "./list.tsx";
import { SavedViews } from "./saved-views.tsx";
import { LoadingOverview, NoInitiatives } from "./states.tsx";
import { TimelineView } from "./timeline-view.tsx";
import { Toolbar } from "./toolbar.tsx";

/** Every initiative: how it goes, when it will be done, and whether its outcome moves. */
export function Overview({ looks, onLooks }: { looks: Looks; onLooks: (looks: Looks) => void }) {
  const { isArchived } = looks.filter;
  const version = useVersion(null);
  const list = useAsked("initiatives.list", { includeArchived: isArchived }, version);
  const { go } = useRoute();
  const [isCreating, setIsCreating] = useState(false);
  const [explained, setExplained] = useState<InitiativeRow | null>(null);
  const { answer, trouble } = list;

  const creating = isCreating ? (
    <EditInitiative
      initiative={null}
      onSaved={(id) => go(`/${encodeURIComponent(id)}`)}
      onClose={() => setIsCreating(false)}
    />
  ) : null;

  if (answer === null) {
    return trouble === null || list.isAsking ? (
      <LoadingOverview />
    ) : (
      <Failed trouble={trouble} onRetry={list.again} />
    );
  }
  if (answer.rows.length === 0 && !isArchived) {
    return (
      <>
        <NoInitiatives onCreate={() => setIsCreating(true)} />
        {creating}
      </>
    );
  }
  return (
    <>
      {trouble === null ? null : (
        <SectionMessage appearance="warning" title={`As of ${momentText(answer.now)}`}>
          <p>
            {trouble.message} {trouble.advice}
          </p>
          <div className="message-actions">
            <Button spacing="compact" onClick={list.again}>
              Load again
            </Button>
          </div>
        </SectionMessage>
      )}
      <Shown
        list={answer}
        looks={looks}
        onLooks={onLooks}
        onCreate={() => setIsCreating(true)}
        onExplain={setExplained}
        onAgain={list.again}
      />
      {creating}
      {explained === null ? null : (
        <Explain
          initiative={explained.id}
          name={explained.name}
          asOf={null}
          version={explained.version}
          onClose={() => setExplained(null)}
        />
      )}
    </>
  );
}

function Shown(properties: {
  list: InitiativeList;
  looks: Looks;
  onLooks: (looks: Looks) => void;
  onCreate: () => void;
  onExplain: (row: InitiativeRow) => void;
  onAgain: () => void;
}) {
  const { list, looks, onLooks, onCreate, onExplain, onAgain } = properties;
  const today = dayOf(list.now);
  const rows = looked(list.rows, looks);
  const waiting = rows.reduce((sum, { decisions }) => sum + decisions, 0);
  const { place } = useBackend();
  const [isCounting, setIsCounting] = useState(false);
  return (
    <>
      <header className="page-head">
        <div>
          <Heading size="large" as="h1">
            Initiatives
          </Heading>
          <p className="quiet">
            {rows.length === 0 ? "None shown" : healthCounts(rows)}
            {waiting === 0
              ? "; no decision is waiting"
              : `; ${count(waiting)} ${waiting === 1 ? "decision is" : "decisions are"} waiting`}
          </p>
        </div>
        <div className="head-actions">
          <Button onClick={() => offerCsv("initiatives.csv", exportList(rows))}>Export CSV</Button>
          <Button onClick={() => print()}>Print</Button>
          <Button appearance="primary" onClick={onCreate}>
            New initiative
          </Button>
        </div>
      </header>
      <SavedViews views={list.views} looks={looks} onLooks={onLooks} onSaved={onAgain} />
      <Toolbar rows={list.rows} looks={looks} onLooks={onLooks} shown={rows.length} />
      {rows.length === 0 ? (
        <p className="nothing">
          {looks.filter.isArchived ? "No archived initiative" : "No initiative"} passes these filters.{" "}
          {isFiltered(looks) || looks.filter.isArchived ? (
            <button
              type="button"
              className="as-link"
              onClick={() => onLooks({ ...looks, filter: firstLooks.filter })}
            >
              Clear them
            </button>
          ) : null}
        </p>
      ) : looks.layout === "list" ? (
        <List rows={rows} looks={looks} today={today} onLooks={onLooks} onExplain={onExplain} />
      ) : (
        <TimelineView rows={rows} today={today} />
      )}
      <footer className="rules quiet small">
        <p>
          <strong>Progress.</strong> {list.statements.progress}{" "}
          <button type="button" className="as-link small no-print" onClick={() => setIsCounting(true)}>
            Count differently
          </button>
        </p>
        <p>
          <strong>Health.</strong> {list.statements.health}
        </p>
        <p>
          <strong>Outcomes.</strong> {list.statements.outcomes}
        </p>
        {place.kind === "outside" ? null : <p>Titles of issues are shown by your own rights in Jira.</p>}
      </footer>
      {isCounting ? <Counting onSaved={onAgain} onClose={() => setIsCounting(false)} /> : null}
    </>
  );
}
