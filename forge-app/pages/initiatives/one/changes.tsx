import Button from "@atlaskit/button/default/button";
import Skeleton from "@atlaskit/skeleton";
import Textfield from "@atlaskit/textfield";
import { useEffect, useState } from "react";
import type { InitiativeChanges, InitiativePage } from "#shared/contract/initiatives/page.ts";
import { daySchema } from "#shared/day.ts";
import type { Day } from "#shared/day.ts";
import { useAsked } from "../../components/use-asked.ts";
import type { Asked } from "../../components/use-asked.ts";
import { count, momentText } from "../../components/words.ts";
import { CopyButton } from "../copy-button.tsx";
import { HealthPill } from "../health.tsx";
import { NotDone } from "../not-done.tsx";
import type { Titles } from "../use-titles.ts";
import { WorkKeys } from "../work-keys.tsx";
import { amountOf, dayOf, dayWords, forecastWords, keysOf, withDays } from "../words.ts";

interface SinceProperties {
  page: InitiativePage;
  version: string | null;
  titles: Titles;
  today: Day;
}

/** What changed since a day, and everything that people said and decided. */
export function Changes(properties: SinceProperties) {
  const { page, version, titles, today } = properties;
  const [shows, setShows] = useState<"changes" | "history">("changes");
  return (
    <section className="card changes" aria-labelledby="changes">
      <div className="card-head">
        <h2 id="changes">{shows === "changes" ? "What changed" : "History"}</h2>
        <div className="layouts no-print" role="group" aria-label="Show">
          <button type="button" aria-pressed={shows === "changes"} onClick={() => setShows("changes")}>
            What changed
          </button>
          <button type="button" aria-pressed={shows === "history"} onClick={() => setShows("history")}>
            History
          </button>
        </div>
      </div>
      {shows === "changes" ? (
        <Since page={page} version={version} titles={titles} today={today} />
      ) : (
        <History initiative={page.initiative.id} version={version} />
      )}
    </section>
  );
}

const KINDS: Readonly<Record<InitiativeChanges["kinds"][number]["kind"], string>> = {
  completed: "Completed",
  started: "Started",
  reopened: "Reopened",
  added: "Added to the scope",
  removed: "Taken out of the scope",
  "re-estimated": "Estimated anew",
};

function Since({ page, version, titles, today }: SinceProperties) {
  const [since, setSince] = useState<Day | null>(null);
  const asked = useAsked(
    "initiative.changes",
    { initiative: page.initiative.id, asOf: page.asOf, since },
    version,
  );
  const { answer } = asked;
  useEffect(() => titles.show("changes", answer?.kinds.flatMap(({ works }) => works.slice(0, 20)) ?? []));
  return (
    <>
      <div className="form-line no-print">
        <label htmlFor="since">Since the end of</label>
        <div className="day-field">
          <Textfield
            id="since"
            type="date"
            isCompact
            max={today}
            value={since ?? (answer === null ? "" : dayOf(answer.since))}
            onChange={({ currentTarget: { value } }) => {
              const day = daySchema.safeParse(value);
              setSince(day.success ? day.data : null);
            }}
          />
        </div>
        {since === null ? (
          <span className="quiet small">the latest update, or a week ago without one</span>
        ) : (
          <Button spacing="compact" appearance="subtle" onClick={() => setSince(null)}>
            Since the latest update
          </Button>
        )}
      </div>
      {answer === null ? (
        <Waiting asked={asked} lines={4} />
      ) : (
        <>
          <div className="sentence">
            <p>{withDays(answer.sentence, today)}</p>
            <span className="no-print">
              <CopyButton text={withDays(answer.sentence, today)} label="Copy" />
            </span>
          </div>
          <p className="quiet small">
            Scope then {amountOf(answer.scopeThen, answer.unit)}, now {amountOf(answer.scopeNow, answer.unit)}
            . Forecast then: {forecastWords(answer.forecastThen, today)}; now:{" "}
            {forecastWords(answer.forecastNow, today)}.
          </p>
          <div className="kinds">
            {answer.kinds.map((kind) => (
              <details key={kind.kind} open={answer.kinds.length <= 3}>
                <summary>
                  {KINDS[kind.kind]} <strong className="number">{count(kind.count)}</strong>
                </summary>
                <ul>
                  {kind.works.map((work) => (
                    <li key={keysOf(work)}>
                      <WorkKeys work={work} /> <span className="quiet">{titles.of(work)}</span>
                      {work.from === null ? null : (
                        <span className="small">
                          {" "}
                          from {work.from} to {work.weight}
                        </span>
                      )}
                    </li>
                  ))}
                  {kind.count > kind.works.length ? (
                    <li className="quiet">and {count(kind.count - kind.works.length)} more</li>
                  ) : null}
                </ul>
              </details>
            ))}
          </div>
          {answer.properties.length === 0 ? null : (
            <ul className="property-changes">
              {answer.properties.map(({ sentence, by, at }) => (
                <li key={`${at} ${sentence}`}>
                  {withDays(sentence, today)}{" "}
                  <span className="quiet small">
                    {by}, {momentText(at)}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </>
  );
}

function History({ initiative, version }: { initiative: string; version: string | null }) {
  const asked = useAsked("initiative.history", { initiative }, version);
  const { answer } = asked;
  if (answer === null) return <Waiting asked={asked} lines={5} />;
  if (answer.entries.length === 0) return <p className="quiet">Nothing has been said or decided yet.</p>;
  return (
    <ol className="past-entries">
      {answer.entries.map((entry, position) => (
        <li key={position}>
          <p className="quiet small">
            {dayWords(dayOf(entry.at), "")} ·{" "}
            {entry.kind === "update" ? (entry.update.name ?? entry.by) : entry.by}
          </p>
          {entry.kind === "update" ? (
            <>
              <HealthPill health={entry.update.health} />
              <blockquote>{entry.update.text}</blockquote>
            </>
          ) : (
            <>
              {entry.sentences.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
              {entry.why === null ? null : <p className="why">“{entry.why}”</p>}
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

function Waiting({ asked, lines }: { asked: Asked<unknown>; lines: number }) {
  if (asked.trouble !== null && !asked.isAsking) {
    return (
      <>
        <NotDone title="This part could not be read" trouble={asked.trouble} />
        <div className="message-actions">
          <Button onClick={asked.again}>Try again</Button>
        </div>
      </>
    );
  }
  return (
    <div className="loading" aria-busy="true" aria-label="Asking Throughline">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} width="100%" height="24px" isShimmering />
      ))}
    </div>
  );
}
