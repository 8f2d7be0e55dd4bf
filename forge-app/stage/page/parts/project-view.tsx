import { useState } from "react";
import type { StageSettings } from "../../views.ts";
import type { Theme } from "../state/use-theme.ts";
import { FrameView, leadsToIssue } from "./frame-view.tsx";
import { PersonSelect } from "./person-select.tsx";

/** A Jira project with the app's page among its tabs, and the pages within it: the unchanged Custom UI in a frame. */
export function ProjectView(properties: {
  settings: StageSettings;
  /** Route of the page that is open within the app's. */
  page: string;
  onPage: (route: string) => void;
  theme: Theme;
  /** The chosen issue: its project is opened first. */
  issueKey: string | null;
  onIssue: () => void;
}) {
  const { settings, page, onPage, theme, issueKey, onIssue } = properties;
  const { people, projects } = settings;
  const { projectPage } = settings.modules;
  const [projectKey, setProjectKey] = useState(issueKey?.replace(/-\d+$/, ""));
  const project = projects.find(({ key }) => key === projectKey) ?? projects[0];
  const [viewer, setViewer] = useState(people.jira[0] ?? null);
  if (project === undefined || viewer === null) return <p className="muted empty">Jira has no project.</p>;
  const { id, key, name } = project;

  return (
    <section className="jira-page" aria-label={`The project ${name} in Jira`}>
      <header className="jira-bar">
        <p className="crumbs">
          Projects /{" "}
          <select aria-label="Project" value={key} onChange={({ target }) => setProjectKey(target.value)}>
            {projects.map((each) => (
              <option key={each.key} value={each.key}>
                {each.name}
              </option>
            ))}
          </select>
        </p>
        <PersonSelect
          label="Who looks at it in Jira"
          people={people.jira}
          value={viewer}
          onChange={setViewer}
        />
      </header>
      <h2 className="jira-project">{name}</h2>
      {/* Jira's own views are not here: they only show where the app's page stands. */}
      <ul className="jira-tabs" aria-label="Views of the project">
        {["Summary", "Board", "List", "Timeline"].map((view) => (
          <li key={view}>{view}</li>
        ))}
        <li aria-current="page">{projectPage.title}</li>
      </ul>
      <ul className="jira-tabs inner" aria-label={`Pages of ${projectPage.title}`}>
        {projectPage.pages.map(({ title, route }) => (
          <li key={route} aria-current={route === page ? "page" : undefined}>
            <button type="button" onClick={() => onPage(route)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
      <FrameView
        opened={{
          module: projectPage.key,
          accountId: viewer.id,
          extension: { type: "jira:projectPage", project: { id, key } },
        }}
        base={`/${page}`}
        title={projectPage.title}
        theme={theme}
        onLink={(url) => {
          if (leadsToIssue(url)) onIssue();
          return leadsToIssue(url);
        }}
      />
    </section>
  );
}
