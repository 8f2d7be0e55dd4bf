import Skeleton from "@atlaskit/skeleton";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { percentWords } from "#forge/ui/words.ts";
import type { WorkRow } from "#shared/contract/initiatives/works.ts";
import type { Day } from "#shared/day.ts";
import type { Titles } from "../use-titles.ts";
import type { WorksOf } from "../use-works.ts";
import { WorkKeys } from "../work-keys.tsx";
import { dayWords } from "../words.ts";
import { STATUS_WORDS } from "./status-words.ts";

const ROW = 40;
/** While nothing is known yet: as high as a list that fills its frame. */
const UNKNOWN = 10;

/** Only the rows on the screen are there. Arrows go from row to row, Enter opens one. */
export function WorksGrid(properties: {
  /** Null before the first answer. */
  total: number | null;
  works: WorksOf;
  titles: Titles;
  sourceOf: (row: WorkRow) => string;
  today: Day;
  onPeek: (row: WorkRow) => void;
}) {
  const { total, works, titles, sourceOf, today, onPeek } = properties;
  const scroller = useRef<HTMLDivElement | null>(null);
  const [active, setActive] = useState(0);
  const leadsTo = useRef<number | null>(null);
  const rowCount = total ?? UNKNOWN;
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { show } = works;
  useEffect(() => show(first, last), [show, first, last]);
  const shown = items.flatMap(({ index }) => works.at(index) ?? []);
  useEffect(() => titles.show("works", shown));
  useEffect(() => {
    if (leadsTo.current === null) return;
    const button = scroller.current?.querySelector<HTMLElement>(
      `[data-position="${leadsTo.current}"] button`,
    );
    if (button === null || button === undefined) return;
    leadsTo.current = null;
    button.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 10,
      PageUp: active - 10,
      Home: 0,
      End: rowCount - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(rowCount - 1, Math.max(0, to));
    leadsTo.current = next;
    setActive(next);
    virtualizer.scrollToIndex(next, { align: "auto" });
  };

  return (
    <div className="works-table" role="table" aria-label="Issues" aria-rowcount={rowCount + 1}>
      <div role="rowgroup">
        <div className="work head" role="row" aria-rowindex={1}>
          <span role="columnheader">Issue</span>
          <span role="columnheader">Title</span>
          <span role="columnheader">Status</span>
          <span role="columnheader">Source</span>
          <span role="columnheader">Assignee</span>
          <span role="columnheader">Due</span>
          <span role="columnheader" className="number">
            Brings
          </span>
        </div>
      </div>
      <div
        ref={scroller}
        className="works-scroll"
        role="rowgroup"
        style={{ height: Math.min(11, rowCount) * ROW + 2 }}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: "relative" }}>
          {items.map(({ index, start }) => {
            const row = works.at(index);
            return (
              <div
                key={index}
                className={row?.counted === null ? "work out" : "work"}
                role="row"
                aria-rowindex={index + 2}
                data-position={index}
                style={{ transform: `translateY(${start}px)`, height: ROW }}
              >
                {row === undefined ? (
                  <span role="cell" className="work-waiting">
                    <Skeleton width="60%" height="14px" />
                  </span>
                ) : (
                  <Cells
                    row={row}
                    title={titles.of(row)}
                    source={sourceOf(row)}
                    today={today}
                    isActive={index === Math.min(active, rowCount - 1)}
                    onFocus={() => setActive(index)}
                    onPeek={() => onPeek(row)}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Cells(properties: {
  row: WorkRow;
  title: string;
  source: string;
  today: Day;
  isActive: boolean;
  onFocus: () => void;
  onPeek: () => void;
}) {
  const { row, title, source, today, isActive, onFocus, onPeek } = properties;
  const isOpen = row.status !== "completed" && row.status !== "canceled";
  return (
    <>
      <span role="cell">
        <WorkKeys work={row} />
      </span>
      <span role="cell" className="work-title">
        <button
          type="button"
          className="as-link"
          tabIndex={isActive ? 0 : -1}
          aria-label={`${title}: look closer`}
          onFocus={onFocus}
          onClick={onPeek}
        >
          {title}
        </button>
        {row.blocked === null ? null : <span className="blocked small">blocked</span>}
      </span>
      <span role="cell" className="work-status" data-status={row.status}>
        {STATUS_WORDS[row.status]}
      </span>
      <span role="cell" className="quiet work-source">
        {source}
      </span>
      <span role="cell" className="work-assignee">
        {row.assignee ?? <span className="quiet">nobody</span>}
      </span>
      <span role="cell" className={isOpen && row.dueOn !== null && row.dueOn < today ? "overdue" : "quiet"}>
        {row.dueOn === null ? "" : dayWords(row.dueOn, today)}
      </span>
      <span role="cell" className="number">
        {row.counted === null ? <span className="quiet">–</span> : percentWords(row.counted.tenths / 10)}
      </span>
    </>
  );
}
