import type { Issue, IssueLabel, Team, WorkflowState } from "../records.ts";
import { invalid, notFound } from "../refusals.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";
import { find } from "./inputs.ts";

/** A state of the team; a state of another team is refused. */
export function stateOf(world: World, caller: Caller, team: Team, stateId: string): WorkflowState {
  const state = find(world, caller, "WorkflowState", stateId);
  if (state.teamId !== team.id) throw invalid("stateId must belong to the issue's team");
  return state;
}

export function defaultState(world: World, team: Team): WorkflowState {
  const states = world.state.where("WorkflowState", "teamId", team.id);
  const state =
    states.find((one) => one.id === team.defaultStateId) ??
    states.find((one) => one.type === "backlog") ??
    states[0];
  if (!state) throw new Error(`The team ${team.key} has no workflow states`);
  return state;
}

/** The dates that follow from entering a state, from what they were. */
export function datesOf(
  state: WorkflowState,
  now: string,
  before?: Pick<Issue, "startedAt" | "completedAt" | "canceledAt">,
): Pick<Issue, "startedAt" | "completedAt" | "canceledAt"> {
  switch (state.type) {
    case "started":
      return { startedAt: before?.startedAt ?? now, completedAt: null, canceledAt: null };
    case "completed":
      return {
        startedAt: before?.startedAt ?? now,
        completedAt: before?.completedAt ?? now,
        canceledAt: null,
      };
    case "canceled":
    case "duplicate":
      return {
        startedAt: before?.startedAt ?? null,
        completedAt: null,
        canceledAt: before?.canceledAt ?? now,
      };
    default:
      return { startedAt: null, completedAt: null, canceledAt: null };
  }
}

export function priority(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > 4) throw invalid("priority must be between 0 and 4");
  return value;
}

export function estimate(value: number | null): number | null {
  if (value !== null && (!Number.isInteger(value) || value < 0))
    throw invalid("estimate must not be less than 0");
  return value;
}

/** Somebody who can be given work: active, and with a seat. */
export function assignee(world: World, caller: Caller, userId: string): string {
  const user = find(world, caller, "User", userId);
  if (!user.active) throw invalid(`assigneeId: ${user.name} is not an active user`);
  if (user.app) throw invalid(`assigneeId: ${user.name} is an app user; delegate to it instead`);
  return user.id;
}

/** Labels that may lie on an issue of the team together: its own or the workspace's, one of a group at most. */
export function labels(world: World, caller: Caller, team: Team, ids: readonly string[]): string[] {
  const chosen = [...new Set(ids)].map((id) => {
    const label = find(world, caller, "IssueLabel", id);
    if (label.teamId !== null && label.teamId !== team.id) throw notFound("IssueLabel");
    if (label.isGroup) throw invalid(`The label ${label.name} is a group and cannot be applied to an issue`);
    return label;
  });
  const groups = new Map<string, IssueLabel>();
  for (const label of chosen) {
    if (label.parentId === null) continue;
    const other = groups.get(label.parentId);
    if (other)
      throw invalid(`labelIds not exclusive child labels: ${other.name} and ${label.name} are of one group`);
    groups.set(label.parentId, label);
  }
  return chosen.map((label) => label.id);
}

/** The project, milestone and cycle of an issue, which must fit its team and each other. */
export function placement(
  world: World,
  caller: Caller,
  team: Team,
  wanted: { projectId: string | null; projectMilestoneId: string | null; cycleId: string | null },
): void {
  const project = wanted.projectId === null ? undefined : find(world, caller, "Project", wanted.projectId);
  if (project && !project.teamIds.includes(team.id)) {
    throw invalid(`The project ${project.name} is not a project of the team ${team.key}`);
  }
  if (wanted.projectMilestoneId !== null) {
    const milestone = find(world, caller, "ProjectMilestone", wanted.projectMilestoneId);
    if (milestone.projectId !== project?.id)
      throw invalid("projectMilestoneId must belong to the issue's project");
  }
  if (wanted.cycleId !== null) {
    const cycle = find(world, caller, "Cycle", wanted.cycleId);
    if (cycle.teamId !== team.id) throw invalid("cycleId must belong to the issue's team");
  }
}

/** The id of a parent; an issue is never its own ancestor. */
export function parent(world: World, parentIssue: Issue, childId: string | undefined): string {
  for (let one: Issue | undefined = parentIssue; one; one = world.state.get("Issue", one.parentId)) {
    if (one.id === childId) throw invalid("parentId must not make the issue its own ancestor");
  }
  return parentIssue.id;
}
