interface Location {
  pathname: string;
  search: string;
  hash: string;
  key: string;
  state: unknown;
}
type Action = "PUSH" | "REPLACE" | "POP";
type Listener = (location: Location, action: Action) => void;

/** The `history` that `view.createHistory()` gives a page: version 4 of the package, as in Jira. */
interface PageHistory {
  action: Action;
  location: Location;
  push: (to: string | Partial<Location>, state?: unknown) => void;
  replace: (to: string | Partial<Location>, state?: unknown) => void;
  go: (steps: number) => void;
  goBack: () => void;
  goForward: () => void;
  createHref: (to: Partial<Location>) => string;
  listen: (listener: Listener) => () => void;
}

/** The address lives in the product's page; what the page is told about it comes back as events. */
export async function createHistory(
  ask: (command: string, data: unknown) => Promise<unknown>,
  onRoute: (handler: (route: unknown) => void) => Promise<unknown>,
): Promise<PageHistory> {
  const listeners = new Set<Listener>();
  let keys = 0;
  /** Moves that the product's page has not taken yet: what it tells meanwhile is of before them. */
  let untaken = 0;
  const located = (to: string | Partial<Location>, state: unknown): Location => {
    const url = new URL(typeof to === "string" ? to : hrefOf(to), "https://page.invalid/");
    const { pathname, search, hash } = url;
    return {
      pathname,
      search,
      hash,
      key: String(++keys),
      state: typeof to === "string" ? state : (to.state ?? state),
    };
  };
  const history: PageHistory = {
    action: "POP",
    location: located(String(await ask("route", undefined)), undefined),
    push: (to, state) => arrive("PUSH", located(to, state), true),
    replace: (to, state) => arrive("REPLACE", located(to, state), true),
    go: (steps) => void ask("routeGo", steps),
    goBack: () => history.go(-1),
    goForward: () => history.go(1),
    createHref: hrefOf,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const arrive = (action: Action, location: Location, tell: boolean) => {
    history.action = action;
    history.location = location;
    if (tell) {
      untaken += 1;
      void ask("routeTo", { route: hrefOf(location), replace: action === "REPLACE" }).finally(() => {
        untaken -= 1;
      });
    }
    for (const listener of listeners) listener(location, action);
  };
  await onRoute((route) => {
    const isNew = untaken === 0 && route !== hrefOf(history.location);
    if (isNew) arrive("POP", located(String(route), undefined), false);
  });
  return history;
}

function hrefOf({ pathname = "/", search = "", hash = "" }: Partial<Location>): string {
  return pathname + search + hash;
}
