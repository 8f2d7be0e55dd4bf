import { useCallback, useSyncExternalStore } from "react";
import { useBackend } from "./backend.ts";

/** The address as far as it is a page's own: "/" is the page itself, "/ID?view=timeline" something on it. */
export interface Router {
  readonly now: () => string;
  readonly go: (to: string, how?: { replace: boolean }) => void;
  /** Returns what ends the listening. */
  readonly listen: (listener: () => void) => () => void;
  /** What a link to it shows and a new tab opens; null where the address belongs to Jira. */
  readonly href: (to: string) => string | null;
}

export interface Route {
  /** Decoded parts of the path: none on the page itself. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly go: Router["go"];
  readonly href: Router["href"];
}

/** Where the page is now; it shows anew when somebody goes elsewhere, forward or back. */
export function useRoute(): Route {
  const { router } = useBackend();
  const { pathname, searchParams } = new URL(
    useSyncExternalStore(router.listen, router.now, router.now),
    "https://page.invalid/",
  );
  const path = pathname
    .split("/")
    .filter((part) => part !== "")
    .map(decodeURIComponent);
  return { path, query: searchParams, go: useCallback(router.go, [router]), href: router.href };
}
