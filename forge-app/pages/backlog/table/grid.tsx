import Checkbox from "@atlaskit/checkbox";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import type { Standing, Standings } from "../standings.ts";
import type { Faces } from "../../components/use-faces.ts";
import { CellEditor } from "./cell-editor.tsx";
import type { Then } from "./cell-editor.tsx";
import { columnName, gridTemplate } from "./columns.ts";
import type { Column } from "./columns.ts";
import { typesText, whereTo } from "./keys.ts";
import type { Active } from "./keys.ts";
import { Row } from "./row.tsx";

/** As in styles/grid.css. */
const ROW = 40;

interface GridProperties {
  /** The shown issues in their order. */
  ids: readonly string[];
  standings: Standings;
  /** Ranks when the table was last ordered. */
  ranksBefore: ReadonlyMap<string, number | null>;
  columns: readonly Column[];
  faces: Faces;
  people: Readonly<Record<string, string>>;
  /** By the service's clock. */
  now: number;
  underWay: ReadonlyMap<string, unknown>;
  selected: ReadonlySet<string>;
  active: Active | null;
  onActive: (active: Active) => void;
  onSelect: (ids: readonly string[], isSelected: boolean) => void;
  onOpen: (key: string) => void;
  onHistory: (id: string) => void;
  /** The reason when the value is refused; null when it was taken. */
  onEdit: (standing: Standing, column: Extract<Column, { id: "input" }>, value: unknown) => string | null;
}

/** The ranked table: only the rows on the screen are there. One cell at a time is in the order of Tab. */
export function Grid(properties: GridProperties) {
  const { ids, standings, columns, faces, selected, active, onActive, onSelect, onEdit } = properties;
  const scroller = useRef<HTMLDivElement | null>(null);
  const [editing, setEditing] = useState<{ typed: string | null } | null>(null);
  /** The cell that a key has led to, and that has not got the focus yet. */
  const leadsTo = useRef<string | null>(null);
  const anchor = useRef<string | null>(null);

  const activeAt = active === null ? -1 : ids.indexOf(active.id);
  const here: Active =
    activeAt < 0 || active === null ? { id: ids[0] ?? "", column: firstInput(columns) } : active;
  const hereAt = Math.max(0, activeAt);
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    scrollPaddingStart: ROW,
    // The focus stays where it is when its row is scrolled away.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      return rows.includes(hereAt) || hereAt >= range.count ? rows : [...rows, hereAt].sort((a, b) => a - b);
    },
  });
  const items = virtualizer.getVirtualItems();
  const shown = items.flatMap(({ index }) => ids[index] ?? []).join(" ");
  useEffect(() => faces.show("table", shown === "" ? [] : shown.split(" ")), [faces.show, shown]);

  useLayoutEffect(() => {
    if (leadsTo.current === null) return;
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${leadsTo.current}"]`);
    if (cell === null || cell === undefined) return;
    leadsTo.current = null;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  const goTo = useCallback(
    (to: Active, edits = false) => {
      const column = columns[to.column];
      if (column === undefined) return;
      // An editor takes the focus by itself.
      leadsTo.current = edits ? null : `${to.id} ${columnName(column)}`;
      virtualizer.scrollToIndex(Math.max(0, ids.indexOf(to.id)), { align: "auto" });
      setEditing(edits ? { typed: null } : null);
      onActive(to);
    },
    [columns, ids, onActive, virtualizer],
  );
  const nextInput = (then: Then): Active => {
    const step = then === "next" ? 1 : -1;
    let at = hereAt;
    let column = here.column + step;
    for (let tries = 0; tries < columns.length * 2; tries += 1, column += step) {
      if (column < 0 || column >= columns.length) {
        at += step;
        column = step > 0 ? 0 : columns.length - 1;
      }
      const id = ids[at];
      if (id === undefined) return here;
      const found = columns[column];
      if (found?.id === "input" && found.readOnly === null) return { id, column };
    }
    return here;
  };

  const activate = (typed: string | null) => {
    const column = columns[here.column];
    const row = standings.of.get(here.id)?.row;
    if (column === undefined || row === undefined) return;
    if (column.id === "input" && column.readOnly === null) setEditing({ typed });
    else if (typed !== null) return;
    else if (column.id === "issue") properties.onOpen(row.key);
    else if (column.id === "select") onSelect([row.id], !selected.has(row.id));
    else if (column.id === "changed" && row.at !== null) properties.onHistory(row.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing !== null) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 2);
    const to = whereTo(event, here, { ids, columns: columns.length, page });
    const column = columns[here.column];
    if (to !== null) goTo(to);
    else if (event.key === "Enter" || event.key === "F2") activate(null);
    else if (event.key === " ") onSelect([here.id], !selected.has(here.id));
    else if ((event.key === "Delete" || event.key === "Backspace") && column?.id === "input") {
      const standing = standings.of.get(here.id);
      if (standing !== undefined && column.readOnly === null) onEdit(standing, column, undefined);
    } else if (typesText(event)) activate(event.key);
    else return;
    event.preventDefault();
  };

  const onSelectRow = useCallback(
    (id: string, withRange: boolean) => {
      const from = withRange && anchor.current !== null ? ids.indexOf(anchor.current) : -1;
      const to = ids.indexOf(id);
      const range = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
      onSelect(range, from >= 0 || !selected.has(id));
      anchor.current = id;
    },
    [ids, onSelect, selected],
  );
  const onCell = useCallback(
    (id: string, column: number, doubly: boolean) => {
      const isHere = active?.id === id && active.column === column;
      if (isHere && editing !== null) return;
      onActive({ id, column });
      setEditing(
        doubly && columns[column]?.id === "input" && columns[column].readOnly === null
          ? { typed: null }
          : null,
      );
    },
    [active, columns, editing, onActive],
  );

  const editorOf = (standing: Standing) => {
    const column = columns[here.column];
    if (editing === null || column?.id !== "input") return null;
    return (
      <CellEditor
        field={column.field}
        value={standing.row.inputs?.[column.field.key]}
        typed={editing.typed}
        onCommit={(value, then) => {
          const refusal = onEdit(standing, column, value);
          if (refusal === null) {
            const to = then === "stay" ? here : nextInput(then);
            goTo(to, to !== here);
          }
          return refusal;
        }}
        onCancel={() => goTo(here)}
      />
    );
  };

  const isAllSelected = ids.length > 0 && ids.every((id) => selected.has(id));
  return (
    <div
      ref={scroller}
      className="grid"
      role="grid"
      aria-label="Ranked backlog"
      aria-rowcount={ids.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      style={{ "--columns": gridTemplate(columns) } as React.CSSProperties}
      onKeyDown={onKeyDown}
    >
      <div className="sheet">
        <div role="rowgroup" className="head">
          <div role="row" className="row" aria-rowindex={1}>
            {columns.map((column, index) => (
              <div
                key={columnName(column)}
                role="columnheader"
                className={`cell ${column.id}`}
                aria-colindex={index + 1}
                title={column.id === "input" ? (column.readOnly ?? helpOf(column)) : undefined}
              >
                {column.id === "select" ? (
                  <Checkbox
                    isChecked={isAllSelected}
                    isIndeterminate={!isAllSelected && selected.size > 0}
                    onChange={() => onSelect(ids, !isAllSelected)}
                    aria-label={`Select all ${ids.length} shown`}
                  />
                ) : (
                  column.label
                )}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="body" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const id = ids[index];
            const standing = id === undefined ? undefined : standings.of.get(id);
            if (id === undefined || standing === undefined) return null;
            const { by } = standing.row;
            const isHere = id === here.id;
            return (
              <Row
                key={id}
                standing={standing}
                face={faces.of(id)}
                columns={columns}
                position={index}
                top={start}
                rankBefore={properties.ranksBefore.get(id) ?? null}
                changedBy={by === null ? null : (properties.people[by] ?? null)}
                now={properties.now}
                isSelected={selected.has(id)}
                isUnderWay={properties.underWay.has(id)}
                active={isHere ? here.column : null}
                editor={isHere ? editorOf(standing) : null}
                onCell={onCell}
                onSelect={onSelectRow}
                onOpen={properties.onOpen}
                onHistory={properties.onHistory}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function firstInput(columns: readonly Column[]): number {
  return Math.max(
    0,
    columns.findIndex(({ id }) => id === "input"),
  );
}

function helpOf({ field }: Extract<Column, { id: "input" }>): string {
  return field.unit === "" ? field.help : `${field.help} In ${field.unit}.`;
}
