import Lozenge from "@atlaskit/lozenge";
import { useEffect, useState } from "react";
import { statusAnswerSchema } from "../../views.ts";
import type { Opened } from "../../views.ts";
import { send } from "../state/ask.ts";
import { useLoaded } from "../state/use-loaded.ts";
import type { Theme } from "../state/use-theme.ts";
import { SurfaceView } from "./surface-view.tsx";

/** The app's panel as Jira shows it: collapsed with the lozenge that the app gives, or open with its surface. */
export function AppPanel(properties: {
  title: string;
  opened: Opened;
  theme: Theme;
  onLink: (url: string) => boolean;
}) {
  const { title, opened, theme, onLink } = properties;
  const [isOpen, setIsOpen] = useState(true);
  const status = useLoaded(JSON.stringify(opened), () => send("/stage/status", opened, statusAnswerSchema));
  const { reload } = status;
  // Jira asks the app again whenever the panel is collapsed.
  useEffect(() => {
    if (!isOpen) reload();
  }, [isOpen, reload]);
  const lozenge = status.value?.status?.status.value;
  return (
    <section className="jira-panel" aria-label={title}>
      <button
        type="button"
        className="jira-panel-head"
        aria-expanded={isOpen}
        onClick={() => setIsOpen((before) => !before)}
      >
        <span className="chevron" aria-hidden="true" />
        {title}
        {lozenge === undefined ? null : <Lozenge appearance={lozenge.type}>{lozenge.label}</Lozenge>}
      </button>
      {isOpen ? <SurfaceView opened={opened} theme={theme} onLink={onLink} /> : null}
    </section>
  );
}
