import { add, amend, drop } from "../writes.ts";
import type { IssueLabel } from "../records.ts";
import { invalid } from "../refusals.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";
import { find, stamp, title, understood } from "./inputs.ts";

type Maybe<T> = T | null | undefined;

export interface LabelInput {
  id?: Maybe<string>;
  name?: Maybe<string>;
  color?: Maybe<string>;
  description?: Maybe<string>;
  isGroup?: Maybe<boolean>;
  parentId?: Maybe<string>;
  teamId?: Maybe<string>;
}

const fields = ["id", "name", "color", "description", "isGroup", "parentId", "teamId"] as const;

export function createLabel(world: World, caller: Caller, input: LabelInput & { name: string }): IssueLabel {
  understood(input, fields, "IssueLabelCreateInput");
  const parent =
    typeof input.parentId === "string" ? find(world, caller, "IssueLabel", input.parentId) : undefined;
  const team = typeof input.teamId === "string" ? find(world, caller, "Team", input.teamId) : undefined;
  const teamId = team?.id ?? null;
  checkParent(parent, teamId);
  const name = title(input.name, "name");
  checkName(world, name, teamId, undefined);
  return add(world, caller, "IssueLabel", {
    ...stamp(world, "IssueLabel", { id: input.id }),
    name,
    color: input.color ?? "#bec2c8",
    description: input.description ?? null,
    isGroup: input.isGroup ?? false,
    parentId: parent?.id ?? null,
    teamId,
    creatorId: caller.user.id,
    retiredAt: null,
    lastAppliedAt: null,
  });
}

export function updateLabel(world: World, caller: Caller, label: IssueLabel, input: LabelInput): IssueLabel {
  understood(input, fields, "IssueLabelUpdateInput");
  const patch: Partial<IssueLabel> = {};
  if (typeof input.name === "string") {
    patch.name = title(input.name, "name");
    checkName(world, patch.name, label.teamId, label.id);
  }
  if (typeof input.color === "string") patch.color = input.color;
  if (input.description !== undefined) patch.description = input.description;
  if (typeof input.isGroup === "boolean") patch.isGroup = input.isGroup;
  if (input.parentId !== undefined) {
    const parent = input.parentId === null ? undefined : find(world, caller, "IssueLabel", input.parentId);
    checkParent(parent, label.teamId);
    patch.parentId = parent?.id ?? null;
  }
  amend(world, caller, label, patch);
  return label;
}

/** Takes the label off every issue, and its children out of the group. */
export function deleteLabel(world: World, caller: Caller, label: IssueLabel): void {
  const { state } = world;
  for (const issue of state.all("Issue")) {
    if (!issue.labelIds.includes(label.id)) continue;
    amend(world, caller, issue, { labelIds: issue.labelIds.filter((id) => id !== label.id) });
  }
  for (const child of state.all("IssueLabel")) {
    if (child.parentId === label.id) amend(world, caller, child, { parentId: null });
  }
  drop(world, caller, "IssueLabel", label);
}

/** Names are unique within a team, groups or not; a team may not repeat a name of the workspace. */
function checkName(world: World, name: string, teamId: string | null, ownId: string | undefined): void {
  const taken = world.state
    .all("IssueLabel")
    .some(
      (label) =>
        label.id !== ownId &&
        label.name.toLowerCase() === name.toLowerCase() &&
        (label.teamId === teamId || label.teamId === null),
    );
  if (taken) throw invalid(`A label with the name "${name}" already exists in this team.`);
}

function checkParent(parent: IssueLabel | undefined, teamId: string | null): void {
  if (!parent) return;
  if (!parent.isGroup) throw invalid("parentId must be a label group");
  if (parent.teamId !== null && parent.teamId !== teamId)
    throw invalid("parentId must be a group of the same team");
}
