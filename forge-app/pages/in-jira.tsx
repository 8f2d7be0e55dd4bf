import { view } from "@forge/bridge";
import type { ReactNode } from "react";
import { BackendProvider } from "./backend.ts";
import { forgeBackend } from "./forge-backend.ts";
import { Initiatives } from "./initiatives/initiatives.tsx";
import { ProjectPages } from "./project-pages.tsx";

/** By the modules of manifest.yml. */
const PAGES: Readonly<Record<string, () => ReactNode>> = {
  "throughline-project": () => <ProjectPages />,
  "throughline-initiatives": () => <Initiatives />,
};

/** The page of the module that was opened in Jira. */
// main.tsx imports it once it knows where it is.
// ts-unused-exports:disable-next-line
export async function shown(): Promise<ReactNode> {
  await view.theme.enable();
  const { module, backend } = await forgeBackend();
  const page = PAGES[module];
  if (page === undefined) throw new Error(`There is no page for the module ${module}.`);
  return <BackendProvider value={backend}>{page()}</BackendProvider>;
}
