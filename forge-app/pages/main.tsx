import "@atlaskit/css-reset";
import { view } from "@forge/bridge";
import { createRoot } from "react-dom/client";
import type { ReactNode } from "react";
import { BackendProvider } from "./backend.ts";
import { forgeBackend } from "./forge-backend.ts";
import { Initiatives } from "./initiatives/initiatives.tsx";
import { ProjectPages } from "./project-pages.tsx";

/** All pages of Custom UI are one bundle; the module that was opened decides which one is shown. */
const PAGES: Readonly<Record<string, () => ReactNode>> = {
  "throughline-project": () => <ProjectPages />,
  "throughline-initiatives": () => <Initiatives />,
};

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
await view.theme.enable();
const { module, backend } = await forgeBackend();
const page = PAGES[module];
if (page === undefined) throw new Error(`There is no page for the module ${module}.`);
createRoot(root).render(<BackendProvider value={backend}>{page()}</BackendProvider>);
