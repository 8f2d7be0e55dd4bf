import { useMemo } from "react";
import type { ReactNode } from "react";
import { BackendProvider, useBackend } from "./backend.ts";
import { Backlog } from "./backlog/backlog.tsx";
import { Outcomes } from "./outcomes/outcomes.tsx";
import { useRoute } from "./route.ts";
import { routerWithin } from "./router.ts";

/** The pages of a project by their routes in manifest.yml: Jira lets an app have one project page with several in it. */
const PAGES: Readonly<Record<string, () => ReactNode>> = {
  backlog: () => <Backlog />,
  outcomes: () => <Outcomes />,
};

/** The page that the first part of the address names; the backlog where it names none. Each has the rest for itself. */
export function ProjectPages() {
  const backend = useBackend();
  const { path } = useRoute();
  const name = path[0] !== undefined && path[0] in PAGES ? path[0] : "backlog";
  const own = useMemo(
    () => ({ ...backend, router: routerWithin(backend.router, `/${name}`) }),
    [backend, name],
  );
  return <BackendProvider value={own}>{PAGES[name]?.()}</BackendProvider>;
}
