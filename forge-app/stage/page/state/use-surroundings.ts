import { useCallback, useRef, useState } from "react";
import type { Flag, Surroundings } from "../product.ts";
import { addressOfModule, usePlace } from "./use-place.ts";
import type { Theme } from "./use-theme.ts";

/** The Jira page around a surface: its address, its theme, and the flags that the surface has shown. */
export function useSurroundings(
  theme: Theme,
  /** A link into the sandbox, which has no pages of its own; true when the stage shows it itself. */
  onLink: (url: string) => boolean,
  /** What the surface's own address begins with; the stage's tab stands for it. */
  base = "",
): { around: () => Omit<Surroundings, "subscribe">; route: string; flags: readonly Flag[] } {
  const [place, go] = usePlace();
  const [flags, setFlags] = useState<readonly Flag[]>([]);
  const route = base === "" ? place.route : `${base}${place.route === "/" ? "" : place.route}`;
  const now = useRef({ theme, route, base, go, onLink });
  now.current = { theme, route, base, go, onLink };
  const around = useCallback(
    () => ({
      theme: now.current.theme,
      route: () => now.current.route,
      urlOf: addressOfModule,
      goTo: (to: string, replace: boolean) => {
        const own = to.startsWith(now.current.base) ? to.slice(now.current.base.length) : to;
        now.current.go({ route: own.startsWith("/") ? own : `/${own}` }, replace);
      },
      navigate: (url: string, tab: "same-tab" | "new-tab") => {
        if (now.current.onLink(url)) return;
        if (tab === "new-tab") window.open(url, "_blank", "noopener");
        else location.assign(url);
      },
      showFlag: (flag: Flag) => {
        setFlags((shown) => [...shown.filter(({ id }) => id !== flag.id), flag].slice(-3));
      },
    }),
    [],
  );
  return { around, route, flags };
}
