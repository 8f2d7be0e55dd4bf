import { add, amend } from "../writes.ts";
import type { Cycle } from "../records.ts";
import { invalid } from "../refusals.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";
import { find, stamp } from "./inputs.ts";

type Maybe<T> = T | null | undefined;

export interface CycleInput {
  id?: Maybe<string>;
  teamId: string;
  name?: Maybe<string>;
  description?: Maybe<string>;
  startsAt: string;
  endsAt: string;
  completedAt?: Maybe<string>;
}

export function createCycle(world: World, caller: Caller, input: CycleInput): Cycle {
  const team = find(world, caller, "Team", input.teamId);
  const cycles = world.state.where("Cycle", "teamId", team.id);
  checkSpan(input.startsAt, input.endsAt, cycles);
  world.state.change(team, { cyclesEnabled: true });
  return add(world, caller, "Cycle", {
    ...stamp(world, "Cycle", { id: input.id }),
    number: Math.max(0, ...cycles.map((cycle) => cycle.number)) + 1,
    name: input.name ?? null,
    description: input.description ?? null,
    startsAt: input.startsAt,
    endsAt: input.endsAt,
    completedAt: input.completedAt ?? null,
    teamId: team.id,
  });
}

export type CycleUpdateInput = {
  [F in "name" | "description" | "startsAt" | "endsAt" | "completedAt"]?: Maybe<string>;
};

export function updateCycle(world: World, caller: Caller, cycle: Cycle, input: CycleUpdateInput): Cycle {
  const startsAt = input.startsAt ?? cycle.startsAt;
  const endsAt = input.endsAt ?? cycle.endsAt;
  const others = world.state.where("Cycle", "teamId", cycle.teamId).filter((one) => one.id !== cycle.id);
  checkSpan(startsAt, endsAt, others);
  amend(world, caller, cycle, {
    startsAt,
    endsAt,
    name: input.name === undefined ? cycle.name : input.name,
    description: input.description === undefined ? cycle.description : input.description,
    completedAt: input.completedAt === undefined ? cycle.completedAt : input.completedAt,
  });
  return cycle;
}

function checkSpan(startsAt: string, endsAt: string, others: readonly Cycle[]): void {
  if (startsAt >= endsAt) throw invalid("endsAt must be after startsAt");
  if (others.some((one) => one.startsAt < endsAt && startsAt < one.endsAt))
    throw invalid("Cycles of a team cannot overlap");
}
