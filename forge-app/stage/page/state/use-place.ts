import { useCallback, useSyncExternalStore } from "react";

/** Where the visitor is, kept in the address so that it can be shared. */
interface Place {
  /** The chosen issue's key. */
  issue: string | null;
  tab: Tab;
  /** The part of the address that belongs to the page shown in the tab, from "/" on. */
  route: string;
}
export const TABS = ["mirror", "jira", "backlog", "initiatives", "settings"] as const;
export type Tab = (typeof TABS)[number];

/** The tabs that show a page of a project, each with the key of its module in manifest.yml. */
export const PROJECT_PAGES = { backlog: "throughline-backlog" } as const satisfies Partial<
  Record<Tab, string>
>;

export function usePlace(): [Place, (change: Partial<Place>, replace?: boolean) => void] {
  const hash = useSyncExternalStore(listen, () => location.hash);
  const place = placeOf(hash);
  const go = useCallback((change: Partial<Place>, replace = false) => {
    const now = placeOf(location.hash);
    const route = change.tab === undefined || change.tab === now.tab ? now.route : "/";
    const next = { ...now, route, ...change };
    const address = `#/${next.tab}/${next.issue ?? ""}${next.route === "/" ? "" : next.route}`;
    if (replace) location.replace(address);
    else location.hash = address;
  }, []);
  return [place, go];
}

/** Where a page of the app is shown, beside the issue that is chosen now; null for a module without a tab. */
export function addressOfModule(module: string, route: string): string | null {
  const modules: Readonly<Partial<Record<Tab, string>>> = PROJECT_PAGES;
  const tab = TABS.find((each) => modules[each] === module);
  if (tab === undefined) return null;
  const { issue } = placeOf(location.hash);
  const path = route.startsWith("/") ? route : `/${route}`;
  return `${location.origin}${location.pathname}#/${tab}/${issue ?? ""}${path === "/" ? "" : path}`;
}

function listen(changed: () => void): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

function placeOf(hash: string): Place {
  const [, tab, issue = "", ...route] = hash.split("/");
  return {
    tab: TABS.find((each) => each === tab) ?? "mirror",
    issue: issue === "" ? null : issue,
    route: `/${route.join("/")}`,
  };
}
