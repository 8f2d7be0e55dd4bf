import type { Random } from "#sync/model/effects.ts";
import type { Agenda } from "../kit/agenda.ts";
import type { Caller } from "./caller.ts";
import type { Changes } from "./changes.ts";
import type { AnyRecord, Organization, Team } from "./records.ts";
import type { State } from "./state.ts";
import type { Switches } from "./switches.ts";
import type { Uploads } from "./uploads.ts";

/** Everything a mutation works on. */
export interface World {
  readonly state: State;
  readonly agenda: Agenda;
  readonly random: Random;
  readonly changes: Changes;
  readonly switches: Switches;
  readonly uploads: Uploads;
  /** Where uploads go. A server's port is known only after it listens. */
  baseUrl: string;
}

/** Through whose eyes a record is read. */
export interface View {
  world: World;
  caller: Caller;
}

export function organizationOf(world: World): Organization {
  const [organization] = world.state.all("Organization");
  if (!organization) throw new Error("The twin has no organization");
  return organization;
}

function seesTeam(caller: Caller, team: Team): boolean {
  if (caller.access?.seesAll) return true;
  const teamIds = caller.access?.teamIds;
  if (teamIds) return teamIds.includes(team.id);
  return (!team.private && !caller.user.guest) || team.memberIds.includes(caller.user.id);
}

/** Whether the caller may see a record; what hangs on a team is as private as the team. */
export function sees(world: World, caller: Caller, record: AnyRecord): boolean {
  const { state } = world;
  const ofTeam = (id: string | null) => {
    const team = state.get("Team", id);
    return team === undefined || seesTeam(caller, team);
  };
  const through = (parent: AnyRecord | undefined) => parent === undefined || sees(world, caller, parent);
  switch (record.__typename) {
    case "Team":
      return seesTeam(caller, record);
    case "WorkflowState":
    case "IssueLabel":
    case "Issue":
    case "Cycle":
    case "Webhook":
      return ofTeam(record.teamId);
    case "IssueHistory":
    case "Attachment":
      return through(state.get("Issue", record.issueId));
    case "IssueRelation":
      return (
        through(state.get("Issue", record.issueId)) && through(state.get("Issue", record.relatedIssueId))
      );
    case "Comment":
      return (
        through(state.get("Issue", record.issueId)) &&
        through(state.get("ProjectUpdate", record.projectUpdateId)) &&
        through(state.get("Project", record.projectId))
      );
    case "Project":
      return record.teamIds.length === 0 || record.teamIds.some(ofTeam);
    case "ProjectMilestone":
    case "ProjectUpdate":
    case "InitiativeToProject":
      return through(state.get("Project", record.projectId));
    case "Organization":
    case "User":
    case "ProjectStatus":
    case "Initiative":
    case "InitiativeRelation":
    case "InitiativeUpdate":
      return !caller.user.guest || record.__typename === "Organization" || record.__typename === "User";
  }
}
