import { add, amend, drop } from "../writes.ts";
import type { Health, Project, ProjectMilestone, ProjectStatus, ProjectUpdate } from "../records.ts";
import { forbidden, invalid } from "../refusals.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";
import { body, find, stamp, title, understood } from "./inputs.ts";

type Maybe<T> = T | null | undefined;

export interface ProjectInput {
  id?: Maybe<string>;
  name?: Maybe<string>;
  description?: Maybe<string>;
  content?: Maybe<string>;
  teamIds?: Maybe<readonly string[]>;
  statusId?: Maybe<string>;
  leadId?: Maybe<string>;
  memberIds?: Maybe<readonly string[]>;
  priority?: Maybe<number>;
  color?: Maybe<string>;
  icon?: Maybe<string>;
  sortOrder?: Maybe<number>;
  startDate?: Maybe<string>;
  startDateResolution?: Maybe<string>;
  targetDate?: Maybe<string>;
  targetDateResolution?: Maybe<string>;
  trashed?: Maybe<boolean>;
}

const fields = [
  "id", "name", "description", "content", "teamIds", "statusId", "leadId", "memberIds", "priority", "color", "icon",
  "sortOrder", "startDate", "startDateResolution", "targetDate", "targetDateResolution", "trashed",
] as const; // prettier-ignore

export function createProject(
  world: World,
  caller: Caller,
  input: ProjectInput & { name: string; teamIds: readonly string[] },
): Project {
  understood(input, fields, "ProjectCreateInput");
  if (input.teamIds.length === 0) throw invalid("teamIds must contain at least 1 element");
  const base = stamp(world, "Project", { id: input.id });
  const status = input.statusId
    ? find(world, caller, "ProjectStatus", input.statusId)
    : statusOfType(world, "backlog");
  return add(world, caller, "Project", {
    ...base,
    name: title(input.name, "name"),
    description: summary(input.description ?? ""),
    content: typeof input.content === "string" ? body(world, input.content, "content") : null,
    slugId: slugId(world),
    icon: input.icon ?? null,
    color: input.color ?? "#bec2c8",
    statusId: status.id,
    priority: input.priority ?? 0,
    sortOrder: input.sortOrder ?? 0,
    prioritySortOrder: 0,
    leadId: input.leadId ? find(world, caller, "User", input.leadId).id : null,
    creatorId: caller.user.id,
    memberIds: [...(input.memberIds ?? [])],
    teamIds: input.teamIds.map((id) => find(world, caller, "Team", id).id),
    labelIds: [],
    startDate: input.startDate ?? null,
    startDateResolution: input.startDateResolution ?? null,
    targetDate: input.targetDate ?? null,
    targetDateResolution: input.targetDateResolution ?? null,
    health: null,
    healthUpdatedAt: null,
    ...statusDates(status, base.createdAt, undefined),
    trashed: null,
  });
}

export function updateProject(world: World, caller: Caller, project: Project, input: ProjectInput): Project {
  understood(input, fields, "ProjectUpdateInput");
  const now = world.agenda.iso();
  const patch: Partial<Project> = {};
  if (typeof input.name === "string") patch.name = title(input.name, "name");
  if (typeof input.description === "string") patch.description = summary(input.description);
  if (input.content !== undefined)
    patch.content = input.content === null ? null : body(world, input.content, "content");
  if (input.teamIds) {
    if (input.teamIds.length === 0) throw invalid("teamIds must contain at least 1 element");
    patch.teamIds = input.teamIds.map((id) => find(world, caller, "Team", id).id);
  }
  if (typeof input.statusId === "string") {
    const status = find(world, caller, "ProjectStatus", input.statusId);
    Object.assign(patch, { statusId: status.id, ...statusDates(status, now, project) });
  }
  if (input.leadId !== undefined)
    patch.leadId = input.leadId === null ? null : find(world, caller, "User", input.leadId).id;
  if (input.memberIds) patch.memberIds = [...input.memberIds];
  if (typeof input.priority === "number") patch.priority = input.priority;
  if (typeof input.color === "string") patch.color = input.color;
  if (input.icon !== undefined) patch.icon = input.icon;
  if (typeof input.sortOrder === "number") patch.sortOrder = input.sortOrder;
  if (input.startDate !== undefined) patch.startDate = input.startDate;
  if (input.startDateResolution !== undefined) patch.startDateResolution = input.startDateResolution;
  if (input.targetDate !== undefined) patch.targetDate = input.targetDate;
  if (input.targetDateResolution !== undefined) patch.targetDateResolution = input.targetDateResolution;
  if (typeof input.trashed === "boolean") Object.assign(patch, trash(input.trashed, now));
  amend(world, caller, project, patch);
  return project;
}

export function trashProject(world: World, caller: Caller, project: Project): Project {
  if (Object.keys(amend(world, caller, project, trash(true, world.agenda.iso()))).length > 0) {
    world.changes.event({ action: "remove", record: project, caller });
  }
  return project;
}

export function restoreProject(world: World, caller: Caller, project: Project): Project {
  amend(world, caller, project, trash(false, ""));
  return project;
}

function trash(trashed: boolean, now: string): Partial<Project> {
  return trashed ? { trashed: true, archivedAt: now } : { trashed: null, archivedAt: null };
}

export function statusOfType(world: World, type: string): ProjectStatus {
  const status = world.state
    .all("ProjectStatus")
    .find((one) => one.type === type || one.name === type || one.id === type);
  if (!status) throw invalid(`There is no project status ${type}`);
  return status;
}

function statusDates(
  status: ProjectStatus,
  now: string,
  before: Project | undefined,
): Pick<Project, "startedAt" | "completedAt" | "canceledAt"> {
  const begun = ["started", "paused", "completed"].includes(status.type);
  return {
    startedAt: begun
      ? (before?.startedAt ?? now)
      : status.type === "canceled"
        ? (before?.startedAt ?? null)
        : null,
    completedAt: status.type === "completed" ? (before?.completedAt ?? now) : null,
    canceledAt: status.type === "canceled" ? (before?.canceledAt ?? now) : null,
  };
}

/** The short description under a project's name; the long text is its content. */
function summary(value: string): string {
  if (value.length > 255) throw invalid("description must be shorter than or equal to 255 characters");
  return value;
}

export function slugId(world: World): string {
  return world.random.uuid().replaceAll("-", "").slice(-12);
}

export interface MilestoneInput {
  id?: Maybe<string>;
  name?: Maybe<string>;
  description?: Maybe<string>;
  targetDate?: Maybe<string>;
  sortOrder?: Maybe<number>;
  projectId?: Maybe<string>;
}

export function createMilestone(
  world: World,
  caller: Caller,
  input: MilestoneInput & { name: string; projectId: string },
): ProjectMilestone {
  const project = find(world, caller, "Project", input.projectId);
  return add(world, caller, "ProjectMilestone", {
    ...stamp(world, "ProjectMilestone", { id: input.id }),
    name: title(input.name, "name"),
    description: input.description ?? null,
    targetDate: input.targetDate ?? null,
    sortOrder: input.sortOrder ?? world.state.where("ProjectMilestone", "projectId", project.id).length,
    projectId: project.id,
  });
}

export function updateMilestone(
  world: World,
  caller: Caller,
  milestone: ProjectMilestone,
  input: MilestoneInput,
): ProjectMilestone {
  const patch: Partial<ProjectMilestone> = {};
  if (typeof input.name === "string") patch.name = title(input.name, "name");
  if (input.description !== undefined) patch.description = input.description;
  if (input.targetDate !== undefined) patch.targetDate = input.targetDate;
  if (typeof input.sortOrder === "number") patch.sortOrder = input.sortOrder;
  amend(world, caller, milestone, patch);
  return milestone;
}

export function deleteMilestone(world: World, caller: Caller, milestone: ProjectMilestone): void {
  for (const issue of world.state.where("Issue", "projectMilestoneId", milestone.id)) {
    amend(world, caller, issue, { projectMilestoneId: null });
  }
  drop(world, caller, "ProjectMilestone", milestone);
}

export interface ReportInput {
  id?: Maybe<string>;
  body?: Maybe<string>;
  health?: Maybe<Health>;
  isDiffHidden?: Maybe<boolean>;
  /** Of a seed: the API takes no date. */
  createdAt?: Maybe<string>;
}

export function createProjectUpdate(
  world: World,
  caller: Caller,
  input: ReportInput & { projectId: string },
): ProjectUpdate {
  const project = find(world, caller, "Project", input.projectId);
  const update = add(world, caller, "ProjectUpdate", {
    ...stamp(world, "ProjectUpdate", input),
    ...newReport(world, caller, input),
    projectId: project.id,
  });
  amend(world, caller, project, { health: update.health, healthUpdatedAt: update.createdAt });
  return update;
}

export function updateProjectUpdate(
  world: World,
  caller: Caller,
  update: ProjectUpdate,
  input: ReportInput,
): ProjectUpdate {
  amend(world, caller, update, editedReport(world, caller, update, input));
  const project = world.state.get("Project", update.projectId);
  if (project && input.health)
    amend(world, caller, project, { health: input.health, healthUpdatedAt: world.agenda.iso() });
  return update;
}

/** The part that project and initiative updates share. */
export function newReport(world: World, caller: Caller, input: ReportInput) {
  return {
    body: body(world, input.body ?? "", "body"),
    health: input.health ?? "onTrack",
    userId: caller.user.id,
    editedAt: null,
    isDiffHidden: input.isDiffHidden ?? false,
    slugId: slugId(world).slice(0, 8),
  };
}

export function editedReport(world: World, caller: Caller, report: { userId: string }, input: ReportInput) {
  if (report.userId !== caller.user.id && !caller.user.admin) {
    throw forbidden("You do not have permission to edit this update.");
  }
  return {
    ...(typeof input.body === "string"
      ? { body: body(world, input.body, "body"), editedAt: world.agenda.iso() }
      : {}),
    ...(input.health ? { health: input.health } : {}),
  };
}
