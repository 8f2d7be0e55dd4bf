import type { Refusal } from "../tracker.ts";
import { problemText } from "./client.ts";
import type { EditableField, FieldEdit } from "./fields.ts";
import { problemSchema } from "./schemas.ts";

const LABEL: Record<EditableField, string> = {
  title: "title",
  description: "description",
  priority: "priority",
  assignee: "assignee",
  labels: "labels",
  estimate: "estimate",
  dueDate: "due date",
  type: "type",
  parent: "parent",
  components: "components",
  custom: "custom field",
  milestone: "fix versions",
  cycle: "sprint",
  status: "resolution",
};

/** Fields whose value names a thing of the site, which may not be there. */
const NAMES_THINGS: ReadonlySet<EditableField> = new Set([
  "priority",
  "assignee",
  "type",
  "parent",
  "components",
  "custom",
  "milestone",
  "cycle",
  "status",
]);

/** What Jira's 400 says, sorted by whether leaving out fields of ours would help. */
interface SortedProblem {
  /** One for each field of ours that Jira will not take. */
  fields: readonly Refusal[];
  /** What stands in the way of the whole issue: a field that we do not set, or the request itself. */
  issue: Refusal | null;
}

export function sortProblem(
  key: string,
  body: unknown,
  edits: readonly FieldEdit[],
  fieldNames: ReadonlyMap<string, string>,
): SortedProblem {
  const { errors, errorMessages } = problemSchema.catch({ errors: {}, errorMessages: [] }).parse(body);
  const fields: Refusal[] = [];
  const others: string[] = [];
  for (const [jiraField, text] of Object.entries(errors)) {
    const edit = edits.find((candidate) => candidate.jiraField === jiraField);
    if (edit) fields.push(fieldRefusal(key, edit.field, text));
    else others.push(jiraField);
  }
  if (others.length > 0) return { fields, issue: foreignField(key, others, errors, fieldNames) };
  if (fields.length > 0) return { fields, issue: null };
  const text = errorMessages.length > 0 ? errorMessages.join(" ") : problemText(body);
  return {
    fields,
    issue: {
      fields: "issue",
      code: codeOf(text),
      message: `Jira refused to write ${key}: ${sentence(text)}`,
    },
  };
}

/** What a status other than 400 means for one issue. */
export function statusRefusal(key: string, status: number, body: unknown): Refusal {
  if (status === 404) {
    return {
      fields: "issue",
      code: "not-found",
      message: `Jira does not show ${key}: it was deleted, or the account of the API token may not see it.`,
    };
  }
  if (status === 403) {
    return {
      fields: "issue",
      code: "permission",
      message: `The account of the API token may not change ${key}. Give it the project's edit permission. Jira says: ${sentence(problemText(body))}`,
    };
  }
  return {
    fields: "issue",
    code: status === 413 ? "too-large" : "invalid",
    message: `Jira refused to write ${key} (${status}): ${sentence(problemText(body))}`,
  };
}

function fieldRefusal(key: string, field: EditableField, text: string): Refusal {
  const said = codeOf(text);
  const code = said === "unknown-value" && !NAMES_THINGS.has(field) ? "invalid" : said;
  return {
    fields: [field],
    code,
    message: `Jira did not take the ${LABEL[field]} of ${key}: ${sentence(text)} ${ADVICE[code]}`.trimEnd(),
  };
}

function foreignField(
  key: string,
  jiraFields: readonly string[],
  errors: Readonly<Record<string, string>>,
  fieldNames: ReadonlyMap<string, string>,
): Refusal {
  const names = jiraFields.map((id) => `"${fieldNames.get(id) ?? id}"`).join(", ");
  const texts = jiraFields.map((id) => errors[id] ?? "").join(" ");
  const code = codeOf(texts);
  const required = code === "required-field";
  return {
    fields: "issue",
    code,
    message: `Jira refused to write ${key} because of the field ${names}: ${sentence(texts)}${required ? " Give it a default in Jira, or make it optional." : ""}`,
  };
}

const ADVICE: Record<Refusal["code"], string> = {
  "no-transition": "",
  "required-field": "Fill it in on the other side, or make it optional in Jira.",
  permission: "Give the account of the API token that permission.",
  "too-large": "Shorten it.",
  "unknown-value": "Map the value to one that the project has.",
  invalid: "",
  "not-found": "",
  waits: "",
  unmapped: "Add the field to the project's screens, or leave it out of the mapping.",
};

/** Jira tells its reasons in prose only. */
function codeOf(text: string): Refusal["code"] {
  if (/is required|must (provide|specify|be set)|field required/i.test(text)) return "required-field";
  if (/exceed|too long|too large|at most|must be less than|limit of/i.test(text)) return "too-large";
  if (/appropriate screen|unknown field|cannot be set/i.test(text)) return "unmapped";
  if (/cannot be assigned|does not exist|not exist|not valid|is invalid|not found|no such/i.test(text)) {
    return "unknown-value";
  }
  if (/permission|not allowed|not authori[sz]ed/i.test(text)) return "permission";
  return "invalid";
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
