import type { Router } from "../router.ts";

/** The page's address within the browser's: what stands behind `base`, e.g. behind "/initiatives". */
export function browserRouter(base: string): Router {
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  addEventListener("popstate", tell);
  const href = (to: string) => base + (to === "/" ? "" : to);
  return {
    now: () => (location.pathname.slice(base.length) || "/") + location.search,
    go: (to, how) => {
      if (how?.replace === true) history.replaceState(null, "", href(to));
      else history.pushState(null, "", href(to));
      tell();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    href,
  };
}

/** A share link shows one initiative: its address keeps what stands behind #, and only the query changes. */
export function shareRouter(initiative: string): Router {
  const address = browserRouter("/share");
  const own = `/${encodeURIComponent(initiative)}`;
  const shared = (to: string) => {
    const { pathname, search } = new URL(to, location.origin);
    return pathname === own ? `${search}${location.hash}` : null;
  };
  return {
    now: () => own + location.search,
    go: (to, how) => {
      const wanted = shared(to);
      if (wanted !== null) address.go(wanted, how);
    },
    listen: address.listen,
    href: (to) => {
      const wanted = shared(to);
      return wanted === null ? null : address.href(wanted);
    },
  };
}
