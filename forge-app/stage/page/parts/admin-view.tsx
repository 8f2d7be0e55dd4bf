import { useState } from "react";
import { PeopleContext } from "../../renderer/people.ts";
import type { StageSettings } from "../../views.ts";
import type { Theme } from "../state/use-theme.ts";
import { PersonSelect } from "./person-select.tsx";
import { SurfaceView } from "./surface-view.tsx";

/** Jira's administration with the app's page in it: the unchanged UI Kit surface. */
export function AdminView({ settings, theme }: { settings: StageSettings; theme: Theme }) {
  const { people, modules } = settings;
  const [viewer, setViewer] = useState(people.jira[0] ?? null);
  if (viewer === null) return <p className="muted empty">Jira has nobody who could look.</p>;
  return (
    <section className="jira-page" aria-label="Jira’s administration">
      <header className="jira-bar">
        <p className="crumbs">Jira settings / Apps</p>
        <PersonSelect
          label="Who looks at it in Jira"
          people={people.jira}
          value={viewer}
          onChange={setViewer}
        />
      </header>
      <h2 className="jira-project">{modules.adminPage.title}</h2>
      <PeopleContext.Provider value={people.jira}>
        <div className="admin-surface">
          <SurfaceView
            key={viewer.id}
            opened={{
              module: modules.adminPage.key,
              accountId: viewer.id,
              extension: { type: "jira:adminPage" },
            }}
            theme={theme}
            onLink={() => false}
          />
        </div>
      </PeopleContext.Provider>
    </section>
  );
}
