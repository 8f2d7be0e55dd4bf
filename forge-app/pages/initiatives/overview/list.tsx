import Lozenge from "@atlaskit/lozenge";
import type { ReactNode } from "react";
import type { InitiativeRow } from "#shared/contract/initiatives/words.ts";
import type { Day } from "#shared/day.ts";
import { Sparkline } from "../charts/trend.tsx";
import { HealthPair } from "../health.tsx";
import { PlaceLink } from "../place-link.tsx";
import { ProgressCell } from "../progress.tsx";
import { dayWords, distanceWords, forecastSentence, forecastWords, withDays } from "../words.ts";
import { ForecastStrip } from "./forecast-strip.tsx";
import type { Looks, SortBy } from "./filters.ts";
import { timelineOf } from "./timeline.ts";
import type { Timeline, TimelineRow } from "./timeline.ts";

const COLUMNS: readonly { readonly by: SortBy | null; readonly label: string }[] = [
  { by: "name", label: "Initiative" },
  { by: "owner", label: "Owner" },
  { by: "target", label: "Target" },
  { by: "health", label: "Health" },
  { by: "progress", label: "Progress" },
  { by: "forecast", label: "Forecast, 50 – 95 %" },
  { by: null, label: "Outcome" },
];

/** The initiatives as a table that is sorted by its heads; on a narrow screen each one is a card. */
export function List(properties: {
  rows: readonly InitiativeRow[];
  looks: Looks;
  today: Day;
  onLooks: (looks: Looks) => void;
  onExplain: (row: InitiativeRow) => void;
}) {
  const { rows, looks, today, onLooks, onExplain } = properties;
  const { sort } = looks;
  const timeline = timelineOf(rows, today, 4);
  return (
    <table className="initiative-list">
      <thead>
        <tr>
          {COLUMNS.map(({ by, label }) => (
            <th
              key={label}
              scope="col"
              aria-sort={
                by === null || sort.by !== by ? undefined : sort.descending ? "descending" : "ascending"
              }
            >
              {by === null ? (
                label
              ) : (
                <button
                  type="button"
                  className="sorts"
                  onClick={() =>
                    onLooks({ ...looks, sort: { by, descending: sort.by === by && !sort.descending } })
                  }
                >
                  {label}
                  {sort.by === by ? (
                    <span aria-hidden="true" className={sort.descending ? "sort-mark down" : "sort-mark"} />
                  ) : null}
                </button>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {timeline.rows.map((line) => (
          <Row
            key={line.row.id}
            line={line}
            timeline={timeline}
            today={today}
            onExplain={() => onExplain(line.row)}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row(properties: { line: TimelineRow; timeline: Timeline; today: Day; onExplain: () => void }) {
  const { line, timeline, today, onExplain } = properties;
  const { row } = line;
  return (
    <tr>
      <th scope="row" className="name">
        <PlaceLink to={`/${encodeURIComponent(row.id)}`}>{row.name}</PlaceLink>
        {row.decisions === 0 ? null : (
          <span className="asks small">
            {row.decisions} {row.decisions === 1 ? "decision" : "decisions"} needed
          </span>
        )}
      </th>
      <Cell label="Owner">{row.owner?.name ?? <span className="quiet">nobody</span>}</Cell>
      <Cell label="Target">
        {row.targetOn === null ? (
          <span className="quiet">none</span>
        ) : (
          <>
            {dayWords(row.targetOn, today)}
            <span
              className={
                row.targetOn < today && row.forecast.kind !== "done" ? "overdue small" : "quiet small"
              }
            >
              {distanceWords(row.targetOn, today)}
            </span>
          </>
        )}
      </Cell>
      <Cell label="Health">
        <HealthPair row={row} today={today} />
      </Cell>
      <Cell label="Progress">
        <ProgressCell progress={row.progress} name={row.name} onWhy={onExplain} />
      </Cell>
      <Cell label="Forecast">
        <div className="forecast-cell" title={forecastSentence(row.forecast, today)}>
          <ForecastStrip line={line} today={timeline.today} />
          <span className={line.isLate ? "late small" : "small"}>{forecastWords(row.forecast, today)}</span>
        </div>
      </Cell>
      <Cell label="Outcome">
        {row.outcomes.length === 0 ? (
          <span className="quiet">none linked</span>
        ) : (
          row.outcomes.slice(0, 2).map((outcome) => (
            <div key={outcome.id} className="outcome-cell" title={withDays(outcome.sentence, today)}>
              <Sparkline
                readings={outcome.trend}
                label={`${outcome.title}: ${withDays(outcome.sentence, today)}`}
              />
              <span className="small">{OUTCOME_WORDS[outcome.state]}</span>
            </div>
          ))
        )}
      </Cell>
    </tr>
  );
}

const OUTCOME_WORDS: Readonly<Record<InitiativeRow["outcomes"][number]["state"], ReactNode>> = {
  reached: <Lozenge appearance="success">Reached</Lozenge>,
  moving: <Lozenge appearance="success">Moving</Lozenge>,
  "has not moved": <Lozenge appearance="moved">Has not moved</Lozenge>,
  "moved the wrong way": <Lozenge appearance="removed">Wrong way</Lozenge>,
  "not due to move yet": <Lozenge>Not due yet</Lozenge>,
  "no reading": <Lozenge>Not read yet</Lozenge>,
};

function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td data-label={label}>
      <div className="cell-body">{children}</div>
    </td>
  );
}
