import Checkbox from "@atlaskit/checkbox";
import Lozenge from "@atlaskit/lozenge";
import { memo } from "react";
import type { ReactNode } from "react";
import type { Field } from "#shared/scoring/framework.ts";
import { inputText } from "../input-text.ts";
import { problemOf } from "../standings.ts";
import type { Standing } from "../standings.ts";
import type { Face } from "../../components/use-faces.ts";
import { amountText, count, dayText } from "../../components/words.ts";
import { evidenceText, moveText, scoreText } from "../words.ts";
import type { Column } from "./columns.ts";
import { columnName } from "./columns.ts";

/** One issue of the table. Every cell can take the focus; what a cell can do is done by Enter or a click. */
interface RowProperties {
  standing: Standing;
  face: Face;
  columns: readonly Column[];
  /** Position in the table, from 0, and on the screen in pixels. */
  position: number;
  top: number;
  /** Its rank when the table was last ordered; the difference is shown. */
  rankBefore: number | null;
  changedBy: string | null;
  now: number;
  isSelected: boolean;
  isUnderWay: boolean;
  /** The column that holds the table's focus, when it is in this row. */
  active: number | null;
  /** The editor in the active cell. */
  editor: ReactNode;
  onCell: (id: string, column: number, doubly: boolean) => void;
  onSelect: (id: string, withRange: boolean) => void;
  onOpen: (key: string) => void;
  onHistory: (id: string) => void;
}

export const Row = memo(function Row(properties: RowProperties) {
  const { standing, columns, position, top, active, editor, isSelected, isUnderWay, onCell } = properties;
  const { row } = standing;
  return (
    <div
      role="row"
      className={`row${isSelected ? " selected" : ""}${isUnderWay ? " under-way" : ""}`}
      aria-rowindex={position + 2}
      aria-selected={isSelected}
      data-issue={row.key}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column, index) => {
        const isActive = index === active;
        const isEditable = column.id === "input" && column.readOnly === null;
        return (
          <div
            key={columnName(column)}
            role="gridcell"
            className={`cell ${column.id}${isEditable ? " editable" : ""}`}
            aria-colindex={index + 1}
            aria-readonly={column.id === "input" ? !isEditable : undefined}
            tabIndex={isActive ? 0 : -1}
            data-cell={`${row.id} ${columnName(column)}`}
            onClick={(event) => onCell(row.id, index, event.detail > 1)}
          >
            {isActive && editor !== null ? editor : <CellContent {...properties} column={column} />}
          </div>
        );
      })}
    </div>
  );
});

function CellContent({ column, ...properties }: RowProperties & { column: Column }) {
  const { standing, face, rankBefore, changedBy, now, isSelected, onSelect, onOpen, onHistory } = properties;
  const { row, rank, score, stated, isCapped } = standing;
  switch (column.id) {
    case "select":
      return (
        <span
          onClickCapture={(event) => {
            event.preventDefault();
            event.stopPropagation();
            onSelect(row.id, event.shiftKey);
          }}
        >
          <Checkbox
            isChecked={isSelected}
            onChange={() => undefined}
            aria-label={`Select ${row.key}`}
            testId={`select-${row.key}`}
            {...UNREACHED}
          />
        </span>
      );
    case "rank":
      return (
        <>
          <span className="rank-number">{rank === null ? "–" : count(rank)}</span>
          <span className="rank-beside">
            {rankBefore === rank ? (
              row.span === null || row.span.from === row.span.to ? null : (
                <span className="span" title="The ranks it takes in 90 % of 1,000 trials">
                  {count(row.span.from)}–{count(row.span.to)}
                </span>
              )
            ) : (
              <span className="move">{moveText(rankBefore, rank)}</span>
            )}
          </span>
        </>
      );
    case "issue":
      return (
        <>
          <a
            href={`/browse/${row.key}`}
            tabIndex={-1}
            onClick={(event) => {
              event.preventDefault();
              onOpen(row.key);
            }}
          >
            {row.key}
          </a>
          <Title face={face} />
        </>
      );
    case "status":
      return <Status face={face} />;
    case "input":
      return <Input field={column.field} standing={standing} />;
    case "score":
      if (score === null) return <span className="quiet">{row.inputs === null ? "" : "unfinished"}</span>;
      return (
        <span
          title={
            isCapped && stated !== null
              ? `Stated ${amountText(stated.value)}; the evidence supports ${amountText(score.value)}`
              : score.formula
          }
        >
          {scoreText(score)}
          {isCapped ? <span className="capped"> capped</span> : null}
        </span>
      );
    case "evidence":
      return (
        <span className="meter" title={evidenceText(row)}>
          <span className="meter-bar" aria-hidden="true">
            <span style={{ width: `${row.evidence.meter * 10}%` }} />
          </span>
          <span className="visually-hidden">{evidenceText(row)}</span>
          <span aria-hidden="true">{row.evidence.items === 0 ? "–" : amountText(row.evidence.meter)}</span>
        </span>
      );
    case "changed":
      if (row.at === null) return null;
      return (
        <button
          type="button"
          className="as-link"
          tabIndex={-1}
          title={changedBy ?? ""}
          aria-label={`History of ${row.key}: last changed ${dayText(row.at, now)}`}
          onClick={(event) => {
            event.stopPropagation();
            onHistory(row.id);
          }}
        >
          {dayText(row.at, now)}
        </button>
      );
  }
}

/** The cell has the focus, not the box in it. */
const UNREACHED = { tabIndex: -1 };

function Title({ face }: { face: Face }) {
  if (face === "unknown") return <span className="title-bar" aria-hidden="true" />;
  if (face === "hidden") return <span className="quiet">not visible to you</span>;
  return (
    <span className="title" title={face.title}>
      {face.title}
    </span>
  );
}

const APPEARANCE = { todo: "default", doing: "inprogress", done: "success" } as const;

function Status({ face }: { face: Face }) {
  if (face === "unknown" || face === "hidden") return null;
  return (
    <Lozenge appearance={APPEARANCE[face.status.category]} maxWidth="100px">
      {face.status.name}
    </Lozenge>
  );
}

function Input({ field, standing }: { field: Field; standing: Standing }) {
  const value = standing.row.inputs?.[field.key];
  const problem = problemOf(standing, field.key);
  const text = inputText(field, value);
  if (text === "")
    return (
      <span className={problem === null ? "quiet" : "missing"}>{problem === null ? "" : "missing"}</span>
    );
  const shown = typeof value === "number" ? amountText(value) : text;
  return (
    <span className={problem === null ? "" : "off-scale"} title={problem ?? undefined}>
      {field.unit === "%" ? `${shown} %` : shown}
    </span>
  );
}
