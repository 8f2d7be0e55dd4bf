import Lozenge from "@atlaskit/lozenge";
import { useMemo, useState } from "react";
import type { StageSettings, TrackerIssue } from "../../views.ts";
import { documentToMarkdown } from "../richtext/adf-to-markdown.ts";
import { MarkdownView } from "../richtext/markdown.tsx";
import type { Theme } from "../state/use-theme.ts";
import { AppPanel } from "./app-panel.tsx";
import { PersonSelect } from "./person-select.tsx";
import { Skeleton } from "./skeleton.tsx";

const APPEARANCES = { todo: "default", doing: "inprogress", done: "success", dropped: "default" } as const;

/** The issue as Jira shows it, with the app's panel in its right-hand column: the unchanged UI Kit surface. */
export function JiraView(properties: {
  issue: TrackerIssue | null;
  loading: boolean;
  settings: StageSettings | null;
  theme: Theme;
  /** The sandboxes have no pages of their own: a link to an issue leads to the other view of the pair. */
  onCounterpart: () => void;
}) {
  const { issue, loading, settings, theme, onCounterpart } = properties;
  const people = settings?.people.jira ?? [];
  const [chosen, setChosen] = useState(people[0] ?? null);
  const viewer = chosen ?? people[0] ?? null;
  const description = issue?.description;
  const document = description?.format === "adf" ? description.document : null;
  const { root } = useMemo(() => documentToMarkdown(document), [document]);

  if (loading) return <Skeleton lines={10} />;
  if (issue === null) return <p className="muted empty">There is no issue in Jira.</p>;
  return (
    <article className="jira-view" aria-label={`${issue.key} in Jira`}>
      <div className="jira-main">
        <p className="crumbs">
          Projects / {issue.key.split("-")[0]} / {issue.type} {issue.key}
        </p>
        <h2 className="jira-title">{issue.title}</h2>
        <h3>Description</h3>
        {root.children.length === 0 ? <p className="muted">None</p> : <MarkdownView root={root} />}
      </div>
      <div className="jira-side">
        <PersonSelect label="Who looks at it in Jira" people={people} value={viewer} onChange={setChosen} />
        <section className="jira-panel" aria-label="Details">
          <h3 className="jira-panel-head">Details</h3>
          <dl>
            <dt>Status</dt>
            <dd>
              <Lozenge appearance={APPEARANCES[issue.status.category]}>{issue.status.name}</Lozenge>
            </dd>
            <dt>Assignee</dt>
            <dd>{issue.assignee?.name ?? "Unassigned"}</dd>
            <dt>Priority</dt>
            <dd>{issue.priority}</dd>
            <dt>Labels</dt>
            <dd>{issue.labels.length === 0 ? "None" : issue.labels.join(", ")}</dd>
            <dt>Story points</dt>
            <dd>{issue.estimate ?? "None"}</dd>
            <dt>Due date</dt>
            <dd>{issue.dueDate ?? "None"}</dd>
          </dl>
        </section>
        {settings === null || viewer === null ? null : (
          <AppPanel
            key={`${issue.id} ${viewer.id}`}
            title={settings.modules.issueContext.title}
            opened={{
              module: settings.modules.issueContext.key,
              accountId: viewer.id,
              extension: { type: "jira:issueContext", issue: { id: issue.id, key: issue.key } },
            }}
            theme={theme}
            onLink={(href) => {
              const inSandbox = /\/(issue|browse)\/[A-Z0-9]+-\d+/.test(href);
              if (inSandbox) onCounterpart();
              return inSandbox;
            }}
          />
        )}
      </div>
    </article>
  );
}
