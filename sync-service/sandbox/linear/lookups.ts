import type {
  Cycle,
  Initiative,
  Issue,
  IssueLabel,
  Project,
  ProjectMilestone,
  Team,
  WorkflowState,
} from "./records.ts";
import { refusal } from "./refusals.ts";
import type { World } from "./world.ts";

/** How scripts name things: by key, name or id; a name that fits nothing is an error that says so. */

export function teamBy(world: World, name: string): Team {
  const team =
    world.state.get("Team", name) ??
    world.state.all("Team").find((one) => one.key === name || one.name === name);
  return team ?? missing("team", name);
}

export function stateBy(world: World, team: Team, name: string): WorkflowState {
  const states = world.state.where("WorkflowState", "teamId", team.id);
  const state =
    states.find((one) => one.id === name || one.name === name) ?? states.find((one) => one.type === name);
  return state ?? missing(`state of team ${team.key}`, name);
}

export function labelBy(world: World, team: Team | undefined, name: string): IssueLabel {
  const labels = world.state.all("IssueLabel").filter((one) => one.id === name || one.name === name);
  return (
    labels.find((one) => one.teamId === team?.id) ??
    labels.find((one) => one.teamId === null) ??
    missing("label", name)
  );
}

export function projectBy(world: World, name: string): Project {
  const project =
    world.state.get("Project", name) ?? world.state.all("Project").find((one) => one.name === name);
  return project ?? missing("project", name);
}

export function milestoneBy(world: World, project: Project, name: string): ProjectMilestone {
  const milestones = world.state.where("ProjectMilestone", "projectId", project.id);
  return (
    milestones.find((one) => one.id === name || one.name === name) ??
    missing(`milestone of ${project.name}`, name)
  );
}

export function cycleBy(world: World, team: Team, number: number): Cycle {
  const cycles = world.state.where("Cycle", "teamId", team.id);
  return cycles.find((one) => one.number === number) ?? missing(`cycle of team ${team.key}`, String(number));
}

export function initiativeBy(world: World, name: string): Initiative {
  const initiative =
    world.state.get("Initiative", name) ?? world.state.all("Initiative").find((one) => one.name === name);
  return initiative ?? missing("initiative", name);
}

export function issueBy(world: World, name: string): Issue {
  return world.state.issue(name) ?? missing("issue", name);
}

function missing(what: string, name: string): never {
  throw refusal("user error", `There is no ${what} called ${name}`);
}
