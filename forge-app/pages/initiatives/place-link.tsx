import type { MouseEvent, ReactNode } from "react";
import { useRoute } from "../route.ts";

/** A link to a place on these pages: it goes there without loading anew, and can be opened in a new tab outside Jira. */
export function PlaceLink(properties: { to: string; className?: string; children: ReactNode }) {
  const { to, className, children } = properties;
  const { go, href } = useRoute();
  const address = href(to);
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  // Where the address belongs to Jira there is none to show: the link is followed by the page alone.
  return (
    <a href={address ?? "#"} {...(className === undefined ? {} : { className })} onClick={follow}>
      {children}
    </a>
  );
}
