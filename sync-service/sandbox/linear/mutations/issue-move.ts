import type { Issue, Team, WorkflowState } from "../records.ts";
import type { World } from "../world.ts";
import { defaultState } from "./issue-fields.ts";

/** What a new team makes of an issue: a new identifier, and only the labels and the project it shares. */
export function renumber(world: World, issue: Issue, team: Team): Partial<Issue> {
  const number = team.nextNumber;
  world.state.change(team, { nextNumber: number + 1 });
  const project = world.state.get("Project", issue.projectId);
  return {
    teamId: team.id,
    number,
    identifier: `${team.key}-${number}`,
    previousIdentifiers: [...issue.previousIdentifiers, issue.identifier],
    addedToTeamAt: world.agenda.iso(),
    projectId: project?.teamIds.includes(team.id) ? project.id : null,
    labelIds: issue.labelIds.flatMap((id) => labelIn(world, team, id) ?? []),
  };
}

/** The state of the new team that is called the same, else the first of the same type, else its default. */
export function newTeamState(world: World, issue: Issue, team: Team): WorkflowState {
  const old = world.state.get("WorkflowState", issue.stateId);
  const states = world.state.where("WorkflowState", "teamId", team.id);
  return (
    states.find((state) => state.name === old?.name && state.type === old.type) ??
    states.find((state) => state.type === old?.type) ??
    defaultState(world, team)
  );
}

function labelIn(world: World, team: Team, id: string): string | undefined {
  const label = world.state.get("IssueLabel", id);
  if (!label || label.teamId === null || label.teamId === team.id) return label?.id;
  return world.state
    .all("IssueLabel")
    .find((one) => one.teamId === team.id && one.name === label.name && !one.isGroup)?.id;
}
