import type { Issue } from "../records.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";
import { stamp } from "./inputs.ts";

/** Fields that history tells by their old and new value, with the names it gives them. */
const told: Readonly<Record<string, string>> = {
  title: "Title",
  stateId: "StateId",
  assigneeId: "AssigneeId",
  priority: "Priority",
  estimate: "Estimate",
  dueDate: "DueDate",
  teamId: "TeamId",
  parentId: "ParentId",
  projectId: "ProjectId",
  cycleId: "CycleId",
};

/** Writes what an update changed into the issue's history: one entry an update, by whom. */
export function note(
  world: World,
  caller: Caller,
  issue: Issue,
  before: Readonly<Record<string, unknown>>,
): void {
  const changes: Record<string, unknown> = {};
  for (const [field, old] of Object.entries(before)) {
    const name = told[field];
    if (name !== undefined) {
      changes[`from${name}`] = old;
      changes[`to${name}`] = Reflect.get(issue, field);
    }
  }
  if ("description" in before) changes["updatedDescription"] = true;
  if ("labelIds" in before && Array.isArray(before["labelIds"])) {
    const old = before["labelIds"].map(String);
    changes["addedLabelIds"] = issue.labelIds.filter((id) => !old.includes(id));
    changes["removedLabelIds"] = old.filter((id) => !issue.labelIds.includes(id));
  }
  if ("trashed" in before) changes["trashed"] = issue.trashed === true;
  if ("archivedAt" in before) changes["archived"] = issue.archivedAt !== null;
  if (Object.keys(changes).length === 0) return;
  world.state.insert("IssueHistory", {
    ...stamp(world, "IssueHistory"),
    issueId: issue.id,
    actorId: caller.user.id,
    ...changes,
  });
}
