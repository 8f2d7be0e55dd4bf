import { useState } from "react";
import type { StageSettings } from "../../views.ts";
import type { Theme } from "../state/use-theme.ts";
import { FrameView, leadsToIssue } from "./frame-view.tsx";
import { PersonSelect } from "./person-select.tsx";

/** The app's page beside all projects, which Jira lists under its apps: the unchanged Custom UI in a frame. */
export function GlobalView(properties: { settings: StageSettings; theme: Theme; onIssue: () => void }) {
  const { settings, theme, onIssue } = properties;
  const { people, modules } = settings;
  const [viewer, setViewer] = useState(people.jira[0] ?? null);
  if (viewer === null) return <p className="muted empty">Jira has nobody who could look.</p>;
  const { key, title } = modules.globalPage;
  return (
    <section className="jira-page" aria-label={`${title} in Jira`}>
      <header className="jira-bar">
        <p className="crumbs">Apps / Throughline</p>
        <PersonSelect
          label="Who looks at it in Jira"
          people={people.jira}
          value={viewer}
          onChange={setViewer}
        />
      </header>
      <FrameView
        opened={{ module: key, accountId: viewer.id, extension: { type: "jira:globalPage" } }}
        title={title}
        theme={theme}
        onLink={(url) => {
          if (leadsToIssue(url)) onIssue();
          return leadsToIssue(url);
        }}
      />
    </section>
  );
}
