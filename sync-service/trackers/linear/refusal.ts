import type { FieldName } from "#sync/model/issue.ts";
import type { Refusal } from "../tracker.ts";
import type { Failure } from "./client.ts";

/** How Linear's errors name a field: its input's name, or the kind of thing it refers to. */
const NAMES: Record<FieldName, RegExp> = {
  title: /\btitle\b/i,
  description: /\bdescription/i,
  status: /\bstate|workflow ?state/i,
  priority: /\bpriority\b/i,
  assignee: /\bassignee|\buser\b/i,
  labels: /label/i,
  estimate: /\bestimate\b/i,
  dueDate: /\bdue ?date\b/i,
  type: /label/i,
  parent: /\bparent/i,
  relations: /relation/i,
  components: /label/i,
  custom: /label/i,
  milestone: /milestone/i,
  cycle: /\bcycle/i,
};

/** What a person can do about a field that Linear does not take. */
const ADVICE: Record<FieldName, string> = {
  title: "Shorten or change the title in Jira.",
  description: "Shorten the description in Jira, or move a part of it into an attachment.",
  status: "Check the mirror's status map: the state must be one of the issue's team.",
  priority: "Check the mirror's priority map.",
  assignee: "Check the mirror's people: the person must be active in Linear and see the team.",
  labels: "Take the label off in Jira, or map it to one that can be used with the issue's other labels.",
  estimate: "Linear takes whole numbers that its team's scale allows: change the estimate in Jira.",
  dueDate: "Change the due date in Jira.",
  type: "Check the mirror's types.",
  parent: "Choose another parent in Jira.",
  components: "Check the mirror's components.",
  custom: "Check the mirror's custom fields.",
  milestone: "Check that the milestone is of the issue's project in Linear.",
  cycle: "Check that the cycle is one of the issue's team and not over.",
  relations: "Check that the connection's account sees both issues, and the mapping's kinds of relations.",
};

/**
 * Which of the fields that were sent an error is about. None when it does not say, or speaks of the issue as a
 * whole; a single field that was sent alone is meant in any case.
 */
export function refusedFields<F extends FieldName>(failure: Failure, sent: readonly F[]): F[] {
  if (aboutIssue(failure)) return [];
  if (sent.length === 1) return [...sent];
  const words = `${failure.message} ${failure.details}`;
  return sent.filter((field) => NAMES[field].test(words));
}

/** Whether nothing of the issue can be written, whichever field is sent. */
export function aboutIssue(failure: Failure): boolean {
  return failure.type === "permission" || isMissing(failure);
}

/** The refusal of one field, or of the issue, for a person to read. */
export function refusalOf(failure: Failure, field: FieldName | null, key: string): Refusal {
  const fields = field === null ? "issue" : [field];
  const what = field === null ? `the issue of ${key}` : `the ${wordsFor(field)} of ${key}`;
  if (failure.type === "permission") {
    const advice = "Give the connection's account access to the team, or check the workspace's plan.";
    return {
      fields,
      code: "permission",
      message: `Linear does not allow ${what} to be written: ${said(failure)} ${advice}`,
    };
  }
  if (isMissing(failure)) {
    const advice = "It was deleted, or the connection's account may no longer see it.";
    return {
      fields: "issue",
      code: "not-found",
      message: `Linear does not show ${what}: ${said(failure)} ${advice}`,
    };
  }
  const advice = field === null ? "Change what Linear names, in Jira or in the mapping." : ADVICE[field];
  return {
    fields,
    code: codeOf(failure),
    message: `Linear does not take ${what}: ${said(failure)} ${advice}`,
  };
}

function codeOf({ message, details }: Failure): Refusal["code"] {
  if (/shorter than|longer than|too (long|large)|exceed/i.test(message)) return "too-large";
  if (/could not find|not found/i.test(`${message} ${details}`)) return "unknown-value";
  return "invalid";
}

function isMissing({ message, details }: Failure): boolean {
  return /(entity not found: |referenced )(issue|team)\b/i.test(`${message} ${details}`);
}

function said({ message }: Failure): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function wordsFor(field: FieldName): string {
  return field === "dueDate" ? "due date" : field;
}
