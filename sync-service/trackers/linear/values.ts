import type { FieldName, LinearValues } from "#sync/model/issue.ts";
import { projectOf } from "#sync/model/project-id.ts";
import type { Refusal, StoredScalar } from "../tracker.ts";

/** Our fields as Linear's inputs call them, alike for creation and update. */
export function scalarInput(
  values: Partial<LinearValues>,
  field: StoredScalar<"linear">,
  before: Partial<LinearValues> = {},
): Record<string, unknown> {
  switch (field) {
    case "title":
      return { title: values.title };
    case "description":
      return { description: values.description };
    case "status":
      return { stateId: values.status };
    case "priority":
      return { priority: Number(values.priority ?? 0) };
    case "assignee":
      return { assigneeId: values.assignee };
    case "estimate":
      return { estimate: values.estimate };
    case "dueDate":
      return { dueDate: values.dueDate };
    case "milestone":
      return { projectMilestoneId: values.milestone };
    case "cycle":
      return { cycleId: values.cycle };
    case "parent":
      return parentInput(values.parent ?? null, before.parent ?? null);
  }
}

/** The issue above, or the project that stands for an epic. */
function parentInput(parent: string | null, before: string | null): Record<string, unknown> {
  const project = parent === null ? null : projectOf(parent);
  if (project !== null) return { projectId: project, parentId: null };
  const leavesProject = parent === null && before !== null && projectOf(before) !== null;
  return { parentId: parent, ...(leavesProject ? { projectId: null } : {}) };
}

/**
 * What GraphQL itself would not let pass. Such a value refuses the whole document without naming the issue,
 * so it is told here, in Linear's place.
 */
export function impossible(values: Partial<LinearValues>, field: FieldName, key: string): Refusal | null {
  const refusal = (message: string): Refusal => ({ fields: [field], code: "invalid", message });
  const { estimate, priority, dueDate } = values;
  switch (field) {
    case "estimate":
      return typeof estimate === "number" && !isInteger(estimate)
        ? refusal(`Linear takes whole numbers as estimates, and ${key} has ${estimate}. Change it in Jira.`)
        : null;
    case "priority":
      return typeof priority === "string" && !isInteger(Number(priority))
        ? refusal(`“${priority}” of ${key} is no priority of Linear. Check the mirror's priority map.`)
        : null;
    case "dueDate":
      return typeof dueDate === "string" && !/^\d{4}-\d{2}-\d{2}$/.test(dueDate)
        ? refusal(`“${dueDate}” of ${key} is no date. Change the due date in Jira.`)
        : null;
    default:
      return null;
  }
}

/** GraphQL's Int has 32 bits. */
function isInteger(number: number): boolean {
  return Number.isInteger(number) && Math.abs(number) < 2 ** 31;
}
