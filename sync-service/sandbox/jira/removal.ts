import type { Actor } from "../kit/edit-log.ts";
import { record } from "./changes.ts";
import { refuse } from "./errors.ts";
import { unlink } from "./links.ts";
import type { Issue } from "./model.ts";
import type { Site } from "./site.ts";
import { must } from "./state.ts";

/** Deletes an issue for good. @throws JiraRefusal 400 when it has sub-tasks that are not to go with it */
export function deleteIssue(site: Site, actor: Actor, issue: Issue, withSubtasks: boolean): void {
  const { state } = site;
  const children = state.children(issue);
  const subtasks = children.filter(
    (child) => must(state.issueTypes, child.typeId, "issue type").hierarchyLevel < 0,
  );
  if (subtasks.length > 0 && !withSubtasks) {
    throw refuse(
      400,
      `The issue '${issue.key}' has subtasks. You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`,
    );
  }
  for (const subtask of subtasks) deleteIssue(site, actor, subtask, true);
  for (const child of children) {
    const current = state.issue(child.id);
    if (current && !subtasks.includes(child)) site.put({ ...current, parentId: null });
  }
  for (const id of issue.linkIds) unlink(site, actor, id);
  const last = state.issue(issue.id) ?? issue;
  site.remove(last);
  record(site, actor, last, { field: "deleted", old: last.summary });
  site.publish({ name: "jira:issue_deleted", issue: last, actor, typeName: "issue_deleted" });
}
