import Button from "@atlaskit/button/default/button";
import SectionMessage from "@atlaskit/section-message";
import Textfield from "@atlaskit/textfield";
import { useDeferredValue, useState } from "react";
import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import type { WorkRow } from "#shared/contract/initiatives/works.ts";
import type { Day } from "#shared/day.ts";
import { percentWords } from "#forge/ui/words.ts";
import { Choice, optionsOf } from "../../components/choice.tsx";
import { offerCsv } from "../../components/offer-file.ts";
import { count, issues } from "../../components/words.ts";
import { NotDone } from "../not-done.tsx";
import type { Titles } from "../use-titles.ts";
import { useWorks } from "../use-works.ts";
import { exportWorks } from "./export-works.ts";
import { Peek } from "./peek.tsx";
import { WorksGrid } from "./works-grid.tsx";

const STATUSES = {
  any: "Any status",
  open: "Open",
  backlog: "Backlog",
  unstarted: "To do",
  started: "Started",
  completed: "Completed",
  canceled: "Cancelled",
} as const;
const COUNTS = { all: "Counted or not", counted: "Counted", out: "Not counted" } as const;
const SORTS = {
  source: "By source",
  key: "By key",
  status: "By status",
  weight: "Heaviest first",
  due: "Due first",
  completed: "Completed last",
  changed: "Changed last",
} as const;
/** Where the first of a list is the largest or the latest. */
const DESCENDING: ReadonlySet<string> = new Set(["weight", "completed", "changed"]);

/** The issues of an initiative by source: as many as there are, of which those on the screen are read. */
export function WorksList(properties: {
  page: InitiativePage;
  version: string | null;
  titles: Titles;
  today: Day;
}) {
  const { page, version, titles, today } = properties;
  const { sources, initiative, asOf } = page;
  const [source, setSource] = useState<string | null>(null);
  const [status, setStatus] = useState<keyof typeof STATUSES>("any");
  const [counts, setCounts] = useState<keyof typeof COUNTS>("all");
  const [blocked, setBlocked] = useState(false);
  const [sort, setSort] = useState<keyof typeof SORTS>("source");
  const [text, setText] = useState("");
  const [peeked, setPeeked] = useState<WorkRow | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const key = useDeferredValue(text.trim());
  const works = useWorks(
    {
      initiative: initiative.id,
      asOf,
      source,
      status: status === "any" ? null : status,
      counts: counts === "all" ? null : counts === "counted",
      blocked,
      key,
      sort,
      descending: DESCENDING.has(sort),
    },
    version,
  );
  const total = works.head?.total ?? null;
  const labels = new Map(sources.map(({ id, label }) => [id, label]));
  const exportAll = async () => {
    try {
      offerCsv(`${initiative.name}.csv`, exportWorks(await works.all(), sources, titles.known));
      setFailure(null);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  const isFiltered = source !== null || status !== "any" || counts !== "all" || blocked || text.trim() !== "";
  const clear = () => {
    setSource(null);
    setStatus("any");
    setCounts("all");
    setBlocked(false);
    setText("");
  };

  return (
    <section className="card works" aria-labelledby="works">
      <div className="card-head">
        <h2 id="works">Issues</h2>
        <div className="card-actions no-print">
          <Button spacing="compact" onClick={() => void exportAll()}>
            Export CSV
          </Button>
        </div>
      </div>
      {failure === null ? null : (
        <div role="alert">
          <SectionMessage appearance="error" title="Nothing was exported">
            <p>{failure}</p>
          </SectionMessage>
        </div>
      )}
      <div className="sources" role="group" aria-label="Sources">
        <button type="button" aria-pressed={source === null} onClick={() => setSource(null)}>
          All sources <span className="number">{count(initiative.works)}</span>
        </button>
        {sources.map((each) => (
          <button
            key={each.id}
            type="button"
            aria-pressed={source === each.id}
            onClick={() => setSource(source === each.id ? null : each.id)}
          >
            <span className={`tracker ${each.side}`} aria-hidden="true" /> {each.label}{" "}
            <span className="number">{count(each.works)}</span>
            <span className="quiet small"> brings {percentWords(each.tenths / 10)}</span>
          </button>
        ))}
      </div>
      {sources
        .filter(({ problem }) => problem !== null)
        .map(({ id, label, problem }) => (
          <SectionMessage key={id} appearance="warning" title={`“${label}” could not be read`}>
            <p>{problem}</p>
          </SectionMessage>
        ))}
      <div className="filters no-print" role="search" aria-label="Filter the issues">
        <div className="filter-text">
          <Textfield
            isCompact
            aria-label="Find by key"
            placeholder="Find by key"
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        </div>
        <Choice label="Status" value={status} options={optionsOf(STATUSES)} onChange={setStatus} />
        <Choice label="Counting" value={counts} options={optionsOf(COUNTS)} onChange={setCounts} />
        <Choice label="Order" value={sort} options={optionsOf(SORTS)} onChange={setSort} />
        <Button
          spacing="compact"
          aria-pressed={blocked}
          appearance={blocked ? "primary" : "default"}
          onClick={() => setBlocked(!blocked)}
        >
          Blocked
        </Button>
        <p className="filter-count quiet" role="status">
          {total === null || works.head === null
            ? "…"
            : `${issues(total)} bring ${percentWords(works.head.tenths / 10)}`}
        </p>
        {isFiltered ? (
          <Button appearance="subtle" spacing="compact" onClick={clear}>
            Clear filters
          </Button>
        ) : null}
      </div>
      {titles.trouble === null ? null : (
        <p className="trouble" role="alert">
          {titles.trouble}
        </p>
      )}
      {works.trouble === null ? null : (
        <>
          <NotDone title="The issues could not be read" trouble={works.trouble} />
          <div className="message-actions">
            <Button onClick={works.again}>Try again</Button>
          </div>
        </>
      )}
      {total === 0 ? (
        <p className="nothing">
          {isFiltered ? "No issue passes these filters. " : "Its sources bring no issue yet. "}
          {isFiltered ? (
            <button type="button" className="as-link" onClick={clear}>
              Clear them
            </button>
          ) : null}
        </p>
      ) : total === null && works.trouble !== null ? null : (
        <WorksGrid
          total={total}
          works={works}
          titles={titles}
          sourceOf={(row) => row.sources.map((id) => labels.get(id) ?? id).join(", ")}
          today={today}
          onPeek={setPeeked}
        />
      )}
      {peeked === null ? null : (
        <Peek
          work={peeked}
          title={titles.of(peeked)}
          sources={peeked.sources.map((id) => labels.get(id) ?? id)}
          unit={initiative.progress.unit}
          today={today}
          onClose={() => setPeeked(null)}
        />
      )}
    </section>
  );
}
