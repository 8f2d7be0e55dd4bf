import type { CoveredEdit, CreateIssue, Refusal, WriteOutcome } from "../tracker.ts";
import { type FieldEdit, fieldEdits, takeableLabels } from "./fields.ts";
import type { JiraTransition } from "./schemas.ts";
import type { SiteFacts } from "./site.ts";
import { CREATION_PROPERTY, MARK_PROPERTY, markValue } from "./snapshot.ts";

/** One issue to create, and what has become of it so far. */
export interface Creation {
  item: CreateIssue<"jira">;
  typeId: string;
  edits: readonly FieldEdit[];
  refused: Refusal[];
  transition: JiraTransition | null;
  /** Left out when the account of the token may not name one. */
  reporter: string | null;
  /** True when the status cannot be reached and has been refused: the issue stays where it starts. */
  stays: boolean;
  /** True when somebody else has changed the new issue's status by now. */
  isMoved: boolean;
  /** What somebody else had made of it when our transition took it on. */
  covered: readonly CoveredEdit[];
  /** Set once Jira said that it exists. */
  created: { id: string; key: string } | null;
  /** Set when there is nothing more to do about it. */
  outcome: WriteOutcome<"jira"> | null;
}

export function toCreation(item: CreateIssue<"jira">, facts: SiteFacts): Creation {
  const { values, container, issueType } = item;
  const types = facts.projects.get(container)?.issueTypes ?? [];
  const type =
    issueType === null
      ? types.find(({ subtask, hierarchyLevel }) => !subtask && (hierarchyLevel ?? 0) === 0)
      : types.find(({ id, name }) => id === issueType || name === issueType);
  const scalars = fieldEdits(values, {
    estimateField: facts.estimateFieldOf(container),
    selectFields: facts.selectFields,
    sprintField: facts.sprintField,
  });
  const labels = takeableLabels(values.labels ?? []);
  const components = (values.components ?? []).map((name) => ({ name }));
  const edits = [
    ...scalars.edits,
    { field: "labels", jiraField: "labels", value: labels.labels } as const,
    { field: "components", jiraField: "components", value: components } as const,
  ];
  return {
    item,
    typeId: type?.id ?? issueType ?? "",
    // An absent field is empty; only an absent assignee may mean the project's default one.
    edits: edits.filter(
      ({ field, value }) => (value !== null && !isEmptyList(value)) || field === "assignee",
    ),
    refused: [...scalars.refused, ...labels.refused],
    transition: null,
    reporter: item.reporter ?? null,
    stays: false,
    isMoved: false,
    covered: [],
    created: null,
    outcome: null,
  };
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** As the bulk create takes it. */
export function toIssueUpdate({ item, typeId, edits, transition, reporter }: Creation) {
  return {
    fields: {
      project: { id: item.container },
      issuetype: { id: typeId },
      ...(reporter === null ? {} : { reporter: { id: reporter } }),
      ...Object.fromEntries(edits.map(({ jiraField, value }) => [jiraField, value])),
    },
    properties: [
      { key: MARK_PROPERTY, value: markValue(item.mark) },
      { key: CREATION_PROPERTY, value: { key: item.key } },
    ],
    ...(transition ? { transition: { id: transition.id } } : {}),
  };
}

/** What is yet to be created goes by its counterpart's name. */
export function nameOf({ item }: Creation): string {
  return `the new issue for ${item.counterpart.key}`;
}
