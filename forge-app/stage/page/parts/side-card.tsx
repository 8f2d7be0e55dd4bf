import { useState } from "react";
import { TRACKER_NAMES } from "#forge/ui/words.ts";
import type { TrackerSide } from "#shared/contract/words.ts";
import type { Person, TrackerIssue } from "../../views.ts";
import type { Arrival } from "../state/crossings.ts";
import { useEdit } from "../state/use-edit.ts";
import { DescriptionField } from "./description-field.tsx";
import { ChoiceField, DateField, LabelsField, NumberField, TextField } from "./fields.tsx";
import { PersonSelect } from "./person-select.tsx";
import { Skeleton } from "./skeleton.tsx";
import { TrackerMark } from "./tracker-mark.tsx";

/** One side of the pair: every mirrored field, each editable in place as a person of that tracker. */
export function SideCard(properties: {
  side: TrackerSide;
  issue: TrackerIssue | null;
  loading: boolean;
  people: readonly Person[];
  arrivals: ReadonlyMap<string, Arrival>;
  onEdited: () => void;
}) {
  const { side, issue, loading, people, arrivals, onEdited } = properties;
  const [chosen, setChosen] = useState<Person | null>(null);
  const person = chosen ?? people[0] ?? null;
  const name = TRACKER_NAMES[side];
  return (
    <section className={`card side ${side}`} aria-label={`The issue in ${name}`}>
      <div className="side-head">
        <TrackerMark side={side} />
        <h2>{name}</h2>
        <span className="key">{issue?.key ?? ""}</span>
        <PersonSelect label={`Who edits in ${name}`} people={people} value={person} onChange={setChosen} />
      </div>
      {issue === null ? (
        loading ? (
          <Skeleton lines={9} />
        ) : (
          <p className="muted empty">{`There is no issue in ${name}: its creation is on the way, or it is gone.`}</p>
        )
      ) : (
        <SideFields key={issue.id} issue={issue} person={person} arrivals={arrivals} onEdited={onEdited} />
      )}
    </section>
  );
}

function SideFields(properties: {
  issue: TrackerIssue;
  person: Person | null;
  arrivals: ReadonlyMap<string, Arrival>;
  onEdited: () => void;
}) {
  const { issue, person, arrivals, onEdited } = properties;
  const { edit, pending, problem } = useEdit(issue, person, onEdited);
  const field = (name: Parameters<typeof edit>[0]["field"]) => ({
    side: issue.side,
    arrival: arrivals.get(`${issue.side} ${name}`),
    pending: pending === name,
    problem: problem?.field === name ? problem.refusal : null,
  });
  const { choices } = issue;
  return (
    <>
      {issue.lifecycle === null ? null : <p className="banner">{`This issue is ${issue.lifecycle}.`}</p>}
      <TextField
        {...field("title")}
        name="Title"
        value={issue.title}
        onChange={(value) => edit({ field: "title", value })}
      />
      <div className="grid">
        <ChoiceField
          {...field("status")}
          name="Status"
          value={issue.status.name}
          dot={issue.status.category}
          options={choices.statuses.map((status) => ({ value: status, label: status }))}
          onChange={(value) => value !== null && edit({ field: "status", value })}
        />
        <ChoiceField
          {...field("priority")}
          name="Priority"
          value={issue.priority}
          options={choices.priorities.map((priority) => ({ value: priority, label: priority }))}
          onChange={(value) => value !== null && edit({ field: "priority", value })}
        />
        <ChoiceField
          {...field("assignee")}
          name="Assignee"
          value={issue.assignee?.id ?? null}
          options={withAssignee(issue).map(({ id, name }) => ({ value: id, label: name }))}
          empty="Nobody"
          onChange={(value) => edit({ field: "assignee", value })}
        />
        <NumberField
          {...field("estimate")}
          name={issue.side === "jira" ? "Story points" : "Estimate"}
          value={issue.estimate}
          onChange={(value) => edit({ field: "estimate", value })}
        />
        <LabelsField
          {...field("labels")}
          name="Labels"
          value={issue.labels}
          options={choices.labels}
          onChange={(value) => edit({ field: "labels", value: [...value] })}
        />
        <DateField
          {...field("dueDate")}
          name="Due date"
          value={issue.dueDate}
          onChange={(value) => edit({ field: "dueDate", value })}
        />
      </div>
      <DescriptionField
        {...field("description")}
        description={issue.description}
        onChange={(value) => edit({ field: "description", value })}
      />
      {issue.attachments.length === 0 ? null : (
        <ul className="attachments" aria-label="Attached by apps">
          {issue.attachments.map(({ url, title, subtitle }) => (
            <li key={url}>
              <strong>{title}</strong>
              {subtitle === null || subtitle === "" ? null : <span className="muted">{subtitle}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Somebody who has left is still shown where they are assigned. */
function withAssignee({ assignee, choices }: TrackerIssue): readonly Person[] {
  if (assignee === null || choices.people.some(({ id }) => id === assignee.id)) return choices.people;
  return [assignee, ...choices.people];
}
