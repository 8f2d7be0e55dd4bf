import type { ForgeDoc, FromSurface } from "../surface/messages.ts";
import type { Extension, Opened } from "../views.ts";
import { openSurface } from "./open-surface.ts";
import type { OpenSurface } from "./open-surface.ts";
import type { Surroundings } from "./product.ts";

/** Each UI Kit surface as a worker of its own; written out because the bundler reads these lines. */
const WORKERS: Readonly<Record<Extension["type"], (() => Worker) | null>> = {
  "jira:issueContext": () =>
    new Worker(new URL("../surface/issue-context.worker.ts", import.meta.url), { type: "module" }),
  "jira:adminPage": () =>
    new Worker(new URL("../surface/settings.worker.ts", import.meta.url), { type: "module" }),
  // Custom UI: see frame-view.tsx.
  "jira:projectPage": null,
  "jira:globalPage": null,
};

/** Starts a surface of UI Kit and answers what it asks of the product around it. */
export function startSurface(
  opened: Opened,
  around: () => Omit<Surroundings, "subscribe">,
  { onDoc, onBroken }: { onDoc: (doc: ForgeDoc) => void; onBroken: (message: string) => void },
): OpenSurface & { close: () => void } {
  const worker = WORKERS[opened.extension.type]?.();
  if (worker === undefined) throw new Error(`${opened.extension.type} is no surface of UI Kit.`);
  const surface = openSurface(opened, around, (message) => worker.postMessage(message));
  worker.onerror = ({ message }) => onBroken(message);
  worker.onmessage = ({ data }: MessageEvent<FromSurface>) => {
    if (data.kind === "doc") onDoc(data.doc);
    else if (data.kind === "broken") onBroken(data.message);
    else surface.heard(data);
  };
  return { ...surface, close: () => worker.terminate() };
}
