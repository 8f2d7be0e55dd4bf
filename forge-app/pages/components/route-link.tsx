import type { MouseEvent, ReactNode } from "react";
import { useRoute } from "../route.ts";

/** Leads within the page: a link where the address is the page's own, a button where it belongs to Jira. */
export function RouteLink(properties: {
  to: string;
  className?: string;
  isCurrent?: boolean;
  tabIndex?: number;
  children: ReactNode;
}) {
  const { to, className = "as-link", isCurrent = false, tabIndex, children } = properties;
  const { go, href } = useRoute();
  const address = href(to);
  const same = {
    className,
    tabIndex,
    "aria-current": isCurrent ? ("page" as const) : undefined,
  };
  if (address === null) {
    return (
      <button type="button" {...same} onClick={() => go(to)}>
        {children}
      </button>
    );
  }
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a {...same} href={address} onClick={follow}>
      {children}
    </a>
  );
}
