import { useEffect, useState } from "react";
import { liveSchema } from "../../views.ts";
import type { FeedEntry, Totals } from "../../views.ts";

const KEPT = 200;

interface LiveState {
  /** Oldest first. */
  entries: readonly FeedEntry[];
  totals: Totals | null;
  connected: boolean;
}

/** What the host pushes; the browser connects again by itself when the host was away. */
export function useLive(): LiveState {
  const [state, setState] = useState<LiveState>({ entries: [], totals: null, connected: true });
  useEffect(() => {
    const source = new EventSource("/stage/live");
    source.onopen = () => setState((before) => ({ ...before, connected: true }));
    source.onerror = () => setState((before) => ({ ...before, connected: false }));
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const live = liveSchema.parse(JSON.parse(data));
      setState((before) =>
        live.kind === "totals"
          ? { ...before, totals: live.totals }
          : { ...before, entries: joined(before.entries, live.entries) },
      );
    };
    return () => source.close();
  }, []);
  return state;
}

/** After a reconnection the host tells its recent past again. */
function joined(before: readonly FeedEntry[], news: readonly FeedEntry[]): readonly FeedEntry[] {
  const known = new Set(before.map(idOf));
  const fresh = news.filter((entry) => !known.has(idOf(entry)));
  return fresh.length === 0 ? before : [...before, ...fresh].slice(-KEPT);
}

export const idOf = ({ side, sequence }: FeedEntry): string => `${side} ${sequence}`;
