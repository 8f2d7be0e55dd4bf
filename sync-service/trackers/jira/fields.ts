import type { FieldName, JiraValues } from "#sync/model/issue.ts";
import type { Refusal, ScalarField } from "../tracker.ts";

/** The fields that a create or an edit carries; of the status only its resolution, the rest is a transition's. */
export type EditableField = ScalarField | "labels" | "components";

/** One field as Jira's `fields` object takes it. */
export interface FieldEdit {
  field: EditableField;
  jiraField: string;
  value: unknown;
}

const JIRA_FIELDS = {
  title: "summary",
  description: "description",
  priority: "priority",
  assignee: "assignee",
  dueDate: "duedate",
  labels: "labels",
  type: "issuetype",
  parent: "parent",
  components: "components",
  milestone: "fixVersions",
} as const satisfies Partial<Record<FieldName, string>>;

/** The scalar values as Jira takes them; an estimate is refused where the site has no field for it. */
export function fieldEdits(
  values: Partial<Pick<JiraValues, ScalarField>>,
  {
    estimateField,
    selectFields,
    sprintField,
  }: {
    estimateField: string | null;
    selectFields: ReadonlyMap<string, string>;
    sprintField: string | null;
  },
  now: JiraValues["custom"] = {},
): { edits: readonly FieldEdit[]; refused: readonly Refusal[] } {
  const edits: FieldEdit[] = [];
  const refused: Refusal[] = [];
  const {
    title,
    description,
    priority,
    assignee,
    estimate,
    dueDate,
    type,
    parent,
    custom,
    milestone,
    cycle,
  } = values;
  if (title !== undefined) edits.push({ field: "title", jiraField: JIRA_FIELDS.title, value: title });
  if (description !== undefined) {
    edits.push({ field: "description", jiraField: JIRA_FIELDS.description, value: description });
  }
  if (priority !== undefined) {
    const value = priority === null ? null : { id: priority };
    edits.push({ field: "priority", jiraField: JIRA_FIELDS.priority, value });
  }
  if (assignee !== undefined) {
    const value = assignee === null ? null : { accountId: assignee };
    edits.push({ field: "assignee", jiraField: JIRA_FIELDS.assignee, value });
  }
  if (dueDate !== undefined) edits.push({ field: "dueDate", jiraField: JIRA_FIELDS.dueDate, value: dueDate });
  if (type !== undefined) edits.push({ field: "type", jiraField: JIRA_FIELDS.type, value: { id: type } });
  if (parent !== undefined) {
    const value = parent === null ? null : { id: parent };
    edits.push({ field: "parent", jiraField: JIRA_FIELDS.parent, value });
  }
  if (milestone !== undefined) {
    const value = milestone.map((name) => ({ name }));
    edits.push({ field: "milestone", jiraField: JIRA_FIELDS.milestone, value });
  }
  // Without the field nothing is read of sprints either, so that none is ever sent.
  if (cycle !== undefined && sprintField !== null) {
    edits.push({ field: "cycle", jiraField: sprintField, value: cycle === null ? null : Number(cycle) });
  }
  for (const [name, value] of Object.entries(custom ?? {})) {
    const jiraField = selectFields.get(name);
    if (value === (now[name] ?? null)) continue;
    if (jiraField === undefined) refused.push(noSelectField(name));
    else edits.push({ field: "custom", jiraField, value: value === null ? null : { value } });
  }
  if (estimate !== undefined) {
    if (estimateField !== null) edits.push({ field: "estimate", jiraField: estimateField, value: estimate });
    else refused.push(NO_ESTIMATE_FIELD);
  }
  return { edits, refused };
}

function noSelectField(name: string): Refusal {
  const message = `This Jira site has no select field "${name}". Name one in the mapping's custom fields that it has.`;
  return { fields: ["custom"], code: "unmapped", message };
}

const NO_ESTIMATE_FIELD: Refusal = {
  fields: ["estimate"],
  code: "unmapped",
  message:
    'This Jira site has no number field named "Story Points" or "Story point estimate". ' +
    "Add one to the project, or name the field to use in the connection.",
};

/** Jira's labels hold no spaces and at most 255 characters; what it would refuse is told apart beforehand. */
export function takeableLabels(labels: readonly string[]): {
  labels: readonly string[];
  refused: readonly Refusal[];
} {
  const takeable = labels.filter((label) => label !== "" && label.length <= 255 && !/\s/.test(label));
  const others = labels.filter((label) => !takeable.includes(label));
  if (others.length === 0) return { labels, refused: [] };
  const message =
    `Jira's labels hold no spaces and at most 255 characters, so ${others.map((label) => `"${label}"`).join(", ")} ` +
    "cannot be added there. Rename the label, or map it to one without spaces.";
  return { labels: takeable, refused: [{ fields: ["labels"], code: "invalid", message }] };
}
