import { SPRINT_ID } from "./defaults.ts";
import { FieldRefusal } from "./errors.ts";
import type { Field } from "./field.ts";
import type { Issue, Sprint } from "./model.ts";
import type { Site } from "./site.ts";
import { must } from "./state.ts";

/** The sprints that an issue shows: its own, or for a sub-task those of the issue above it. */
export function sprintsOf(site: Site, issue: Issue): Sprint[] {
  const { state } = site;
  const { hierarchyLevel } = must(state.issueTypes, issue.typeId, "issue type");
  const parent = issue.parentId === null ? undefined : state.issue(issue.parentId);
  const { sprintIds } = hierarchyLevel < 0 && parent ? parent : issue;
  return sprintIds.map((id) => must(state.sprints, id, "sprint"));
}

/** Without the open sprint: what is over stays with an issue for good. */
export function closedSprintIds(site: Site, issue: Issue | null): number[] {
  const ids = issue?.sprintIds ?? [];
  return ids.filter((id) => must(site.state.sprints, id, "sprint").state === "closed");
}

/** The field takes one sprint's number, and shows every sprint the issue was ever in. */
export const SPRINT: Field = {
  id: SPRINT_ID,
  name: "Sprint",
  plainName: "sprint",
  schema: {
    type: "array",
    items: "json",
    custom: "com.pyxis.greenhopper.jira:gh-sprint",
    customId: Number(SPRINT_ID.replace("customfield_", "")),
  },
  clauseNames: ["cf[10020]", "Sprint"],
  operations: ["set"],
  set: ({ site, type, issue }, value) => {
    const closed = closedSprintIds(site, issue);
    if (value === null) return { sprintIds: closed };
    if (typeof value !== "number") throw new FieldRefusal("Number value expected as the Sprint id.");
    if (type.hierarchyLevel < 0) {
      throw new FieldRefusal("A sub-task is always in the sprint of its parent issue.");
    }
    const sprint = site.state.sprints.get(value);
    if (!sprint) throw new FieldRefusal(`Sprint with id ${value} does not exist.`);
    if (sprint.state === "closed") {
      throw new FieldRefusal("Issue can be assigned only active or future sprints.");
    }
    return { sprintIds: [...closed, value] };
  },
  plain: (site, issue) => issue.sprintIds.map((id) => must(site.state.sprints, id, "sprint").name),
  history: (site, before, after) => {
    const names = (issue: Issue): string =>
      issue.sprintIds.map((id) => must(site.state.sprints, id, "sprint").name).join(", ");
    return [
      {
        field: "Sprint",
        fieldtype: "custom",
        fieldId: SPRINT_ID,
        from: before.sprintIds.join(", "),
        fromString: names(before),
        to: after.sprintIds.join(", "),
        toString: names(after),
      },
    ];
  },
};
