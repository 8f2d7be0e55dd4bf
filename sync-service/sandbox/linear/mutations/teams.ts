import { add, amend } from "../writes.ts";
import type { EstimationType, Team, WorkflowState } from "../records.ts";
import { invalid } from "../refusals.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";
import { stamp, title } from "./inputs.ts";

interface TeamInput {
  id?: string | undefined;
  key: string;
  name: string;
  private?: boolean | undefined;
  timezone?: string | undefined;
  estimation?: EstimationType | undefined;
  triage?: boolean | undefined;
  memberIds: readonly string[];
  states?:
    | readonly { name: string; type: string; color?: string | undefined; default?: boolean | undefined }[]
    | undefined;
}

/** The states a new team has in Linear. */
const usualStates = [
  { name: "Backlog", type: "backlog", color: "#bec2c8", default: true },
  { name: "Todo", type: "unstarted", color: "#e2e2e2" },
  { name: "In Progress", type: "started", color: "#f2c94c" },
  { name: "In Review", type: "started", color: "#0f783c" },
  { name: "Done", type: "completed", color: "#5e6ad2" },
  { name: "Canceled", type: "canceled", color: "#95a2b3" },
  { name: "Duplicate", type: "duplicate", color: "#95a2b3" },
] as const;

const triageState = { name: "Triage", type: "triage", color: "#fc7840", default: false } as const;

export function createTeam(world: World, caller: Caller, input: TeamInput): Team {
  if (world.state.all("Team").some((team) => team.key === input.key)) {
    throw invalid(`The team key ${input.key} is already taken`);
  }
  const team = add(world, caller, "Team", {
    ...stamp(world, "Team", { id: input.id }),
    name: input.name,
    key: input.key,
    description: null,
    private: input.private ?? false,
    timezone: input.timezone ?? "Etc/UTC",
    issueEstimationType: input.estimation ?? "fibonacci",
    issueEstimationAllowZero: true,
    issueEstimationExtended: false,
    triageEnabled: input.triage ?? false,
    cyclesEnabled: false,
    defaultStateId: null,
    memberIds: [...input.memberIds],
    nextNumber: 1,
  });
  const states = input.states ?? [...(input.triage === true ? [triageState] : []), ...usualStates];
  for (const [position, { name, type, color, ...rest }] of states.entries()) {
    const state = createState(world, caller, { teamId: team.id, name, type, color, position });
    const isDefault = "default" in rest && rest.default === true;
    if (isDefault) world.state.change(team, { defaultStateId: state.id });
  }
  if (team.defaultStateId === null) {
    const first = world.state
      .where("WorkflowState", "teamId", team.id)
      .find((state) => state.type !== "triage");
    world.state.change(team, { defaultStateId: first?.id ?? null });
  }
  return team;
}

export interface StateInput {
  id?: string | null | undefined;
  teamId: string;
  name: string;
  type: string;
  color?: string | null | undefined;
  description?: string | null | undefined;
  position?: number | null | undefined;
}

const stateTypes = ["triage", "backlog", "unstarted", "started", "completed", "canceled", "duplicate"];

export function createState(world: World, caller: Caller, input: StateInput): WorkflowState {
  if (!stateTypes.includes(input.type)) throw invalid(`type must be one of ${stateTypes.join(", ")}`);
  const others = world.state.where("WorkflowState", "teamId", input.teamId);
  const name = title(input.name, "name");
  if (others.some((state) => state.name === name))
    throw invalid(`A state called ${name} already exists in this team`);
  return add(world, caller, "WorkflowState", {
    ...stamp(world, "WorkflowState", { id: input.id }),
    name,
    type: input.type,
    color: input.color ?? "#bec2c8",
    description: input.description ?? null,
    position: input.position ?? others.length,
    teamId: input.teamId,
  });
}

export type StateUpdateInput = Partial<Pick<StateInput, "color" | "description" | "position">> & {
  name?: string | null;
};

export function updateState(
  world: World,
  caller: Caller,
  state: WorkflowState,
  input: StateUpdateInput,
): WorkflowState {
  const patch: Partial<WorkflowState> = {};
  if (typeof input.name === "string") patch.name = title(input.name, "name");
  if (typeof input.color === "string") patch.color = input.color;
  if (input.description !== undefined) patch.description = input.description;
  if (typeof input.position === "number") patch.position = input.position;
  amend(world, caller, state, patch);
  return state;
}
