import Lozenge from "@atlaskit/lozenge";
import type { LiveIssue } from "#shared/contract/outcomes/words.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { useBackend } from "../../backend.ts";
import { useFace } from "./faces.tsx";

const APPEARANCES = { todo: "default", doing: "inprogress", done: "success" } as const;
const WORK = {
  "not begun": "default",
  "in progress": "inprogress",
  done: "success",
  "given up": "default",
} as const;

/** A live issue: its key, and the title and status that Jira shows this viewer. */
export function IssueName({ issue, tabIndex }: { issue: LiveIssue; tabIndex?: number }) {
  const face = useFace(issue.id);
  const isKnown = face !== "unknown" && face !== "hidden";
  return (
    <span className="issue-name">
      <IssueKey issue={issue} url={issue.url} {...(tabIndex === undefined ? {} : { tabIndex })} />
      {isKnown ? <span className="issue-title">{face.title}</span> : null}
      {face === "hidden" ? <span className="issue-title quiet">not visible to you</span> : null}
      {isKnown ? (
        <Lozenge appearance={APPEARANCES[face.status.category]}>{face.status.name}</Lozenge>
      ) : issue.work !== null ? (
        <Lozenge appearance={WORK[issue.work]}>{issue.work}</Lozenge>
      ) : null}
    </span>
  );
}

/** The key alone, as the way to the issue. */
function IssueKey(properties: { issue: JiraIssue; url: string | null; tabIndex?: number }) {
  const { issue, url, tabIndex } = properties;
  const { place } = useBackend();
  if (place.kind !== "outside") {
    return (
      <button
        type="button"
        className="as-link issue-key"
        tabIndex={tabIndex}
        onClick={() => place.jira.open(issue.key)}
      >
        {issue.key}
      </button>
    );
  }
  if (url === null) return <span className="issue-key">{issue.key}</span>;
  return (
    <a className="issue-key" href={url} target="_blank" rel="noreferrer" tabIndex={tabIndex}>
      {issue.key}
    </a>
  );
}
