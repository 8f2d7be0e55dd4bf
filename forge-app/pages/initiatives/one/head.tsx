import Button from "@atlaskit/button/default/button";
import Heading from "@atlaskit/heading";
import Textfield from "@atlaskit/textfield";
import { useEffect, useState } from "react";
import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import { daySchema } from "#shared/day.ts";
import type { Day } from "#shared/day.ts";
import { relativeTime } from "#forge/ui/words.ts";
import { HealthPair } from "../health.tsx";
import { PlaceLink } from "../place-link.tsx";
import { dayOf, dayWords, distanceWords } from "../words.ts";

/** What it is, in one line of properties, and what can be done with all of it. */
export function Head(properties: {
  page: InitiativePage;
  today: Day;
  mayWrite: boolean;
  onAsOf: (day: Day | null) => void;
  onEdit: () => void;
  onUpdate: () => void;
  onShare: () => void;
}) {
  const { page, today, mayWrite, onAsOf, onEdit, onUpdate, onShare } = properties;
  const { initiative, dates, now, asOf, sources } = page;
  const { startsOn, dueOn } = dates;
  return (
    <header className="brief-head">
      <nav aria-label="Where this is" className="crumb">
        <PlaceLink to="/">Initiatives</PlaceLink> <span aria-hidden="true">/</span>
      </nav>
      <div className="page-head">
        <Heading size="large" as="h1">
          {initiative.name}
        </Heading>
        <div className="head-actions">
          <AsOf asOf={asOf} newest={dayOf(now)} onAsOf={onAsOf} />
          <Button onClick={() => print()}>Print</Button>
          {mayWrite ? (
            <>
              <Button onClick={onShare}>Share</Button>
              <Button onClick={onEdit}>Edit</Button>
              <Button appearance="primary" onClick={onUpdate}>
                Write update
              </Button>
            </>
          ) : null}
        </div>
      </div>
      <dl className="properties">
        <div>
          <dt>Health</dt>
          <dd>
            <HealthPair row={initiative} today={today} />
          </dd>
        </div>
        <div>
          <dt>Owner</dt>
          <dd>{initiative.owner?.name ?? "nobody"}</dd>
        </div>
        <div>
          <dt>Start</dt>
          <dd>
            {startsOn === null ? "not set" : dayWords(startsOn, today)}
            {dates.startFrom === "children" ? <span className="quiet small"> of its issues</span> : null}
          </dd>
        </div>
        <div>
          <dt>Target</dt>
          <dd>
            {dueOn === null ? (
              "not set"
            ) : (
              <>
                {dayWords(dueOn, today)}{" "}
                <span
                  className={
                    dueOn < today && initiative.forecast.kind !== "done" ? "overdue small" : "quiet small"
                  }
                >
                  {dates.dueFrom === "children" ? "of its issues, " : ""}
                  {distanceWords(dueOn, today)}
                </span>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Update</dt>
          <dd>
            {initiative.updatedAt === null
              ? "none yet"
              : asOf === null
                ? relativeTime(initiative.updatedAt, now)
                : dayWords(dayOf(initiative.updatedAt), today)}{" "}
            <span className={initiative.health.staleness.state === "fresh" ? "quiet small" : "overdue small"}>
              {initiative.health.staleness.state === "fresh"
                ? `next ${dayWords(initiative.health.staleness.dueOn, today)}`
                : initiative.health.staleness.state === "due"
                  ? "due now"
                  : "update missing"}
            </span>
          </dd>
        </div>
        <div>
          <dt>Sources</dt>
          <dd>{sources.map(({ label }) => label).join(", ")}</dd>
        </div>
        {initiative.url === null ? null : (
          <div className="no-print">
            <dt>More</dt>
            <dd>
              <a href={initiative.url} target="_blank" rel="noreferrer">
                its own page
              </a>
            </dd>
          </div>
        )}
      </dl>
      {initiative.description === "" ? null : <p className="description">{initiative.description}</p>}
    </header>
  );
}

/** Any past day; today and later are now. */
function AsOf(properties: { asOf: Day | null; newest: Day; onAsOf: (day: Day | null) => void }) {
  const { asOf, newest, onAsOf } = properties;
  const [text, setText] = useState(asOf ?? "");
  useEffect(() => setText(asOf ?? ""), [asOf]);
  return (
    <div className="as-of">
      <label htmlFor="as-of">As of</label>
      <div className="day-field">
        <Textfield
          id="as-of"
          type="date"
          isCompact
          max={newest}
          value={text}
          onChange={({ currentTarget: { value } }) => {
            setText(value);
            const day = daySchema.safeParse(value);
            if (value === "") onAsOf(null);
            // While a year is being typed it is one of long ago.
            else if (day.success && day.data >= "2000-01-01") onAsOf(day.data);
          }}
        />
      </div>
    </div>
  );
}
