import Textfield from "@atlaskit/textfield";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { KeyboardEvent } from "react";
import { STATE_WORDS } from "#forge/ui/words.ts";
import { linksPageSchema } from "#shared/contract/service-api.ts";
import type { LinkRow } from "#shared/contract/service-api.ts";
import type { FeedEntry } from "../../views.ts";
import { ask } from "../state/ask.ts";
import { useLinks } from "../state/use-links.ts";
import { useLoaded } from "../state/use-loaded.ts";
import { Problem } from "./problem.tsx";

const ROW_HEIGHT = 52;

/** All linked pairs: searched by key or title, as many as there are, chosen by mouse or keyboard. */
export function LinkList(properties: {
  /** Key of the chosen issue, on either side. */
  chosen: string | null;
  /** Key to choose when none is; null for the first there is, undefined while that is not known. */
  start: string | null | undefined;
  entries: readonly FeedEntry[];
  onChoose: (key: string) => void;
  /** Tells the chosen row, whenever it or what it says changes. */
  onRow: (row: LinkRow | null) => void;
}) {
  const { chosen, start, entries, onChoose, onRow } = properties;
  const { rows, total, search, setSearch, more, error, loading, reload } = useLinks(entries);
  const elsewhere = useElsewhere(chosen, rows);
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

  const position = chosen === null ? -1 : rows.findIndex((row) => isNamed(row, chosen));
  const row = rows[position] ?? elsewhere;
  const firstKey = rows[0] === undefined ? null : keyOf(rows[0]);
  useEffect(() => {
    if (row !== null) onRow(row);
    else if (chosen === null && start !== undefined && firstKey !== null) onChoose(start ?? firstKey);
  }, [row, chosen, start, firstKey, onRow, onChoose]);

  const move = (event: KeyboardEvent) => {
    const target = targetOf(event.key, position, rows.length);
    const next = target === null ? undefined : rows[target];
    if (target === null || next === undefined) return;
    event.preventDefault();
    onChoose(keyOf(next));
    virtual.scrollToIndex(target);
  };

  return (
    <section className="panel list-panel" aria-label="Linked issues">
      <div className="panel-head">
        <h2>Linked issues</h2>
        <span className="muted">{total === null ? "" : total.toLocaleString("en")}</span>
      </div>
      <div>
        <Textfield
          aria-label="Search by key or title"
          placeholder="Search by key or title"
          isCompact
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      </div>
      {error === null ? null : <Problem problem={error} onRetry={reload} />}
      <div
        ref={frame}
        className="list-frame"
        role="listbox"
        tabIndex={0}
        aria-label="Linked issues"
        aria-activedescendant={items.some(({ index }) => index === position) ? `link-${position}` : undefined}
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
                id={`link-${index}`}
                role="option"
                aria-selected={index === position}
                aria-posinset={index + 1}
                aria-setsize={total ?? rows.length}
                className="row"
                style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}
                onClick={() => onChoose(keyOf(each))}
              >
                <span className="row-title">{each.title ?? "(not read yet)"}</span>
                <span className="row-keys">
                  <span>{each.jira?.key ?? "–"}</span>
                  <svg viewBox="0 0 14 10" aria-hidden="true">
                    <path d="M1 3h12M10 0.5 13 3M13 7H1M4 9.5 1 7" fill="none" strokeLinecap="round" />
                  </svg>
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

const keyOf = ({ id, jira, linear }: LinkRow): string => jira?.key ?? linear?.key ?? id;
const isNamed = ({ id, jira, linear }: LinkRow, name: string): boolean =>
  jira?.key === name || linear?.key === name || id === name;

/** The chosen row when it is not among those loaded: an address that was shared, or beyond the search. */
function useElsewhere(chosen: string | null, rows: readonly LinkRow[]): LinkRow | null {
  const missing = chosen !== null && !rows.some((row) => isNamed(row, chosen)) ? chosen : null;
  const found = useLoaded(missing, async (name) => {
    const query = new URLSearchParams({ search: name, limit: "50" });
    const { links } = await ask(`/stage/links?${query}`, linksPageSchema);
    return links.find((row) => isNamed(row, name)) ?? null;
  });
  return found.value;
}

function targetOf(key: string, position: number, count: number): number | null {
  if (key === "ArrowDown") return Math.min(position + 1, count - 1);
  if (key === "ArrowUp") return Math.max(position - 1, 0);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}
