/** The address as far as it is a page's own: "/" is the page itself, "/ID?view=timeline" something on it. */
export interface Router {
  readonly now: () => string;
  readonly go: (to: string, how?: { replace: boolean }) => void;
  /** Returns what ends the listening. */
  readonly listen: (listener: () => void) => () => void;
  /** What a link to it shows and a new tab opens; null where the address belongs to Jira. */
  readonly href: (to: string) => string | null;
}

/** The router of a page that lives below another one's address: its own "/" is `base` there. */
export function routerWithin(router: Router, base: string): Router {
  const inside = (to: string): string => (to === "/" ? base : `${base}${to}`);
  return {
    now: () => {
      const now = router.now();
      const own =
        now === base || now.startsWith(`${base}/`) || now.startsWith(`${base}?`)
          ? now.slice(base.length)
          : "";
      return own.startsWith("/") ? own : `/${own}`;
    },
    go: (to, how) => router.go(inside(to), how),
    listen: router.listen,
    href: (to) => router.href(inside(to)),
  };
}
