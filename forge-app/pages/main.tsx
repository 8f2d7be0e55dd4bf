import "@atlaskit/css-reset";
import { createRoot } from "react-dom/client";
import "./components/shared.css";

/** All pages are one bundle. Forge's bridge cannot be loaded where there is none: each surrounding is loaded where it is. */
const { shown } =
  "__bridge" in globalThis ? await import("./in-jira.tsx") : await import("./outside/outside.tsx");

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(await shown());
