import { useCallback, useSyncExternalStore } from "react";
import { useBackend } from "./backend.ts";
import type { Router } from "./router.ts";

interface Route {
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
