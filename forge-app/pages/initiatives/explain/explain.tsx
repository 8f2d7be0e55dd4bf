import Button from "@atlaskit/button/default/button";
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog";
import SectionMessage from "@atlaskit/section-message";
import Skeleton from "@atlaskit/skeleton";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { percentWords } from "#forge/ui/words.ts";
import type { WorkRow, Works } from "#shared/contract/initiatives/works.ts";
import type { Day } from "#shared/day.ts";
import { useBackend } from "../../backend.ts";
import { NotDone } from "../not-done.tsx";
import { count, issues } from "../../components/words.ts";
import type { Trouble } from "#forge/functions/rpc.ts";
import { percentOf } from "../progress.tsx";
import { useTitles } from "../use-titles.ts";
import type { Titles } from "../use-titles.ts";
import { WorkKeys } from "../work-keys.tsx";

const PAGE = 2_000;
const ROW = 44;

/** "Explain this 62 %": every line that makes the number, adding up exactly to it, and what does not count and why. */
export function Explain(properties: {
  initiative: string;
  name: string;
  asOf: Day | null;
  version: string | null;
  onClose: () => void;
}) {
  const { initiative, name, asOf, version, onClose } = properties;
  const { ask } = useBackend();
  const [known, setKnown] = useState<{ progress: Works["progress"]; total: number; rows: WorkRow[] } | null>(
    null,
  );
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [times, setTimes] = useState(0);

  useEffect(() => {
    const stop = new AbortController();
    const read = async () => {
      const rows: WorkRow[] = [];
      let total = 1;
      while (rows.length < total) {
        const reply = await ask("initiative.works", { initiative, asOf, after: rows.length, limit: PAGE });
        if (stop.signal.aborted) return;
        if (reply.kind !== "answer") {
          setTrouble(reply);
          return;
        }
        const { progress, works } = reply.answer;
        rows.push(...works);
        // An empty page ends it: somebody has taken the rest out meanwhile.
        total = works.length === 0 ? rows.length : reply.answer.total;
        setTrouble(null);
        setKnown({ progress, total, rows: [...rows] });
      }
    };
    void read();
    return () => stop.abort();
  }, [ask, initiative, asOf, version, times]);

  const isComplete = known !== null && known.rows.length >= known.total;
  return (
    <ModalDialog onClose={onClose} width="x-large" shouldScrollInViewport={false}>
      <ModalHeader hasCloseButton>
        <ModalTitle>
          {known === null ? `Explain ${name}` : `Why ${percentOf(known.progress)} of ${name}?`}
        </ModalTitle>
      </ModalHeader>
      <ModalBody>
        {trouble === null ? null : (
          <>
            <NotDone title="The lines could not be read" trouble={trouble} />
            <div className="message-actions">
              <Button onClick={() => setTimes(times + 1)}>Try again</Button>
            </div>
          </>
        )}
        {known === null ? (
          trouble === null ? (
            <div className="loading" aria-busy="true" aria-label="Asking Throughline for the lines">
              {Array.from({ length: 8 }, (_, line) => (
                <Skeleton key={line} width="100%" height="36px" isShimmering />
              ))}
            </div>
          ) : null
        ) : (
          <Explained {...known} isComplete={isComplete} />
        )}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>Close</Button>
      </ModalFooter>
    </ModalDialog>
  );
}

function Explained(properties: {
  progress: Works["progress"];
  total: number;
  rows: readonly WorkRow[];
  isComplete: boolean;
}) {
  const { progress, total, rows, isComplete } = properties;
  const titles = useTitles();
  const { counted, leftOut } = useMemo(
    () => ({
      counted: rows
        .filter((row) => row.counted !== null)
        .sort((left, right) => (right.counted?.tenths ?? 0) - (left.counted?.tenths ?? 0)),
      leftOut: rows.filter((row) => row.counted === null),
    }),
    [rows],
  );
  const [shows, setShows] = useState<"counted" | "left out">("counted");
  // Whole tenths of a percent, so that nothing is lost to rounding.
  const sum = counted.reduce((tenths, row) => tenths + (row.counted?.tenths ?? 0), 0);
  return (
    <div className="explained">
      <p>{progress.sentence}</p>
      <p className="quiet">{progress.statement}</p>
      <div className="layouts" role="group" aria-label="Which issues">
        <button type="button" aria-pressed={shows === "counted"} onClick={() => setShows("counted")}>
          {count(counted.length)} counted
        </button>
        <button type="button" aria-pressed={shows === "left out"} onClick={() => setShows("left out")}>
          {count(leftOut.length)} not counted
        </button>
      </div>
      {shows === "counted" ? (
        <Lines rows={counted} titles={titles} isCounted />
      ) : leftOut.length === 0 ? (
        <p className="nothing">Everything that belongs to it counts.</p>
      ) : (
        <Lines rows={leftOut} titles={titles} isCounted={false} />
      )}
      {shows === "counted" ? (
        <p className="explained-sum" data-sum={sum} role="status">
          <span>
            {isComplete
              ? `${issues(counted.length)} bring together`
              : `The first ${count(rows.length)} of ${issues(total)} bring`}
          </span>
          <strong className="number">{percentWords(sum / 10)}</strong>
        </p>
      ) : null}
      {isComplete && sum !== (progress.tenths ?? 0) ? (
        <SectionMessage appearance="error" title="These lines do not add up to the number">
          <p>Something changed while they were read, or this is a bug. Close this and open it again.</p>
        </SectionMessage>
      ) : null}
    </div>
  );
}

/** Only the lines on the screen are there. */
function Lines(properties: { rows: readonly WorkRow[]; titles: Titles; isCounted: boolean }) {
  const { rows, titles, isCounted } = properties;
  const scroller = useRef<HTMLDivElement | null>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const shown = items.flatMap(({ index }) => rows[index] ?? []);
  useEffect(() => titles.show("explain", shown));
  return (
    <div
      className={isCounted ? "lines counted" : "lines"}
      role="table"
      aria-label={isCounted ? "What makes the number" : "What does not count"}
      aria-rowcount={rows.length + 1}
    >
      <div role="rowgroup">
        <div className="line head" role="row">
          <span role="columnheader">Issue</span>
          <span role="columnheader">Title</span>
          {isCounted ? (
            <>
              <span role="columnheader" className="number">
                Weight
              </span>
              <span role="columnheader" className="number">
                Done
              </span>
              <span role="columnheader" className="number">
                Brings
              </span>
            </>
          ) : null}
          <span role="columnheader">Why</span>
        </div>
      </div>
      <div ref={scroller} className="lines-scroll" role="rowgroup" tabIndex={0} aria-label="The lines">
        <div style={{ height: virtualizer.getTotalSize(), position: "relative" }} role="presentation">
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const { counted } = row;
            return (
              <div
                key={row.itemIds[0]}
                className="line"
                role="row"
                aria-rowindex={index + 2}
                style={{ transform: `translateY(${start}px)`, height: ROW }}
              >
                <span role="cell">
                  <WorkKeys work={row} />
                </span>
                <span role="cell" className="line-title">
                  {titles.of(row)}
                </span>
                {counted === null ? null : (
                  <>
                    <span role="cell" className="number">
                      {Math.round(counted.weight * 100) / 100}
                    </span>
                    <span role="cell" className="number">
                      {percentWords(Math.round(counted.done * 100))}
                    </span>
                    <span role="cell" className="number brings">
                      {percentWords(counted.tenths / 10)}
                    </span>
                  </>
                )}
                <span role="cell" className="quiet line-why">
                  {row.why}
                  {row.diverged === null ? "" : `; ${row.diverged}`}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
