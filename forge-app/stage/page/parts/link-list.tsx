import Textfield from "@atlaskit/textfield";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { KeyboardEvent } from "react";
import { STATE_WORDS } from "#forge/ui/words.ts";
import type { LinkRow } from "#shared/contract/service-api.ts";
import type { FeedEntry } from "../../views.ts";
import { useLinks } from "../state/use-links.ts";
import { Problem } from "./problem.tsx";

const ROW_HEIGHT = 52;

/** All linked pairs: searched by key or title, as many as there are, chosen by mouse or keyboard. */
export function LinkList(properties: {
  chosen: string | null;
  entries: readonly FeedEntry[];
  onChoose: (link: string) => void;
  /** Tells the chosen row, whenever it or what it says changes. */
  onRow: (row: LinkRow | null) => void;
}) {
  const { chosen, entries, onChoose, onRow } = properties;
  const { rows, total, search, setSearch, more, error, loading, reload } = useLinks(entries);
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - 20) more();
  }, [lastShown, rows.length, more]);

  const position = rows.findIndex(({ id }) => id === chosen);
  const row = rows[position] ?? null;
  useEffect(() => {
    if (row !== null) onRow(row);
    else if (chosen === null && rows[0] !== undefined) onChoose(rows[0].id);
  }, [row, chosen, rows, onRow, onChoose]);

  const move = (event: KeyboardEvent) => {
    const target = targetOf(event.key, position, rows.length);
    const next = target === null ? undefined : rows[target];
    if (target === null || next === undefined) return;
    event.preventDefault();
    onChoose(next.id);
    virtual.scrollToIndex(target);
  };

  return (
    <section className="panel list-panel" aria-label="Linked issues">
      <div className="panel-head">
        <h2>Linked issues</h2>
        <span className="muted">{total === null ? "" : total.toLocaleString("en")}</span>
      </div>
      <Textfield
        aria-label="Search by key or title"
        placeholder="Search by key or title"
        isCompact
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      {error === null ? null : <Problem problem={error} onRetry={reload} />}
      <div
        ref={frame}
        className="list-frame"
        role="listbox"
        tabIndex={0}
        aria-label="Linked issues"
        aria-activedescendant={row === null ? undefined : `link-${row.id}`}
        aria-busy={loading}
        onKeyDown={move}
      >
        {rows.length === 0 && error === null ? (
          <p className="muted empty">
            {loading
              ? "Looking…"
              : search === ""
                ? "No pair is linked yet: the mirror is starting."
                : "Nothing found."}
          </p>
        ) : null}
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {items.map(({ index, start }) => {
            const each = rows[index];
            if (each === undefined) return null;
            return (
              <div
                key={each.id}
                id={`link-${each.id}`}
                role="option"
                aria-selected={each.id === chosen}
                aria-posinset={index + 1}
                aria-setsize={total ?? rows.length}
                className="row"
                style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}
                onClick={() => onChoose(each.id)}
              >
                <span className="row-title">{each.title ?? "(not read yet)"}</span>
                <span className="row-keys">
                  <span>{each.jira?.key ?? "–"}</span>
                  <span aria-hidden="true">⇄</span>
                  <span>{each.linear?.key ?? "–"}</span>
                  {each.state === "in-sync" ? null : (
                    <span className={`row-state ${each.state}`}>{STATE_WORDS[each.state].word}</span>
                  )}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

function targetOf(key: string, position: number, count: number): number | null {
  if (key === "ArrowDown") return Math.min(position + 1, count - 1);
  if (key === "ArrowUp") return Math.max(position - 1, 0);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}
