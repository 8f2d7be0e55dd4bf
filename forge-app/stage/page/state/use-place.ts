import { useCallback, useSyncExternalStore } from "react";

/** Where the visitor is: the chosen issue's key and the tab, kept in the address so that it can be shared. */
interface Place {
  issue: string | null;
  tab: Tab;
}
export const TABS = ["mirror", "jira", "initiatives"] as const;
export type Tab = (typeof TABS)[number];

export function usePlace(): [Place, (change: Partial<Place>) => void] {
  const hash = useSyncExternalStore(listen, () => location.hash);
  const place = placeOf(hash);
  const go = useCallback((change: Partial<Place>) => {
    const next = { ...placeOf(location.hash), ...change };
    location.hash = `#/${next.tab}/${next.issue ?? ""}`;
  }, []);
  return [place, go];
}

function listen(changed: () => void): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

function placeOf(hash: string): Place {
  const [, tab, issue = ""] = hash.split("/");
  return { tab: TABS.find((each) => each === tab) ?? "mirror", issue: issue === "" ? null : issue };
}
