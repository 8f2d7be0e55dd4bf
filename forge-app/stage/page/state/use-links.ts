import { useCallback, useEffect, useRef, useState } from "react";
import { linksPageSchema } from "#shared/contract/service-api.ts";
import type { LinkRow } from "#shared/contract/service-api.ts";
import type { FeedEntry } from "../../views.ts";
import { Refusal, ask } from "./ask.ts";

const PAGE = 200;
/** Rows already shown are read again this long after something happened. */
const FRESHEN_AFTER = 1_500;

interface Links {
  rows: readonly LinkRow[];
  total: number | null;
  next: string | null;
}

interface LinksState extends Links {
  search: string;
  setSearch: (search: string) => void;
  /** Loads the next page, if there is one and none is on its way. */
  more: () => void;
  error: Refusal | null;
  loading: boolean;
  reload: () => void;
}

/** The list of pairs, a page at a time as it is scrolled; freshened while things happen. */
export function useLinks(entries: readonly FeedEntry[]): LinksState {
  const [search, setSearch] = useState("");
  const [links, setLinks] = useState<Links>({ rows: [], total: null, next: null });
  const [error, setError] = useState<Refusal | null>(null);
  const [loading, setLoading] = useState(true);
  const question = useRef(0);

  const load = useCallback(
    async (wanted: string, after: string | null, limit: number, keep: readonly LinkRow[]) => {
      const asked = ++question.current;
      setLoading(true);
      const query = new URLSearchParams({
        search: wanted,
        limit: String(limit),
        ...(after ? { after } : {}),
      });
      try {
        const page = await ask(`/stage/links?${query}`, linksPageSchema);
        if (asked !== question.current) return;
        setLinks({ rows: [...keep, ...page.links], total: page.total, next: page.next });
        setError(null);
      } catch (problem) {
        if (asked !== question.current) return;
        setError(problem instanceof Refusal ? problem : new Refusal(String(problem), "Try again."));
      }
      setLoading(false);
    },
    [],
  );

  useEffect(() => {
    const timer = setTimeout(() => void load(search, null, PAGE, []), search === "" ? 0 : 150);
    return () => clearTimeout(timer);
  }, [search, load]);

  const { rows, next } = links;
  const more = useCallback(() => {
    if (next !== null && !loading) void load(search, next, PAGE, rows);
  }, [next, loading, search, rows, load]);

  // Only the first page is read again: what is beyond it is read when it is scrolled to.
  const shown = Math.max(PAGE, Math.min(rows.length, 500));
  const newest = entries.at(-1);
  useEffect(() => {
    if (newest === undefined) return undefined;
    const timer = setTimeout(() => void load(search, null, shown, []), FRESHEN_AFTER);
    return () => clearTimeout(timer);
  }, [newest, search, shown, load]);

  return {
    ...links,
    search,
    setSearch,
    more,
    error,
    loading,
    reload: () => void load(search, null, PAGE, []),
  };
}
