import { useCallback, useSyncExternalStore } from "react";

/** Where the visitor is, kept in the address so that it can be shared. */
interface Place {
  /** The chosen issue's key. */
  issue: string | null;
  tab: Tab;
  /** The part of the address that belongs to the page shown in the tab, from "/" on. */
  route: string;
}
export const TABS = ["mirror", "jira", "backlog", "outcomes", "initiatives", "settings"] as const;
export type Tab = (typeof TABS)[number];

/** Key of the project page in manifest.yml; each page within it is a tab of its own, named like its route. */
const PROJECT_PAGE = "throughline-project";
/** Key of the page beside all projects. */
const GLOBAL_PAGE = "throughline-initiatives";

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
  const path = route.startsWith("/") ? route : `/${route}`;
  if (module === GLOBAL_PAGE) return addressOf("initiatives", path === "/" ? "" : path);
  const [, first, ...rest] = path.split("/");
  const tab = TABS.find((each) => each === first);
  if (module !== PROJECT_PAGE || tab === undefined) return null;
  return addressOf(tab, rest.length === 0 ? "" : `/${rest.join("/")}`);
}

function addressOf(tab: Tab, own: string): string {
  const { issue } = placeOf(location.hash);
  return `${location.origin}${location.pathname}#/${tab}/${issue ?? ""}${own}`;
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
