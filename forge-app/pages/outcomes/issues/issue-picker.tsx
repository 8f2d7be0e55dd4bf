import Lozenge from "@atlaskit/lozenge";
import Spinner from "@atlaskit/spinner";
import Textfield from "@atlaskit/textfield";
import { useId, useState } from "react";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { useBackend } from "../../backend.ts";
import { issueQuery } from "./issue-query.ts";
import { useFoundIssues } from "./use-found-issues.ts";

const APPEARANCES = { todo: "default", doing: "inprogress", done: "success" } as const;

/** Finds issues as the viewer, by key, by words or by a query, and lets one or several be chosen. */
export function IssuePicker(properties: {
  project: string;
  /** One takes the place of another, or several stand beside each other. */
  takes: "one" | "several";
  chosen: readonly JiraIssue[];
  onChange: (chosen: readonly JiraIssue[]) => void;
  /** Ids of issues that are there already. */
  without?: ReadonlySet<string>;
  /** It is what the dialog begins with. */
  isFirst?: boolean;
}) {
  const { project, takes, chosen, onChange, without, isFirst = false } = properties;
  const { place } = useBackend();
  const [text, setText] = useState("");
  const { found, isFinding, trouble } = useFoundIssues(issueQuery(project, text));
  const id = useId();
  const isChosen = (issue: JiraIssue) => chosen.some((each) => each.id === issue.id);
  const toggle = ({ id: issueId, key }: JiraIssue) => {
    const issue = { id: issueId, key };
    if (takes === "one") onChange([issue]);
    else onChange(isChosen(issue) ? chosen.filter((each) => each.id !== issueId) : [...chosen, issue]);
  };
  if (place.kind === "outside") {
    return <p className="quiet">Issues are found by the rights of a person in Jira: open this page there.</p>;
  }
  return (
    <div className="issue-picker">
      <label className="choice-name" htmlFor={id}>
        {takes === "one" ? "Issue" : "Issues"}: a key, words of the title, or JQL
      </label>
      <Textfield
        id={id}
        isCompact
        autoFocus={isFirst}
        autoComplete="off"
        placeholder={`${project}-12, checkout, labels = payments`}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        elemAfterInput={isFinding ? <Spinner size="small" label="Asking Jira" /> : undefined}
      />
      {trouble === null ? null : (
        <p className="trouble" role="alert">
          {trouble} Look at the query.
        </p>
      )}
      {chosen.length === 0 ? null : (
        <p className="quiet" role="status">
          Chosen: {chosen.map(({ key }) => key).join(", ")}
        </p>
      )}
      {found === null ? null : found.length === 0 ? (
        <p className="quiet" role="status">
          Jira shows you no issue like this.
        </p>
      ) : (
        <ul className="found" aria-label="Issues found">
          {found.map((issue) => {
            const isThere = without?.has(issue.id) ?? false;
            return (
              <li key={issue.id}>
                <label className={isThere ? "found-issue there" : "found-issue"}>
                  <input
                    type={takes === "one" ? "radio" : "checkbox"}
                    name={id}
                    disabled={isThere}
                    checked={isThere || isChosen(issue)}
                    onChange={() => toggle(issue)}
                  />
                  <span className="issue-key">{issue.key}</span>
                  <span className="issue-title">{issue.title}</span>
                  <Lozenge appearance={APPEARANCES[issue.status.category]}>{issue.status.name}</Lozenge>
                  {isThere ? <span className="quiet">there already</span> : null}
                </label>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
