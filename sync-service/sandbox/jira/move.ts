import type { Actor } from "../kit/edit-log.ts";
import { change, record } from "./changes.ts";
import { refuse } from "./errors.ts";
import type { HistoryItem, Issue, Project } from "./model.ts";
import type { Site } from "./site.ts";
import { must } from "./state.ts";
import { statusPatch } from "./workflow.ts";

interface Destination {
  project: Project;
  typeId: string;
  /** The parent there; without one, a parent in the project it leaves is lost. */
  parentId?: number | null;
}

/** Moves an issue to another project or type. Its key changes with the project, its id never; the old key still finds it. */
export function moveIssue(site: Site, actor: Actor, issue: Issue, to: Destination): Issue {
  const { state } = site;
  if (!to.project.issueTypeIds.includes(to.typeId)) {
    throw refuse(400, `The issue type ${to.typeId} is not used in ${to.project.key}.`);
  }
  const from = must(state.projects, issue.projectId, "project");
  const changesProject = from.id !== to.project.id;
  const before = state.workflowOf(from, issue.typeId);
  const after = state.workflowOf(to.project, to.typeId);
  const statusId = after.statusIds.includes(issue.statusId) ? issue.statusId : after.initialStatusId;
  const key = changesProject ? `${to.project.key}-${state.next(`issues of ${to.project.id}`, 1)}` : issue.key;
  const told = (
    field: string,
    fieldId: string | null,
    a: [string | null, string],
    b: [string | null, string],
  ): HistoryItem => ({
    field,
    fieldtype: "jira",
    ...(fieldId === null ? {} : { fieldId }),
    from: a[0],
    fromString: a[1],
    to: b[0],
    toString: b[1],
  });
  const items = [
    ...(changesProject
      ? [
          told("project", "project", [from.id, from.name], [to.project.id, to.project.name]),
          told("Key", null, [null, issue.key], [null, key]),
        ]
      : []),
    ...(before.id === after.id
      ? []
      : [told("Workflow", null, [before.id, before.name], [after.id, after.name])]),
  ];
  const moved = change(
    site,
    actor,
    issue,
    {
      projectId: to.project.id,
      typeId: to.typeId,
      key,
      ...statusPatch(site, issue, statusId),
      ...(changesProject
        ? { componentIds: [], fixVersionIds: [], formerKeys: [...issue.formerKeys, issue.key] }
        : {}),
      ...(to.parentId === undefined ? {} : { parentId: to.parentId }),
    },
    { typeName: "issue_moved", items },
  );
  if (changesProject) record(site, actor, moved, { field: "moved", old: issue.key, new: key });
  return moved;
}
