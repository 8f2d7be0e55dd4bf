import { useEffect, useMemo } from "react";
import type { LinkRow } from "#shared/contract/service-api.ts";
import { pairSchema } from "../../views.ts";
import type { FeedEntry, PairView } from "../../views.ts";
import { ask } from "./ask.ts";
import { useLoaded } from "./use-loaded.ts";
import type { Loaded } from "./use-loaded.ts";

interface ChosenPair {
  pair: Loaded<PairView>;
  keys: { jira: string | null; linear: string | null };
  /** The last thing that happened to one of the two. */
  lastChange: FeedEntry | undefined;
}

/** Both issues of a link, loaded again whenever something happened to one of them. */
export function usePair(row: LinkRow | null, entries: readonly FeedEntry[]): ChosenPair {
  const query = row === null ? null : queryOf(row);
  const pair = useLoaded(query, (asked) => ask(`/stage/pair?${asked}`, pairSchema));
  const keys = useMemo(
    () => ({
      jira: pair.value?.jira?.key ?? row?.jira?.key ?? null,
      linear: pair.value?.linear?.key ?? row?.linear?.key ?? null,
    }),
    [pair.value, row],
  );
  const lastChange = entries.filter((entry) => entry.key === keys[entry.side]).at(-1);
  const { reload } = pair;
  useEffect(() => {
    if (lastChange !== undefined) reload();
  }, [lastChange, reload]);
  return { pair, keys, lastChange };
}

/** By id, because keys change; the key serves until the tracker has told the id's. */
function queryOf({ jira, linear }: LinkRow): string {
  const query = new URLSearchParams();
  if (jira !== null) query.set("jira", jira.id);
  if (linear !== null) query.set("linear", linear.id);
  return query.toString();
}
